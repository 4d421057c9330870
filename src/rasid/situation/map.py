"""The map of a report, drawn from the shipped base map: no network, no tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rasid.geo import basemap
from rasid.situation.blocks import Figure
from rasid.situation.canvas import WIDTH, Canvas, width_of
from rasid.situation.dots import NUMBERED, Dot, dots, placed, radius
from rasid.situation.geometry import MARGIN, Box, Frame, box_of, corners
from rasid.situation.labels import SIZES, Label, labels
from rasid.situation.model import Act, Area
from rasid.situation.words import Words, families, family_of

LOWEST, HIGHEST = 220.0, 268.0
"""Points: how low and how high a map may be."""
LEGEND_LINE, SIZES_WIDTH = 15.0, 205.0
SEA, LAND, OTHER_LAND, EDGE, WATER = "#dce8ef", "#fbfaf6", "#efede7", "#8a8f96", "#a9c6d8"
UNIT_EDGE, HALO, INK, PALE = "#cfcdc5", "#ffffff", "#22282f", "#5d656e"
NICE_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
EXAMPLES = (1, 10, 50)
"""Numbers of killed whose dots the legend shows."""
WHOLE_REGION = Box(25.0, 12.0, 60.0, 42.0)

Feature = dict[str, Any]


def situation_map(
    acts: Sequence[tuple[str, Act]], area: Area, words: Words, caption: str
) -> Figure:
    """The incidents by the numbers of their entries, on the map of the area."""
    frame = Frame.around(_box(acts, area), WIDTH, LOWEST, HIGHEST)
    canvas = Canvas(words.rtl)
    made = dots(acts, frame)
    _ground(canvas, frame, area)
    _names(canvas, list(labels(frame, made, words.lang)))
    _dots(canvas, made)
    _scale(canvas, frame, words)
    canvas.rect((0, frame.height), (frame.width, MARGIN * 2), fill=HALO)
    canvas.rect((0, 0), (frame.width, frame.height), fill="none", stroke=EDGE, stroke_width=0.8)
    bottom = _legend(canvas, frame, [act for _, act in acts if placed(act)], words)
    alt = words.say("map.alt", incidents=words.after("incident", len(made)))
    return Figure(canvas.svg(WIDTH, bottom, alt), WIDTH, bottom, alt, caption=caption)


def _box(acts: Sequence[tuple[str, Act]], area: Area) -> Box:
    if area.country:
        layer = "admin1" if area.admin1 else "countries"
        features = [f for f in basemap.layer(layer)["features"] if _is(f["properties"], area)]
        found = box_of((c for f in features for c in corners(f["geometry"])), 0.06, 0.3)
        if found is not None:
            return found
    points = ((act.place.lon, act.place.lat) for _, act in acts if act.place and placed(act))
    told = ((lon, lat) for lon, lat in points if lon is not None and lat is not None)
    return box_of(told, 0.2, 2.0) or WHOLE_REGION


def _is(about: dict[str, Any], area: Area) -> bool:
    same = about["country"] == area.country
    return same and (not area.admin1 or about["name_en"] == area.admin1)


# ------------------------------------------------------------------ the ground
def _ground(canvas: Canvas, frame: Frame, area: Area) -> None:
    canvas.rect((0, 0), (frame.width, frame.height), fill=SEA)
    for feature in _features("countries"):
        own = not area.country or feature["properties"]["country"] == area.country
        own = own and not area.admin1
        fill = LAND if own else OTHER_LAND
        style = {"fill": fill, "fill_rule": "evenodd", "stroke": UNIT_EDGE, "stroke_width": 0.4}
        canvas.area(frame.outlines(feature["geometry"]), **style)
    for feature in _features("admin1"):
        fill = LAND if area.admin1 and _is(feature["properties"], area) else "none"
        style = {"fill": fill, "stroke": UNIT_EDGE, "stroke_width": 0.6}
        canvas.area(frame.outlines(feature["geometry"]), **style)
    _water(canvas, frame)
    for feature in _features("boundaries"):
        dashes = {"stroke_dasharray": "4 2.5"} if feature["properties"]["disputed"] else {}
        style = {"stroke": EDGE, "stroke_width": 1.0, "stroke_linejoin": "round", **dashes}
        canvas.path(_border(frame, feature), **style)


def _border(frame: Frame, feature: Feature) -> Iterator[Any]:
    if feature["geometry"]["type"].endswith("LineString"):
        yield from frame.lines(feature["geometry"])


def _water(canvas: Canvas, frame: Frame) -> None:
    for feature in _features("water"):
        geometry = feature["geometry"]
        if feature["properties"]["kind"] == "lake":
            style = {"fill": SEA, "stroke": WATER, "stroke_width": 0.5}
            canvas.area(frame.outlines(geometry), **style)
        elif geometry["type"].endswith("LineString"):
            canvas.path(frame.lines(geometry), stroke=WATER, stroke_width=0.9)


def _features(layer: str) -> list[Feature]:
    found: list[Feature] = basemap.layer(layer)["features"]
    return found


# ------------------------------------------------------------------ names and dots
def _names(canvas: Canvas, told: Sequence[Label]) -> None:
    for label in told:
        size = SIZES[label.kind]
        town = label.town is not None
        if label.town is not None:
            canvas.circle(label.town, 1.5, fill=PALE, stroke=HALO, stroke_width=0.5)
        heavy = {"font_weight": "bold"} if label.kind in ("country", "capital") else {}
        at = label.at[0], label.at[1] + size * 0.33
        halo = {"stroke": HALO, "stroke_width": 2.2, "stroke_linejoin": "round", "opacity": 0.85}
        canvas.text(at, label.text, size, fill=HALO, **halo, **heavy)
        canvas.text(at, label.text, size, fill=INK if town else PALE, **heavy)


def _dots(canvas: Canvas, made: Sequence[Dot]) -> None:
    for dot in made:
        if dot.reach > dot.radius and not dot.hollow:
            canvas.circle(dot.at, dot.reach, fill=dot.colour, fill_opacity=0.09)
    for dot in made:
        if dot.drawn != dot.at:
            canvas.line(dot.at, dot.drawn, stroke=PALE, stroke_width=0.6)
            canvas.circle(dot.at, 1.0, fill=PALE)
    for dot in made:
        filled = {"fill": HALO, "stroke": dot.colour, "stroke_width": 1.8}
        full = {"fill": dot.colour, "fill_opacity": 0.9, "stroke": HALO, "stroke_width": 0.9}
        canvas.circle(dot.drawn, dot.radius, **(filled if dot.hollow else full))
        if dot.number:
            ink = dot.colour if dot.hollow else HALO
            at = dot.drawn[0], dot.drawn[1] + 2.5
            canvas.text(at, dot.number, 7, fill=ink, font_weight="bold")


def _scale(canvas: Canvas, frame: Frame, words: Words) -> None:
    """A bar of a round length, at most a fifth of the width, true at the middle latitude."""
    fitting = [km for km in NICE_KM if km * frame.points_per_km <= frame.width / 5]
    km = fitting[-1] if fitting else NICE_KM[0]
    length = km * frame.points_per_km
    x, y = 12.0, frame.height - 10
    canvas.rect((x - 6, y - 15), (length + 12, 20), fill=HALO, fill_opacity=0.8)
    canvas.path([[(x, y - 4), (x, y), (x + length, y), (x + length, y - 4)]], stroke=INK)
    canvas.text((x + length / 2, y - 5), words.say("map.scale", km=km), 7.5, fill=INK)


# ------------------------------------------------------------------ the legend
def _legend(canvas: Canvas, frame: Frame, shown: Sequence[Act], words: Words) -> float:
    """Colours and, at the other end, sizes below the map; where it ends."""
    if not shown:
        return frame.height + 1
    used = {family_of(act.type) for act in shown}
    items = [(one.colour, words.say(f"families.{one.id}")) for one in families() if one in used]
    bottom = key(canvas, items, frame.height + LEGEND_LINE, words, WIDTH - SIZES_WIDTH)
    return max(bottom, _sizes(canvas, frame.height, len(shown), words))


def key(
    canvas: Canvas,
    items: Sequence[tuple[str, str]],
    top: float,
    words: Words,
    width: float = WIDTH,
) -> float:
    """A legend of colours in as many lines as it needs; where it ends."""
    x, y = 0.0, top
    for colour, label in items:
        wide = width_of(label, 8.5) + 24
        if x + wide > width and x > 0:
            x, y = 0.0, y + LEGEND_LINE
        side = WIDTH - x - 5 if words.rtl else x + 5
        canvas.circle((side, y - 3), 4, fill=colour)
        text_at = side - 8 if words.rtl else side + 8
        canvas.text((text_at, y), label, 8.5, "end" if words.rtl else "start", fill=INK)
        x += wide
    return y + LEGEND_LINE * 0.6 if items else top


def _sizes(canvas: Canvas, top: float, count: int, words: Words) -> float:
    numbered = count <= NUMBERED
    largest = radius(EXAMPLES[-1], numbered)
    x, y = 2.0, top + largest + 5
    for number in reversed(EXAMPLES):
        size = radius(number, numbered)
        x += size
        side = x if words.rtl else WIDTH - x
        canvas.circle((side, y), size, fill="none", stroke=PALE, stroke_width=0.9)
        canvas.text((side, y + 2.6), f"{number}", 7.5, fill=PALE)
        x += size + 5
    label, anchor = words.say("map.legend_killed"), "start" if words.rtl else "end"
    canvas.text((x if words.rtl else WIDTH - x, y + 3), label, 8.5, anchor, fill=INK)
    return y + largest + 2
