"""Places that the gazetteer knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from rasid.errors import StoreError
from rasid.geo.find import find
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import GazetteerPlace
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
    found = _gazetteer().by_id(id)
    if found is None:
        raise StoreError(f"place {id}: there is none")
    return send_one(request, found)


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
