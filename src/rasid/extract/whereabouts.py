"""Where the mentions of an act are told to be, kept so that comparing two of them costs little."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from rasid.geo.expressions import PlaceExpression
from rasid.geo.placename import PlaceName, lie_near
from rasid.geo.sphere import km
from rasid.values import dataclass

FEW = 8
REACH_KM = 25.0
STRICT = frozenset(("in", "outskirts", "countryside", "near", "area"))
LOOSE_KINDS = frozenset("border road front crossing river".split())
QUARTER = "neighbourhood"
EXACT = 2
"""Rank of a place from which on it is a settlement or a point."""


@dataclass(slots=True)
class Whereabouts:
    """The names of places that mentions tell, kept as sets so that a comparison costs little.

    `keys` are anchors, `holders` what contains them; `exact` and `exact_holders` are those of
    settlements and points. `countries` are those named, `within` those that the other names may lie
    in. `few` are the first places, to measure distances from.
    """

    keys: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    exact: set[str] = field(default_factory=set)
    exact_holders: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    few: list[PlaceExpression] = field(default_factory=list)
    nearest: PlaceExpression | None = None

    def add(self, places: Iterable[PlaceExpression]) -> None:
        """Take in the places of one more mention."""
        for place in places:
            containers = place.container_keys
            if place.key not in self.keys and len(self.few) < FEW:
                self.few.append(place)
            self.keys.add(place.key)
            self.holders.update(containers)
            may_be = {c.place.country for c in place.name.candidates}
            (self.within if place.rank else self.countries).update(may_be)
            if _strict(place):
                self.exact.add(place.key)
                self.exact_holders.update(containers)
                self.nearest = self.nearest or place


def close(place: PlaceExpression, others: Iterable[PlaceExpression]) -> bool:
    """'The attack' two kilometres from one town may be the attack on the road from another."""
    mine = [c.place for n in _anchors(place) for c in n.candidates[:FEW]]
    theirs = [c.place for o in others for n in _anchors(o) for c in n.candidates[:FEW]]
    return any(km(a.lat, a.lon, b.lat, b.lon) <= REACH_KM for a in mine for b in theirs)


def _anchors(place: PlaceExpression) -> list[PlaceName]:
    return [place.name, *((place.other,) if place.other is not None else ())]


def of_one_city(one: PlaceExpression, other: PlaceExpression) -> bool:
    """A city, and a quarter that is told without one and may be its own."""
    inner, outer = (one, other) if one.kind == QUARTER else (other, one)
    alone = inner.kind == QUARTER and not inner.container_keys
    return alone and outer.kind == "city" and lie_near(inner.name, outer.name)


def _strict(place: PlaceExpression) -> bool:
    """A settlement or point named as such; a road, a border or a distance is looser."""
    return place.rank >= EXACT and place.relation in STRICT and place.kind not in LOOSE_KINDS
