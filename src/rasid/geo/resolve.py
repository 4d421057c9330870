"""Resolution: the place that each expression means, weighed with all of the report in view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rasid import model
from rasid.geo.beside import holds, point_by
from rasid.geo.context import (
    ABROAD,
    MOST_CANDIDATES,
    OUTLET_VOTES,
    SPOKEN_VOTES,
    acted_in,
    alone,
    cities,
    headings,
    names_of,
    owned,
    quiet,
    shared_containers,
    shares,
    tallies,
    total,
)
from rasid.geo.expressions import COUNTRY_RANK, Container, ContainerKey, PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import Candidate, GazetteerPlace, is_known, is_prominent
from rasid.geo.points import (
    Point,
    point_of,
    road_point,
)
from rasid.geo.rank import (
    Clue,
    Ranked,
    Reasons,
    Situation,
    is_beyond_doubt,
    is_guess,
    is_sure,
    rank,
    rank_again,
)
from rasid.geo.signs import Anchor, neighbour
from rasid.geo.sphere import flat_km
from rasid.geo.toponym import kind_class
from rasid.text.view import View
from rasid.values import dataclass, replace

MANY_CANDIDATES = 8
MOST_READINGS = 6  # of a container's name
CONTRADICTED = -1.3  # what the containers say at worst of a place that may still be meant
DATELINE_WEIGHT = 0.5
SEVERAL_UNITS = frozenset(("country", "region", "sea"))
"""Kinds that lie in several first-level units, if no row says in which."""
NAMED_AFTER = frozenset(("street", "square"))
"""What bears the names of places far away."""
FROM_ROAD_KM = 150.0  # the part of a road that a town picks lies no farther from what it is told of
QUARTER_KM = 25.0  # from a town's middle no quarter of it is farther
HOME = 0.6  # a greater share has a country that the report speaks of


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an expression means; without `best` it stays unresolved and keeps its words.

    `reasons` are what each sign added for the place, the strongest first.
    """

    expression: PlaceExpression
    best: GazetteerPlace | None
    point: Point | None
    admin1: str | None
    country: str | None
    candidates: int
    reasons: Reasons = ()

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
        """The anchor's name as it is spelled in the quote; a part told alone has its owner's."""
        view = View.of(quote)
        first = min(self.expression.name_at, len(view.text))
        last = min(first + self.expression.name_length, len(view.text))
        start, end = view.span(first, last)
        owner = self.best.name_ar if self.best else ""
        return quote[start:end] or owner or quote


