"""The shipped base map: whole geometry, both names, and small enough to ship."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from rasid.geo import basemap

each_layer = pytest.mark.parametrize("name", basemap.LAYERS)
SIZE_LIMIT = 3 * 1024 * 1024
WEST, SOUTH, EAST, NORTH = -20, -5, 65, 45


def features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = basemap.layer(name)["features"]
    return found


def parts(geometry: dict[str, Any]) -> list[Any]:
    """The polygons, lines or points of a geometry."""
    coordinates = geometry["coordinates"]
    return coordinates if geometry["type"].startswith("Multi") else [coordinates]


def positions(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value[0], (int, float)):
        yield value[0], value[1]
        return
    for part in value:
        yield from positions(part)


def named(layer: str, name: str) -> dict[str, Any]:
    return next(f for f in features(layer) if f["properties"]["name_en"] == name)


def inside(point: tuple[float, float], geometry: dict[str, Any]) -> bool:
    """Whether a ray from the point crosses the outlines an odd number of times."""
    x, y = point
    crossed = 0
    for polygon in parts(geometry):
        for ring in polygon:
            for (ax, ay), (bx, by) in itertools.pairwise(ring):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    crossed += 1
    return crossed % 2 == 1


def test_all_layers_together_are_small() -> None:
    assert sum(len(basemap.packed_layer(name)) for name in basemap.LAYERS) <= SIZE_LIMIT


def test_an_unknown_layer_is_no_file_name() -> None:
    with pytest.raises(KeyError):
        basemap.packed_layer("../places/shipped.csv")


@each_layer
def test_every_feature_says_its_names_rank_and_status(name: str) -> None:
    for feature in features(name):
        about = feature["properties"]
        assert isinstance(about["disputed"], bool)
        assert isinstance(about["rank"], int)
        assert about["rank"] >= 1
        assert bool(about["name_ar"]) == bool(about["name_en"]), about
        if name != "water":
            assert about["name_ar"], about


@each_layer
def test_coordinates_lie_on_the_earth(name: str) -> None:
    for feature in features(name):
        for lon, lat in positions(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180, feature["properties"]
            assert -90 <= lat <= 90, feature["properties"]


@pytest.mark.parametrize("name", ["countries", "admin1"])
def test_outlines_are_closed_rings(name: str) -> None:
    for feature in features(name):
        for polygon in parts(feature["geometry"]):
            for ring in polygon:
                assert ring[0] == ring[-1], feature["properties"]
                assert len(ring) >= 4, feature["properties"]


@pytest.mark.parametrize("name", ["boundaries", "water"])
def test_lines_have_two_ends(name: str) -> None:
    for feature in features(name):
        if feature["geometry"]["type"].endswith("LineString"):
            assert all(len(line) >= 2 for line in parts(feature["geometry"]))


@pytest.mark.parametrize(
    ("country", "point"),
    [
        ("SY", (38.0, 35.0)), ("IQ", (44.0, 33.0)), ("YE", (45.0, 15.5)), ("SD", (30.0, 15.0)),
        ("LB", (35.9, 33.9)), ("LY", (17.0, 27.0)), ("PS", (35.25, 32.0)), ("EH", (-14.5, 24.5)),
        ("XG", (35.8, 33.0)), ("US", (-100.0, 40.0)),
    ],
)  # fmt: skip
def test_a_point_lies_in_its_country_and_in_no_other(
    country: str, point: tuple[float, float]
) -> None:
    holding = [f for f in features("countries") if inside(point, f["geometry"])]
    assert [f["properties"]["country"] for f in holding] == [country]


def test_the_region_is_covered_by_fine_outlines() -> None:
    fine = [f for f in features("countries") if f["properties"]["scale"] == "region"]
    corners = [at for f in fine for at in positions(f["geometry"]["coordinates"])]
    assert min(lon for lon, _ in corners) <= WEST + 5
    assert max(lon for lon, _ in corners) >= EAST
    assert min(lat for _, lat in corners) <= SOUTH
    assert max(lat for _, lat in corners) >= NORTH


def test_disputed_borders_and_areas_are_told_from_others() -> None:
    def disputed(layer: str, name: str) -> bool:
        return bool(named(layer, name)["properties"]["disputed"])

    assert disputed("countries", "Golan Heights")
    assert disputed("countries", "Western Sahara")
    assert not disputed("countries", "Syria")
    assert not disputed("boundaries", "Iraq – Syria")


def test_labels_hold_countries_units_and_towns() -> None:
    kinds = {f["properties"]["kind"] for f in features("labels")}
    assert kinds == {"country", "admin1", "capital", "town"}
    label = named("labels", "Aleppo")["properties"]
    assert label["name_ar"] == "حلب"


def test_a_unit_s_label_lies_inside_the_unit() -> None:
    for label in features("labels"):
        about = label["properties"]
        if about["kind"] == "admin1" and about["country"] in {"SY", "IQ", "YE", "SD"}:
            at = label["geometry"]["coordinates"]
            holding = [f["properties"] for f in features("admin1") if inside(at, f["geometry"])]
            assert [(u["country"], u["name_en"]) for u in holding] == [
                (about["country"], about["name_en"])
            ]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_map_says_whose_it_is_and_what_its_borders_mean(lang: str) -> None:
    assert "Natural Earth" in basemap.attribution(lang)
    assert len(basemap.disputed_note(lang)) > 100
