"""Splitting particles and pronouns off a word, against the vocabulary and never blindly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rasid.lexicon.compile import WITH_ARTICLE, Compiled
from rasid.lexicon.morphology import ALL, Morphology

THE = "the"
SHORTEST_STEM = 2
LONGEST_ENCLITIC = 3


class Candidate(NamedTuple):
    """A reading of a word: clitics, the trie key of the rest, the classes it may have (a mask)."""

    proclitics: tuple[str, ...]
    enclitic: str | None
    key: str
    classes: int


class Splitter:
    """Finds the readings of folded words that the vocabulary knows."""

    def __init__(self, compiled: Compiled, morphology: Morphology) -> None:
        self._roots = compiled.trie
        self._inner = compiled.inner
        self._words: Mapping[str, tuple[tuple[str, int], ...]] = compiled.bound_words
        self._last = compiled.bound_last
        self._enclitics = morphology.enclitics
        self._article = morphology.article
        chains: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for one in sorted(morphology.proclitics, key=lambda p: len(p.names)):
            chains.setdefault(one.write, []).append((one.names, one.before))
        self._chains = chains
        self._longest = max(map(len, chains), default=0)
        written = {one.names: one.write for one in morphology.proclitics}
        self._bare = {
            one.write: written.get(one.names[:-1], "")
            for one in morphology.proclitics
            if one.names[-1] == THE
        }

    def keys(self, word: str) -> list[Candidate]:
        """The readings as the first word of a form; fewest clitics first, unsplit before all."""
        found: list[Candidate] = []
        for names, classes, rest in self._stripped(word):
            the = names[-1:] == (THE,)
            if the and WITH_ARTICLE + rest in self._roots:
                found.append(Candidate(names, None, WITH_ARTICLE + rest, classes))
            if rest in self._roots:
                found.append(Candidate(names, None, rest, classes))
            if not the:
                found += self._suffixed(names, classes, rest)
        return sorted(found, key=lambda c: len(c.proclitics) + (c.enclitic is not None))

    def _stripped(self, word: str) -> Iterator[tuple[tuple[str, ...], int, str]]:
        yield (), ALL, word
        for size in range(1, min(self._longest, len(word) - SHORTEST_STEM) + 1):
            for names, classes in self._chains.get(word[:size], ()):
                yield names, classes, word[size:]

    def _suffixed(self, names: tuple[str, ...], classes: int, rest: str) -> Iterator[Candidate]:
        for stem, code in self._without_enclitic(rest, SHORTEST_STEM):
            for key, allowed in self._words.get(stem, ()):
                yield Candidate(names, code, key, classes & allowed)

    def _without_enclitic(self, word: str, shortest: int) -> Iterator[tuple[str, str]]:
        for size in range(1, min(LONGEST_ENCLITIC, len(word) - shortest) + 1):
            code = self._enclitics.get(word[-size:])
            if code:
                yield word[:-size], code

    def steps(self, word: str) -> tuple[str, ...]:
        """The keys that the word can be inside a form, after its first word."""
        keys = [word]
        for size in range(1, min(self._longest, len(word) - 1) + 1):
            bare = self._bare.get(word[:size])
            if bare is not None:
                keys.append(bare + word[size:])
                if not bare:
                    keys.append(WITH_ARTICLE + word[size:])
        return tuple(key for key in dict.fromkeys(keys) if key in self._inner)

    def finals(self, word: str) -> tuple[tuple[str, str], ...]:
        """Key and enclitic of each reading as the last word of a form of several words."""
        return tuple(
            (key, code)
            for stem, code in self._without_enclitic(word, 1)
            for key in self._last.get(stem, ())
        )
