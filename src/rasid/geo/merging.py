"""One place known to several layers is one candidate."""

from __future__ import annotations

from rasid.geo.place import HANDWRITTEN, Candidate, GazetteerPlace
from rasid.geo.sphere import km
from rasid.geo.toponym import kind_class
from rasid.values import replace

SAME_PLACE_KM = 5.0


def merge(found: list[tuple[Candidate, int]], new: Candidate, rank: int) -> None:
    """Add a candidate, or let it and the one of the same place become one."""
    for at, (old, old_rank) in enumerate(found):
        if _same_place(old.place, new.place):
            own, other = (new, old) if rank > old_rank else (old, new)
            exactness = max(old.exactness, new.exactness)
            found[at] = (Candidate(_completed(own.place, other.place), exactness), rank)
            return
    found.append((new, rank))


def _same_place(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    if a.country != b.country or kind_class(a.kind) != kind_class(b.kind):
        return False
    if a.kind == b.kind and a.kind in ("country", "admin1"):
        return a.kind == "country" or a.admin1 == b.admin1
    return abs(a.lat - b.lat) < 0.1 and km(a.lat, a.lon, b.lat, b.lon) <= SAME_PLACE_KM


def _completed(own: GazetteerPlace, other: GazetteerPlace) -> GazetteerPlace:
    return replace(
        own,
        kind="capital" if other.kind == "capital" else own.kind,
        source=HANDWRITTEN if other.source == HANDWRITTEN else own.source,
        population=max(own.population or 0, other.population or 0) or None,
        name_en=own.name_en or other.name_en,
        admin1=own.admin1 or other.admin1,
        admin1_ar=own.admin1_ar or other.admin1_ar,
        admin2=own.admin2 or other.admin2,
        radius_km=own.radius_km or other.radius_km,
    )
