"""Splitting particles and pronouns off a word, against the vocabulary and never blindly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rasid.lexicon.compile import WITH_ARTICLE, Compiled
from rasid.lexicon.morphology import ALL, Enclitic, Morphology, Proclitic

THE = "the"
SHORTEST_STEM = 2
LONGEST_ENCLITIC = 3
UNSPLIT = Proclitic("", (), ALL, ALL)


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
        self._words: Mapping[str, tuple[tuple[str, tuple[int, int]], ...]] = compiled.bound_words
        self._last = compiled.bound_last
        self._enclitics = morphology.enclitics
        self._article = morphology.article
        chains: dict[str, list[Proclitic]] = {}
        for one in sorted(morphology.proclitics, key=lambda p: len(p.names)):
            chains.setdefault(one.write, []).append(one)
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
        for chain, rest in self._stripped(word):
            the = chain.names[-1:] == (THE,)
            if the and WITH_ARTICLE + rest in self._roots:
                key = WITH_ARTICLE + rest
                found.append(Candidate(chain.names, None, key, chain.written))
            if rest in self._roots:
                found.append(Candidate(chain.names, None, rest, chain.before))
            if not the:
                found += self._suffixed(chain, rest)
        return sorted(found, key=lambda c: len(c.proclitics) + (c.enclitic is not None))

    def _stripped(self, word: str) -> Iterator[tuple[Proclitic, str]]:
        yield UNSPLIT, word
        for size in range(1, min(self._longest, len(word) - SHORTEST_STEM) + 1):
            for chain in self._chains.get(word[:size], ()):
                yield chain, word[size:]

    def _suffixed(self, chain: Proclitic, rest: str) -> Iterator[Candidate]:
        for stem, enclitic in self._without_enclitic(rest, SHORTEST_STEM):
            for key, classes in self._words.get(stem, ()):
                allowed = chain.before & classes[enclitic.like_feminine]
                yield Candidate(chain.names, enclitic.code, key, allowed)

    def _without_enclitic(self, word: str, shortest: int) -> Iterator[tuple[str, Enclitic]]:
        for size in range(1, min(LONGEST_ENCLITIC, len(word) - shortest) + 1):
            enclitic = self._enclitics.get(word[-size:])
            if enclitic:
                yield word[:-size], enclitic

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
            (key, enclitic.code)
            for stem, enclitic in self._without_enclitic(word, 1)
            for key in self._last.get(stem, ())
        )
