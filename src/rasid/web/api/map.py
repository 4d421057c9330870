"""The map: incidents of a box at a zoom, the days they began on, the base map under them.

What the pages with maps need of a content security policy: `connect-src 'self'` for what is asked
here, `worker-src 'self'` for the script that MapLibre runs beside the page (a file of ours, no
`blob:`), `img-src 'self' data: blob:` for the pictures that it draws. No style but our own.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse

from rasid.errors import StoreError
from rasid.geo.basemap import LAYERS, packed_layer
from rasid.store import briefs, figures, viewport
from rasid.store.briefs import Brief
from rasid.store.rows import Box
from rasid.store.viewport import Toll, View, Where
from rasid.web.api.answers import IncidentPage
from rasid.web.api.filters import box
from rasid.web.api.scope import Scoped
from rasid.web.api.sending import PROBLEMS, Cursor, Limit, cursor, mark, send, send_one, tags
from rasid.web.api.shapes import shape
from rasid.web.site import Reading, Site, site_of

router = APIRouter(prefix="/api/v1", tags=["map"], responses=PROBLEMS)
TILES = "basemap.pmtiles"
"""A file of this name beside the workspace is the base map in detail."""
WORLD: Box = (-90.0, 90.0, -180.0, 180.0)
Within = Annotated[str | None, Query(description="South, north, west, east.")]


@dataclass(frozen=True, slots=True)
class DaysAnswer:
    """How many incidents began in each bin; `unit` is how long a bin is."""

    unit: str
    starts: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TollAnswer:
    """People killed, null when no incident tells of any."""

    killed: Toll | None


@router.get("/map", response_model=shape(View))
def view(
    db: Reading,
    asked: Scoped,
    within: Within = None,
    zoom: Annotated[float, Query(ge=0, le=24)] = 4.0,
) -> Response:
    """The incidents of a box, those near each other gathered as it fits the zoom."""
    return send(viewport.view(db, asked, box(within) if within else WORLD, zoom))


def where(
    within: Within = None,
    unit: Annotated[
        str | None,
        Query(max_length=200, description="Country, or country and governorate: SY/Aleppo."),
    ] = None,
    unplaced: Annotated[bool, Query(description="Only those without any place.")] = False,
) -> Where:
    """The part of the incidents that a list shows."""
    country, _, admin1 = (unit or "").partition("/")
    told = (country or None, admin1 or None) if unit else None
    return Where(box(within) if within else None, told, unplaced)


Part = Annotated[Where, Depends(where)]


@router.get("/map/incidents", response_model=shape(IncidentPage))
def listed(
    db: Reading, asked: Scoped, part: Part, limit: Limit = 50, after: Cursor = None
) -> Response:
    """The incidents of a box, a unit or without a place, the newest first."""
    found = viewport.listed(db, asked, part, limit, mark(after))
    return send(IncidentPage(found.incidents, cursor(found.after)))


@router.get("/map/killed", response_model=shape(TollAnswer))
def killed(db: Reading, asked: Scoped, part: Part) -> Response:
    """Those killed in the same incidents: the bounds and the best supported number."""
    return send(TollAnswer(viewport.killed(db, asked, part)))


@router.get("/map/days", response_model=shape(DaysAnswer))
def days(db: Reading, asked: Scoped, most: Annotated[int, Query(ge=1, le=400)] = 160) -> Response:
    """How many incidents began when, in at most so many bins."""
    found = figures.days(db, asked, most)
    if found is None:
        return send(DaysAnswer("day", (), ()))
    bins, counts = found
    return send(DaysAnswer(bins.unit, tuple(bins.starts()), counts))


@router.get("/map/incidents/{id}", response_model=shape(Brief))
def brief(request: Request, db: Reading, id: str) -> Response:
    """An incident in short: its values, a sentence, and who published it."""
    return send_one(request, briefs.brief(db, id))


# ------------------------------------------------------------------ what is under them
Layer = Literal[LAYERS]  # type: ignore[valid-type]


@router.get("/map/layers/{name}", response_class=Response)
def layer(request: Request, name: Layer) -> Response:
    """A layer of the base map that ships with Rasid, as GeoJSON."""
    told, tag = _layer(str(name))
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if tag in tags(request.headers.get("if-none-match", "")):
        return Response(None, 304, headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        told = gzip.decompress(told)
    return Response(told, 200, headers, media_type="application/geo+json")


@lru_cache(maxsize=len(LAYERS))
def _layer(name: str) -> tuple[bytes, str]:
    packed = packed_layer(name)
    return packed, hashlib.sha256(packed).hexdigest()[:32]


def tiles_of(site: Site) -> Path | None:
    """The file of the base map in detail, when there is one beside the workspace."""
    path = site.workspace.path.with_name(TILES)
    return path if path.is_file() else None


@router.get("/map/tiles", response_class=FileResponse)
def tiles(site: Annotated[Site, Depends(site_of)]) -> Response:
    """The file `basemap.pmtiles`, whole or in ranges (RFC 9110). 404 when there is none."""
    path = tiles_of(site)
    if path is None:
        raise StoreError(f"{TILES}: is not beside the workspace; the map draws its own outlines")
    return FileResponse(path, media_type="application/vnd.pmtiles")
