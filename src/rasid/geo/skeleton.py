"""Names that no table spells as the text does: consonant skeletons, and likely misspellings.

A skeleton is what an Arabic name and its Latin romanisation have in common, so that places with a
Latin name only are found. Letters that romanisations confuse are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rasid.lexicon.rules import read
from rasid.values import dataclass

MARK = "~"
"""Before the key of a skeleton: no key of a spelling begins with it."""

LEAST_CONSONANTS = 3
LEAST_LETTERS = 5
_ARTICLES = frozenset("al el as ash ar ad an at az adh ath ul".split())
_DIGRAPHS = (
    ("tch", "s"), ("kh", "x"), ("gh", "k"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("dj", "k"), ("ck", "k"),
)  # fmt: skip
_LATIN = str.maketrans("jgqcpvz", "kkkkbfd", "aeiouwy")
_WORDS = re.compile(r"[^\W\d_]+")
_AIN = frozenset("'`\u2018\u2019\u02bf\u02be\u02bb\u02bc")
_TWICE = re.compile(r"(.)\1+")


def name_words(name: str) -> list[str]:
    """The words of a name in small letters, without marks and articles."""
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = (c for c in plain if c not in _AIN and not unicodedata.combining(c))
    words = _WORDS.findall("".join(letters))
    if len(words) > 1:
        words = [word for word in words if word not in _ARTICLES] or words
    return words


def once(letters: str) -> str:
    """Letters with every double one written once."""
    return _TWICE.sub(r"\1", letters)


def skeleton(name: str) -> str:
    """The key of a name's consonants, for a name in Arabic or Latin letters; "" when they are too
    few to tell one name from another.
    """
    joined = once("".join(map(_consonants, name_words(name))))
    return MARK + joined if len(joined) >= LEAST_CONSONANTS else ""


def _consonants(word: str) -> str:
    if word.isascii():
        for pair, letter in _DIGRAPHS:
            word = word.replace(pair, letter)
        word = word.translate(_LATIN)
    else:
        known = _letters()
        if word.startswith(known.article) and len(word) > len(known.article) + 1:
            word = word[len(known.article) :]
        word = word.translate(known.consonant)
    return word.rstrip("h") or word


def misspellings(key: str) -> Iterator[str]:
    """Keys one likely slip away from a name's: a letter left out, doubled or swapped with the next,
    or one of those that sound or look alike. None for short names.
    """
    if len(key) < LEAST_LETTERS:
        return
    known = _letters()
    for i, letter in enumerate(key):
        yield key[:i] + key[i + 1 :]
        yield key[:i] + key[i + 1 : i + 2] + letter + key[i + 2 :]
        for other in known.alike.get(letter, ""):
            yield key[:i] + other + key[i + 1 :]
        for other in known.weak:
            yield key[:i] + other + key[i:]


@dataclass(frozen=True, slots=True)
class _Letters:
    """Arabic letter -> its consonant, or None; the article; letters written for each other."""

    consonant: dict[int, str | None]
    article: str
    alike: dict[str, str]
    weak: str


@lru_cache(maxsize=1)
def _letters() -> _Letters:
    raw = read("places/skeleton.yaml")
    told: dict[int, str | None] = {ord(letter): None for letter in raw["silent"]}
    for latin, letters in raw["consonants"].items():
        told |= {ord(letter): latin for letter in letters}
    groups: dict[str, str] = {}
    for group in raw["alike"]:
        for letter in group:
            groups[letter] = groups.get(letter, "") + group.replace(letter, "")
    return _Letters(told, raw["article"], groups, raw["weak"])
