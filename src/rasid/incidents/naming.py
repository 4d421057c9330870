"""Persons and facilities that a report names, as numbers which tell only whether two are the same.

No name is kept: of a person the hashes of the first name with each of the names after it, so that
a report that leaves one out still meets the other; of a facility that of its kind and its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from rasid.geo.toponym import toponym_data, toponym_rules
from rasid.geo.wording import given_names
from rasid.lexicon.entries import Facility, Match
from rasid.lexicon.lexicon import load
from rasid.text.tables import WAW

NAMES = 3
"""Names after the first that are taken for a person's."""


def named(words: Sequence[str]) -> tuple[set[int], set[int]]:
    """The persons and the facilities that a sentence names, given its tokens."""
    matches = load().match(words)
    known = {at for match in matches for at in range(match.start, match.end)}
    return set(_persons(words, known)), set(_facilities(words, matches, known))


def _persons(words: Sequence[str], known: Collection[int]) -> Iterator[int]:
    end = 0
    for at in range(len(words)):
        if at < end or at in known or not _begins(words, at):
            continue
        end = _end(words, at + 1, NAMES, known)
        first = words[at].removeprefix(WAW) if _another(words[at]) else words[at]
        yield from (_hash("person", first, other) for other in words[at + 1 : end])


def _begins(words: Sequence[str], at: int) -> bool:
    """A given name, or any unknown word after 'the child', 'the martyr'."""
    word = words[at]
    titled = word.isalpha() and at > 0 and words[at - 1] in _titles()
    return titled or word in given_names() or _another(word)


def _another(word: str) -> bool:
    """'and Khalid': a given name with 'and' written on to it."""
    return word not in given_names() and word.removeprefix(WAW) in given_names()


def _end(words: Sequence[str], at: int, most: int, known: Collection[int]) -> int:
    """Where a name ends that goes on at a token: with the first word that has a meaning."""
    end = at
    while end < min(len(words), at + most):
        word = words[end]
        ordinary = end in known and word not in given_names()
        if ordinary or not word.isalpha() or _another(word):
            break
        end += 1
    return end


def _facilities(
    words: Sequence[str], matches: Sequence[Match], known: Collection[int]
) -> Iterator[int]:
    for match in matches:
        entries = [form.entry for form in match.forms]
        kinds = {e.target_kind for e in entries if isinstance(e, Facility) and e.site}
        if _end(words, match.end, 1, known) > match.end:
            yield from (_hash("facility", kind, words[match.end]) for kind in kinds)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(toponym_data()["person_words"])


def _hash(kind: str, *names: str) -> int:
    keys = "\x1f".join((kind, *(toponym_rules().key_of([name]) for name in names)))
    return int.from_bytes(blake2b(keys.encode(), digest_size=4).digest(), "big")
