"""Points in areas: quick answers are the plain ones, and what is packed comes back."""

from __future__ import annotations

from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.geo.areas import MICRO, Ring, Shape, box, middle, pack, ring_of, unpack

DEGREES = st.floats(-1, 1, allow_nan=False)


@st.composite
def outlines(draw: st.DrawFn) -> tuple[Ring, ...]:
    """A star around the origin with any number of points, now and then with a hole."""
    radii = draw(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=60))
    turns = [2 * pi * i / len(radii) for i in range(len(radii))]
    outer = ring_of((r * cos(t), r * sin(t)) for r, t in zip(radii, turns, strict=True))
    hole = ring_of([(-0.05, -0.05), (0.05, -0.05), (0.05, 0.05), (-0.05, 0.05)])
    return (outer, hole) if draw(st.booleans()) else (outer,)


def plainly_inside(rings: tuple[Ring, ...], lat: float, lon: float) -> bool:
    x, y, odd = round(lon * MICRO), round(lat * MICRO), False
    for ring in rings:
        corners = list(zip(ring[::2], ring[1::2], strict=True))
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


@given(outlines(), DEGREES, DEGREES)
def test_bands_of_edges_answer_as_all_edges_do(
    rings: tuple[Ring, ...], lat: float, lon: float
) -> None:
    assert Shape(rings).holds(lat, lon) == plainly_inside(rings, lat, lon)


@given(outlines())
def test_what_is_packed_comes_back(rings: tuple[Ring, ...]) -> None:
    assert unpack(pack(rings)) == rings


@given(outlines())
def test_the_box_and_the_middle_fit_the_outline(rings: tuple[Ring, ...]) -> None:
    south, north, west, east = box(rings)
    lat, lon = middle(rings)
    assert south <= lat <= north
    assert west <= lon <= east


def test_the_middle_of_a_square_is_its_middle() -> None:
    square = ring_of([(40, 34), (42, 34), (42, 36), (40, 36)])
    assert middle([square]) == pytest.approx((35, 41))
    flat = ring_of([(40, 34), (41, 34), (42, 34)])
    assert middle([flat]) == pytest.approx((34, 40))


@pytest.mark.parametrize("corners", [[(0, 0), (1, 1)], [(0, 0), (1, 95), (2, 0)], [(500, 0)] * 3])
def test_what_is_no_outline_is_refused(corners: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError):
        ring_of(corners)
