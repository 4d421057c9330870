"""What comes first in the queue, why, and that what is decided leaves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from rasid.errors import InputError
from rasid.store import editing, merging, searches
from rasid.store.editing import Author
from rasid.store.find import Filter
from rasid.store.queue import Queue, progress, today, waiting
from rasid.store.tables import events, incidents
from rasid.store.workspace import Workspace

WHO = Author("Mona", datetime.now(UTC).isoformat(timespec="milliseconds"))


def all_of(workspace: Workspace, asked: Filter = Filter()) -> Queue:  # noqa: B008
    with workspace.reading() as db:
        return waiting(db, asked)


def test_all_that_is_open_waits_the_most_urgent_first(full: Workspace) -> None:
    found = all_of(full).waiting
    assert len(found) >= 3
    urgencies = [one.urgency for one in found]
    assert urgencies == sorted(urgencies, reverse=True)
    killed = [one.event.killed_min or 0 for one in found]
    assert killed[0] == max(killed) > 0


def test_what_is_decided_leaves_the_queue_and_counts(full: Workspace) -> None:
    first = all_of(full).waiting[0].event.telling
    with full.writing() as db:
        before = progress(db, today())
        (done,) = editing.review(db, editing.events_of(db, [first]), "confirmed", WHO)
    assert first not in [one.event.telling for one in all_of(full).waiting]
    with full.writing() as db:
        after = progress(db, today())
        assert (after.reviewed, after.lately) == (before.reviewed + 1, before.lately + 1)
        editing.undo(db, done, WHO)
        assert progress(db, today()) == before
    assert first in [one.event.telling for one in all_of(full).waiting]


def test_pages_follow_each_other_without_gap(full: Workspace) -> None:
    whole = [one.event.telling for one in all_of(full).waiting]
    paged, after = [], None
    with full.reading() as db:
        while True:
            queue = waiting(db, Filter(), 1, after)
            paged += [one.event.telling for one in queue.waiting]
            after = queue.after
            if after is None:
                break
    assert paged == whole


def test_filters_narrow_the_queue(full: Workspace) -> None:
    shown = all_of(full, Filter(types=("arrest",))).waiting
    assert {one.event.type for one in shown} == {"arrest"}


@pytest.mark.parametrize("after", ["", "x", "1~x", "nan~", "1.0~" + "9" * 30])
def test_a_mark_that_begins_no_page_is_told(full: Workspace, after: str) -> None:
    with full.reading() as db:
        if after:
            with pytest.raises(InputError, match="begins no page"):
                waiting(db, Filter(), after=after)
        else:
            assert waiting(db, Filter(), after=after).waiting


def test_an_event_says_why_it_is_where_it_is(full: Workspace) -> None:
    with full.writing() as db:
        merging.place(db)
        grave = events.c.killed_min >= 1
        db.execute(
            update(events).where(grave).values(killed_min=40, confidence=0.2, review="stale")
        )
        one = next(w for w in waiting(db, Filter()).waiting if w.event.killed_min == 40)
    now = datetime.fromisoformat(one.added)
    assert {"stale", "toll", "unsure", "new"} <= set(one.reasons(now))
    assert "new" not in one.reasons(now + timedelta(days=30))


def test_a_page_is_walked_in_the_index_of_the_queue(full: Workspace) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT id FROM events INDEXED BY events_queue"
        " WHERE review IN ('open', 'stale') ORDER BY urgency DESC, id DESC LIMIT 20"
    )
    with full.reading() as db:
        plan = " ".join(str(row) for row in db.execute(text(query)))
    assert "events_queue" in plan
    assert "TEMP B-TREE" not in plan


def test_searches_are_kept_for_who_saved_them(workspace: Workspace) -> None:
    with workspace.writing() as db:
        searches.save(db, "Mona", "strikes", "type=air_strike", WHO.at)
        saved = searches.save(db, "Mona", "strikes", "type=shelling", WHO.at)
        assert [one.asked for one in searches.of(db, "Mona")] == ["type=shelling"]
        assert searches.of(db, "Ali") == ()
        with pytest.raises(Exception, match="none of yours"):
            searches.drop(db, "Ali", saved.id)
        searches.drop(db, "Mona", saved.id)
        assert searches.of(db, "Mona") == ()


def test_a_word_alone_moves_no_incident(full: Workspace) -> None:
    """Confirming writes the review states that placing everything anew would write."""
    kept = select(incidents).order_by(incidents.c.id)
    with full.writing() as db:
        merging.place(db)
        before = [row._mapping for row in db.execute(kept)]
        all_ = list(db.execute(select(events.c.telling)).scalars())
        editing.review(db, editing.events_of(db, all_), "confirmed", WHO)
        after = [row._mapping for row in db.execute(kept)]
        merging.everything(db)
        anew = {row.id: row.review for row in db.execute(kept)}
    assert {one["review"] for one in after} == {"confirmed"}
    assert {one["id"]: one["review"] for one in after} == anew
    assert [{**one, "review": ""} for one in before] == [{**one, "review": ""} for one in after]
