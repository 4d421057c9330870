"""From the store to what the API answers: events and revisions as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fastapi import Request
from sqlalchemy import Connection

from rasid.errors import ChangedError
from rasid.incidents.undoing import taken_back
from rasid.record import to_json
from rasid.store import corrections, documents, editing
from rasid.store.corrections import Correction
from rasid.store.editing import Edited
from rasid.web.api.answers import EventAnswer, Revision
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


def revisions(told: Iterable[Correction], all_: Sequence[Correction]) -> tuple[Revision, ...]:
    """Revisions of an event, or of all events of a report; `all_` are those of the report."""
    void = taken_back(all_)
    return tuple(_revision(one, one.id in void) for one in told)


def _revision(one: Correction, void: bool) -> Revision:
    old = None if one.field == corrections.EVENT and one.undoes is None else one.old
    new = None if one.field == corrections.EVENT and isinstance(one.new, list) else one.new
    return Revision(
        one.id, one.on.telling, one.field, old, new, one.note, one.by, one.at, one.undoes, void
    )


# ------------------------------------------------------------------ versions
def etag(one: Edited) -> str:
    """What changes whenever an event does: its reading, its last revision, its incident."""
    reading, last = one.version
    return f"{reading}.{last}.{one.incident or ''}"


CHANGED = "somebody changed it since you looked; look at it again and say what should stand"
READ_AGAIN = "it was read again since you looked; look at it again and say what should stand"


def must_match(request: Request, one: Edited) -> None:
    """ChangedError when the request was made for another version of the event (`If-Match`), which
    tells what was said since. To be in another incident makes no difference.
    """
    given = tags(request.headers.get("if-match", ""))
    if not given or "*" in given:
        return
    seen = [_version(tag) for tag in given]
    if one.version in seen:
        return
    reading, last = max(seen)
    made = editing.since(one, last) if reading or last else one.history
    changes = [to_json(revision) for revision in revisions(made, one.report.revisions)]
    raise ChangedError(CHANGED if changes else READ_AGAIN, changes)


def _version(tag: str) -> tuple[int, int]:
    reading, last, *_ = (*tag.split("."), "", "")
    number = (int(part) if part.isdecimal() and len(part) < 19 else 0 for part in (reading, last))
    return next(number), next(number)
