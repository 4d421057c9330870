"""Which tellings are worth comparing: those that share a rare word, a place, or a day.

Every telling is filed under its keys and looks under them for others, no more than a fixed number
for each key and MOST in all, so that the work grows with the number of tellings and not with its
square. Within a key, tellings lie in the order of publication; a crowded key shows the nearest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest, nsmallest
from math import floor
from typing import Protocol

from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import Traits, Where

Key = tuple[str | int | float, ...]
Filed = tuple[int, str]
"""Day of publication (UNDATED without one) and id of a telling."""
FILED_WORDS = 16
SOUGHT_WORDS = 24
"""A telling is filed under its rarest words, and looks under some more."""
WINDOW = 4
"""Days between publications up to which two reports may be of one act."""
UNDATED = 10**7
CROWD = 80
"""Tellings that one key shows at most."""
MOST = 72
"""Tellings that one is compared with at most: those with the weightiest keys in common."""
CELL = 0.25
"""Degrees: two places nearer than half of it lie in one cell of at least one of the two grids."""
WEIGHT = {"place": 40.0, "cell": 10.0, "unit": 3.0, "day": 2.0}
"""What a key counts beside a shared word, which counts its rarity."""


class Shelf(Protocol):
    """Where tellings are filed under keys. `day` is the ordinal of publication, None without."""

    def file(self, key: Key, day: int | None, id: str) -> None:
        """File a telling under a key."""

    def shown(self, key: Key, day: int | None, id: str) -> Iterable[str]:
        """At most CROWD tellings under a key, the nearest in time to this day."""


class MemoryShelf:
    """A shelf of sorted lists."""

    def __init__(self) -> None:
        self._filed: dict[Key, list[Filed]] = defaultdict(list)
        self._unsorted: set[Key] = set()

    def file(self, key: Key, day: int | None, id: str) -> None:
        self._filed[key].append((UNDATED if day is None else day, id))
        self._unsorted.add(key)

    def shown(self, key: Key, day: int | None, id: str) -> Iterator[str]:
        """Those without a day only where there are few: nothing tells which of many are near."""
        entries = self._entries(key)
        undated = bisect_left(entries, (UNDATED, ""))
        if day is None and len(entries) <= CROWD:
            yield from (other for _, other in entries)
        if day is None:
            return
        if len(entries) - undated <= CROWD:
            yield from (other for _, other in entries[undated:])
        low = bisect_left(entries, (day - WINDOW, ""))
        high = bisect_left(entries, (day + WINDOW + 1, ""), lo=low, hi=undated)
        at = bisect_left(entries, (day, id), lo=low, hi=high)
        low, high = max(low, at - CROWD // 2), min(high, at + CROWD // 2 + 1)
        yield from (other for _, other in entries[low:high])

    def _entries(self, key: Key) -> list[Filed]:
        entries = self._filed.get(key, [])
        if key in self._unsorted:
            entries.sort()
            self._unsorted.discard(key)
        return entries


class Blocks:
    """Tellings by key. What is filed stays: nothing is ever taken out."""

    def __init__(self, rarity: Rarity, shelf: Shelf, least: int = 1) -> None:
        """Words that fewer than `least` reports have are no keys: 2 where no more are to come."""
        self._rarity = rarity
        self._shelf = shelf
        self._least = least

    @classmethod
    def of(cls, told: Iterable[Traits], rarity: Rarity) -> Blocks:
        """Blocks in memory with all of them filed."""
        blocks = cls(rarity, MemoryShelf(), least=2)
        for one in told:
            blocks.add(one)
        return blocks

    def add(self, one: Traits) -> None:
        """File one more."""
        for key in self.keys(one, FILED_WORDS):
            self._shelf.file(key, one.published, one.telling)

    def near(self, one: Traits) -> list[str]:
        """Ids of the tellings worth comparing with it, the likeliest first."""
        shared: dict[str, float] = defaultdict(float)
        for key, weight in self.keys(one, SOUGHT_WORDS).items():
            for id in self._shelf.shown(key, one.published, one.telling):
                shared[id] += weight
        shared.pop(one.telling, None)
        best = nlargest(MOST, shared.items(), key=lambda item: (item[1], item[0]))
        return [id for id, _ in best]

    def keys(self, one: Traits, words: int) -> dict[Key, float]:
        """The keys of a telling, so many rare words among them, and what each counts."""
        weigh, count = self._rarity.word, self._rarity.words
        known = [word for word in one.words if count[word] >= self._least]
        rarest = nsmallest(words, known, key=lambda word: (-weigh(word), word))
        keys: dict[Key, float] = {("word", word): weigh(word) for word in rarest}
        keys.update((key, WEIGHT[str(key[0])]) for key in _others(one))
        return keys


def pairs(told: Iterable[Traits], blocks: Blocks) -> list[tuple[str, str]]:
    """All pairs worth comparing, each once, in order."""
    found = {
        (min(one.telling, other), max(one.telling, other))
        for one in told
        for other in blocks.near(one)
    }
    return sorted(found)


def _others(one: Traits) -> Iterator[Key]:
    """Keys that are no words: the name of a place, where it lies, the unit and kind, the day."""
    where = one.where
    if where is not None and not where.wide:
        yield "place", where.key
        yield from _cells(where)
    if one.published is None:
        return
    yield ("day",)
    if where is not None and where.admin1:
        yield "unit", where.admin1, one.family


def _cells(where: Where) -> Iterator[Key]:
    if where.lat is None or where.lon is None:
        return
    for shift in (0.0, 0.5):
        yield "cell", shift, floor(where.lat / CELL + shift), floor(where.lon / CELL + shift)
