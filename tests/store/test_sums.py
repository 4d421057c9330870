"""What incidents add up to is, at any time, what the incidents that stand say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from rasid.cli.demo import demo_articles
from rasid.store import deciding, editing, figures, membership, merging, sums, tables, viewport
from rasid.store.editing import Author
from rasid.store.scope import Scope
from rasid.store.sum_tables import SUMMED
from rasid.store.workspace import Workspace

from .conftest import Keep, bench

INCIDENTS = 120
REGION = (10.0, 40.0, 5.0, 50.0)
SCOPES = {
    "all": Scope(),
    "types": Scope(types=("shelling", "air_strike")),
    "status": Scope(statuses=("happened", "denied")),
    "countries": Scope(countries=("SY", "YE"), types=("armed_clash",)),
    "grade": Scope(grades=("weak",), reviews=("open",), countries=("IQ",)),
}
ASKED: tuple[Callable[[Connection, Scope], Any], ...] = (
    *(lambda db, asked, unit=unit: figures.timeline(db, asked, unit)  # type: ignore[misc]
      for unit in (None, "week", "month", "year")),
    lambda db, asked: figures.days(db, asked, 40),
    figures.matrix,
    figures.sources,
    figures.attested,
    lambda db, asked: seen(viewport.view(db, asked, REGION, 5)),
    lambda db, asked: seen(viewport.view(db, asked, (20.0, 30.0, 20.0, 40.0), 9)),
)  # fmt: skip


def seen(view: viewport.View) -> viewport.View:
    """A map but for the last digits of its means, which depend on the order of adding up."""
    cells = (replace(one, lat=round(one.lat, 9), lon=round(one.lon, 9)) for one in view.cells)
    return replace(view, cells=tuple(cells))


def held(db: Connection) -> dict[str, set[Any]]:
    """All rows that count something."""
    return {
        table.name: {
            tuple(row)
            for row in db.execute(select(table))
            if row._mapping.get("incidents", row._mapping.get("tellings", 1))
        }
        for table in SUMMED
    }


def right(db: Connection) -> bool:
    kept = held(db)
    sums.anew(db)
    return kept == held(db)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.open(tmp_path_factory.mktemp("sums") / "made.db", create=True)
    with workspace.writing() as db:
        bench("maps").fill(db, INCIDENTS, bench("maps").Maker())
    return workspace


def write(db: Connection, numbers: set[int]) -> None:
    """Make some incidents again, other ones than before."""
    maker = bench("maps").Maker(len(numbers))
    told = [maker.incident(number) for number in sorted(numbers)]
    ids = [one["id"] for one in told]
    if ids:
        db.execute(insert(tables.incidents), told)
        db.execute(insert(tables.voices), [row for id in ids for row in maker.voices(id)])
        named = [row for id in ids for row in maker.parties(id)]
        if named:
            db.execute(insert(tables.parties), named)
        sums.add(db, ids)


steps = st.lists(st.sets(st.integers(0, INCIDENTS - 1), max_size=40), min_size=1, max_size=4)


@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_sums_follow_what_is_taken_apart_and_made_again(
    made: Workspace, steps: list[set[int]]
) -> None:
    with made.writing() as db:
        standing = {int(id, 16) for id in db.execute(select(tables.incidents.c.id)).scalars()}
        for some in steps:
            membership.apart(db, [f"{n:016x}" for n in some & standing])
            if some - standing:
                write(db, some - standing)
            standing ^= some
        assert right(db)


@pytest.mark.parametrize("name", SCOPES)
@pytest.mark.parametrize("which", range(len(ASKED)))
def test_sums_answer_as_the_incidents_themselves_do(
    made: Workspace, name: str, which: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made.reading() as db:
        told = ASKED[which](db, SCOPES[name])
        for module in (figures, viewport):
            monkeypatch.setattr(module, "is_whole", lambda *_: False)
        assert told == ASKED[which](db, SCOPES[name])


def test_every_act_on_events_and_incidents_keeps_the_sums(workspace: Workspace, keep: Keep) -> None:
    for article in demo_articles():
        keep(workspace, article)
    who = {"by": "Mona", "at": "2026-01-01T00:00:00.000+00:00"}
    with workspace.writing() as db:
        merging.place(db)
        assert held(db)["sums_of_standings"]
        assert held(db)["tellers"]
        assert right(db)
        tellings = list(db.execute(select(tables.events.c.telling)).scalars())
        editing.review(db, editing.events_of(db, tellings[:3]), "confirmed", Author(**who))
        assert right(db)
        editing.review(db, editing.events_of(db, tellings[2:3]), "open", Author(**who))
        assert right(db)
        editing.review(db, editing.events_of(db, tellings[:2]), "rejected", Author(**who))
        assert right(db)
        joined = list(db.execute(select(tables.incidents.c.id).limit(2)).scalars())
        done = deciding.join(db, joined, **who)
        assert right(db)
        deciding.undo(db, done.judgement, **{**who, "at": "2026-01-02T00:00:00.000+00:00"})
        merging.everything(db)
        assert right(db)


def test_who_tells_is_looked_up_by_incident_in_a_file_without_statistics(made: Workspace) -> None:
    """Else adding an incident takes longer the more events there are."""
    ids = [f"{n:016x}" for n in range(100)]
    query = sums._told_by(tables.incidents.c.id.in_(ids))
    with made.reading() as db:
        statement = query.compile(db, compile_kwargs={"literal_binds": True})
        plan = [step.detail for step in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert any("facets_event (event=?" in detail for detail in plan)
