"""From the store to what the API answers: events and revisions as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from fastapi import Request
from sqlalchemy import Connection

from rasid.errors import ChangedError
from rasid.incidents.undoing import taken_back
from rasid.record import to_json
from rasid.store import corrections, documents, editing
from rasid.store.corrections import Correction
from rasid.store.editing import Edited
from rasid.store.told import told
from rasid.web.api.answers import EventAnswer, Kept, Revision
from rasid.web.api.sending import tags


def event_answer(db: Connection, one: Edited) -> EventAnswer:
    """An event as the API answers it."""
    document = one.report.document
    return EventAnswer(
        one.standing.telling.id,
        documents.first_row(db, document.source),
        document.source,
        document.outlet,
        document.published,
        one.standing.review,
        one.incident,
        etag(one),
        one.standing.event,
        revisions(one.history, one.report.revisions),
    )


def kept(db: Connection, done: Sequence[int], tellings: Collection[str]) -> Kept:
    """What was kept about some events."""
    now = told(db, tellings)
    return Kept(tuple(done), {id: tag(one.version, None) for id, one in now.items()})


def revisions(made: Iterable[Correction], all_: Sequence[Correction]) -> tuple[Revision, ...]:
    """Revisions of an event, or of all events of a report; `all_` are those of the report."""
    void = taken_back(all_)
    return tuple(_revision(one, one.id in void) for one in made)


def _revision(one: Correction, void: bool) -> Revision:
    old = None if one.field == corrections.EVENT and one.undoes is None else one.old
    new = None if one.field == corrections.EVENT and isinstance(one.new, list) else one.new
    return Revision(
        one.id, one.on.telling, one.field, old, new, one.note, one.by, one.at, one.undoes, void
    )


# ------------------------------------------------------------------ versions
def etag(one: Edited) -> str:
    """What changes whenever an event does: its reading, its last revision, its incident."""
    return tag(one.version, one.incident)


CHANGED = "somebody changed it since you looked; look at it again and say what should stand"
READ_AGAIN = "it was read again since you looked; look at it again and say what should stand"


def tag(version: tuple[int, int], incident: str | None) -> str:
    """The ETag of an event of this version in an incident."""
    reading, last = version
    return f"{reading}.{last}.{incident or ''}"


def must_match(request: Request, *wanted: Edited | None) -> None:
    """ChangedError when the request was made for other versions of the events (`If-Match`, which
    lists those that were seen), which tells what was said since. To be in another incident makes no
    difference; an event that no longer stands (None) is as nobody saw it.
    """
    given = tags(request.headers.get("if-match", ""))
    if not given or "*" in given:
        return
    seen = [_version(one) for one in given]
    changed = [one for one in wanted if one is None or one.version not in seen]
    if not changed:
        return
    changes = [told for one in changed if one is not None for told in _since(one, seen)]
    raise ChangedError(CHANGED if changes else READ_AGAIN, changes)


def _since(one: Edited, seen: Sequence[tuple[int, int]]) -> Iterator[Any]:
    """What was said of an event since the last correction of it that was seen."""
    said = {made.id for made in one.history} | {0}
    last = max((last for reading, last in seen if reading and last in said), default=0)
    made = editing.since(one, last)
    return (to_json(revision) for revision in revisions(made, one.report.revisions))


def _version(tag: str) -> tuple[int, int]:
    reading, last, *_ = (*tag.split("."), "", "")
    number = (int(part) if part.isdecimal() and len(part) < 19 else 0 for part in (reading, last))
    return next(number), next(number)
