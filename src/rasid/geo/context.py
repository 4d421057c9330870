"""What a whole report tells of its places: containers, datelines, owners, countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp

from rasid.geo.expressions import Container, PlaceExpression
from rasid.geo.place import is_prominent
from rasid.geo.placename import PlaceName, names_unit
from rasid.geo.rank import prior
from rasid.lexicon.rules import read
from rasid.values import replace

MOST_CANDIDATES = 60
ABROAD = 0.1  # a lesser share has a country that the report does not speak of
OUTLET_VOTES = 2.0
SPOKEN_VOTES = 2.0  # of all countries whose actors and sources a report names


def cities(told: Sequence[PlaceExpression]) -> list[Container | None]:
    """For each quarter told without its city, the city or governorate told last before it; else the
    one that its list goes on with ("the quarter of X and old Y"), or that is told next.
    """
    out: list[Container | None] = []
    current: Container | None = None
    for at, expression in enumerate(told):
        quarter = expression.kind == "neighbourhood"
        city = _city(expression)
        lone = quarter and not expression.container_keys
        out.append((current or _city_after(told[at:])) if lone else None)
        current = city or current
    return out


def _city(expression: PlaceExpression) -> Container | None:
    prominent = expression.rank > 0 and is_prominent(expression.name.candidates)
    return Container(expression.name) if prominent and expression.kind != "neighbourhood" else None


def _city_after(told: Sequence[PlaceExpression]) -> Container | None:
    listed = (name for name in told[0].listed if is_prominent(name.candidates))
    name = next(listed, None)
    if name is not None:
        return Container(name)
    return next((city for city in map(_city, told[1:]) if city is not None), None)


def owned(told: Sequence[PlaceExpression]) -> list[PlaceExpression]:
    """A part told alone ("the western countryside") is of the governorate told before it: the
    dateline's, else the last one named.
    """
    out: list[PlaceExpression] = []
    heading: PlaceName | None = None
    last: PlaceName | None = None
    for expression in told:
        name, owner = expression.name, heading or last
        if expression.kind == "countryside" and not name.candidates and owner is not None:
            own = replace(name, candidates=owner.candidates, key=owner.key)
            expression = replace(expression, name=own, name_length=0)
        if names_unit(name) and expression.rank > 0:
            last = name
            heading = name if expression.dateline else heading
        out.append(expression)
    return out


def headings(told: Sequence[PlaceExpression]) -> list[Container | None]:
    """For each expression the dateline that it stands under, when that names a governorate."""
    out: list[Container | None] = []
    current: Container | None = None
    for expression in told:
        if expression.dateline and names_unit(expression.name):
            current = Container(expression.name)
        out.append(current)
    return out


def shared_containers(told: Sequence[PlaceExpression]) -> Mapping[str, tuple[Container, ...]]:
    """Containers by anchor: what is told of a place once holds for the whole report."""
    shared: dict[str, tuple[Container, ...]] = {}
    for expression in told:
        own = expression.containers
        if expression.relation == "countryside" and expression.bearing is not None:
            own = ()  # the direction is a part of the anchor, not where the anchor lies
        shared[expression.key] = shared.get(expression.key) or own
    return shared


Tally = dict[str, float]


def acted_in(spoken: Mapping[str, float]) -> Tally:
    """The countries that a report speaks of; what it says of a state whose forces are at war abroad
    counts for where they are as well.
    """
    out: Tally = {}
    for country, votes in spoken.items():
        for place, share in _theatres().get(country, {country: 1.0}).items():
            out[place] = out.get(place, 0.0) + votes * share
    return out


@lru_cache(maxsize=1)
def _theatres() -> Mapping[str, Mapping[str, float]]:
    table: Mapping[str, Mapping[str, float]] = read("places/theatres.yaml")["theatres"]
    return table


@lru_cache(maxsize=1)
def _quiet() -> frozenset[str]:
    return frozenset(read("places/theatres.yaml")["quiet"])


def quiet(besides: Mapping[str, float]) -> frozenset[str]:
    """The countries at peace that a report does not speak of; `besides` are the countries' shares
    in what it tells besides the name in question.
    """
    return frozenset(c for c in _quiet() if besides.get(c, 0.0) < ABROAD)


def names_of(expression: PlaceExpression) -> frozenset[str]:
    """The keys of an expression's own name, its list's and its containers'."""
    listed = {name.key for name in expression.listed}
    return frozenset({expression.key, *listed, *expression.container_keys})


def tallies(told: Sequence[PlaceExpression]) -> dict[str, Tally]:
    """How often each name speaks of each country, its containers and lists with it; an ambiguous
    name splits its vote.
    """
    out: dict[str, Tally] = {}
    split: dict[tuple[str, int], list[tuple[str, float]]] = {}
    for expression in told:
        tally = out.setdefault(expression.key, {})
        names = [expression.name, *expression.listed]
        names += [c.name for c in expression.containers if c.name is not None]
        for name in names:
            key = (name.key, len(name.candidates))
            if key not in split:
                split[key] = _split(name)
            for country, share in split[key]:
                tally[country] = tally.get(country, 0.0) + share * expression.standing / 2
        for container in expression.containers:
            if container.country is not None:
                tally[container.country] = tally.get(container.country, 0.0) + 2.0
    return out


def alone(told: Sequence[PlaceExpression]) -> dict[str, tuple[Tally, float]]:
    """What each name speaks of by itself, all mentions together, and how loudly one of them does:
    a namesake is no likelier for being told again, and its containers are other names.
    """
    out: dict[str, tuple[Tally, float]] = {}
    for expression in told:
        votes = {c: share * expression.standing / 2 for c, share in _split(expression.name)}
        tally, loudest = out.get(expression.key, ({}, 0.0))
        out[expression.key] = total([tally, votes]), max(loudest, sum(votes.values()))
    return out


def total(tallies: Iterable[Mapping[str, float]]) -> Tally:
    """The votes of several tallies together."""
    out: Tally = {}
    for tally in tallies:
        for country, votes in tally.items():
            out[country] = out.get(country, 0.0) + votes
    return out


def _split(name: PlaceName) -> list[tuple[str, float]]:
    """A name's vote by how likely its places are on their own: a city has more of it."""
    likely: dict[str, float] = {}
    for candidate in name.candidates[:MOST_CANDIDATES]:
        country = candidate.place.country
        likely[country] = max(likely.get(country, 0.0), exp(1.5 * prior(candidate)))
    total = sum(likely.values()) * len(likely) ** 0.5
    return [(country, share / total) for country, share in likely.items()]


def shares(votes: Mapping[str, float]) -> Mapping[str, float]:
    """Each country's share of the votes."""
    total = sum(votes.values())
    return {country: count / total for country, count in votes.items()} if total else {}
