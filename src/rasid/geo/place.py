"""What a gazetteer knows of a place, and the names of places found in a text."""

from __future__ import annotations

from dataclasses import dataclass


HANDWRITTEN = "rasid"
"""The source of places that the project's own table adds."""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of a table. Degrees WGS84; `kind` as in the table (town, neighbourhood, airport, admin1
    ...); `radius_km` only where the place is an area; empty texts and None where nothing is known.
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
    """A place that a name could mean. `exactness`: 1 as spelled in the table, less for a variant."""

    place: GazetteerPlace
    exactness: float


@dataclass(frozen=True, slots=True)
class NameHit:
    """A place name at tokens [start, end). `cut` letters of the first token are `clitics`."""

    start: int
    end: int
    cut: int
    clitics: tuple[str, ...]
    candidates: tuple[Candidate, ...]
