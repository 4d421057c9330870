"""An event that a person adds stays with its report through every reading, and is never doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from rasid.errors import InputError
from rasid.model import Article, Engine, Event, Record, Span
from rasid.record import to_json
from rasid.store import derive, documents, editing, intake, merging, reports
from rasid.store.additions import GIVEN
from rasid.store.derive import Standing
from rasid.store.documents import Incoming
from rasid.store.editing import Author
from rasid.store.find import Filter, find
from rasid.store.workspace import Workspace

from .conftest import REPORTS, STRIKE, read

MONA = Author("Mona", "2026-01-01T00:00:00.000+00:00", "read by hand")
LATER = Author("Adel", "2026-01-02T00:00:00.000+00:00")


def quote(words: str, whole: str = STRIKE) -> Span:
    start = whole.index(words)
    return Span(start, start + len(words), words)


def given(words: str = "إصابة", type: str = "displacement") -> dict[str, Any]:
    """An event at some words of the report, with the place of the one that was read."""
    told = to_json(replace(read(REPORTS["strike"]).events[0], type=type, trigger=quote(words)))
    empty = {name: [] for name in ("agents", "targets", "weapons", "casualties", "sources")}
    return {**{name: told[name] for name in GIVEN}, **empty, "time": None}


def add(workspace: Workspace, event: dict[str, Any], who: Author = MONA) -> str:
    with workspace.writing() as db:
        return editing.add(db, reports.shown(db, "strike"), event, who)


def standing(workspace: Workspace) -> dict[str, Standing]:
    with workspace.reading() as db:
        return {one.event.id: one for one in reports.shown(db, "strike").standing}


def read_again(workspace: Workspace, *more: Event) -> None:
    """A newer engine reads the same text, and sees more events."""
    with workspace.writing() as db:
        document = documents.newest(db, "strike")
        assert document is not None
        _, record = derive.newest_reading(db, document.id)
        report = replace(record.report, engine=Engine("9.9", "2099.01"))
        intake.read_again(db, document, Record(report, (*record.events, *more), record.relations))
        merging.place(db)


def change_text(workspace: Workspace, changed: str) -> None:
    article = replace(REPORTS["strike"], text=changed)
    with workspace.writing() as db:
        intake.keep(db, Incoming(article, "/reports.jsonl"), read(Article(**to_json(article))))
        merging.place(db)


def test_it_stands_in_every_later_reading_of_the_text(full: Workspace) -> None:
    telling = add(full, given())
    read_again(full)
    found = standing(full)["a1"]
    assert (found.telling.id, found.review) == (telling, "confirmed")
    assert found.event.rules == ("added_by_person",)
    with full.reading() as db:
        listed = find(db, Filter(types=("displacement",))).events
        assert [(one.telling, one.incident is not None) for one in listed] == [(telling, True)]


def test_everything_derived_anew_has_it_too(full: Workspace) -> None:
    telling = add(full, given())
    with full.writing() as db:
        derive.everything(db)
        merging.place(db)
    assert standing(full)["a1"].telling.id == telling


def test_what_a_later_reader_sees_too_is_not_told_twice(full: Workspace) -> None:
    add(full, given())
    same = replace(
        standing(full)["a1"].event, id="e9", trigger=quote("وإصابة"), confidence=0.4, rules=("x",)
    )
    read_again(full, same)
    assert "e9" not in standing(full)
    assert standing(full)["a1"].event.confidence == 1.0


def test_one_beside_another_at_the_same_words_stands_on(full: Workspace) -> None:
    first = standing(full)["e1"].event
    add(full, given(first.trigger.text, first.type))
    assert {"a1", "e1"} <= standing(full).keys()
    read_again(full)
    assert {"a1", "e1"} <= standing(full).keys()


def test_in_a_changed_text_it_stands_where_its_words_are(full: Workspace) -> None:
    telling = add(full, given())
    changed = f"عاجل: {STRIKE}"
    change_text(full, changed)
    found = standing(full)["a1"]
    assert (found.telling.id, found.review) == (telling, "stale")
    assert found.event.trigger == quote("إصابة", changed)


def test_in_a_text_without_its_words_it_waits(full: Workspace) -> None:
    add(full, given())
    change_text(full, STRIKE.replace("وإصابة", "وجرح"))
    assert "a1" not in standing(full)
    with full.reading() as db:
        assert [one.field for one in reports.shown(db, "strike").revisions] == ["event"]
    change_text(full, f"{STRIKE} انتهى.")
    assert standing(full)["a1"].review == "stale"


def test_corrections_of_it_never_go_to_another_event(full: Workspace) -> None:
    first = standing(full)["e1"].event
    telling = add(full, given(first.trigger.text, first.type))
    with full.writing() as db:
        editing.correct(db, editing.event(db, telling), "status", "denied", LATER)
        addition = editing.event(db, telling).history[0].id
        editing.undo(db, addition, LATER)
    after = standing(full)
    assert "a1" not in after
    assert (after["e1"].event.status, after["e1"].review) == ("happened", "open")


def test_numbers_are_never_given_again(full: Workspace) -> None:
    telling = add(full, given())
    with full.writing() as db:
        editing.undo(db, editing.event(db, telling).history[0].id, LATER)
    add(full, given(), LATER)
    assert "a2" in standing(full)
    with full.writing() as db:
        undoing = db.execute(text("SELECT id FROM corrections WHERE undoes IS NOT NULL")).scalar()
        editing.undo(db, int(undoing or 0), LATER)
    assert {"a1", "a2"} <= standing(full).keys()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"trigger": {"start": 0, "end": 3, "text": "نزح"}}, "span 0 to 3"),
        ({"trigger": {"start": 5, "end": 5, "text": ""}}, "span 5 to 5"),
        ({"type": "picnic"}, "event: type is 'picnic'"),
        ({"confidence": 1.0}, "event: confidence is not for a person to give"),
    ],
)
def test_what_does_not_fit_is_refused(full: Workspace, changed: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        add(full, {**given(), **changed})
    assert "a1" not in standing(full)


def test_a_field_that_is_missing_is_told(full: Workspace) -> None:
    event = given()
    del event["place"]
    with pytest.raises(InputError, match="event: place is missing"):
        add(full, event)
