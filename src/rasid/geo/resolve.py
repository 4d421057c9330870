"""Resolution: the place that each expression of a report means, weighed with all the others in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasid import model
from rasid.geo.expressions import Container, PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import Candidate, GazetteerPlace
from rasid.geo.points import Point, point_of
from rasid.geo.rank import Anchor, Clue, Ranked, Situation, prior, rank
from rasid.text.view import View

MOST_CANDIDATES = 60
SURE_MARGIN = 1.0
CONTRADICTED = -2.0  # what the containers say at worst of a place that may still be meant
OUTLET_VOTES = 1.5


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an expression means; without `best` it stays unresolved and keeps its words."""

    expression: PlaceExpression
    best: GazetteerPlace | None
    point: Point | None
    admin1: str | None
    country: str | None
    candidates: int

    def place(self, span: model.Span) -> model.Place:
        """The record's place; `span` is the expression's quote in the original text."""
        at, best, told = self.point, self.best, self.expression
        return model.Place(
            name=self._name(span.text),
            name_en=(best.name_en or None) if best else None,
            relation=told.relation,
            distance_km=told.distance_km,
            bearing=told.bearing,
            lat=round(at.lat, 5) if at else None,
            lon=round(at.lon, 5) if at else None,
            radius_km=at.radius_km if at else None,
            precision=at.precision if at else "unresolved",
            admin1=self.admin1,
            admin2=(best.admin2 or None) if best else None,
            country=self.country,
            place_id=best.id if best else None,
            candidates=self.candidates,
            span=span,
        )

    def _name(self, quote: str) -> str:
        """The anchor's name as it is spelled in the quote."""
        view = View.of(quote)
        first = min(self.expression.name_at, len(view.text))
        last = min(first + self.expression.name_length, len(view.text))
        start, end = view.span(first, last)
        return quote[start:end] or quote


