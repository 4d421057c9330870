"""Distances, directions and points agree with one another and with known distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.geo.sphere import (
    angle_between,
    bearing,
    flat_km,
    km,
    mean_bearing,
    midpoint,
    point_at,
)

LATITUDES = st.floats(10, 40)
LONGITUDES = st.floats(-10, 75)


def test_known_distance() -> None:
    assert km(36.206, 37.152, 33.510, 36.291) == pytest.approx(310, abs=5)  # Aleppo to Damascus


@given(LATITUDES, LONGITUDES, st.floats(0, 359), st.floats(0.5, 300))
def test_a_point_lies_where_it_was_put(lat: float, lon: float, way: float, far: float) -> None:
    there = point_at(lat, lon, way, far)
    assert km(lat, lon, *there) == pytest.approx(far, rel=1e-3, abs=0.01)
    assert angle_between(bearing(lat, lon, *there), way) < 0.5


@given(LATITUDES, LONGITUDES, st.floats(-2, 2), st.floats(-2, 2))
def test_flat_distance_is_good_enough(lat: float, lon: float, north: float, east: float) -> None:
    true = km(lat, lon, lat + north, lon + east)
    assert flat_km(lat, lon, lat + north, lon + east) == pytest.approx(true, rel=0.01, abs=0.01)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_midpoint_is_as_far_from_both(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    middle = midpoint(lat_a, lon_a, lat_b, lon_b)
    assert km(lat_a, lon_a, *middle) == pytest.approx(km(lat_b, lon_b, *middle), abs=0.05)


def test_two_directions_make_one() -> None:
    assert mean_bearing((0.0, 270.0)) == 315.0
    assert mean_bearing((180.0, 90.0)) == 135.0
