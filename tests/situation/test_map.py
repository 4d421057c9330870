"""The map's geometry: true scale, shapes cut to the frame, dots that do not cover one another."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.geo.sphere import km
from rasid.model import Place
from rasid.record import part
from rasid.situation.dots import APART, dots, radius
from rasid.situation.geometry import MARGIN, Box, Frame, box_of
from rasid.situation.model import Act

from .test_figures import act

SYRIA = Frame.around(Box(35.5, 32.0, 42.5, 37.5), 480.0, 230.0, 290.0)
degrees = st.tuples(st.floats(30, 48), st.floats(28, 42))


def place(lat: float, lon: float, precision: str = "settlement") -> dict[str, object]:
    return {
        "name": "سراقب", "name_en": "Saraqib", "relation": "in", "distance_km": None,
        "bearing": None, "lat": lat, "lon": lon, "radius_km": 2.0, "precision": precision,
        "admin1": "Idlib", "admin2": None, "country": "SY", "place_id": None, "candidates": 1,
        "span": {"start": 0, "end": 0, "text": ""},
    }  # fmt: skip


def placed(id: str, lat: float, lon: float, killed: int, precision: str = "settlement") -> Act:
    where = part(place(lat, lon, precision), Place)
    return act(id, (killed, killed, killed), place=where)


def test_the_frame_holds_the_box_and_keeps_its_proportions() -> None:
    assert SYRIA.box.west <= 35.5
    assert SYRIA.box.east >= 42.5
    assert SYRIA.box.south <= 32.0
    assert SYRIA.box.north >= 37.5
    middle = (SYRIA.box.south + SYRIA.box.north) / 2
    left, right = SYRIA.at(37.0, middle), SYRIA.at(40.0, middle)
    top, bottom = SYRIA.at(38.0, middle + 1), SYRIA.at(38.0, middle - 1)
    across = (right[0] - left[0]) / km(middle, 37.0, middle, 40.0)
    down = (bottom[1] - top[1]) / km(middle + 1, 38.0, middle - 1, 38.0)
    assert across == pytest.approx(down, rel=0.01)
    assert across == pytest.approx(SYRIA.points_per_km, rel=0.01)


@given(st.lists(degrees, min_size=3, max_size=12))
def test_outlines_stay_in_the_frame(corners: list[tuple[float, float]]) -> None:
    geometry = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    for outline in SYRIA.outlines(geometry):
        for x, y in outline:
            assert -MARGIN - 0.01 <= x <= SYRIA.width + MARGIN + 0.01
            assert -MARGIN - 0.01 <= y <= SYRIA.height + MARGIN + 0.01


def test_a_shape_around_the_frame_fills_it() -> None:
    ring = [(0.0, 0.0), (80.0, 0.0), (80.0, 80.0), (0.0, 80.0), (0.0, 0.0)]
    (outline,) = SYRIA.outlines({"type": "Polygon", "coordinates": [ring]})
    assert min(x for x, _ in outline) == pytest.approx(-MARGIN)
    assert max(y for _, y in outline) == pytest.approx(SYRIA.height + MARGIN)


def test_dots_on_one_point_are_moved_apart_and_keep_where_they_belong() -> None:
    acts = [(str(n), placed(str(n), 35.86, 36.8, n)) for n in range(1, 9)]
    made = dots(acts, SYRIA)
    assert len(made) == 8
    assert len({dot.at for dot in made}) == 1
    for number, one in enumerate(made):
        for other in made[:number]:
            gap = hypot(one.drawn[0] - other.drawn[0], one.drawn[1] - other.drawn[1])
            assert gap >= one.radius + other.radius + APART - 0.5


def test_what_is_known_to_a_country_only_is_not_drawn_and_a_governorate_is_a_ring() -> None:
    known = ("country", "admin1")
    acts = [(f"{n}", placed(f"{n}", 35.0, 38.0, 1, fine)) for n, fine in enumerate(known, start=1)]
    (ring,) = dots(acts, SYRIA)
    assert (ring.number, ring.hollow) == ("2", True)


def test_the_area_of_a_dot_grows_with_the_killed() -> None:
    grown = [radius(killed, False) ** 2 for killed in (0, 10, 20)]
    assert grown[1] - grown[0] == pytest.approx(grown[2] - grown[1])


def test_no_points_make_no_box() -> None:
    assert box_of([], 0.1, 1.0) is None
