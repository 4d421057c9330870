"""All pairs of some tellings that are worth a look, scored once each."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.incidents.blocks import Blocks, pairs
from rasid.incidents.compare import Comparison, compare
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import Traits

Pair = tuple[str, str]


class Linking:
    """Tellings with the scores of their pairs, worked out when they are asked for."""

    def __init__(self, told: Iterable[Traits], rarity: Rarity | None = None) -> None:
        """`rarity` counts all reports where `told` are only some of them."""
        self.traits = {one.telling: one for one in sorted(told, key=lambda t: t.telling)}
        self.rarity = rarity if rarity is not None else Rarity.of(self.traits.values())
        self._scores: dict[Pair, float | None] = {}

    def links(self, threshold: float) -> dict[Pair, float]:
        """The pairs whose score is above the threshold."""
        told = self.traits.values()
        found = pairs(told, Blocks.of(told, self.rarity))
        scored = ((pair, self.score(*pair)) for pair in found)
        return {pair: s for pair, s in scored if s is not None and s > threshold}

    def score(self, one: str, other: str) -> float | None:
        """The score of a pair; None for two tellings of one report that nothing bars: that it
        tells them beside each other says neither that they are one nor that they are two.
        """
        pair = (one, other) if one < other else (other, one)
        if pair not in self._scores:
            self._scores[pair] = self._worked_out(*pair)
        return self._scores[pair]

    def _worked_out(self, one: str, other: str) -> float | None:
        found = self.compared(one, other)
        beside = self.traits[one].report == self.traits[other].report
        return None if beside and found.barred is None else found.score

    def compared(self, one: str, other: str) -> Comparison:
        """The whole comparison of a pair."""
        return compare(self.traits[one], self.traits[other], self.rarity)