class Resolver:
    """Resolves the expressions of one report."""

    def __init__(self, gazetteer: Gazetteer, told: Sequence[PlaceExpression], outlet: str | None) -> None:
        self._gazetteer = gazetteer
        self._told = told
        self._countries = _shares(_votes(told) + gazetteer.outlet_votes(outlet))
        self._containers = _shared_containers(told)
        self._clues: dict[Container, Clue] = {}

    def resolve(self) -> list[Resolution]:
        """One resolution for each expression, in order."""
        first = [self._ranked(e, ()) for e in self._told]
        anchors = self._anchors(first)
        second = [
            self._ranked(e, anchors) if len(r) > 1 else r
            for e, r in zip(self._told, first, strict=True)
        ]
        return [self._settled(e, r, anchors) for e, r in zip(self._told, second, strict=True)]

    def _ranked(self, expression: PlaceExpression, anchors: Sequence[Anchor]) -> list[Ranked]:
        candidates = expression.name.candidates[:MOST_CANDIDATES]
        clues = tuple(self._clue(c) for c in self._containers[expression.key])
        kind = expression.kind if expression.kind != "countryside" else None
        situation = Situation(kind, clues, self._countries, anchors, expression.key)
        return rank(candidates, situation)

    def _clue(self, container: Container) -> Clue:
        clue = self._clues.get(container)
        if clue is None:
            clue = self._clues[container] = self._made_clue(container)
        return clue

    def _made_clue(self, container: Container) -> Clue:
        candidates = container.name.candidates[:MOST_CANDIDATES] if container.name else ()
        scored = [(c.place, self._plausible(c)) for c in candidates]
        best = max((score for _, score in scored), default=0.0)
        kept = tuple((place, 0.5 * (score - best)) for place, score in scored)
        return Clue(kept, container.bearing, container.country, container.distance_km)

    def _plausible(self, candidate: Candidate) -> float:
        return prior(candidate) + 2.0 * self._countries.get(candidate.place.country, 0.0)

    def _anchors(self, first: Sequence[Sequence[Ranked]]) -> list[Anchor]:
        """Places that are sure without a look at the others: one candidate, or far ahead of the next."""
        anchors = []
        for expression, ranked in zip(self._told, first, strict=True):
            if expression.standing < 2 or not ranked or expression.rank == 0:
                continue
            if len(ranked) == 1 or ranked[0].score - ranked[1].score >= SURE_MARGIN:
                anchors.append(Anchor(expression.key, ranked[0].place))
        for container in dict.fromkeys(c for cs in self._containers.values() for c in cs):
            anchors += self._container_anchor(container)
        return anchors

    def _container_anchor(self, container: Container) -> list[Anchor]:
        clue = self._clue(container)
        sure = [place for place, plausible in clue.candidates if plausible == 0.0]
        if container.name is None or not sure or sure[0].kind in ("country", "admin1"):
            return []
        return [Anchor(container.name.key, sure[0])]

    def _settled(
        self, expression: PlaceExpression, ranked: Sequence[Ranked], anchors: Sequence[Anchor]
    ) -> Resolution:
        unit, country = self._told_unit(expression)
        count = len(expression.name.candidates)
        best = ranked[0] if ranked else None
        if best is None or best.held <= CONTRADICTED or self._unsupported(expression, best, anchors):
            return Resolution(expression, None, None, unit, country, count)
        other = self._other(expression, best.place)
        point = point_of(expression, best.place, other)
        unit = self._unit(best.place) or unit
        return Resolution(expression, best.place, point, unit, best.place.country, count)

    def _unsupported(
        self, expression: PlaceExpression, best: Ranked, anchors: Sequence[Anchor]
    ) -> bool:
        """A word that may be no place at all, where nothing else of the report is near."""
        if expression.standing > 1 or not anchors:
            return False
        return self._countries.get(best.place.country, 0.0) < 0.2

    def _other(self, expression: PlaceExpression, place: GazetteerPlace) -> GazetteerPlace | None:
        """The second anchor: the one of its name that is nearest in score, neighbours told."""
        if expression.other is None or not expression.other.candidates:
            return None
        anchors = [Anchor(expression.key, place)]
        kind = expression.other.kind
        situation = Situation(kind, (), self._countries, anchors, expression.other.key)
        return rank(expression.other.candidates[:MOST_CANDIDATES], situation)[0].place

    def _unit(self, place: GazetteerPlace) -> str | None:
        if place.admin1 or place.kind == "country":
            return place.admin1 or None
        near = self._gazetteer.unit_near(place)
        return near.admin1 if near else None

    def _told_unit(self, expression: PlaceExpression) -> tuple[str | None, str | None]:
        """The first-level unit and country that the containers give."""
        country = None
        for container in self._containers[expression.key]:
            clue = self._clue(container)
            country = country or clue.country
            for place, plausible in clue.candidates:
                if plausible == 0.0:
                    country = country or place.country
                    if place.admin1:
                        return place.admin1, place.country
        return None, country


def _shared_containers(told: Sequence[PlaceExpression]) -> Mapping[str, tuple[Container, ...]]:
    """Containers by anchor: what is told of a place once holds for the whole report."""
    shared: dict[str, tuple[Container, ...]] = {}
    for expression in told:
        own = expression.containers
        if expression.relation == "countryside" and expression.bearing is not None:
            own = ()  # the direction is a part of the anchor, not where the anchor lies
        shared[expression.key] = shared.get(expression.key) or own
    return shared


def _votes(told: Sequence[PlaceExpression]) -> Counter[str]:
    """How often the report speaks of each country; an ambiguous name splits its vote."""
    votes: Counter[str] = Counter()
    for expression in told:
        names = [expression.name, *expression.listed]
        names += [c.name for c in expression.containers if c.name is not None]
        for name in names:
            _vote(votes, {c.place.country for c in name.candidates}, expression.standing / 2)
        for container in expression.containers:
            if container.country is not None:
                votes[container.country] += 2.0
    return votes


def _vote(votes: Counter[str], countries: set[str], weight: float) -> None:
    for country in countries:
        votes[country] += weight / len(countries) ** 1.5  # type: ignore[assignment]


def _shares(votes: Counter[str]) -> Mapping[str, float]:
    total = sum(votes.values())
    return {country: count / total for country, count in votes.items()} if total else {}
