"""Incidents in the workspace: placed as reports come, made anew from what is kept, never lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from rasid.cli.demo import demo_articles
from rasid.errors import StoreError
from rasid.incidents.merge import incidents
from rasid.incidents.model import MACHINE
from rasid.incidents.traits import traits
from rasid.incidents.undoing import in_force
from rasid.model import Article, Engine, Record
from rasid.store import (
    corrections,
    derive,
    documents,
    intake,
    judgements,
    merging,
    packed_traits,
    reports,
)
from rasid.store.documents import Incoming
from rasid.store.listing import incidents_of
from rasid.store.tables import members, tellings
from rasid.store.workspace import Workspace

from .conftest import Keep, bench

ACTS, REPORTS = 12, 36
Partition = set[frozenset[str]]


@pytest.fixture
def demo(workspace: Workspace, keep: Keep) -> Workspace:
    """The demo reports, of which the first two tell one act; not merged yet."""
    for article in demo_articles():
        keep(workspace, article)
    return workspace


@pytest.fixture(scope="module")
def told() -> list[tuple[Article, Record]]:
    """Made-up reports: three of each of twelve acts."""
    return list(islice(bench("merging").Maker(5).reports(), REPORTS))


def place(workspace: Workspace) -> int:
    with workspace.writing() as db:
        return merging.place(db)


def add(workspace: Workspace, told: list[tuple[Article, Record]]) -> None:
    with workspace.writing() as db:
        for article, record in told:
            intake.keep(db, Incoming(article, "/made"), record)


def partition(db: Connection) -> Partition:
    """Which reports are together."""
    query = text(
        "SELECT m.incident, d.source FROM members m JOIN tellings t USING (telling)"
        " JOIN documents d ON d.id = t.document"
    )
    found: dict[str, set[str]] = {}
    for incident, source in db.execute(query):
        found.setdefault(incident, set()).add(source)
    return set(map(frozenset, found.values()))


def together(workspace: Workspace) -> Partition:
    with workspace.reading() as db:
        return partition(db)


# ------------------------------------------------------------------ placing
def test_reports_of_one_act_come_together(demo: Workspace) -> None:
    assert place(demo) == 6
    assert frozenset({"demo-1", "demo-2"}) in together(demo)
    assert place(demo) == 0, "nothing waits any more"


def test_what_the_store_merges_is_what_the_function_merges(demo: Workspace) -> None:
    place(demo)
    with demo.reading() as db:
        ids = list(db.execute(tellings.select()).scalars())
        made = incidents(merging.load(db, ids).values())
        rows = incidents_of(db, 100).incidents
        assert {one.id for one in made} == {row.id for row in rows}
        for one in made:
            shown, _ = merging.shown(db, one.id)
            assert {t.id for t in shown.tellings} == {t.id for t in one.tellings}
            assert [f.best for f in shown.findings] == [f.best for f in one.findings]


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_order_in_which_reports_come_does_not_matter(
    workspace: Workspace, told: list[tuple[Article, Record]], order: int
) -> None:
    wanted = {frozenset(f"r{3 * act + n}" for n in (1, 2, 3)) for act in range(ACTS)}
    mixed = random.Random(order).sample(told, len(told))
    for at in range(0, REPORTS, order):
        add(workspace, mixed[at : at + order])
        place(workspace)
    assert together(workspace) == wanted
    with workspace.writing() as db:
        assert merging.everything(db) == ACTS
    assert together(workspace) == wanted


def test_only_the_incidents_that_a_report_touches_are_made_anew(
    workspace: Workspace, told: list[tuple[Article, Record]]
) -> None:
    add(workspace, told[:-1])
    place(workspace)
    with workspace.reading() as db:
        before = {row.id: row for row in incidents_of(db, 100).incidents}
    add(workspace, told[-1:])
    assert place(workspace) == 1
    with workspace.reading() as db:
        after = {row.id: row for row in incidents_of(db, 100).incidents}
    changed = {id for id in after if before.get(id) != after[id]}
    assert len(changed) == 1


def test_every_telling_is_in_an_incident_or_looked_at(
    workspace: Workspace, keep: Keep, strike: str
) -> None:
    keep(workspace, Article(strike, "a", "2025-01-01"))
    keep(workspace, Article("عقد الوزير اجتماعاً في العاصمة.", "b", "2025-01-01"))
    place(workspace)
    with workspace.reading() as db:
        homes = db.execute(text("SELECT COUNT(*), SUM(waiting) FROM tellings")).one()
        assert tuple(homes) == (2, 0)
        assert len(db.execute(members.select()).all()) == 1


def test_traits_come_back_from_the_file_as_they_were(demo: Workspace) -> None:
    place(demo)
    with demo.reading() as db:
        for telling in merging.load(db, set(db.execute(tellings.select()).scalars())).values():
            one = traits(telling)
            assert packed_traits.unpack(packed_traits.pack(one), telling.wording) == one
            assert derive.unpack(derive.pack(telling.wording)) == telling.wording


# ------------------------------------------------------------------ what the machine judged
def machine(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.reading() as db:
        said = judgements.on(db, {"demo-1", "demo-2"}, persons=False)
        return [(one.verdict, one.by) for one in in_force(said)]


def test_what_the_machine_judged_is_kept_with_its_reasons(demo: Workspace) -> None:
    place(demo)
    with demo.reading() as db:
        (one,) = judgements.on(db, {"demo-1"}, persons=False)
    assert (one.verdict, one.by) == ("same", MACHINE)
    assert one.score is not None
    assert one.reasons
    assert sum(reason.weight for reason in one.reasons) == pytest.approx(one.score, abs=0.1)


def test_what_the_machine_judged_once_is_not_said_again(demo: Workspace) -> None:
    place(demo)
    with demo.writing() as db:
        merging.everything(db)
    assert machine(demo) == [("same", MACHINE)]


def test_the_machine_takes_back_what_no_longer_holds(demo: Workspace) -> None:
    place(demo)
    with demo.writing() as db:
        document = documents.newest(db, "demo-2")
        assert document is not None
        _, record = derive.newest_reading(db, document.id)
        newer = replace(record, report=replace(record.report, engine=Engine("9", "9")), events=())
        intake.read_again(db, document, replace(newer, relations=()))
        merging.place(db)
    with demo.reading() as db:
        first, *later = judgements.on(db, {"demo-1"}, persons=False)
    assert first.undoes is None, "it is kept that it was said"
    assert first.id in {one.undoes for one in later}


# ------------------------------------------------------------------ changes
def test_a_rejected_event_is_in_no_incident(demo: Workspace) -> None:
    place(demo)
    with demo.writing() as db:
        document, one = reports.event(db, "demo-2#e1")
        on = (one.telling, one.event)
        corrections.correct(db, on, "review", "rejected", by="Mona", at=intake.now())
        derive.report(db, document)
        merging.place(db)
    with demo.reading() as db:
        home = db.execute(members.select().where(members.c.telling == one.telling.id)).all()
        assert home == []


def test_what_a_person_says_of_one_event_leaves_the_ids_of_others(
    workspace: Workspace, told: list[tuple[Article, Record]]
) -> None:
    """Of three events of one trigger the first is rejected; the last turns out to be a main one."""
    article, record = told[0]
    first = record.events[0]
    named = (replace(first, id=id, main=id != "e3") for id in ("e1", "e2", "e3"))
    add(workspace, [(article, replace(record, events=tuple(named)))])
    for number, field, value in (("e1", "review", "rejected"), ("e3", "main", True)):
        with workspace.writing() as db:
            document, one = reports.event(db, f"{article.id}#{number}")
            who = {"by": "Mona", "at": intake.now()}
            corrections.correct(db, (one.telling, one.event), field, value, **who)
            derive.report(db, document)
    place(workspace)
    with workspace.reading() as db:
        standing = reports.shown(db, str(article.id)).standing
        placed = set(db.execute(select(members.c.telling)).scalars())
    assert placed == {one.telling.id for one in standing if one.event.id != "e1"}


def test_incidents_are_counted_with_corrected_values(demo: Workspace) -> None:
    with demo.writing() as db:
        document, one = reports.event(db, "demo-3#e1")
        dead = next(n for n, c in enumerate(one.event.casualties) if c.outcome == "killed")
        for bound in ("max", "min"):
            _, now = reports.event(db, "demo-3#e1")
            field = f"casualties.{dead}.{bound}"
            who = {"by": "Mona", "at": intake.now()}
            corrections.correct(db, (now.telling, now.event), field, 9, **who)
        derive.report(db, document)
        merging.place(db)
        rows = incidents_of(db, 100).incidents
    assert 9 in {row.killed_best for row in rows}


def test_a_newer_version_takes_the_place_of_the_earlier(demo: Workspace, keep: Keep) -> None:
    place(demo)
    second = next(a for a in demo_articles() if a.id == "demo-2")
    keep(demo, replace(second, text=second.text + " وانتهى الخبر."))
    place(demo)
    assert frozenset({"demo-1", "demo-2"}) in together(demo)
    with demo.reading() as db:
        assert db.execute(text("SELECT COUNT(*) FROM incidents")).scalar() == 6


# ------------------------------------------------------------------ derived tables
def dumped(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What the derived tables say, but for row numbers."""
    queries = {
        "events": "SELECT telling, document, reading, type, day, killed_min, review FROM events",
        "facets": "SELECT kind, value, f.day, telling FROM facets f JOIN events e ON e.id = event",
        "boxes": "SELECT e.telling, b.south, b.east FROM boxes b JOIN events e ON e.id = b.event",
        "words": "SELECT rowid FROM words WHERE words MATCH 'قتل OR قصف'",
        "incidents": "SELECT * FROM incidents",
        "members": "SELECT * FROM members",
        "tellings": "SELECT telling, document, waiting FROM tellings",
    }
    with workspace.reading() as db:
        return {name: sorted(map(tuple, db.execute(text(q)))) for name, q in queries.items()}


