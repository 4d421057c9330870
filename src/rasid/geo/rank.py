"""Which place a name means: a sum of weighed signs over the candidates.

Every sign (`rasid.geo.signs`) has a weight in `data/models/places.yaml`; the place with the highest
sum is the one that is meant, and its `reasons` are what each sign added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from rasid.geo import signs as of
from rasid.geo.place import SKELETON, Candidate, GazetteerPlace
from rasid.geo.signs import Anchor, Signs
from rasid.lexicon.rules import read
from rasid.values import dataclass

WEIGHTS: Mapping[str, float] = read("models/places.yaml")["weights"]
SURE_MARGIN = 1.0
CONFIRMED = 1.0  # what the containers say at least of a name that is only like the table's
ELSEWHERE = frozenset(["unit.other", "unit.beside", "unit.differs", "unit.far"])
LIKE_ONLY = log(SKELETON)
Reasons = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """What a container says: its own candidates with their plausibility, direction and distance.

    `weight` is how loud it says so: 1 for the words of the expression itself.
    """

    candidates: tuple[tuple[GazetteerPlace, float], ...]
    bearing: float | None = None
    country: str | None = None
    distance_km: float | None = None
    key: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Situation:
    """What bears on one expression's candidates, but for the neighbours.

    `countries` are their shares in what the report speaks of, `besides` in what it tells without
    the name itself (null: the same), `home` the outlet's own, `quiet` those at peace of which
    nothing but the name speaks.
    """

    kind: str | None
    clues: tuple[Clue, ...]
    countries: Mapping[str, float]
    home: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    besides: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its sum and the signs that made it; `held` is what the containers say."""

    place: GazetteerPlace
    score: float
    held: float
    signs: Signs

    @property
    def reasons(self) -> Reasons:
        """What each sign added to the sum, the strongest first."""
        added: dict[str, float] = {}
        for name, value in self.signs:
            added[name] = added.get(name, 0.0) + WEIGHTS[name] * value
        told = ((name, round(much, 3)) for name, much in added.items() if much)
        return tuple(sorted(told, key=lambda reason: -abs(reason[1])))


def weigh(signs: Signs) -> float:
    """The weighed sum of signs."""
    return sum([WEIGHTS[name] * value for name, value in signs])


def rank(candidates: Iterable[Candidate], situation: Situation) -> list[Ranked]:
    """The candidates, best first. Ties keep the gazetteer's order."""
    ranked = [_ranked(candidate, situation) for candidate in candidates]
    return sorted(ranked, key=lambda r: -r.score)


def _ranked(candidate: Candidate, situation: Situation) -> Ranked:
    place = candidate.place
    own = (
        *of.spelling(candidate),
        *of.type_word(place, situation.kind),
        ("country", situation.countries.get(place.country, 0.0)),
    )
    if place.country in situation.home:
        own = (*own, ("outlet", 1.0))
    if place.country in situation.quiet:
        own = (*own, ("quiet", 1.0))
    if not situation.clues:
        return Ranked(place, weigh(own), 0.0, own)
    held: Signs = ()
    spoken = situation.countries if situation.besides is None else situation.besides
    for clue in situation.clues:
        told = agreement(place, clue, spoken)
        held += told if clue.weight == 1.0 else tuple((n, clue.weight * v) for n, v in told)
    says = weigh(held)
    return Ranked(place, weigh(own) + says, says, own + held)


def rank_again(ranked: Sequence[Ranked], anchors: Sequence[Anchor], key: str) -> list[Ranked]:
    """The same with the sure places of the report in view; `key` is the name's own."""
    known = [_beside(r, of.neighbour(r.place, anchors, key)) for r in ranked]
    return sorted(known, key=lambda r: -r.score)


def _beside(ranked: Ranked, near: float) -> Ranked:
    if not near:
        return ranked
    score = ranked.score + WEIGHTS["neighbour"] * near
    return Ranked(ranked.place, score, ranked.held, (*ranked.signs, ("neighbour", near)))


def prior(candidate: Candidate) -> float:
    """What spelling, size and source say before any context."""
    return weigh(of.spelling(candidate))


def agreement(place: GazetteerPlace, clue: Clue, countries: Mapping[str, float]) -> Signs:
    """What one container says of the place, under the container's most fitting reading."""
    if clue.country is not None:
        return of.in_country(place, clue.country)
    best: Signs = ()
    most = float("-inf")
    for container, plausible in clue.candidates:
        told = of.within(place, container, (clue.bearing, clue.distance_km), countries)
        much = weigh(told) + plausible
        if much > most:
            best, most = (*told, ("reading", plausible)) if plausible else told, much
    return best


def is_guess(ranked: Ranked) -> bool:
    """A name that is only like the table's, and neither a container nor a neighbour confirms."""
    signs = dict(ranked.signs)
    if signs.get("exactness", 0.0) > LIKE_ONLY:
        return False
    near = signs.get("neighbour", 0.0) > 0.3
    return bool(ELSEWHERE & signs.keys()) or (ranked.held < CONFIRMED and not near)


def is_beyond_doubt(ranked: Sequence[Ranked]) -> bool:
    """Whether no neighbour could change what comes first."""
    return len(ranked) < 2 or ranked[0].score - ranked[1].score > WEIGHTS["neighbour"]


def is_sure(ranked: Sequence[Ranked]) -> bool:
    """Whether no place elsewhere comes near the best one; a town and its district are one place."""
    best = ranked[0]
    rivals = (r for r in ranked[1:] if best.score - r.score < SURE_MARGIN)
    return all(_together(best.place, rival.place) for rival in rivals)


def _together(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    same_unit = a.country == b.country and a.admin1 == b.admin1
    return same_unit and abs(a.lat - b.lat) < 0.7 and abs(a.lon - b.lon) < 0.9
