"""A person's word on what is one act: it holds against the machine, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rasid.cli.demo import demo_articles
from rasid.errors import InputError, StoreError
from rasid.incidents.model import MACHINE
from rasid.model import Engine, Event, Record, Span
from rasid.store import deciding, derive, documents, intake, judgements, merging
from rasid.store.deciding import Done
from rasid.store.listing import incidents_of
from rasid.store.tables import members
from rasid.store.workspace import Workspace

from .conftest import Keep

Homes = dict[str, str]


@pytest.fixture
def demo(workspace: Workspace, keep: Keep) -> Workspace:
    """The demo reports, merged: the first two tell one act."""
    for article in demo_articles():
        keep(workspace, article)
    with workspace.writing() as db:
        merging.place(db)
    return workspace


def homes(workspace: Workspace) -> Homes:
    """The incident of each event, by its name."""
    with workspace.reading() as db:
        found = dict(map(tuple, db.execute(members.select())))
        named = deciding.names(db, set(found))
        return {named[telling]: incident for telling, incident in found.items()}


class Clock:
    """A new moment each time."""

    def __init__(self) -> None:
        self._minute = 0

    def __call__(self) -> str:
        self._minute += 1
        return f"2026-01-01T00:{self._minute:02}:00+00:00"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def split(workspace: Workspace, at: Callable[[], str], *events: str) -> Done:
    with workspace.writing() as db:
        incident = homes(workspace)[events[0]]
        return deciding.split(db, incident, events, by="Mona", at=at())


def join(workspace: Workspace, at: Callable[[], str], *events: str) -> Done:
    with workspace.writing() as db:
        found = homes(workspace)
        return deciding.join(db, [found[event] for event in events], by="Ali", at=at())


def undo(workspace: Workspace, at: Callable[[], str], judgement: str) -> Done:
    with workspace.writing() as db:
        return deciding.undo(db, judgement, by="Mona", at=at())


def test_a_split_holds_and_joining_again_wins(demo: Workspace, clock: Clock) -> None:
    before = homes(demo)
    assert before["demo-1#e1"] == before["demo-2#e1"]
    assert len(split(demo, clock, "demo-2#e1").incidents) == 2
    after = homes(demo)
    assert after["demo-1#e1"] != after["demo-2#e1"]
    assert {k: v for k, v in after.items() if k != "demo-2#e1"} == {
        k: v for k, v in before.items() if k != "demo-2#e1"
    }, "nothing else has moved"
    join(demo, clock, "demo-1#e1", "demo-2#e1")
    assert homes(demo) == before


def test_what_the_machine_would_never_join_a_person_can(demo: Workspace, clock: Clock) -> None:
    join(demo, clock, "demo-3#e1", "demo-4#e1", "demo-1#e1")
    found = homes(demo)
    wanted = ("demo-1#e1", "demo-2#e1", "demo-3#e1", "demo-4#e1")
    assert len({found[name] for name in wanted}) == 1
    with demo.writing() as db:
        merging.everything(db)
    assert homes(demo) == found, "it holds when all is worked out again"


def test_a_decision_is_taken_back_whole_and_brought_back(demo: Workspace, clock: Clock) -> None:
    before = homes(demo)
    done = join(demo, clock, "demo-3#e1", "demo-4#e1", "demo-1#e1")
    joined = homes(demo)
    undone = undo(demo, clock, done.judgement)
    assert homes(demo) == before
    undo(demo, clock, undone.judgement)
    assert homes(demo) == joined
    with demo.reading() as db:
        said = judgements.on(db, {f"demo-{n}" for n in range(1, 5)})
        assert len(said) == 9, "three judgements, three undoings, three undoings of these"
        assert {one.by for one in said} == {"Ali", "Mona"}


def test_nothing_is_taken_back_twice(demo: Workspace, clock: Clock) -> None:
    done = split(demo, clock, "demo-2#e1")
    undo(demo, clock, done.judgement)
    with pytest.raises(StoreError, match="taken back already"):
        undo(demo, clock, done.judgement)


@pytest.mark.parametrize(
    ("events", "why"),
    [(("demo-3#e1",), "is not told in incident"), (("demo-1#e1", "demo-2#e1"), "must be left")],
)
def test_a_split_that_makes_no_sense_is_refused(
    demo: Workspace, events: tuple[str, ...], why: str
) -> None:
    incident = homes(demo)["demo-1#e1"]
    with demo.writing() as db, pytest.raises((StoreError, InputError), match=why):
        deciding.split(db, incident, events, by="Mona", at="2026-01-01T00:00:00+00:00")


def test_joining_needs_two_incidents(demo: Workspace, clock: Clock) -> None:
    with pytest.raises(InputError, match="two incidents or more"):
        join(demo, clock, "demo-1#e1", "demo-2#e1")


def test_the_words_of_persons_and_of_the_machine_are_told_apart(
    demo: Workspace, clock: Clock
) -> None:
    split(demo, clock, "demo-2#e1")
    with demo.reading() as db:
        assert {one.by for one in judgements.on(db, {"demo-1"})} == {"Mona"}
        assert {one.by for one in judgements.on(db, {"demo-1"}, persons=False)} == {MACHINE}


# ------------------------------------------------------------------ after another reading
def moved(event: Event) -> Event:
    """The same act, its trigger read one letter shorter."""
    trigger = event.trigger
    shorter = Span(trigger.start, trigger.end - 1, trigger.text[:-1])
    return replace(event, trigger=shorter)


def test_a_decision_is_carried_to_a_newer_reading(demo: Workspace, clock: Clock) -> None:
    split(demo, clock, "demo-2#e1")
    with demo.writing() as db:
        document = documents.newest(db, "demo-2")
        assert document is not None
        _, record = derive.newest_reading(db, document.id)
        report = replace(record.report, engine=Engine("9.9", "2099.01"))
        newer = Record(report, tuple(map(moved, record.events)), record.relations)
        intake.read_again(db, document, newer)
        merging.place(db)
    found = homes(demo)
    assert found["demo-1#e1"] != found["demo-2#e1"]


def test_a_changed_text_keeps_the_decision_and_asks_again(
    demo: Workspace, keep: Keep, clock: Clock
) -> None:
    split(demo, clock, "demo-2#e1")
    second = next(a for a in demo_articles() if a.id == "demo-2")
    keep(demo, replace(second, text="عاجل. " + second.text))
    with demo.writing() as db:
        merging.place(db)
    found = homes(demo)
    assert found["demo-1#e1"] != found["demo-2#e1"]
    with demo.reading() as db:
        (said,) = judgements.on(db, {"demo-2"})
        for name in ("demo-1#e1", "demo-2#e1"):
            assert merging.shown(db, found[name])[0].stale == (said.id,)
        asking = incidents_of(db, 100, stale=True).incidents
    assert {row.id for row in asking} == {found["demo-1#e1"], found["demo-2#e1"]}
