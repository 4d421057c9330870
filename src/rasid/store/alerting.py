"""Alerts in the workspace: which events rules have not seen, what waits to be sent, what was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from rasid.incidents.model import digest
from rasid.model import Record
from rasid.store import corrections, derive, documents, rows, tables
from rasid.store.derive import Standing
from rasid.store.documents import Document
from rasid.store.doing import alerted, marks
from rasid.store.intake import now
from rasid.store.tables import events, members

WAITING, SENT, FAILED = "waiting", "sent", "failed"
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class News:
    """A report that rules have not seen, as it stands, and its events that no person rejected."""

    document: Document
    record: Record
    events: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to be sent: for which rule, of what, to which output."""

    rule: str
    subject: str
    output: str
    payload: str
    tries: int = 0


def begin(db: Connection, rules: Iterable[str]) -> None:
    """Let rules that are new see what comes from now on."""
    newest = int(db.execute(select(func.max(tables.documents.c.id))).scalar() or 0)
    told = [{"name": name, "document": newest} for name in rules]
    if told:
        db.execute(insert(marks).on_conflict_do_nothing(), told)


def seen(db: Connection, rule: str) -> int:
    """The last document that a rule has seen."""
    query = select(marks.c.document).where(marks.c.name == rule)
    return int(db.execute(query).scalar() or 0)


def see(db: Connection, rule: str, document: int) -> None:
    """Note that a rule has seen all documents up to this one."""
    db.execute(update(marks).where(marks.c.name == rule).values(document=document))


def news(db: Connection, after: int) -> Iterator[News]:
    """The reports that came after a document, in their order."""
    while some := documents.current(db, after, AT_ONCE):
        for document in some:
            _, record = derive.newest_reading(db, document.id)
            told = derive.standing(
                record, corrections.of_report(db, document.source), document.text
            )
            kept = tuple(one for one in told if one.review != rows.REJECTED)
            yield News(document, record, kept)
        after = some[-1].id


# ------------------------------------------------------------------ what an alert is about
def subject_of(document: Document, one: Standing, record: Record) -> str:
    """What an alert on an event is about: the report, and what it says was done where and when. A
    newer version of the report that says the same is about the same.
    """
    row = rows.row(one.event, record.report, one.review)
    return _subject(document.source, row["type"], row["place"], row["day"])


def told_before(db: Connection, rule: str, telling: str, subject: str) -> bool:
    """Whether a rule has had an alert on this, or on another report's telling of the incident."""
    subjects = {subject, *_of_incident(db, telling)}
    query = select(alerted.c.subject).where(
        alerted.c.rule == rule, alerted.c.subject.in_(sorted(subjects))
    )
    return db.execute(query.limit(1)).first() is not None


def _of_incident(db: Connection, telling: str) -> Iterator[str]:
    """What alerts on all tellings of an incident are about."""
    home = select(members.c.incident).where(members.c.telling == telling).scalar_subquery()
    d, e = tables.documents, events
    joined = e.join(d, d.c.id == e.c.document).join(members, members.c.telling == e.c.telling)
    query = select(d.c.source, e.c.type, e.c.place, e.c.day).select_from(joined)
    for source, type_, place, day in db.execute(query.where(members.c.incident == home)):
        yield _subject(source, type_, place, day)


def _subject(source: str, type_: str, place: str | None, day: str) -> str:
    return digest("alert", source, type_, place or "", day)


# ------------------------------------------------------------------ on their way
def queue(db: Connection, rule: str, subject: str, payloads: Mapping[str, str]) -> None:
    """Let something be sent to outputs; what was queued before stays as it is."""
    moment = now()
    told = [
        {
            "rule": rule, "subject": subject, "output": output, "state": WAITING,
            "payload": payload, "tries": 0, "due_at": moment, "at": moment,
        }
        for output, payload in payloads.items()
    ]  # fmt: skip
    if told:
        db.execute(insert(alerted).on_conflict_do_nothing(), told)


def waiting(db: Connection, outputs: Iterable[str], moment: str) -> list[Alert]:
    """What is to be sent to some outputs now, the oldest first."""
    c = alerted.c
    query = select(c.rule, c.subject, c.output, c.payload, c.tries).where(
        c.state == WAITING, c.due_at <= moment, c.output.in_(sorted(outputs))
    )
    return [Alert(*row) for row in db.execute(query.order_by(c.at, c.subject, c.output))]


def next_due(db: Connection, outputs: Iterable[str]) -> str | None:
    """When the next alert is to be tried; None when none waits."""
    c = alerted.c
    query = select(func.min(c.due_at)).where(c.state == WAITING, c.output.in_(sorted(outputs)))
    return db.execute(query).scalar()


def sent(db: Connection, alert: Alert) -> None:
    """Note that an output took an alert."""
    _note(db, alert, state=SENT, fault=None)


def failed(db: Connection, alert: Alert, fault: str, again_at: str | None) -> None:
    """Note that an output did not take an alert, and when to try again, if at all."""
    state = FAILED if again_at is None else WAITING
    _note(db, alert, state=state, fault=fault, due_at=again_at or now())


def _note(db: Connection, alert: Alert, **told: Any) -> None:
    c = alerted.c
    this = (c.rule == alert.rule, c.subject == alert.subject, c.output == alert.output)
    db.execute(update(alerted).where(*this).values(tries=alert.tries + 1, at=now(), **told))
