"""What persons decide stays with its event, and is asked again after the text changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rasid.errors import InputError, StoreError
from rasid.model import Engine, Event, Record, Span
from rasid.store import corrections, derive, documents, intake, reports, tables
from rasid.store.derive import Standing
from rasid.store.find import Filter, find
from rasid.store.workspace import Workspace

from .conftest import REPORTS, STRIKE, Keep, read

NEWER = Engine("9.9", "2099.01")
WHO = {"by": "Mona", "at": "2026-01-01T00:00:00+00:00"}
CHANGED = STRIKE.replace("ثلاثة", "سبعة")


def decide(workspace: Workspace, name: str, field: str, value: Any) -> int:
    with workspace.writing() as db:
        document, one = reports.event(db, name)
        done = corrections.correct(db, (one.telling, one.event), field, value, **WHO)
        derive.report(db, document)
        return done


def take_back(workspace: Workspace, name: str, number: int) -> int:
    with workspace.writing() as db:
        document, _ = reports.event(db, name)
        done = corrections.undo(db, number, of=document.source, **WHO)
        derive.report(db, document)
        return done


def standing(workspace: Workspace, name: str) -> Standing:
    with workspace.reading() as db:
        return reports.event(db, name)[1]


def read_anew(workspace: Workspace, source: str, change: Callable[[Event], Event]) -> None:
    """A newer engine reads a report, with another outcome."""
    with workspace.writing() as db:
        document = documents.newest(db, source)
        assert document is not None
        _, record = derive.newest_reading(db, document.id)
        report = replace(record.report, engine=NEWER)
        newer = Record(report, tuple(map(change, record.events)), record.relations)
        intake.read_again(db, document, newer)


def moved(event: Event) -> Event:
    """The same act, its trigger read a little longer and its kind more exactly."""
    trigger = event.trigger
    longer = Span(trigger.start, trigger.end + 1, STRIKE[trigger.start : trigger.end + 1])
    return replace(event, id="e7", trigger=longer, type="drone_strike")


def another(event: Event) -> Event:
    """An act of another kind at the same words."""
    return replace(event, type="arrest", trigger=replace(event.trigger, end=event.trigger.end + 1))


# ------------------------------------------------------------------ one correction
def test_a_correction_changes_what_is_listed_and_keeps_what_was_read(full: Workspace) -> None:
    before = standing(full, "strike#e1")
    decide(full, "strike#e1", "casualties.0.min", 2)
    after = standing(full, "strike#e1")
    assert (before.event.casualties[0].min, after.event.casualties[0].min) == (3, 2)
    assert (before.review, after.review) == ("open", "corrected")
    assert after.telling == before.telling
    with full.reading() as db:
        (event,) = find(db, Filter(reviews=("corrected",))).events
        assert (event.source, event.killed_min) == ("strike", 2)


def test_codes_and_summary_follow_the_type(full: Workspace) -> None:
    decide(full, "strike#e1", "type", "shelling")
    event = standing(full, "strike#e1").event
    assert event.codes.acled.sub_event_type == "Shelling/artillery/missile attack"
    assert "helling" in event.summary.en


@pytest.mark.parametrize("word", ["confirmed", "rejected", "open"])
def test_a_word_on_the_event_is_its_state(full: Workspace, word: str) -> None:
    decide(full, "mine#e1", "review", word)
    assert standing(full, "mine#e1").review == word


def test_the_last_of_several_corrections_holds(full: Workspace) -> None:
    for number in (1, 2):
        decide(full, "strike#e1", "casualties.0.min", number)
    assert standing(full, "strike#e1").event.casualties[0].min == 2


def test_undoing_and_undoing_that(full: Workspace) -> None:
    first = decide(full, "strike#e1", "casualties.0.min", 1)
    undone = take_back(full, "strike#e1", first)
    assert standing(full, "strike#e1").event.casualties[0].min == 3
    take_back(full, "strike#e1", undone)
    assert standing(full, "strike#e1").event.casualties[0].min == 1
    with full.reading() as db:
        assert len(corrections.of_report(db, "strike")) == 3


def test_only_what_is_there_is_undone(full: Workspace) -> None:
    number = decide(full, "strike#e1", "main", False)
    for name, wrong in (("strike#e1", 99), ("arrest#e1", number)):
        with pytest.raises(StoreError, match="none of this number"):
            take_back(full, name, wrong)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("type", "war", "not one of armed_clash"),
        ("place.lat", 91, "more than 90"),
        ("place.lat", "north", "must be number"),
        ("place.lat", float("nan"), "must be a finite number"),
        ("place.lat", True, "must be number"),
        ("casualties.0.min", 9, "at least 9 and at most 3"),
        ("casualties.9.min", 1, "no such field"),
        ("casualties", [{"outcome": "killed"}], "is missing"),
        ("confidence", 1, "no such field"),
        ("id", "e9", "no such field"),
        ("place.hint", "x", "no such field"),
        ("time.start", "yesterday", "not as"),
        ("review", "fine", "not one of open"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    full: Workspace, field: str, value: Any, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        decide(full, "strike#e1", field, value)
    with full.reading() as db:
        assert corrections.of_report(db, "strike") == []


# ------------------------------------------------------------------ newer readings
def test_decisions_are_carried_to_the_same_act_of_a_newer_reading(full: Workspace) -> None:
    decide(full, "strike#e1", "casualties.0.min", 2)
    decide(full, "strike#e1", "review", "confirmed")
    read_anew(full, "strike", moved)
    found = standing(full, "strike#e7")
    assert (found.event.casualties[0].min, found.review) == (2, "confirmed")
    assert found.event.type == "drone_strike"


def test_decisions_are_not_carried_to_another_act(full: Workspace) -> None:
    decide(full, "strike#e1", "review", "confirmed")
    read_anew(full, "strike", another)
    assert standing(full, "strike#e1").review == "open"
    with full.reading() as db:
        assert len(corrections.of_report(db, "strike")) == 1


def test_decisions_come_back_when_a_later_reading_finds_the_act(full: Workspace) -> None:
    decide(full, "strike#e1", "review", "rejected")
    original = standing(full, "strike#e1").telling.event
    assert original is not None
    read_anew(full, "strike", another)
    read_anew(full, "strike", lambda event: original)
    assert standing(full, "strike#e1").review == "rejected"


def test_a_correction_of_the_type_is_carried_too(full: Workspace) -> None:
    decide(full, "strike#e1", "type", "arrest")
    read_anew(full, "strike", moved)
    assert standing(full, "strike#e7").event.type == "arrest"


def test_all_readings_are_kept_and_the_newest_counts(full: Workspace) -> None:
    read_anew(full, "strike", lambda event: replace(event, type="ied"))
    with full.reading() as db:
        query = tables.readings.select().where(tables.readings.c.document == 1)
        first, second = db.execute(query).all()
        assert (first.engine, second.engine) != (NEWER.rasid, NEWER.rasid)
        assert second.data == NEWER.data
        (event,) = (e for e in find(db, Filter()).events if e.source == "strike")
        assert event.type == "ied"


def test_only_what_another_version_read_is_outdated(full: Workspace) -> None:
    engine = read(REPORTS["strike"]).report.engine
    read_anew(full, "strike", lambda event: event)
    with full.reading() as db:
        assert [d.source for d in intake.outdated(db, engine)] == ["strike"]
        assert len(list(intake.outdated(db, NEWER))) == 2
        assert len(list(intake.outdated(db, engine, all_=True))) == 3


# ------------------------------------------------------------------ changed texts
def test_a_changed_text_asks_again(full: Workspace, keep: Keep) -> None:
    decide(full, "strike#e1", "casualties.0.min", 2)
    decide(full, "strike#e1", "review", "confirmed")
    keep(full, replace(REPORTS["strike"], text=CHANGED))
    found = standing(full, "strike#e1")
    assert found.review == "stale"
    assert found.event.casualties[0].min == 7, "not what was right for another text"
    with full.reading() as db:
        assert len(corrections.of_report(db, "strike")) == 2
        assert [e.review for e in find(db, Filter(reviews=("stale",))).events] == ["stale"]


def test_a_new_word_settles_it(full: Workspace, keep: Keep) -> None:
    decide(full, "strike#e1", "review", "confirmed")
    keep(full, replace(REPORTS["strike"], text=CHANGED))
    decide(full, "strike#e1", "review", "confirmed")
    assert standing(full, "strike#e1").review == "confirmed"


def test_a_changed_text_leaves_untouched_events_open(full: Workspace, keep: Keep) -> None:
    keep(full, replace(REPORTS["strike"], text=CHANGED))
    assert standing(full, "strike#e1").review == "open"
    with full.reading() as db:
        strikes = [e for e in find(db, Filter()).events if e.source == "strike"]
        assert [e.killed_min for e in strikes] == [7], "the earlier version is listed no more"
