"""Places that the gazetteer knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from rasid.errors import StoreError
from rasid.geo.find import find
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import GazetteerPlace
from rasid.geo.points import Point, point_at_distance, point_by_relation
from rasid.model import PLACE_RELATIONS
from rasid.web.api.sending import PROBLEMS, Limit, send, send_one
from rasid.web.api.shapes import shape

router = APIRouter(prefix="/api/v1", tags=["places"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Places, the likeliest first."""

    items: tuple[GazetteerPlace, ...]


@router.get("/places", response_model=shape(PlacePage))
def places(
    q: Annotated[str, Query(min_length=1, max_length=200, description="A name.")],
    near: Annotated[
        str, Query(max_length=200, description="A name, or latitude,longitude: nearer ones first.")
    ] = "",
    limit: Limit = 20,
) -> Response:
    """The places that a name could mean, in whichever spelling."""
    found = find(_gazetteer(), q, near)
    return send(PlacePage(tuple(one.ranked.place for one in found[:limit])))


@router.get("/places/{id}", response_model=shape(GazetteerPlace))
def place(request: Request, id: str) -> Response:
    """A place by its id."""
    return send_one(request, _known(id))


@router.get("/places/{id}/point", response_model=shape(Point))
def point(
    request: Request,
    id: str,
    relation: Annotated[Literal[PLACE_RELATIONS], Query()] = "in",  # type: ignore[valid-type]
    distance_km: Annotated[float | None, Query(ge=0, le=500)] = None,
    bearing: Annotated[float | None, Query(ge=0, le=360)] = None,
) -> Response:
    """Where an act is that lies so to a place, with its radius and precision: what the record of
    its place has.
    """
    found = _known(id)
    if distance_km is not None:
        return send_one(request, point_at_distance(found, distance_km, bearing))
    return send_one(request, point_by_relation(found, relation, bearing=bearing))


def _known(id: str) -> GazetteerPlace:
    found = _gazetteer().by_id(id)
    if found is None:
        raise StoreError(f"place {id}: there is none")
    return found


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
