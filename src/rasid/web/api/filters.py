"""Query parameters that say which events are meant, named as the options of `rasid list`."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Annotated, Literal

from fastapi import Depends, Query

from rasid.errors import InputError
from rasid.ingest.days import iso_day
from rasid.model import EVENT_TYPES, STATUSES
from rasid.store.find import Circle, Filter
from rasid.store.naming import parties, tellers
from rasid.store.rows import REVIEWS, Box
from rasid.store.words import expression

WIDEST_KM = 1000.0
MOST_PEOPLE = 10_000_000
LONGEST = 200
Names = Annotated[list[Annotated[str, Query(max_length=LONGEST)]], Query(max_length=50)]


def asked(
    type: Annotated[list[Literal[EVENT_TYPES]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    status: Annotated[list[Literal[STATUSES]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    review: Annotated[list[Literal[REVIEWS]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    country: Names = [],  # noqa: B006
    admin1: Names = [],  # noqa: B006
    actor: Names = [],  # noqa: B006
    source: Names = [],  # noqa: B006
    main: Annotated[bool | None, Query(description="Only what reports exist to tell.")] = None,
    since: Annotated[str | None, Query(description="From this ISO day on.")] = None,
    until: Annotated[str | None, Query(description="Up to this ISO day.")] = None,
    confidence: Annotated[float, Query(ge=0, le=1, description="At least so sure.")] = 0.0,
    killed: Annotated[int | None, Query(ge=0, le=MOST_PEOPLE)] = None,
    injured: Annotated[int | None, Query(ge=0, le=MOST_PEOPLE)] = None,
    near: Annotated[str | None, Query(description="Latitude, longitude, kilometres.")] = None,
    within: Annotated[str | None, Query(description="South, north, west, east.")] = None,
    words: Annotated[str | None, Query(max_length=LONGEST, description="A search.")] = None,
) -> Filter:
    """The filter that the parameters say. InputError for a day or place that is none."""
    return Filter(
        types=tuple(type),
        statuses=tuple(status),
        countries=tuple(code.upper() for code in country),
        admin1=tuple(admin1),
        reviews=tuple(review),
        actors=parties(actor) if actor else (),
        sources=tellers(source),
        main=main,
        since=day(since, "since"),
        until=day(until, "until"),
        confidence=confidence,
        killed=killed,
        injured=injured,
        near=_circle(near) if near else None,
        within=box(within) if within else None,
        words=expression(words) if words else None,
    )


Asked = Annotated[Filter, Depends(asked)]


def day(value: str | None, name: str) -> str | None:
    """The ISO day that a parameter gives; InputError when it is none."""
    if not value:
        return None
    day = iso_day(value)
    if day is None:
        raise InputError(f"{name}: {value!r} is no day; give YYYY-MM-DD")
    return day


def _circle(near: str) -> Circle:
    lat, lon, km = _numbers("near", near, 3)
    _globe("near", lat, lon)
    if not 0 <= km <= WIDEST_KM:
        raise InputError(f"near: give 0 to {WIDEST_KM:.0f} kilometres")
    return Circle(lat, lon, km)


def box(within: str) -> Box:
    """The box of `south,north,west,east`. InputError when it is none."""
    south, north, west, east = _numbers("within", within, 4)
    _globe("within", south, west)
    _globe("within", north, east)
    if south > north or west > east:
        raise InputError("within: give south, north, west, east, the lesser first")
    return south, north, west, east


def _numbers(name: str, told: str, many: int) -> list[float]:
    number: Callable[[str], float] = float
    try:
        found = [number(part) for part in told.split(",")]
    except ValueError:
        found = []
    if len(found) != many or not all(map(isfinite, found)):
        raise InputError(f"{name}: {told!r} is not {many} numbers with commas between them")
    return found


def _globe(name: str, lat: float, lon: float) -> None:
    if abs(lat) > 90 or abs(lon) > 180:
        raise InputError(f"{name}: {lat}, {lon} is no point on the globe")
