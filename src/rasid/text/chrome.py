"""What of a page is not its report: navigation, share bars, tags, lists of links, credits, datelines.

Every line gets a role. Losing a report costs more than keeping some chrome, so a line is chrome only for
words that say so, or where a page that ends its sentences with stops goes over to lines that do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasid.text.cues import TextCues, is_sign
from rasid.text.sentences import STOP
from rasid.text.tables import ARABIC

BODY, HEADLINE, DATELINE, CAPTION, CHROME = "body", "headline", "dateline", "caption", "chrome"

_TAIL, _MENU, _TAGS, _OUTLET = "tail", "menu", "tags", "outlet"
"""What a line is by its own words; its place on the page then gives it one of the roles."""

LONG = 30
"""Words and signs of a line that is surely no link, no headline."""
SENTENCE = 12
"""Words and signs from which a line with a stop is surely told, not listed."""
TOLD = 8
HEAD_LINES = 6
TAG = 4
LISTED_TAGS = 3
LISTED_LINKS = 3

_ARABIC_WORD = re.compile(f"[{ARABIC}]")
_CLOSERS = frozenset('")]')
_LIST_SIGNS = frozenset("-*(")
_SEPARATORS = frozenset("-/|:(")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its tokens, and whether hashtags are all that it has."""

    words: list[str]
    tags: bool = False

    @property
    def size(self) -> int:
        return len(self.words)

    @property
    def stopped(self) -> bool:
        """Whether it ends with a full stop, as links do not."""
        end = len(self.words)
        while end and self.words[end - 1] in _CLOSERS:
            end -= 1
        return end > 0 and self.words[end - 1] == STOP

    @property
    def plain(self) -> bool:
        """Whether it is all words: no signs, no numbers."""
        return all(word[0].isalpha() for word in self.words)

    @property
    def told(self) -> bool:
        """Whether it reads as running text."""
        return self.size >= LONG or (self.size >= TOLD and self.stopped)

    @property
    def resumes(self) -> bool:
        """Whether it ends a list of links: the report goes on."""
        return self.size >= LONG or (self.size >= SENTENCE and self.stopped)

    @property
    def link(self) -> bool:
        """Whether it may be a headline of another report."""
        ends = self.words[-1]
        return (
            TAG < self.size < LONG
            and ends not in (STOP, ":", ",")
            and self.words[0] not in _LIST_SIGNS
            and not self.words[0].isdigit()
        )


def line_roles(lines: Sequence[Line], cues: TextCues) -> list[str]:
    """The role of each line of a page."""
    kinds = [_kind(line, cues) for line in lines]
    _menus(lines, kinds)
    _tails(lines, kinds)
    _tag_lists(lines, kinds)
    _head(lines, kinds, cues)
    return [_settled(kind) for kind in kinds]


def _settled(kind: str) -> str:
    return CHROME if kind in (_TAIL, _MENU, _TAGS, _OUTLET) else kind


def _kind(line: Line, cues: TextCues) -> str:
    """What the words of a line say, wherever it stands."""
    words = line.words
    if line.size >= LONG:
        return BODY
    if not any(map(_ARABIC_WORD.match, words)):
        return CHROME
    if line.tags:
        return BODY if words[-1] == ":" else _TAGS
    first = next(i for i, word in enumerate(words) if not is_sign(word))
    if cues.length("start_of_tail", words, first) and _fills(cues, words, "start_of_tail"):
        return _TAIL
    return CHROME if cues.length("line", words, first) else _listed(cues, words)


def _listed(cues: TextCues, words: list[str]) -> str:
    if _fills(cues, words):
        return _MENU
    if _fills(cues, words, "date"):
        return CHROME
    return _OUTLET if _fills(cues, words, "date", "outlet") else BODY


def _fills(cues: TextCues, words: list[str], *roles: str) -> bool:
    return cues.fills((*roles, "alone", "inline"), words)


def _menus(lines: Sequence[Line], kinds: list[str]) -> None:
    """Short lines that follow an item of a menu at the top of a page are its other items."""
    head = next((i for i, kind in enumerate(kinds) if kind == BODY and lines[i].size > TAG), 0)
    menu = False
    for i in range(head):
        menu = menu or kinds[i] == _MENU
        if menu and kinds[i] == BODY and lines[i].plain:
            kinds[i] = CHROME


