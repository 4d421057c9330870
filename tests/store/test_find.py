"""Filters find what they say and nothing else, on pages that neither lose nor repeat an event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.errors import InputError
from rasid.geo.sphere import km
from rasid.store import find as finding
from rasid.store.find import Circle, Filter, Listed, count, find
from rasid.store.rows import around
from rasid.store.workspace import Workspace

from .conftest import bench

Maker, fill = bench("store").Maker, bench("store").fill
EVENTS = 600
TOWN = Maker().towns[0]
TOUCHES = Circle(*TOWN, 40.0)
BOX = around(*TOWN, 300.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of made-up events."""
    workspace = Workspace.open(tmp_path_factory.mktemp("made") / "made.db", create=True)
    with workspace.writing() as db:
        fill(db, EVENTS, Maker())
    return workspace


def every(workspace: Workspace, asked: Filter, limit: int = 1000) -> list[Listed]:
    """All events that fit, gathered page by page."""
    out: list[Listed] = []
    after = None
    with workspace.reading() as db:
        while True:
            page = find(db, asked, limit, after)
            out += page.events
            after = page.after
            if after is None:
                return out


def inside(event: Listed) -> bool:
    south, north, west, east = BOX
    if event.lat is None or event.lon is None:
        return False
    return south <= event.lat <= north and west <= event.lon <= east


def touches(event: Listed) -> bool:
    if event.lat is None or event.lon is None:
        return False
    far = km(event.lat, event.lon, TOUCHES.lat, TOUCHES.lon)
    return far <= TOUCHES.km + (event.radius_km or 0)


CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "type": ({"types": ("armed_clash",)}, lambda e: e.type == "armed_clash"),
    "types": (
        {"types": ("shelling", "ied")}, lambda e: e.type in ("shelling", "ied")),
    "status": ({"statuses": ("denied",)}, lambda e: e.status == "denied"),
    "country": ({"countries": ("SY",)}, lambda e: e.country == "SY"),
    "killed": ({"killed": 3}, lambda e: (e.killed_min or 0) >= 3),
    "days": (
        {"since": "2017-01-01", "until": "2018-06-30"},
        lambda e: "2017-01-01" <= e.day <= "2018-06-30",
    ),
    "since": ({"since": "2023-01-01"}, lambda e: e.last_day >= "2023-01-01"),
    "until": ({"until": "2016-01-01"}, lambda e: e.day <= "2016-01-01"),
    "background": ({"main": False}, lambda e: not e.main),
    "confidence": ({"confidence": 0.5}, lambda e: e.confidence >= 0.5),
    "outlet": ({"sources": ("outlet 3",)}, lambda e: e.outlet == "outlet 3"),
    "map": ({"within": BOX}, inside),
    "around": ({"near": TOUCHES}, touches),
}  # fmt: skip


@pytest.mark.parametrize("few", [0, 20_000], ids=["walked", "looked up"])
@pytest.mark.parametrize("name", CASES)
def test_a_filter_finds_what_it_says(
    made: Workspace, name: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    given_, fits = CASES[name]
    wanted = {e.id for e in every(made, Filter()) if fits(e)}
    assert {e.id for e in every(made, Filter(**given_))} == wanted
    assert 0 < len(wanted) < EVENTS
    with made.reading() as db:
        assert count(db, Filter(**given_)) == len(wanted)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.sets(st.sampled_from(sorted(set(CASES) - {"types", "since", "until"})), max_size=4),
    few=st.sampled_from([0, 30, 20_000]),
)
def test_filters_together_ask_for_all(
    made: Workspace, names: set[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    together: dict[str, Any] = {k: v for name in names for k, v in CASES[name][0].items()}
    wanted = {e.id for e in every(made, Filter()) if all(CASES[n][1](e) for n in names)}
    assert {e.id for e in every(made, Filter(**together))} == wanted


@pytest.mark.parametrize("many", [0, 80_000], ids=["asked", "listed"])
def test_words_and_filters_together(
    made: Workspace, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MANY", many)
    monkeypatch.setattr(finding, "FEW", 5)
    words = f'"{Maker().vocabulary[5]}"'
    alone = {e.id for e in every(made, Filter(words=words))}
    denied = {e.id for e in every(made, Filter(statuses=("denied",)))}
    both = {e.id for e in every(made, Filter(words=words, statuses=("denied",)))}
    assert both == alone & denied
    assert 0 < len(alone) < EVENTS


@pytest.mark.parametrize("limit", [1, 7, 599, 600, 601])
def test_pages_neither_lose_nor_repeat(made: Workspace, limit: int) -> None:
    found = [e.id for e in every(made, Filter(), limit)]
    assert len(found) == len(set(found)) == EVENTS


def test_events_come_newest_first(made: Workspace) -> None:
    found = every(made, Filter(), 50)
    assert found == sorted(found, key=lambda e: (e.day, e.id), reverse=True)


def test_a_mark_that_is_none_is_an_error(made: Workspace) -> None:
    with made.reading() as db, pytest.raises(InputError, match="begins no page"):
        find(db, Filter(), after="x")


@pytest.mark.slow
def test_every_question_is_answered_at_once(tmp_path: Path) -> None:
    made = bench("store")
    workspace = Workspace.open(tmp_path / "many.db", create=True)
    with workspace.writing() as db:
        fill(db, 30_000, Maker())
    slow = {name: ms for name, (ms, _) in made.measure(workspace, Maker()).items()}
    assert {name: ms for name, ms in slow.items() if ms > made.LANDMARK_MS} == {}


def test_governorates_are_near_nothing(full: Workspace) -> None:
    with full.writing() as db:
        db.exec_driver_sql("UPDATE events SET precision = 'admin1'")
    with full.reading() as db:
        assert not find(db, Filter(near=Circle(35.86, 36.80, 400))).events
        assert find(db, Filter(within=(30, 40, 30, 50))).events
