"""A text cut into paragraphs and sentences, each sentence with its role on the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rasid.text.chrome import CAPTION, CHROME, DATELINE, LONG, Line, is_link, line_roles
from rasid.text.cues import NO_CUES, TextCues, is_sign
from rasid.text.edges import Piece, address, apart, listed_tags, medium, openings
from rasid.text.language import language
from rasid.text.sentences import ENDERS, OPENERS, sentence_bounds, shortened
from rasid.text.tables import COMMA, ELLIPSIS, QUESTION, SEMICOLON
from rasid.text.tokens import NEWLINE, Tokens, tokenise
from rasid.text.view import View


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. Positions are in `view.text`; `ends` are half-open.

    `role`: headline | dateline (place and medium) | body | caption (credits, bylines, accounts) |
    chrome (no part of the report). `paragraph` counts the lines that are not empty.
    """

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    role: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. `lang`: ar | fa | ur | ckb | und (no Arabic script)."""

    view: View
    sentences: tuple[Sentence, ...]
    lang: str


def read_document(text: str, cues: TextCues = NO_CUES) -> Document:
    """Any text as sentences, in time linear in its length. Every token is in one sentence."""
    view = View.of(text)
    page = _Page(view, cues)
    return Document(view, tuple(page.sentences()), language(view, cues))


_MARKS = ENDERS | OPENERS | {NEWLINE}
_HASHTAG = re.compile(rf"""#[^\s#.,:;!?"'«»“”()|/{COMMA}{SEMICOLON}{QUESTION}{ELLIPSIS}]+""")


class _Page:
    """The tokens of a page, its lines, and where in it there is something to look at."""

    def __init__(self, view: View, cues: TextCues) -> None:
        self.cues = cues
        self.tokens = tokenise(view.text)
        words = self.tokens.words
        self.tags = _tags(view, self.tokens)
        inline = cues.phrases["inline"]
        wanted = _MARKS.union(inline)
        noted = [i for i, word in enumerate(words) if word in wanted]
        self.lines = list(_lines(words, noted))
        self.marks = [i for i in noted if words[i] in _MARKS and words[i] != NEWLINE]
        found = [(i, cues.length("inline", words, i)) for i in noted if words[i] in inline]
        if "/" in view.text:
            found += [(i, 1) for i, word in enumerate(words) if "/" in word and address(word)]
        self.inserts = sorted((i, i + length) for i, length in found if length)

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        roles = line_roles([self._line(first, last) for first, last in self.lines], self.cues)
        told = [i for i, role in enumerate(roles) if role != CHROME]
        for number, ((first, last), role) in enumerate(zip(self.lines, roles, strict=True)):
            if role == CHROME:
                yield self._sentence((first, last, role), number)
                continue
            for piece in self._pieces(first, last, role, number == told[-1]):
                yield self._sentence(piece, number)

    def _line(self, first: int, last: int) -> Line:
        words = self.tokens.words[first:last]
        tags = bool(self.tags) and all(
            tag or is_sign(word) for tag, word in zip(self.tags[first:last], words, strict=True)
        )
        return Line(words, tags and any(self.tags[first:last]))

    def _pieces(self, first: int, last: int, role: str, final: bool) -> Iterator[Piece]:
        """What a line consists of: openings, sentences, and what stands at its end."""
        start = first
        for piece in openings(self.tokens, first, last, self.cues):
            yield piece
            start = piece[1]
        end = medium(self.tokens.words, start, last) if final else last
        marks = self.marks[bisect_left(self.marks, start) : bisect_left(self.marks, end)]
        for sentence in sentence_bounds(self.tokens, start, end, marks, self.cues):
            for begin, stop in shortened(self.tokens.words, *sentence):
                for piece in self._told(begin, stop, role, begin == start):
                    yield from apart(piece, self._inserts(piece))
        if end < last:
            yield end, last, CAPTION

    def _told(self, first: int, last: int, role: str, leads: bool) -> Iterator[Piece]:
        """A sentence, without the list of hashtags at its end; chrome when it says so itself."""
        words = self.tokens.words
        if last - first < LONG and is_link(words, first, self.cues):
            role = CHROME
        end = listed_tags(self.tags, words, first, last) if self.tags else last
        if end > first:
            yield first, end, role
        if end < last:
            yield end, last, DATELINE if leads and end == first else CHROME

    def _inserts(self, piece: Piece) -> list[tuple[int, int]]:
        first, last = (bisect_left(self.inserts, (position,)) for position in piece[:2])
        return self.inserts[first:last]

    def _sentence(self, piece: Piece, paragraph: int) -> Sentence:
        first, last, role = piece
        tokens = self.tokens
        starts, ends = tuple(tokens.starts[first:last]), tuple(tokens.ends[first:last])
        words = tuple(tokens.words[first:last])
        return Sentence(starts[0], ends[-1], words, starts, ends, role, paragraph)


def _lines(words: list[str], noted: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for i in [i for i in noted if words[i] == NEWLINE] + [len(words)]:
        if start < i:
            yield start, i
        start = i + 1


def _tags(view: View, tokens: Tokens) -> list[int]:
    """Which hashtag of the original each token belongs to, 0 for none; empty without hashtags."""
    if "#" not in view.original:
        return []
    tags = [0] * len(tokens.words)
    for number, match in enumerate(_HASHTAG.finditer(view.original), start=1):
        first = bisect_left(tokens.starts, view.locate(match.start()))
        last = bisect_left(tokens.starts, view.locate(match.end()))
        tags[first:last] = [number] * (last - first)
    return tags
