"""What place grammar asks of a sentence's tokens: place words, connectives, marks, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rasid.lexicon.entries import (
    Connective,
    Force,
    Form,
    Match,
    Nationality,
    PlaceWord,
    SourceNoun,
)
from rasid.text.tables import COMMA
from rasid.values import dataclass

OPENING = frozenset('"([{')
CLOSING = frozenset('")]}')
COMMAS = frozenset((COMMA, ","))
DASHES = frozenset("-/|")

GRAMMAR = frozenset(("connective", "time", "number", "cue", "speech", "anaphor", "support"))
"""Words that are never (the whole of) a name, whatever a table may have."""

FUNCTION = frozenset(("connective", "number", "anaphor"))
"""Those of them that are no name even after a type word."""

PLACING = frozenset(
    (
        "in",
        "on",
        "from",
        "to",
        "at",
        "towards",
        "toward",
        "into",
        "near",
        "around",
        "inside",
        "over",
    )
)
"""Roles of the connectives after which a place is told."""

OUTCOMES = frozenset(("trigger", "casualty", "support"))
"""Kinds of the words that a verb of result stands before."""

MEDIA = frozenset(("media", "outlet", "monitor"))
MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the readings of a match together say."""

    kinds: frozenset[str]
    grammar: bool
    verb: bool
    place: Form | None
    role: str | None
    country: str | None
    body: bool
    medium: bool


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A place word at a token: what it announces, its clitics and number."""

    start: int
    end: int
    kind: str
    relation: str | None
    bearing: float | None
    proclitics: tuple[str, ...]
    number: str | None
    enclitic: str | None

    @property
    def definite(self) -> bool:
        """Whether it is written with the article."""
        return "the" in self.proclitics


class Tokens:
    """A sentence's words with the lexicon matches laid over them.

    `cover` has for each token the match that covers it, `known` what its readings say.
    """

    __slots__ = ("_type_words", "cover", "known", "words")

    def __init__(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        self.words = words
        self.cover: list[Match | None] = [None] * len(words)
        self.known: list[Known | None] = [None] * len(words)
        for match in matches:
            known = _known(match.forms)
            for i in range(match.start, match.end):
                self.cover[i], self.known[i] = match, known
        self._type_words: dict[int, TypeWord | None] = {}

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> Match | None:
        """The match that starts at token `i`."""
        match = self.cover[i] if 0 <= i < len(self.cover) else None
        return match if match is not None and match.start == i else None

    def type_word(self, i: int) -> TypeWord | None:
        """The place word that starts at token `i`."""
        known = self.known[i] if 0 <= i < len(self.known) else None
        if known is None or known.place is None:
            return None
        if i not in self._type_words:
            match = self.at(i) if not self.leads(i) else None
            self._type_words[i] = _type_word(match, known.place) if match else None
        return self._type_words[i]

    def leads(self, i: int) -> bool:
        """ "And led to", which is spelled like "the valley of", before an act or an outcome."""
        word, told = self.known[i], self.known[i + 1] if i + 1 < len(self.known) else None
        led = word is not None and word.role == "result" and word.place is not None
        return led and told is not None and not OUTCOMES.isdisjoint(told.kinds)

    def role(self, i: int) -> str | None:
        """The role of the connective that starts at token `i`."""
        known = self.known[i] if 0 <= i < len(self.known) else None
        if known is None or known.role is None or self.at(i) is None:
            return None
        return known.role

    def nation(self, i: int) -> str | None:
        """The country code of the nationality that starts at token `i`."""
        known = self.known[i] if 0 <= i < len(self.known) else None
        return known.country if known is not None and self.at(i) is not None else None

    def after(self, i: int) -> int:
        """The token after the match (or the word) at `i`."""
        match = self.at(i)
        return match.end if match else i + 1

    def ends_with(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether a match of one of the kinds ends right before token `i`."""
        known = self.before(i)
        return known is not None and not kinds.isdisjoint(known.kinds)

    def before(self, i: int) -> Known | None:
        """What is known of the match that ends right before token `i`."""
        match = self.cover[i - 1] if i > 0 else None
        return self.known[i - 1] if match is not None and match.end == i else None

    def role_before(self, i: int) -> str | None:
        """The role of the connective that ends right before token `i`."""
        known = self.before(i)
        return known.role if known is not None else None

    def skip(self, i: int, marks: frozenset[str]) -> int:
        """The first token from `i` on that is none of the marks."""
        while i < len(self.words) and self.words[i] in marks:
            i += 1
        return i

    def skip_back(self, i: int, marks: frozenset[str]) -> int:
        """The token after the last one before `i` that is none of the marks."""
        while i > 0 and self.words[i - 1] in marks:
            i -= 1
        return i

    def is_word(self, i: int) -> bool:
        """Whether there is a token `i`, and it is a word or a number."""
        return 0 <= i < len(self.words) and self.words[i][0].isalnum()


@lru_cache(maxsize=MOST_REMEMBERED)
def _known(forms: tuple[Form, ...]) -> Known:
    entries = [form.entry for form in forms]
    kinds = frozenset(entry.kind for entry in entries)
    return Known(
        kinds,
        kinds <= GRAMMAR,
        any(form.pos == "verb" for form in forms),
        next((form for form in forms if isinstance(form.entry, PlaceWord)), None),
        next((e.role for e in entries if isinstance(e, Connective)), None),
        next((e.country for e in entries if isinstance(e, Nationality)), None),
        any(isinstance(e, Force) for e in entries) and "facility" not in kinds,
        any(isinstance(e, SourceNoun) and e.source_kind in MEDIA for e in entries),
    )


def _type_word(match: Match, form: Form) -> TypeWord:
    entry = form.entry
    assert isinstance(entry, PlaceWord)
    return TypeWord(
        match.start,
        match.end,
        entry.place_kind,
        entry.relation,
        entry.bearing,
        match.proclitics,
        form.number,
        match.enclitic,
    )
