"""Placing one new telling among many without merging all of them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rasid.incidents.blocks import Blocks, MemoryShelf
from rasid.incidents.compare import compare, model, reasons
from rasid.incidents.model import Reason, Telling
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import Traits, traits


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A telling that may be of the same act: its score (log-odds), whether that is enough to link
    the two, and why.
    """

    telling: str
    score: float
    linked: bool
    reasons: tuple[Reason, ...]


class Index:
    """Tellings filed so that those near a new one are found at once."""

    def __init__(self, tellings: Iterable[Telling] = ()) -> None:
        self._traits: dict[str, Traits] = {}
        self._rarity = Rarity()
        self._blocks = Blocks(self._rarity, MemoryShelf())
        self.add(tellings)

    def __len__(self) -> int:
        return len(self._traits)

    def add(self, tellings: Iterable[Telling]) -> None:
        """File tellings; all of one report together, so that its words are counted once."""
        by_report: dict[str, list[Traits]] = {}
        for telling in tellings:
            if telling.id not in self._traits:
                by_report.setdefault(telling.report.id, []).append(traits(telling))
        for told in by_report.values():
            self._rarity.add(told)
        for told in by_report.values():
            for one in told:
                self._traits[one.telling] = one
                self._blocks.add(one)

    def place(self, telling: Telling, most: int = 10) -> tuple[Neighbour, ...]:
        """The tellings of other reports that it is most like, the likeliest first."""
        one = traits(telling)
        near = (self._traits[id] for id in self._blocks.near(one))
        found = [(compare(one, o, self._rarity), o) for o in near if o.report != one.report]
        found.sort(key=lambda pair: (-pair[0].score, pair[1].telling))
        threshold = model().threshold
        return tuple(
            Neighbour(other.telling, round(c.score, 3), c.score > threshold, reasons(one, other, c))
            for c, other in found[:most]
        )
