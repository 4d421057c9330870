"""Figures add up what the incidents say, and say of how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from rasid.store import figures, periods
from rasid.store.figures import attested, days, matrix, sources, timeline
from rasid.store.listing import Row, rows_of
from rasid.store.scope import Scope
from rasid.store.tables import incidents, parties, voices
from rasid.store.workspace import Workspace

from .conftest import bench

INCIDENTS = 500


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.open(tmp_path_factory.mktemp("figures") / "made.db", create=True)
    with workspace.writing() as db:
        bench("maps").fill(db, INCIDENTS, bench("maps").Maker())
    return workspace


def every(workspace: Workspace, fits: Callable[[Row], bool] = lambda row: True) -> list[Row]:
    with workspace.reading() as db:
        rows = rows_of(db, db.execute(select(incidents.c.id)).scalars()).values()
    return [row for row in rows if fits(row)]


@pytest.mark.parametrize("unit", [None, "week", "month", "year"])
def test_a_timeline_counts_each_incident_once(made: Workspace, unit: str | None) -> None:
    asked = Scope(statuses=("happened",), since="2018-01-01")
    with made.reading() as db:
        told = timeline(db, asked, unit)
    fit = every(made, lambda r: r.status == "happened" and r.last_day >= "2018-01-01")
    wanted = Counter((r.type, periods.start(r.day, told.unit)) for r in fit)
    counted = {
        (kind, start): count
        for kind, row in told.counts.items()
        for start, count in zip(told.starts, row, strict=True)
        if count
    }
    assert counted == wanted
    assert told.total == len(fit)
    assert len(told.starts) <= periods.MOST_BINS


def test_tolls_of_a_period_keep_their_bounds(made: Workspace) -> None:
    with made.reading() as db:
        told = timeline(db, Scope(), "year")
    for start, toll in zip(told.starts, told.killed, strict=True):
        fit = every(made, lambda r, year=start[:4]: r.day[:4] == year and r.status == "happened"
                    and r.killed_best is not None)  # type: ignore[misc]  # fmt: skip
        if toll is None:
            assert not fit
            continue
        assert toll.low == sum(r.killed_low or 0 for r in fit)
        assert toll.best == sum(r.killed_best or 0 for r in fit)
        assert toll.high == sum(r.killed_high or r.killed_best or 0 for r in fit)
        assert toll.open == sum(r.killed_high is None for r in fit)
        assert toll.low <= toll.best <= toll.high


def test_days_are_gathered_in_few_bins(made: Workspace) -> None:
    with made.reading() as db:
        found = days(db, Scope(), 40)
        nothing = days(db, Scope(killed=10_000), 40)
    assert nothing is None
    assert found is not None
    bins, counts = found
    assert len(counts) == len(bins.starts()) <= 40
    assert sum(counts) == INCIDENTS


def test_who_is_named_against_whom(made: Workspace) -> None:
    with made.reading() as db:
        told = matrix(db, Scope(types=("armed_clash",)))
        rows = db.execute(select(parties.c.incident, parties.c.role, parties.c.actor)).all()
    chosen = {r.id for r in every(made, lambda r: r.type == "armed_clash")}
    named: dict[str, dict[str, list[Any]]] = {id: {"agent": [], "target": []} for id in chosen}
    for incident, role, actor in rows:
        if incident in chosen:
            named[incident][role].append(actor)
    wanted = Counter(
        (who, whom)
        for one in named.values()
        for who in one["agent"] or [None]
        for whom in one["target"] or [None]
    )
    for who, row in zip(told.agents, told.counts, strict=True):
        for whom, count in zip(told.targets, row, strict=True):
            assert count == wanted[who, whom]
    assert told.looked_at == len(chosen)
    assert told.agents[-1] is None
    assert len(told.agents) <= figures.MOST_NAMES + 1


def test_copies_are_told_from_own_reports(made: Workspace) -> None:
    with made.reading() as db:
        told = sources(db, Scope())
        rows = db.execute(select(voices.c.outlet, voices.c.copy, voices.c.repeats)).all()
    published = Counter((outlet, copy) for outlet, copy, _ in rows)
    for one in told.outlets:
        assert one.own == published[one.name, "original"]
        assert one.relays == published[one.name, "relay"]
        assert one.copies == sum(published[one.name, c] for c in ("exact", "near", "part"))
    repeated = Counter((o, r) for o, c, r in rows if c != "original" and o != r)
    assert told.repeats[0].count == max(repeated.values())
    assert all(repeated[one.outlet, one.repeats] == one.count for one in told.repeats)


def test_what_looks_at_each_telling_looks_at_the_newest(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST", 20)
    with made.reading() as db:
        told = sources(db, Scope(until="2099-12-31"))
        assert sources(db, Scope()).looked_at == INCIDENTS, "of all, sums are kept"
    assert told.looked_at == 20
    assert sum(one.own + one.copies + one.relays for one in told.outlets) <= 20 * 5


def test_grades_reviews_and_confidence_count_all(made: Workspace) -> None:
    with made.reading() as db:
        told = attested(db, Scope())
    rows = every(made)
    assert told.grades == Counter(r.grade for r in rows)
    assert told.reviews == Counter(r.review for r in rows)
    steps = Counter(min(int((r.confidence or 0) * 10), 9) for r in rows)
    assert told.confidence == tuple(steps[n] for n in range(10))


def test_an_empty_workspace_has_figures_too(workspace: Workspace) -> None:
    with workspace.reading() as db:
        told = timeline(db, Scope())
        assert (told.starts, told.total, told.undated) == ((), 0, 0)
        assert matrix(db, Scope()).looked_at == 0
        assert sources(db, Scope()).outlets == ()
        assert sum(attested(db, Scope()).confidence) == 0


@pytest.mark.parametrize(
    ("day", "unit", "start"),
    [
        ("2024-12-31", "week", "2024-12-30"),
        ("2024-02-29", "month", "2024-02-01"),
        ("2024-02-29", "year", "2024-01-01"),
        ("2024-02-29", "day", "2024-02-29"),
    ],
)
def test_days_lie_in_their_bins(day: str, unit: str, start: str) -> None:
    assert periods.start(day, unit) == start
    assert periods.bins("2023-12-20", "2024-03-02", unit).starts().count(start) <= 1


@pytest.mark.parametrize("unit", periods.UNITS)
def test_bins_follow_each_other_without_a_gap(unit: str) -> None:
    starts = periods.Bins(unit, "2023-12-20", "2025-01-03").starts()
    assert starts == sorted(set(starts))
    assert starts[0] <= "2023-12-20"
    assert {periods.start(one, unit) for one in starts} == set(starts)
