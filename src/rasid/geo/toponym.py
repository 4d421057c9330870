"""How place names are compared: one key for the spellings of a name, and the clitics before it.

The language data (article, clitics, letters) comes from `data/places/toponyms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from rasid.lexicon.rules import read
from rasid.text.view import normalise
from rasid.values import dataclass

KEYS = 3  # raise it when `key_of`, `first_words` or the fold of the text change
MAX_NAME_WORDS = 5
SETTLEMENTS = frozenset(
    ["town", "village", "city", "capital", "neighbourhood", "camp", "hamlet", "farm", "suburb"]
)
AREAS = frozenset(
    [
        "area",
        "region",
        "desert",
        "mountain",
        "island",
        "valley",
        "river",
        "lake",
        "forest",
        "sea",
        "plain",
        "front",
        "countryside",
        "border",
    ]
)
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters that must be left of a word when a clitic or the article is taken off


def kind_class(kind: str) -> str:
    """settlement | area | site | road | admin1 | admin2 | admin3 | country, by what a place is."""
    if kind in SETTLEMENTS:
        return "settlement"
    if kind in AREAS:
        return "area"
    return kind if kind in ("admin1", "admin2", "admin3", "country", "road") else "site"


@dataclass(frozen=True, slots=True)
class ToponymRules:
    """Language data for names. `proclitics` maps what may be written on to what it says, of which
    `conjunctions` and `leading` ("to") are some; `digest` tells these rules from others.
    """

    article: str
    proclitics: Mapping[str, tuple[str, ...]]
    letters: Mapping[int, str]
    final_silent: str
    beginnings: Mapping[str, str]
    joined: tuple[str, ...]
    conjunctions: tuple[str, ...]
    leading: tuple[str, ...]
    digest: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> ToponymRules:
        return cls(
            data["article"],
            {clitic: tuple(says) for clitic, says in data["proclitics"].items()},
            str.maketrans(data["letters"]),
            data["final_silent"],
            data["beginnings"],
            tuple(data["joined"]),
            tuple(c for c, says in data["proclitics"].items() if says in (["and"], ["so"])),
            tuple(c for c, says in data["proclitics"].items() if says == ["to"]),
            sha256(repr((KEYS, sorted(data.items()))).encode()).hexdigest()[:16],
        )

    def words(self, name: str) -> list[str]:
        """The words of a name in normalised spelling, without marks and brackets."""
        return _WORD.findall(normalise(name))

    def key(self, name: str) -> str:
        """The key of a name in any spelling; names with one key are spellings of one name."""
        return self.key_of(self.words(name))

    def key_of(self, words: Sequence[str]) -> str:
        """The key of normalised words: joined, without article, free letters settled."""
        text = "".join(words).translate(self.letters)
        if text.startswith(self.article) and len(text) >= len(self.article) + 2:
            text = text[len(self.article) :]
        for begin, settled in self.beginnings.items():
            if text == begin or (text.startswith(begin) and len(text) > len(begin) + 1):
                text = settled + text[len(begin) :]
        return text.rstrip(self.final_silent) or text

    def loose_key_of(self, words: Sequence[str]) -> str:
        """The key with no article before any word; equal to `key_of` for most names."""
        return self.key_of([self.bare(word) for word in words])

    def bare(self, word: str) -> str:
        """The word without its article."""
        long_enough = len(word) >= len(self.article) + 2
        return word[len(self.article) :] if long_enough and word.startswith(self.article) else word

    def is_definite(self, word: str) -> bool:
        """Whether the word is written with the article."""
        return self.bare(word) != word

    def splits(self, word: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """How many letters may be clitics, and what they say; the whole word comes first. What is
        left is a word of some length, or one that names begin with ("Tell").
        """
        yield 0, ()
        for clitic, says in self.proclitics.items():
            left = word[len(clitic) :]
            if word.startswith(clitic) and (len(left) >= _SHORTEST or left in self.joined):
                yield len(clitic), says

    def first_words(self, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Keys of words that can open this name in a text, each with the most words it then has."""
        first = self.key_of(words[:1])
        yield first, min(len(words) + 1, MAX_NAME_WORDS)
        if len(words) > 1:
            yield self.key_of(words[:2]), min(len(words) - 1, MAX_NAME_WORDS)
        for prefix in self.joined:
            if first.startswith(prefix) and len(first) > len(prefix) + 1:
                yield prefix, min(len(words) + 1, MAX_NAME_WORDS)


@lru_cache(maxsize=1)
def toponym_rules() -> ToponymRules:
    """How spellings of names are compared, as in `data/places/toponyms.yaml`."""
    return ToponymRules.of(toponym_data())


def toponym_data() -> Mapping[str, Any]:
    """The language data of place names."""
    return read("places/toponyms.yaml")
