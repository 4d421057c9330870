"""The places that a name could mean, as the resolver ranks them on their own."""

from __future__ import annotations

from math import cos, radians

from rasid.errors import GazetteerError
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.rank import Ranked, Situation, rank, rank_again
from rasid.geo.signs import Anchor
from rasid.geo.sphere import km
from rasid.values import dataclass

_ALONE = Situation(None, (), {})


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its sum and reasons; `km` from where it was looked near, if anywhere."""

    ranked: Ranked
    km: float | None


def find(gazetteer: Gazetteer, name: str, near: str = "") -> list[Found]:
    """The candidates for a name, best first. `near` is a place's name or "latitude,longitude".

    Raises GazetteerError when `near` is neither.
    """
    ranked = rank(gazetteer.lookup(name), _ALONE)
    if not near:
        return [Found(one, None) for one in ranked]
    anchor = _anchor(gazetteer, near)
    beside = rank_again(ranked, [anchor], gazetteer.rules.key(name))
    return [Found(r, km(r.place.lat, r.place.lon, anchor.lat, anchor.lon)) for r in beside]


def _anchor(gazetteer: Gazetteer, near: str) -> Anchor:
    point = point_of(near)
    if point:
        return Anchor("", *point, cos(radians(point[0])))
    known = rank(gazetteer.lookup(near), _ALONE)
    if not known:
        raise GazetteerError(f"{near!r} is no place that is known; give LATITUDE,LONGITUDE")
    return Anchor.at("", known[0].place)


def point_of(near: str) -> tuple[float, float] | None:
    """The point of "latitude,longitude", None for anything else.

    Raises GazetteerError when there is no such point.
    """
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise GazetteerError(f"{near}: no point on the earth; give LATITUDE,LONGITUDE")
    return lat, lon