def test_all_that_is_derived_can_be_made_anew(demo: Workspace) -> None:
    place(demo)
    before = dumped(demo)
    with demo.writing() as db:
        derive.everything(db)
        merging.place(db)
    assert dumped(demo) == before
    assert all(before.values())


# ------------------------------------------------------------------ pages
def test_incidents_are_listed_newest_first_page_by_page(demo: Workspace) -> None:
    place(demo)
    with demo.reading() as db:
        every = incidents_of(db, 100).incidents
        paged = list(pages(db))
        assert paged == list(every)
        assert [row.day for row in every] == sorted((row.day for row in every), reverse=True)
        assert [row.tellings for row in incidents_of(db, 100, sources=2).incidents] == [2]


def pages(db: Connection) -> Iterator[object]:
    after = None
    while True:
        page = incidents_of(db, 2, after)
        yield from page.incidents
        after = page.after
        if after is None:
            return


@pytest.mark.parametrize(("id", "why"), [("zzz", "there is none"), ("", "several begin so")])
def test_an_incident_that_is_none_is_told(demo: Workspace, id: str, why: str) -> None:
    place(demo)
    with demo.reading() as db, pytest.raises(StoreError, match=why):
        merging.shown(db, id)


# ------------------------------------------------------------------ time
@pytest.mark.slow
def test_one_new_report_is_placed_at_once(tmp_path: Path) -> None:
    made = bench("merging")
    workspace = Workspace.open(tmp_path / "many.db", create=True)
    maker = made.Maker().reports()
    made.fill(workspace, 1500, maker)
    took = sorted(made.measure(workspace, 15, maker))
    assert took[len(took) // 2] < made.LANDMARK_MS
