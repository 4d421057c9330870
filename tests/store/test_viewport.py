"""The map counts each incident once, in its cell, its unit or as one without a place."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from rasid.errors import InputError
from rasid.store import scope as scopes
from rasid.store import viewport
from rasid.store.listing import Row, rows_of
from rasid.store.rows import Box
from rasid.store.scope import POINTED, UNITS, Scope
from rasid.store.tables import incidents, parties
from rasid.store.viewport import Where, killed, listed, view
from rasid.store.workspace import Workspace

from .conftest import bench

INCIDENTS = 700
REGION: Box = (10.0, 40.0, 5.0, 50.0)
WEST: Box = (10.0, 40.0, 5.0, 30.0)


@pytest.fixture(scope="module")
def rows(made: Workspace) -> list[Row]:
    """All of its incidents."""
    return every(made)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of made-up incidents."""
    workspace = Workspace.open(tmp_path_factory.mktemp("maps") / "made.db", create=True)
    with workspace.writing() as db:
        bench("maps").fill(db, INCIDENTS, bench("maps").Maker())
    return workspace


def every(workspace: Workspace) -> list[Row]:
    with workspace.reading() as db:
        return list(rows_of(db, db.execute(select(incidents.c.id)).scalars()).values())


def of_actor(workspace: Workspace, actor: str) -> set[str]:
    with workspace.reading() as db:
        query = select(parties.c.incident).where(parties.c.actor == actor)
        return set(db.execute(query).scalars())


CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "types": ({"types": ("armed_clash", "shelling")},
              lambda r: r.type in ("armed_clash", "shelling")),
    "status": ({"statuses": ("happened",)}, lambda r: r.status == "happened"),
    "country": ({"countries": ("SY", "YE")}, lambda r: r.country in ("SY", "YE")),
    "review": ({"reviews": ("confirmed",)}, lambda r: r.review == "confirmed"),
    "grade": ({"grades": ("fair", "weak")}, lambda r: r.grade in ("fair", "weak")),
    "killed": ({"killed": 2}, lambda r: r.killed_best is not None and r.killed_best >= 2),
    "confidence": ({"confidence": 0.4}, lambda r: r.confidence >= 0.4),
    "days": ({"since": "2017-01-01", "until": "2021-12-31"},
             lambda r: r.last_day >= "2017-01-01" and r.day <= "2021-12-31"),
}  # fmt: skip


def inside(row: Row, box: Box) -> bool:
    if row.precision not in POINTED or row.lat is None or row.lon is None:
        return False
    return box[0] <= row.lat <= box[1] and box[2] <= row.lon <= box[3]


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    names=st.sets(st.sampled_from(sorted(CASES)), max_size=3),
    zoom=st.floats(0, 18),
    box=st.sampled_from([REGION, WEST]),
)
def test_a_view_has_each_incident_that_fits_once(
    made: Workspace, rows: list[Row], names: set[str], zoom: float, box: Box
) -> None:
    asked = Scope(**{k: v for name in names for k, v in CASES[name][0].items()})
    fit = [row for row in rows if all(CASES[name][1](row) for name in names)]
    with made.reading() as db:
        seen = view(db, asked, box, zoom)
        page = listed(db, asked, Where(box=box), limit=INCIDENTS)
    here = {row.id for row in fit if inside(row, box)}
    assert sum(cell.count for cell in seen.cells) == seen.total == len(here)
    assert {row.id for row in page.incidents} == here
    assert {cell.only.id for cell in seen.cells if cell.only} <= here
    units = Counter((r.country, r.admin1) for r in fit if r.precision in UNITS)
    assert {(u.country, u.admin1): u.count for u in seen.units} == units
    assert seen.unplaced == sum(row.precision in (None, "unresolved") for row in fit)


def test_a_party_is_found_in_any_role(made: Workspace) -> None:
    wanted = of_actor(made, "actor.3")
    with made.reading() as db:
        found = listed(db, Scope(actors=("actor.3",)), Where(), limit=INCIDENTS)
    assert {row.id for row in found.incidents} == wanted
    assert 0 < len(wanted) < INCIDENTS


def test_cells_at_one_zoom_are_apart_and_hold_their_points(made: Workspace) -> None:
    with made.reading() as db:
        cells = view(db, Scope(), REGION, 4).cells
    for cell in cells:
        south, north, west, east = cell.box
        assert south - 1e-9 <= cell.lat <= north + 1e-9
        assert west - 1e-9 <= cell.lon <= east + 1e-9
        assert (cell.only is not None) == (cell.count == 1)
    assert max(cell.count for cell in cells) > 10


