"""What a person does to events of a report: each act is kept, and what hangs on it made anew.

An event is named by its telling, which stays the same when the report is read again. Its version
changes with each reading and each word of a person on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from rasid.errors import InputError, StoreError
from rasid.incidents.undoing import taken_back
from rasid.store import additions, corrections, derive, documents, merging, reports, rows, tables
from rasid.store.corrections import Correction
from rasid.store.derive import Standing
from rasid.store.reports import Shown
from rasid.store.tables import events

WORDS_ALONE = frozenset((rows.OPEN, rows.CONFIRMED))
"""Review states between which nothing else changes; what was rejected is in no incident."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says something, when (an ISO moment), and why."""

    by: str
    at: str
    note: str = ""

    @property
    def said(self) -> dict[str, str]:
        """As keywords of the functions that keep it."""
        return {"by": self.by, "at": self.at, "note": self.note}


@dataclass(frozen=True, slots=True)
class Edited:
    """An event in its report; `history` are all corrections of it, undone ones too, the oldest
    first; `reading` is the row of the reading that counts.
    """

    report: Shown
    standing: Standing
    history: tuple[Correction, ...]
    reading: int

    @property
    def last(self) -> int:
        """The newest correction; 0 when there is none."""
        return self.history[-1].id if self.history else 0

    @property
    def version(self) -> tuple[int, int]:
        """Another whenever the event changes: the reading, and the newest correction."""
        return self.reading, self.last

    @property
    def incident(self) -> str | None:
        """The incident that it is told in, once it is merged."""
        return self.report.incidents.get(self.standing.event.id)


def event(db: Connection, telling: str) -> Edited:
    """The event of a telling. StoreError when there is none."""
    homes = tables.documents
    joined = events.join(homes, homes.c.id == events.c.document)
    query = select(homes.c.source).select_from(joined).where(events.c.telling == telling)
    source = db.execute(query).scalar()
    if source is None:
        raise StoreError(f"event {telling}: there is none")
    found = each(db, reports.shown(db, source))
    return next(one for one in found if one.standing.telling.id == telling)


def each(db: Connection, report: Shown) -> list[Edited]:
    """All events of a report."""
    reading, _ = derive.newest_reading(db, report.document.id)
    tellings = [one.telling for one in report.standing]
    held = corrections.by_telling(report.revisions, tellings)
    return [
        Edited(report, one, tuple(held.get(one.telling.id, ())), reading) for one in report.standing
    ]


def corrected_by(db: Connection, id: int) -> Edited | None:
    """The event that a correction is about; None when it does not stand. StoreError when there is
    no such correction.
    """
    found = each(db, reports.shown(db, _report_of(db, id)))
    return next((one for one in found if any(made.id == id for made in one.history)), None)


def _report_of(db: Connection, id: int) -> str:
    c = tables.corrections.c
    source = db.execute(select(c.report).where(c.id == id)).scalar()
    if source is None:
        raise StoreError(f"correction {id}: there is none")
    return str(source)


def since(edited: Edited, seen: int) -> Sequence[Correction]:
    """What was said of an event after the correction that somebody saw last."""
    return [one for one in edited.history if one.id > seen]


# ------------------------------------------------------------------ acts
def correct(db: Connection, edited: Edited, field: str, new: Any, who: Author) -> int:
    """Keep a correction of one field; its id. InputError when the value does not fit, or its words
    are not those of the text.
    """
    told, source = edited.standing, edited.report.document
    if field != corrections.REVIEW:
        changed = corrections.corrected(told.event, field, new, source.outlet)
        additions.check_words(changed, source.text)
    done = corrections.correct(db, (told.telling, told.event), field, new, **who.said)
    _anew(db, [source.id])
    return done


def undo(db: Connection, id: int, who: Author) -> tuple[int, str]:
    """Take back a correction, an added event or an undoing; the id of the row that does, and the
    report. StoreError when there is none of this id, or it has been taken back already.
    """
    source = _report_of(db, id)
    if id in taken_back(corrections.of_report(db, source)):
        raise InputError(f"correction {id}: has been taken back already")
    done = corrections.undo(db, id, of=source, **who.said)
    _anew(db, [reports.shown(db, source).document.id])
    return done, source


def add(db: Connection, report: Shown, given: dict[str, Any], who: Author) -> str:
    """Keep an event that somebody adds to a report; its telling. InputError as for `correct`."""
    standing = [one.telling for one in report.standing]
    told = report.record.report
    id = additions.add(db, told, report.document.text, given, standing, **who.said)
    _anew(db, [report.document.id])
    return id


def events_of(db: Connection, tellings: Collection[str]) -> list[Edited]:
    """Several events, each once. StoreError when one of them is none."""
    return [event(db, telling) for telling in dict.fromkeys(tellings)]


def review(db: Connection, found: Collection[Edited], state: str, who: Author) -> list[int]:
    """Say the same word on many events, all or none; the ids of the corrections."""
    done = [
        corrections.correct(
            db, (one.standing.telling, one.standing.event), corrections.REVIEW, state, **who.said
        )
        for one in found
    ]
    homes = dict.fromkeys(one.report.document.id for one in found)
    if {state, *(one.standing.review for one in found)} <= WORDS_ALONE:
        for id in homes:
            derive.review(db, documents.by_id(db, id))
        merging.review(db, [one.standing.telling.id for one in found])
    else:
        _anew(db, homes)
    return done


def _anew(db: Connection, homes: Collection[int]) -> None:
    """Make the events of some reports anew, and the incidents that they are told in."""
    for id in homes:
        derive.report(db, documents.by_id(db, id))
    merging.place(db)
