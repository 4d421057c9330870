"""What a gazetteer knows of a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasid.geo.toponym import kind_class

KNOWN_POPULATION = 3_000
SLIP, SKELETON = 0.45, 0.5
"""Exactness of a name that is one slip away, and of one known by its Latin consonants alone."""

HANDWRITTEN = "rasid"
"""The source of places that the project's own table adds."""
CORRECTED = "correction"
"""The source of places that the user put right."""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of a table. Degrees WGS84; `kind` as in the table (town, neighbourhood, airport,
    admin1 ...); `radius_km` only where the place is an area. Empty texts and None where nothing is
    known.
    """

    id: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    kind: str
    country: str
    admin1: str
    admin1_ar: str
    admin2: str
    population: int | None
    source: str
    radius_km: float | None = None

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name could mean. `exactness`: 1 as the table spells it, less for a variant."""

    place: GazetteerPlace
    exactness: float


def names_country(candidates: Sequence[Candidate]) -> bool:
    """Whether one of the places is a country."""
    return any(c.place.kind == "country" for c in candidates)


def names_area(candidates: Sequence[Candidate]) -> bool:
    """Whether the places are areas and units only, and no settlement."""
    kinds = {kind_class(c.place.kind) for c in candidates}
    return bool(kinds) and kinds <= {"area", "admin1", "admin2", "country"}


def without_misnamed(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Without units that some table also calls by the name of another unit of their country."""
    own = {c.place.country for c in candidates if c.place.kind == "admin1" and c.exactness == 1}
    for one in candidates:
        if one.place.kind != "admin1" or one.exactness == 1 or one.place.country not in own:
            yield one


def names_vast(candidates: Sequence[Candidate]) -> bool:
    """Whether one of the places is a region, a governorate or a country."""
    return any(c.place.kind in ("country", "admin1", "region") for c in candidates)


def is_known(candidates: Sequence[Candidate]) -> bool:
    """Whether one of the places is of some size, or was put in by hand."""
    return any(
        (c.place.population or 0) >= KNOWN_POPULATION
        or c.place.kind in ("country", "admin1", "capital")
        or c.place.source in (HANDWRITTEN, CORRECTED)
        for c in candidates
    )


def is_prominent(candidates: Sequence[Candidate]) -> bool:
    """Whether one of the places is a country, a governorate or a city."""
    return any(
        (c.place.population or 0) >= 20 * KNOWN_POPULATION
        or c.place.kind in ("country", "admin1", "capital")
        for c in candidates
    )