def test_closer_views_take_groups_apart(made: Workspace) -> None:
    with made.reading() as db:
        far, near = (len(view(db, Scope(), REGION, zoom).cells) for zoom in (3, 9))
    assert far < near


def test_a_place_of_a_unit_alone_is_never_a_point(made: Workspace) -> None:
    with made.reading() as db:
        cells = view(db, Scope(), REGION, 14).cells
    assert not {cell.only.precision for cell in cells if cell.only} & set(UNITS)


def test_an_answer_is_bounded_and_says_so(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewport, "MOST_CELLS", 5)
    with made.reading() as db:
        seen = view(db, Scope(), REGION, 12)
    assert len(seen.cells) == 5
    assert seen.cut
    assert seen.total > sum(cell.count for cell in seen.cells)


@pytest.mark.parametrize("few", [0, 5_000], ids=["walked", "sorted"])
def test_lists_neither_lose_nor_repeat_an_incident(
    made: Workspace, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewport, "FEW", few)
    out: list[Row] = []
    after = None
    with made.reading() as db:
        while True:
            page = listed(db, Scope(), Where(box=REGION), 30, after)
            out += page.incidents
            after = page.after
            if after is None:
                break
        with pytest.raises(InputError, match="begins no page"):
            listed(db, Scope(), Where(), 30, "nothing")
    assert [row.id for row in out] == [
        row.id
        for row in sorted(every(made), key=lambda row: (row.day, row.id), reverse=True)
        if inside(row, REGION)
    ]


def test_lists_of_a_unit_and_of_what_has_no_place(made: Workspace) -> None:
    rows = every(made)
    unit = next((r.country, r.admin1) for r in rows if r.precision == "admin1")
    with made.reading() as db:
        of_unit = listed(db, Scope(), Where(unit=unit), INCIDENTS).incidents
        nowhere = listed(db, Scope(), Where(unplaced=True), INCIDENTS).incidents
    told = {r.id for r in rows if (r.country, r.admin1) == unit and r.precision in UNITS}
    assert {row.id for row in of_unit} == told
    assert {row.id for row in nowhere} == {r.id for r in rows if r.precision == "unresolved"}


def test_tolls_are_added_bound_by_bound(made: Workspace) -> None:
    told = [r for r in every(made) if r.killed_best is not None and r.status == "happened"]
    with made.reading() as db:
        toll = killed(db, Scope(), Where())
        none = killed(db, Scope(killed=9_999), Where())
    assert toll is not None
    assert toll.low == sum(r.killed_low or 0 for r in told)
    assert toll.best == sum(r.killed_best or 0 for r in told)
    assert toll.high == sum(r.killed_high or r.killed_best or 0 for r in told)
    assert toll.open == sum(r.killed_high is None for r in told)
    assert none is None


def test_what_is_asked_is_answered_from_indexes_alone(made: Workspace) -> None:
    """A million events are mapped quickly only while no row of the table itself is read."""
    c = incidents.c
    asked = Scope(types=("shelling",), killed=1, since="2016-01-01", confidence=0.2)
    told = select(c.lat, c.lon, c.radius_km, c.id).where(*scopes.inside(REGION))
    query = scopes.fitting(told, "map", asked)
    with made.reading() as db:
        plan = str(query.compile(db, compile_kwargs={"literal_binds": True}))
        steps = " ".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {plan}"))
    assert "USING COVERING INDEX incidents_map" in steps


def test_incidents_of_several_parties_are_counted_once_and_looked_up_by_id(made: Workspace) -> None:
    """Walking all incidents to ask of each who is named in it takes longer the more there are."""
    asked = Scope(actors=("actor.0", "actor.1"))
    query = scopes.fitting(select(incidents.c.id), "map", asked)
    plain = select(incidents.c.id).where(*scopes.conditions(asked))
    with made.reading() as db:
        found = list(db.execute(query).scalars())
        plan = str(query.compile(db, compile_kwargs={"literal_binds": True}))
        steps = [row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {plan}")]
        assert sorted(found) == sorted(db.execute(plain).scalars())
    assert found
    assert any("sqlite_autoindex_incidents_1 (id=?)" in step for step in steps)
