"""The dots of a map: one for each incident with a place, moved apart where they lie on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin, sqrt

from rasid.situation.canvas import Point
from rasid.situation.geometry import Frame
from rasid.situation.model import Act
from rasid.situation.words import family_of

NUMBERED = 60
"""Incidents up to which each dot has the number of its entry."""
SMALL, WITH_NUMBER, LARGEST, PER_ROOT = 3.2, 6.2, 24.0, 2.1
"""Radii in points: without and with a number; at most; more for each root of killed."""
ROUNDS, MOST_MOVED = 120, 250
APART = 0.8
UNPLACED = frozenset(("country", "unresolved"))


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident on the map: its entry's number, where it lies and where it is drawn, its radius,
    colour, how far off it may be (points), and whether only its governorate is known.
    """

    number: str
    at: Point
    drawn: Point
    radius: float
    colour: str
    reach: float
    hollow: bool


def placed(act: Act) -> bool:
    """Whether an incident can be drawn: it is known to less than a country."""
    place = act.place
    return place is not None and place.lat is not None and place.precision not in UNPLACED


def is_ring(act: Act) -> bool:
    """Whether an incident is drawn as an open ring: only its governorate is known."""
    return placed(act) and act.place is not None and act.place.precision == "admin1"


def radius(killed: int, numbered: bool) -> float:
    """The radius for a number of killed: the area grows with it."""
    least = WITH_NUMBER if numbered else SMALL
    return min(sqrt(least**2 + PER_ROOT**2 * killed), LARGEST)


def dots(acts: Sequence[tuple[str, Act]], frame: Frame) -> list[Dot]:
    """The dots of numbered incidents, those with fewer killed on top."""
    numbered = len(acts) <= NUMBERED
    made = [_dot(number, act, frame, numbered) for number, act in acts if placed(act)]
    made = [dot for dot in made if frame.holds(dot.at)]
    made.sort(key=lambda dot: (-dot.radius, dot.number))
    return list(_apart(made, frame)) if len(made) <= MOST_MOVED else made


def _dot(number: str, act: Act, frame: Frame, numbered: bool) -> Dot:
    place = act.place
    assert place is not None
    at = frame.at(place.lon or 0.0, place.lat or 0.0)
    toll = act.toll("killed")
    counts = toll is not None and act.not_added is None
    return Dot(
        number if numbered else "",
        at,
        at,
        radius(toll.best if toll is not None and counts else 0, numbered),
        family_of(act.type).colour,
        (place.radius_km or 0.0) * frame.points_per_km,
        is_ring(act),
    )


def _apart(made: list[Dot], frame: Frame) -> Iterator[Dot]:
    """Each pushes the others off until none overlap, or ROUNDS have gone by."""
    at = [_nudged(dot.at, number) for number, dot in enumerate(made)]
    for _ in range(ROUNDS):
        if not _pushed(at, made):
            break
    for dot, (x, y) in zip(made, at, strict=True):
        inside = (
            min(max(x, dot.radius), frame.width - dot.radius),
            min(max(y, dot.radius), frame.height - dot.radius),
        )
        moved = hypot(inside[0] - dot.at[0], inside[1] - dot.at[1])
        yield replace(dot, drawn=inside if moved > 0.5 else dot.at)


def _nudged(at: Point, number: int) -> Point:
    """Off by a hair, each in another direction, so that those on one point have where to go."""
    turn = number * pi * (3 - sqrt(5))
    return at[0] + 0.05 * cos(turn), at[1] + 0.05 * sin(turn)


def _pushed(at: list[Point], made: list[Dot]) -> bool:
    moved = False
    for one in range(len(at)):
        for other in range(one):
            across, down = at[one][0] - at[other][0], at[one][1] - at[other][1]
            gap = hypot(across, down) or 0.01
            lack = made[one].radius + made[other].radius + APART - gap
            if lack > 0.05:
                x, y = across / gap * lack / 2, down / gap * lack / 2
                at[one] = at[one][0] + x, at[one][1] + y
                at[other] = at[other][0] - x, at[other][1] - y
                moved = True
    return moved
