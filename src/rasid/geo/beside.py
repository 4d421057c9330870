"""Where a place that no table has is, by what it is told to lie in or by."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.geo.expressions import Container
from rasid.geo.place import GazetteerPlace
from rasid.geo.points import Point, beside_point, countryside_point, far_point, holder_point
from rasid.geo.rank import Clue
from rasid.geo.signs import is_seat
from rasid.geo.toponym import kind_class

INSIDE = frozenset("neighbourhood landmark hospital junction square street bridge camp".split())
"""Kinds of places that lie inside a town."""


def point_by(
    kind: str | None, containers: Sequence[Container], clues: Sequence[Clue]
) -> Point | None:
    """The point of a place of a kind, where a container says enough: a site or quarter inside a
    town is in the town, what lies so far from a place in a direction is there, what lies near a
    town or in a direction of it is beside it, and what lies in the countryside of a small town is
    somewhere around that.
    """
    for container, clue in zip(containers, clues, strict=False):
        point = _point(kind, container, clue) if clue.candidates else None
        if point is not None:
            return point
    return None


def _point(kind: str | None, container: Container, clue: Clue) -> Point | None:
    holder = clue.candidates[0][0]
    if clue.distance_km is not None and clue.bearing is not None:
        return far_point(holder, clue.distance_km, clue.bearing)
    if kind_class(holder.kind) != "settlement":
        return None
    in_city = container.name is not None and container.name.kind == "city"
    if holds(container) and (kind in INSIDE or (kind == "area" and in_city)):
        return holder_point(holder)
    if _is_beside(container, holder):
        return beside_point(holder, clue.bearing)
    if container.relation == "countryside" and not is_seat(holder):
        return countryside_point(holder)
    return None


def holds(container: Container) -> bool:
    """Whether a place is told to be in a container, and not in a direction of it."""
    return container.relation in (None, "in") and container.bearing is None


def _is_beside(container: Container, holder: GazetteerPlace) -> bool:
    """Whether what is told to be near a town, or in a direction of it, is right by it. The
    direction of a city may mean its governorate.
    """
    if is_seat(holder) or container.relation not in (None, "in", "near", "outskirts"):
        return False
    return container.bearing is not None or container.relation in ("near", "outskirts")
