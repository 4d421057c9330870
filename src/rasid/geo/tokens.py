"""What place grammar asks of a sentence's tokens: place words, connectives, marks, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.lexicon.entries import Connective, Force, Form, Match, Nationality, PlaceWord, SourceNoun

OPENING = frozenset('"([{')
CLOSING = frozenset('")]}')
COMMAS = frozenset(("،", ","))
DASHES = frozenset("-/|")
# Matches of these kinds are words of grammar: they are never (the whole of) a name.
GRAMMAR = frozenset("connective time number cue speech anaphor support".split())
MEDIA = frozenset("media outlet monitor".split())
FUNCTION = frozenset("connective number anaphor".split())
# Prepositions after which a place is told of, by connective role.
PLACING = frozenset("in on from to at towards toward into near around inside over under".split())


MOST_REMEMBERED = 100_000
_KINDS: dict[int, tuple[tuple[Form, ...], frozenset[str]]] = {}


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
        return "the" in self.proclitics


class Tokens:
    """A sentence's words with the lexicon matches laid over them."""

    __slots__ = ("words", "cover", "_type_words")

    def __init__(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        self.words = words
        self.cover: list[Match | None] = [None] * len(words)
        for match in matches:
            for i in range(match.start, match.end):
                self.cover[i] = match
        self._type_words: dict[int, TypeWord | None] = {}

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> Match | None:
        """The match that starts at token `i`."""
        match = self.cover[i] if 0 <= i < len(self.cover) else None
        return match if match is not None and match.start == i else None

    def type_word(self, i: int) -> TypeWord | None:
        """The place word that starts at token `i`."""
        if i not in self._type_words:
            match = self.at(i)
            self._type_words[i] = _type_word(match) if match else None
        return self._type_words[i]

    def role(self, i: int) -> str | None:
        """The role of the connective that starts at token `i`."""
        match = self.at(i)
        if match is not None:
            for form in match.forms:
                if isinstance(form.entry, Connective):
                    return form.entry.role
        return None

    def after(self, i: int) -> int:
        """The token after the match (or the word) at `i`."""
        match = self.at(i)
        return match.end if match else i + 1

    def ends_with(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether a match of one of the kinds ends right before token `i`."""
        match = self.cover[i - 1] if i > 0 else None
        return match is not None and match.end == i and bool(kinds & kinds_of(match))

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

    def role_before(self, i: int) -> str | None:
        """The role of the connective that ends right before token `i`."""
        match = self.cover[i - 1] if i > 0 else None
        return self.role(match.start) if match is not None and match.end == i else None

    def is_word(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i][0].isalnum()


def kinds_of(match: Match) -> frozenset[str]:
    """The kinds of all readings of a match."""
    forms = match.forms
    known = _KINDS.get(id(forms))
    if known is not None and known[0] is forms:
        return known[1]
    if len(_KINDS) >= MOST_REMEMBERED:
        _KINDS.clear()
    kinds = frozenset(form.entry.kind for form in forms)
    _KINDS[id(forms)] = (forms, kinds)  # holding the tuple keeps its id from being used again
    return kinds


def nation(match: Match) -> str | None:
    """The country code when a match can name a nationality."""
    for form in match.forms:
        if isinstance(form.entry, Nationality):
            return form.entry.country
    return None


def is_body(match: Match) -> bool:
    """Whether a match is a force noun, which makes the next name a part of the body's name."""
    return any(isinstance(form.entry, Force) for form in match.forms)


def is_medium(match: Match) -> bool:
    """Whether a match names a kind of medium or body that reports, not a person or a place."""
    sources = (form.entry for form in match.forms if isinstance(form.entry, SourceNoun))
    return any(source.source_kind in MEDIA for source in sources)


def _type_word(match: Match) -> TypeWord | None:
    for form in match.forms:
        entry = form.entry
        if isinstance(entry, PlaceWord):
            return TypeWord(
                match.start, match.end, entry.place_kind, entry.relation, entry.bearing,
                match.proclitics, form.number, match.enclitic,
            )  # fmt: skip
    return None
