"""From links to groups: average linkage that no bar and no person's word crosses.

Two groups join while the mean score over their pairs is above the threshold, best first
(unweighted pair-group method, Sokal and Michener 1958). One strong link does not chain two groups
whose other members disagree. Of large groups a sample stands for all, so that work stays bounded.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush

Score = Callable[[str, str], float | None]
"""The score of a pair, or None when it tells nothing (two tellings of one report)."""
Pair = tuple[str, str]
SAMPLE = 12
"""Members that stand for a group."""
MOST = 6.0
"""Beyond this, plus or minus, a pair is as sure as any: none outvotes all others."""


class Groups:
    """Groups in the making. `joined` pairs are together and `parted` ones apart, whatever the
    score.
    """

    def __init__(
        self,
        ids: Iterable[str],
        score: Score,
        threshold: float,
        joined: Iterable[Pair] = (),
        parted: Iterable[Pair] = (),
    ) -> None:
        self._score = score
        self._threshold = threshold
        self._of = {id: id for id in sorted(ids)}
        self._members = {id: [id] for id in self._of}
        self._near: dict[str, set[str]] = {id: set() for id in self._of}
        self._apart: dict[str, set[str]] = {id: set() for id in self._of}
        for one, other in sorted(joined):
            self._join(self._of[one], self._of[other])
        for one, other in parted:
            self._apart[self._of[one]].add(self._of[other])
            self._apart[self._of[other]].add(self._of[one])

    def join(self, links: Mapping[Pair, float]) -> list[list[str]]:
        """The groups, each in order of ids, given the pairs that are linked."""
        for one, other in links:
            a, b = self._of[one], self._of[other]
            if a != b:
                self._near[a].add(b)
                self._near[b].add(a)
        heap = [
            entry
            for a, near in self._near.items()
            for b in near
            if a < b
            for entry in self._entry(a, b)
        ]
        heapify(heap)
        while heap:
            _, a, b, sizes = heappop(heap)
            if sizes == self._sizes(a, b):
                kept = self._join(a, b)
                for near in sorted(self._near[kept]):
                    for entry in self._entry(kept, near):
                        heappush(heap, entry)
        return [sorted(members) for _, members in sorted(self._members.items())]

    def _sizes(self, a: str, b: str) -> tuple[int, int]:
        return len(self._members.get(a, ())), len(self._members.get(b, ()))

    def _entry(self, a: str, b: str) -> list[tuple[float, str, str, tuple[int, int]]]:
        """What the heap holds of two groups, nothing when they may not or need not join."""
        if b in self._apart[a]:
            return []
        a, b = min(a, b), max(a, b)
        mean = self._mean(a, b)
        return [(-mean, a, b, self._sizes(a, b))] if mean > self._threshold else []

    def _mean(self, a: str, b: str) -> float:
        pairs = ((x, y) for x in self._sample(a) for y in self._sample(b))
        told = [s for s in (self._score(x, y) for x, y in pairs) if s is not None]
        if not told or min(told) < -2 * MOST:
            return float("-inf")
        return sum(max(-MOST, min(MOST, s)) for s in told) / len(told)

    def _sample(self, group: str) -> list[str]:
        members = self._members[group]
        if len(members) <= SAMPLE:
            return members
        return sorted(members, key=_draw)[:SAMPLE]

    def _join(self, a: str, b: str) -> str:
        """Join two groups under the lesser name."""
        if a == b:
            return a
        kept, gone = min(a, b), max(a, b)
        for id in self._members[gone]:
            self._of[id] = kept
        self._members[kept] += self._members.pop(gone)
        for tie in (self._near, self._apart):
            for other in tie.pop(gone):
                tie[other].discard(gone)
                if other != kept:
                    tie[other].add(kept)
                    tie[kept].add(other)
        return kept


def _draw(id: str) -> tuple[int, str]:
    """A fixed order that has nothing to do with what the ids mean."""
    return zlib.crc32(id.encode()), id
