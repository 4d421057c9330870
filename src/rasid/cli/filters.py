"""The options that say which events are meant, for every command that lists some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from rasid.api import iso_date
from rasid.errors import InputError
from rasid.geo.find import find, point_of
from rasid.geo.gazetteer import Gazetteer
from rasid.model import EVENT_TYPES, STATUSES
from rasid.store.find import Circle, Filter
from rasid.store.naming import parties, tellers
from rasid.store.rows import REVIEWS

Command = Callable[..., Any]
OPTIONS = (
    click.option("--type", "types", multiple=True, type=click.Choice(EVENT_TYPES), help="Type."),
    click.option("--actor", multiple=True, metavar="NAME", help="A party, or what belongs to it."),
    click.option("--near", metavar="PLACE|LAT,LON", help="Around this place."),
    click.option(
        "--radius",
        type=click.FloatRange(0, 1000),
        default=10.0,
        show_default=True,
        metavar="KM",
        help="How far around it; events told only of a governorate or country are left out.",
    ),
    click.option("--country", multiple=True, metavar="CC", help="ISO code."),
    click.option("--admin1", multiple=True, metavar="NAME", help="First-level unit, in English."),
    click.option("--since", metavar="DATE", help="From this day on."),
    click.option("--until", metavar="DATE", help="Up to this day."),
    click.option("--killed", type=click.IntRange(0), metavar="N", help="At least so many killed."),
    click.option("--injured", type=click.IntRange(0), metavar="N", help="At least so many."),
    click.option("--source", multiple=True, metavar="NAME", help="Outlet, source or its kind."),
    click.option(
        "--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Status."
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Leave out events below this confidence.",
    ),
    click.option("--review", "reviews", multiple=True, type=click.Choice(REVIEWS), help="Review."),
    click.option("--main/--background", default=None, help="Only what reports exist to tell."),
)


def filtered(command: Command) -> Command:
    """Give a command the options of a filter; it gets them as keywords."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def asked(words: str | None = None, **given: Any) -> Filter:
    """The filter that the options say. InputError for a day, GazetteerError for a place that is
    none.
    """
    return Filter(
        types=given["types"],
        statuses=given["statuses"],
        countries=tuple(code.upper() for code in given["country"]),
        admin1=given["admin1"],
        reviews=given["reviews"],
        actors=parties(given["actor"]),
        sources=tellers(given["source"]),
        main=given["main"],
        since=iso_date(given["since"]),
        until=iso_date(given["until"]),
        confidence=given["min_confidence"],
        killed=given["killed"],
        injured=given["injured"],
        near=_circle(given["near"], given["radius"]) if given["near"] else None,
        words=words,
    )


def _circle(near: str, radius: float) -> Circle:
    point = point_of(near)
    if point is not None:
        return Circle(*point, radius)
    found = find(Gazetteer.open(), near)
    if not found:
        raise InputError(f"--near: {near!r} is no place that is known; give LATITUDE,LONGITUDE")
    place = found[0].ranked.place
    within = ", ".join(filter(None, (place.name_en or place.name_ar, place.admin1, place.country)))
    others = f", one of {len(found)} of this name" if len(found) > 1 else ""
    told = f"around {within} ({place.lat:.3f}, {place.lon:.3f}){others}"
    click.echo(f"rasid: {told}", err=True)
    return Circle(place.lat, place.lon, radius)