def _tails(lines: Sequence[Line], kinds: list[str]) -> None:
    """A line that opens a list of links makes chrome of what follows, until text is told again.

    Above the report, the last line of the list is the headline.
    """
    tail = report = False
    title: int | None = None
    for i, line in enumerate(lines):
        if kinds[i] == _TAIL:
            tail = report or any(later.resumes for later in lines[i:])
        elif tail and line.resumes:
            tail = False
            if title is not None and not report:
                kinds[title] = BODY
        elif tail:
            title = i if kinds[i] == BODY else title
            kinds[i] = CHROME
        report = report or (kinds[i] == BODY and line.size >= TOLD)


def _tag_lists(lines: Sequence[Line], kinds: list[str]) -> None:
    """Under the last full stop: tags a line, then links to the end of the page."""
    content = [i for i, kind in enumerate(kinds) if kind == BODY]
    last = next((n for n in reversed(range(len(content))) if lines[content[n]].told), None)
    if last is None or not lines[content[last]].stopped:
        return
    rest = content[last + 1 :]
    tags = next((n for n, i in enumerate(rest) if not _is_tag(lines[i])), len(rest))
    links = rest[tags:]
    listed = tags >= LISTED_TAGS or (tags and len(links) >= LISTED_LINKS)
    if listed and all(_is_link_or_tag(lines[i]) for i in links):
        for i in rest:
            kinds[i] = CHROME


def _is_tag(line: Line) -> bool:
    return line.size <= TAG and line.plain


def _is_link_or_tag(line: Line) -> bool:
    return line.link or _is_tag(line)


def _head(lines: Sequence[Line], kinds: list[str], cues: TextCues) -> None:
    """Headlines, datelines, bylines and captions: the lines above the first that is told."""
    content = [i for i, kind in enumerate(kinds) if kind == BODY]
    told = next((n for n, i in enumerate(content) if _tells(lines, i, n)), 0)
    above = content[:told]
    for i in range(content[told] if content else len(lines)):
        if kinds[i] in (_TAGS, _OUTLET):
            kinds[i] = DATELINE
    for n, i in enumerate(above if len(above) <= HEAD_LINES else above[:1]):
        kinds[i] = _above(lines[i], n == 0, n + 1 < len(above), cues)


def _tells(lines: Sequence[Line], i: int, place: int) -> bool:
    return lines[i].told or (place > 0 and lines[i].size >= SENTENCE)


def _above(line: Line, first: bool, more: bool, cues: TextCues) -> str:
    """The role of a line above the text, by its form."""
    if is_dateline(line, cues, first):
        return DATELINE
    if line.size <= TAG and (more or not first) and line.plain:
        return CAPTION
    if not first and _is_credited(line, cues):
        return CAPTION
    return HEADLINE


def is_dateline(line: Line, cues: TextCues, strict: bool) -> bool:
    """Whether a line gives only place and medium: 'Town - Agency', 'Agency - (Name)', 'Agency:'.

    A `strict` one has no more than two words on a side, or names an agency.
    """
    words = line.words
    if line.size > SENTENCE or words[-1] in (STOP, "?", "!"):
        return False
    outlets = [i for i in range(line.size) if cues.length("outlet", words, i)]
    if outlets and _has_edge(words, outlets[-1], cues.length("outlet", words, outlets[-1])):
        return True
    sides = list(_sides(words))
    longest = 2 if strict else 3
    return len(sides) > 1 and all(0 < len(side) <= longest for side in sides)


def _has_edge(words: list[str], at: int, length: int) -> bool:
    """Whether the agency stands behind a separator or a number, or a colon ends the line after it."""
    end = at + length
    if end == len(words):
        return at == 0 or words[at - 1] in _SEPARATORS or any(w.isdigit() for w in words[:at])
    separated = at == 0 or words[at - 1] in _SEPARATORS
    return separated and (words[end] in ")-" or end + 1 == len(words))


def _sides(words: list[str]) -> Iterator[list[str]]:
    """What dashes and brackets separate; nothing when there are other signs or numbers."""
    side: list[str] = []
    for word in words:
        if word in "-()" and side:
            yield side
            side = []
        elif word[0].isalpha():
            side.append(word)
        elif word not in "-()":
            yield []
    if side:
        yield side


def _is_credited(line: Line, cues: TextCues) -> bool:
    """Whether it ends, after a dash or in brackets, with an agency: a caption of a photo."""
    words = line.words
    signs = [i for i, word in enumerate(words) if word in "-(|"]
    if not signs or line.stopped:
        return False
    credit = range(signs[-1] + 1, line.size)
    return len(credit) <= SENTENCE // 2 and any(cues.length("outlet", words, i) for i in credit)
