"""How likely two tellings are of one act: a sum of weighed signs, with the reasons in words.

The weights are a table, `data/models/incidents.yaml`, fitted by `scripts/fit_incidents.py`. Some
pairs are barred whatever the sum: two places that are told apart, two days, or one outlet's two
acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log1p

from rasid.incidents.model import Reason
from rasid.incidents.rarity import Rarity
from rasid.incidents.reasons import in_words
from rasid.incidents.signs import bearings, rest
from rasid.incidents.traits import Traits
from rasid.lexicon.rules import read

APART_KM = 2.0
"""From so far apart on, beyond what both points leave open, two exact places are two."""
APART = log1p(APART_KM)
DAYS_APART = log1p(2)
BARRED = -20.0
"""The score of a barred pair: no agreement makes up for it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: `bias` plus each sign times its weight; linked from `threshold` on."""

    bias: float
    threshold: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of a pair (log-odds), its signs, and what bars it, if anything does."""

    score: float
    signs: Mapping[str, float]
    barred: str | None


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped weights."""
    raw = read("models/incidents.yaml")
    return Model(raw["bias"], raw["threshold"], raw["weights"])


def compare(one: Traits, other: Traits, rarity: Rarity) -> Comparison:
    """Weigh two tellings; the same in either order."""
    found = bearings(one, other, rarity)
    barred = bar(one, other, found)
    if barred is not None:
        return Comparison(BARRED, found, barred)
    found.update(rest(one, other, rarity))
    weights = model().weights
    score = model().bias + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return Comparison(score, found, None)


def bar(one: Traits, other: Traits, found: Mapping[str, float]) -> str | None:
    """What makes it impossible that the two are one, in words; None when nothing does."""
    elsewhere = found.get("place.exact.apart", 0.0) >= APART
    another_day = found.get("day.told.apart", 0.0) >= DAYS_APART
    if one.report == other.report:
        return "one report tells them of two places" if elsewhere else None
    if elsewhere and "outlet.same" in found:
        return "one outlet tells them of two places"
    unnamed = found.get("place.unnamed") == 2
    if unnamed and (elsewhere or "place.exact.reach" in found or "place.exact.apart" in found):
        return "two places, and neither report names the other's"
    if another_day and "published.same" not in found:
        return "the reports tell two different days"
    return None


def reasons(one: Traits, other: Traits, found: Comparison) -> tuple[Reason, ...]:
    """What each sign added, the weightiest first; of a barred pair what bars it."""
    if found.barred is not None:
        return (Reason("barred", BARRED, found.barred),)
    weights = model().weights
    told = [
        Reason(name, round(weights[name] * value, 3), in_words(name, value, one, other))
        for name, value in found.signs.items()
        if weights.get(name)
    ]
    told.sort(key=lambda reason: (-abs(reason.weight), reason.feature))
    return (*told, Reason("bias", model().bias, "two reports at random tell two acts"))