class Resolver:
    """Resolves the expressions of one report."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        told: Sequence[PlaceExpression],
        outlet: str | None,
        spoken: Mapping[str, float],
        home: str | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._told = told = owned(told)
        homes = gazetteer.outlet_countries(outlet) or ([home] if home else [])
        self._home = frozenset(homes)
        self._named = [(expression.key, names_of(expression)) for expression in told]
        self._tallies = tallies(told)
        self._alone = alone(told)
        spoken = acted_in(spoken)
        self._lent = lent = {
            country: SPOKEN_VOTES * share for country, share in shares(spoken).items()
        }
        self._told_all = total([*self._tallies.values(), dict.fromkeys(homes, OUTLET_VOTES)])
        self._countries = shares(total([self._told_all, lent]))
        self._containers = shared_containers(told)
        self._headings = headings(told)
        self._cities = cities(told)
        self._rest: dict[str, tuple[Mapping[str, float], bool]] = {}
        self._quiet: dict[str, frozenset[str]] = {}
        self._heads: dict[ContainerKey, Clue] = {}
        self._chains: dict[tuple[ContainerKey, ...], tuple[Clue, ...]] = {}
        self._clues_at = [self._clues(at) for at in range(len(told))]

    def resolve(self) -> list[Resolution]:
        """One resolution for each expression, in order."""
        first = self._ranked_all()
        anchors = self._anchors(first)
        second = [
            ranked if is_beyond_doubt(ranked) else rank_again(ranked, anchors, told.key)
            for told, ranked in zip(self._told, first, strict=True)
        ]
        return [self._settled(at, ranked, anchors) for at, ranked in enumerate(second)]

    def ranked(self) -> list[list[Ranked]]:
        """All candidates of each expression with all their signs, the best first."""
        first = self._ranked_all()
        anchors = self._anchors(first)
        pairs = zip(self._told, first, strict=True)
        return [rank_again(ranked, anchors, told.key) for told, ranked in pairs]

    def _ranked_all(self) -> list[list[Ranked]]:
        """All expressions ranked without their neighbours; those told alike once."""
        known: dict[tuple[object, ...], list[Ranked]] = {}
        out = []
        for at, expression in enumerate(self._told):
            clues = tuple(id(clue) for clue in self._clues_at[at])
            key = (expression.key, len(expression.name.candidates), expression.kind, clues)
            if key not in known:
                known[key] = self._ranked(at)
            out.append(known[key])
        return out

    def _ranked(self, at: int) -> list[Ranked]:
        """The candidates by rank. A country lies in no other, and a city or country that the report
        places elsewhere in words of another sentence is read without them.
        """
        expression = self._told[at]
        candidates = self._at_home(expression.name.candidates[:MOST_CANDIDATES])
        kind = expression.kind if expression.kind != "countryside" else None
        situation = self._situation(kind, self._clues_at[at], expression.key)
        ranked = rank(candidates, situation)
        if not ranked or ranked[0].held > CONTRADICTED or not is_known(candidates):
            return ranked
        if expression.containers and expression.rank > COUNTRY_RANK:
            return ranked
        alone = rank(candidates, replace(situation, clues=()))
        return alone if is_known([Candidate(alone[0].place, 1.0)]) else ranked

    def _situation(self, kind: str | None, clues: tuple[Clue, ...], key: str) -> Situation:
        quiet = self._besides(key)
        rest, _ = self._without(key)
        return Situation(kind, clues, self._countries, self._home, quiet, rest or None)

    def _besides(self, key: str) -> frozenset[str]:
        """The countries at peace of which the report tells by no more than the name of a key, and
        what is told in one expression with it.
        """
        if key not in self._quiet:
            others = dict.fromkeys(own for own, names in self._named if key not in names)
            told = total(self._tallies[k] for k in others)
            home = dict.fromkeys(self._home, OUTLET_VOTES)
            self._quiet[key] = quiet(shares(total([told, home, self._lent])))
        return self._quiet[key]

    def _at_home(self, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Of many candidates those in countries that the report speaks of."""
        if len(candidates) <= MANY_CANDIDATES:
            return candidates
        home = tuple(c for c in candidates if self._countries.get(c.place.country, 0.0) >= 0.15)
        return home or candidates

    def _clues(self, at: int) -> tuple[Clue, ...]:
        """What the containers say; a dateline before the expression says it less loudly."""
        expression = self._told[at]
        told = self._chain(self._containers_of(at))
        heading = self._headings[at]
        if heading is None or heading.name is None or heading.name.key == expression.key:
            return told
        return (*told, self._heading_clue(heading))

    def _heading_clue(self, heading: Container) -> Clue:
        found = self._heads.get(heading.key)
        if found is None:
            clue = replace(self._made_clue(heading, ()), weight=DATELINE_WEIGHT)
            found = self._heads[heading.key] = clue
        return found

    def _containers_of(self, at: int) -> tuple[Container, ...]:
        """Its own containers, else its city, else what the report tells of the name elsewhere."""
        expression = self._told[at]
        city = self._cities[at]
        return expression.containers or ((city,) if city else self._containers[expression.key])

    def _chain(self, containers: tuple[Container, ...]) -> tuple[Clue, ...]:
        """The clues of containers; each is read in the light of the wider ones after it."""
        if not containers:
            return ()
        key = tuple(container.key for container in containers)
        made = self._chains.get(key)
        if made is None:
            wider = self._chain(containers[1:])
            made = self._chains[key] = (self._made_clue(containers[0], wider), *wider)
        return made

    def _made_clue(self, container: Container, wider: tuple[Clue, ...]) -> Clue:
        if container.name is None:
            return Clue((), container.bearing, container.country, container.distance_km)
        wide = container.relation == "countryside" or container.bearing is not None
        kind = container.name.kind or ("seat" if wide else None)
        besides = self._besides(container.name.key)
        situation = Situation(kind, wider, self._countries, quiet=besides)
        ranked = rank(container.name.candidates[:MOST_CANDIDATES], situation)
        if ranked and is_guess(ranked[0]):
            return Clue((), container.bearing, None, container.distance_km)
        kept = tuple((r.place, r.score - ranked[0].score) for r in ranked[:MOST_READINGS])
        key = container.name.key
        return Clue(kept, container.bearing, None, container.distance_km, key)

    def _anchors(self, first: Sequence[Sequence[Ranked]]) -> list[Anchor]:
        """Places that are sure without a look at the others: alone, or far ahead of the next."""
        anchors = []
        for expression, ranked in zip(self._told, first, strict=True):
            if expression.standing < 2 or not ranked or expression.rank == 0:
                continue
            if is_sure(ranked):
                anchors.append(Anchor.at(expression.key, ranked[0].place))
            anchors += self._sure_listed(expression)
        for clues in self._clues_at:
            for clue in clues:
                anchors += _clue_anchor(clue)
        return list(dict.fromkeys(anchors))

    def _sure_listed(self, expression: PlaceExpression) -> Iterator[Anchor]:
        """Those of a list's further places that are sure by themselves."""
        for name in expression.listed:
            ranked = rank(
                self._at_home(name.candidates[:MOST_CANDIDATES]),
                Situation(name.kind, (), self._countries, self._home),
            )
            if ranked and is_sure(ranked) and not is_guess(ranked[0]):
                yield Anchor.at(name.key, ranked[0].place)

    def _settled(self, at: int, ranked: Sequence[Ranked], anchors: Sequence[Anchor]) -> Resolution:
        expression = self._told[at]
        unit, country = self._told_unit(self._clues_at[at])
        count = len(expression.name.candidates)
        best = ranked[0] if ranked else None
        if (
            best is None
            or best.held <= CONTRADICTED
            or is_guess(best)
            or self._unsupported(expression, best, anchors)
            or self._is_outside(at, best.place)
            or self._is_namesake(expression, best.place)
        ):
            point = point_by(expression.kind, self._containers_of(at), self._clues_at[at])
            return Resolution(expression, None, point, unit, country, count)
        other = self._other(expression, best.place)
        point = self._part_of_road(at, best.place) or point_of(expression, best.place, other)
        unit = self._unit(best.place) or unit
        country = best.place.country or None
        return Resolution(expression, best.place, point, unit, country, count, best.reasons)

    def _unsupported(
        self, expression: PlaceExpression, best: Ranked, anchors: Sequence[Anchor]
    ) -> bool:
        """A word that may be no place at all, where nothing else of the report is near."""
        if expression.standing < 2:
            return bool(anchors) and self._is_far(expression.key, best.place, anchors)
        if best.held > 0.0 or is_known([Candidate(best.place, 1.0)]):
            return False
        rest, loud = self._without(expression.key)
        abroad = rest.get(best.place.country, 0.0) < ABROAD
        return loud and abroad and max(rest.values(), default=0.0) > HOME

    def _is_far(self, key: str, place: GazetteerPlace, anchors: Sequence[Anchor]) -> bool:
        """A place in a country that the rest of the report hardly speaks of, or a small one that no
        sure place of it is near.
        """
        if self._without(key)[0].get(place.country, 0.0) < 2 * ABROAD:
            return True
        small = not is_prominent([Candidate(place, 1.0)])
        return small and not neighbour(place, anchors, key)

    def _without(self, key: str) -> tuple[Mapping[str, float], bool]:
        """The countries' shares in what the report tells besides this name, and whether that is
        more than the name tells at once.
        """
        found = self._rest.get(key)
        if found is None:
            own, loudest = self._alone[key]
            rest = {c: max(0.0, v - own.get(c, 0.0)) for c, v in self._told_all.items()}
            found = self._rest[key] = shares(rest), sum(rest.values()) > loudest
        return found

    def _is_outside(self, at: int, place: GazetteerPlace) -> bool:
        """A quarter, but far from the town that it is told to be in: the town's is not known."""
        if self._told[at].kind != "neighbourhood":
            return False
        holders = [holder for holder, inside in self._holders(at) if inside]
        return any(flat_km(place.lat, place.lon, h.lat, h.lon) > QUARTER_KM for h in holders)

    @staticmethod
    def _is_namesake(expression: PlaceExpression, place: GazetteerPlace) -> bool:
        """ "Algiers Street": a street and no town."""
        named = expression.kind in NAMED_AFTER and expression.other is None
        return named and kind_class(place.kind) in ("settlement", "country")

    def _other(self, expression: PlaceExpression, place: GazetteerPlace) -> GazetteerPlace | None:
        """The second anchor: the one of its name that is nearest in score, neighbours told."""
        other = expression.other
        if other is None or not other.candidates:
            return None
        anchors = [Anchor.at(expression.key, place)]
        kind = other.kind
        alone = rank(other.candidates[:MOST_CANDIDATES], Situation(kind, (), self._countries))
        return rank_again(alone, anchors, other.key)[0].place

    def _told_unit(self, clues: tuple[Clue, ...]) -> tuple[str | None, str | None]:
        """The first-level unit and country that the containers give; the widest container first,
        but for a namesake in a country that the report does not speak of.
        """
        country = next((clue.country for clue in clues if clue.country), None)
        for clue in reversed(clues):
            for place, _ in clue.candidates[:1]:
                if self._countries.get(place.country, 0.0) < ABROAD:
                    continue
                if place.admin1:
                    return place.admin1, place.country
                country = country or place.country
        return None, country

    def _unit(self, place: GazetteerPlace) -> str | None:
        if place.admin1 or place.kind in SEVERAL_UNITS:
            return place.admin1 or None
        near = self._gazetteer.unit_near(place)
        return near.admin1 if near else None

    def _part_of_road(self, at: int, best: GazetteerPlace) -> Point | None:
        """The part of a road that the words pick: near a town."""
        if self._told[at].kind != "road":
            return None
        for container, clue in zip(self._told[at].containers, self._clues_at[at], strict=False):
            if container.relation == "near" and clue.candidates:
                town = clue.candidates[0][0]
                if flat_km(town.lat, town.lon, best.lat, best.lon) <= FROM_ROAD_KM:
                    return road_point(town)
        return None

    def _holders(self, at: int) -> Iterator[tuple[GazetteerPlace, bool]]:
        """The settlements that the containers name, and whether they hold the place."""
        for container, clue in zip(self._containers_of(at), self._clues_at[at], strict=False):
            for holder, _ in clue.candidates[:1]:
                if kind_class(holder.kind) == "settlement":
                    yield holder, holds(container)


def _clue_anchor(clue: Clue) -> list[Anchor]:
    if not clue.candidates or clue.candidates[0][0].kind in ("country", "admin1"):
        return []
    return [Anchor.at(clue.key, clue.candidates[0][0])]
