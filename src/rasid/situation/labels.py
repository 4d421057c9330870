"""Names on a map: the most important first, none on another or on a dot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from rasid.geo import basemap
from rasid.situation.canvas import Point, width_of
from rasid.situation.dots import Dot
from rasid.situation.geometry import Frame

MOST_TOWNS = 26
SPANS = ((2.0, 6), (5.0, 5), (11.0, 4), (90.0, 3))
"""Degrees of latitude of a map, and the least important rank of towns on it."""
SIZES = {"country": 10.5, "admin1": 8.5, "capital": 8.5, "town": 7.5}
ORDER = ("capital", "country", "town", "admin1")
UNITS_UP_TO = 9.0
"""Degrees of latitude up to which the names of first-level units are drawn."""
PAD = 1.5
SCALE = (118.0, 28.0)
"""The corner at the lower left that the bar of the scale needs."""
ARTICLE = re.compile(r"^a(l|r|sh?|d|t|n|z) ?(?=\w{3})")

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name, its kind, where its middle stands, and where its town's point is."""

    text: str
    kind: str
    at: Point
    town: Point | None


def labels(frame: Frame, dots: Iterable[Dot], lang: str) -> Iterator[Label]:
    """The names that have room."""
    low = frame.height
    taken: list[Rectangle] = [(0.0, low - SCALE[1], SCALE[0], low), *map(_around, dots)]
    told: set[str] = set()
    towns = 0
    for about, at in _wanted(frame):
        name, kind = about[f"name_{lang}"], about["kind"]
        town = kind in ("town", "capital")
        if _bare(name) in told or (town and towns >= MOST_TOWNS):
            continue
        placed = _placed(name, kind, at, frame, taken)
        if placed is not None:
            taken.append(placed[1])
            told.add(_bare(name))
            towns += town
            yield Label(name, kind, placed[0], at if town else None)


def _bare(name: str) -> str:
    """The name without signs over letters and without the article, so that a town and its
    governorate are not named beside one another.
    """
    letters = "".join(c for c in normalize("NFKD", name.casefold()) if c.isalpha() or c == " ")
    return ARTICLE.sub("", letters)


def _wanted(frame: Frame) -> list[tuple[dict[str, Any], Point]]:
    """What a map of this span names, the most important first."""
    span = frame.box.north - frame.box.south
    least = next((rank for most, rank in SPANS if span <= most), 2)
    found = []
    for feature in basemap.layer("labels")["features"]:
        about, at = feature["properties"], frame.at(*feature["geometry"]["coordinates"])
        town = about["kind"] in ("town", "capital")
        fits = about["rank"] <= least if town else about["kind"] == "country" or span <= UNITS_UP_TO
        if fits and frame.holds(at):
            found.append((about, at))
    found.sort(key=lambda one: (ORDER.index(one[0]["kind"]), -one[0].get("population", 0)))
    return found


def _placed(
    name: str, kind: str, at: Point, frame: Frame, taken: list[Rectangle]
) -> tuple[Point, Rectangle] | None:
    """The first free place beside a town, or at the middle of an area."""
    size = SIZES[kind]
    half, high = width_of(name, size) / 2 + PAD, size * 0.6 + PAD / 2
    town = kind in ("town", "capital")
    beside = ((half + 2, 0), (-half - 2, 0), (0, -high - 2), (0, high + 2)) if town else (
        (0, 0), (0, -12), (0, 12), (-18, 0), (18, 0))  # fmt: skip
    for across, down in beside:
        x, y = at[0] + across, at[1] + down
        box = (x - half, y - high, x + half, y + high)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height
        if inside and not any(_touch(box, other) for other in taken):
            return (x, y), box
    return None


def _around(dot: Dot) -> Rectangle:
    x, y = dot.drawn
    return x - dot.radius, y - dot.radius, x + dot.radius, y + dot.radius


def _touch(one: Rectangle, other: Rectangle) -> bool:
    beside = one[2] <= other[0] or other[2] <= one[0]
    return not (beside or one[3] <= other[1] or other[3] <= one[1])
