"""The words by which chrome, datelines and abbreviations are known: data, handed to this layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rasid.errors import DataError
from rasid.text.tokens import words_of
from rasid.values import dataclass

ROLES = ("start_of_tail", "line", "alone", "inline", "date", "outlet")
"""What a chrome phrase does.

start_of_tail  a line of it opens a list of links: it and the short lines after it are chrome
line           a line or sentence that begins with it is chrome
alone          a line that has nothing else, but for numbers and signs, is chrome
inline         is chrome wherever it stands, and parts what is around it
date           may stand in a line that only gives a date
outlet         agency or medium, as in a dateline or a photo credit
"""
LANGUAGES = ("ar", "fa", "ur", "ckb")
"""Roles of function words: the language they tell."""
ABBREVIATIONS = ("title", "unit", "domain")
"""What has a dot that ends no sentence: before a name, after a number, inside an address."""

Phrases = Mapping[str, tuple[list[str], ...]]


@dataclass(frozen=True, slots=True)
class TextCues:
    """Phrases by role and by first word, longest first; words of languages as they are written.

    `openers` are the first words of all phrases that can fill a line.
    """

    phrases: Mapping[str, Phrases]
    languages: Mapping[str, frozenset[str]]
    openers: frozenset[str]

    @classmethod
    def of(
        cls, chrome: Iterable[tuple[str, str]], abbreviations: Iterable[tuple[str, str]] = ()
    ) -> TextCues:
        """From (form, role) pairs in ordinary spelling.

        Roles are ROLES and LANGUAGES for the first, ABBREVIATIONS for the second; any other is a
        DataError.
        """
        forms: dict[str, list[str]] = {role: [] for role in (*ROLES, *LANGUAGES, *ABBREVIATIONS)}
        for form, role in (*chrome, *abbreviations):
            if role not in forms:
                roles = ", ".join(forms)
                raise DataError(f"text cue {form!r}: role {role!r} is not one of {roles}")
            forms[role].append(form)
        phrases = {role: _by_first(forms[role]) for role in (*ROLES, *ABBREVIATIONS)}
        openers = frozenset(word for role in ROLES for word in phrases[role])
        return cls(phrases, {role: frozenset(forms[role]) for role in LANGUAGES}, openers)

    def length(self, role: str, words: list[str], at: int) -> int:
        """How many words the longest phrase of that role has that stands there; 0 for none."""
        for phrase in self.phrases[role].get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                return len(phrase)
        return 0

    def fills(self, roles: Sequence[str], words: list[str]) -> bool:
        """Whether there is nothing but phrases of those roles, numbers, signs and foreign words."""
        at, found = 0, False
        while at < len(words):
            step = max(self.length(role, words, at) for role in roles)
            if not step and not is_neutral(words[at]):
                return False
            found = found or step > 0
            at += step or 1
        return found


def is_sign(word: str) -> bool:
    """Whether a token is a punctuation mark or a symbol."""
    return not word[0].isalnum()


def is_neutral(word: str) -> bool:
    """Whether a token is no word in Arabic letters: a number, a sign, a foreign word."""
    return word.isascii() or not word[0].isalpha()


def _by_first(forms: Iterable[str]) -> Phrases:
    found: dict[str, list[list[str]]] = {}
    for form in forms:
        words = list(words_of(form))
        found.setdefault(words[0], []).append(words)
    return {
        first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()
    }


NO_CUES = TextCues.of(())
"""Nothing known: sentences are told by punctuation alone."""
