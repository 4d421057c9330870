"""The incidents of a period and an area out of the workspace, shared under a profile.

Numbers are those of the incident, worked out from all that its reports tell; places, sources and
sentences are made from the tellings as the profile leaves them. Events that a person rejected are
in no incident, so they are not here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from rasid.export.profiles import DELAY, Sharing
from rasid.incidents.merge import incident
from rasid.incidents.model import Incident, Telling
from rasid.incidents.tellings import every
from rasid.model import Event, Record, Report
from rasid.situation.model import Act, Area, LeftOut, Period, Question
from rasid.situation.sentence import sentence
from rasid.situation.shown import Shown, act
from rasid.store import derive, merging, rows
from rasid.store.additions import EMPTY
from rasid.store.tables import events, incidents, members, tellings

LAST = "9999-12-32"
"""After all days."""
TOGETHER = 500
"""Incidents that are loaded at once."""


def acts(db: Connection, asked: Question, sharing: Sharing, today: date) -> list[Act]:
    """The incidents that begin in the period, in the area; the earliest first.

    Those that the profile holds back, as happened or published too short before `today`, are left
    out.
    """
    found = _ids(db, asked.period, asked.area)
    held = DELAY[sharing.profile]
    young = (today - timedelta(days=held - 1)).isoformat() if held else LAST
    out: list[Act] = []
    for at in range(0, len(found), TOGETHER):
        out += _Loaded.of(db, found[at : at + TOGETHER]).acts(sharing, young)
    return sorted(out, key=lambda one: (one.day, one.country, one.admin1, one.id))


def _ids(db: Connection, period: Period, area: Area) -> list[str]:
    c = incidents.c
    days = c.day.between(period.start.isoformat(), period.end.isoformat())
    query = select(c.id).where(days)
    if area.country:
        query = query.where(c.country == area.country)
    if area.admin1:
        query = query.where(c.admin1 == area.admin1)
    return list(db.execute(query.order_by(c.day, c.id)).scalars())


def left_out(db: Connection, asked: Question) -> LeftOut:
    """Incidents that may belong into the report, but nobody tells when or where they were."""
    c, area = incidents.c, asked.area
    days = c.day.between(asked.period.start.isoformat(), asked.period.end.isoformat())
    nowhere: ColumnElement[bool] = c.country.is_(None)
    if area.admin1:
        nowhere = or_(nowhere, and_(c.country == area.country, c.admin1.is_(None)))
    here = [c.day == ""]
    here += [c.country == area.country] if area.country else []
    here += [c.admin1 == area.admin1] if area.admin1 else []
    query = select(func.count()).select_from(incidents)
    unplaced = db.execute(query.where(days, nowhere)).scalar_one() if area.country else 0
    return LeftOut(db.execute(query.where(*here)).scalar_one(), unplaced)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Some incidents with all their tellings."""

    rows: Mapping[str, Mapping[str, str]]
    home: Mapping[str, str]
    told: Mapping[str, Telling]
    wholes: Mapping[str, frozenset[str]]
    reviews: Mapping[str, str]

    @classmethod
    def of(cls, db: Connection, ids: Collection[str]) -> _Loaded:
        rows_ = {
            row.id: dict(row._mapping)
            for row in db.execute(select(incidents).where(incidents.c.id.in_(ids)))
        }
        query = select(members.c.telling, members.c.incident).where(members.c.incident.in_(ids))
        home = {row.telling: row.incident for row in db.execute(query)}
        told = merging.load(db, home)
        return cls(rows_, home, told, _wholes(db, home), _reviews(db, home))

    def acts(self, sharing: Sharing, young: str) -> Iterator[Act]:
        by: dict[str, list[Telling]] = {}
        for id, telling in self.told.items():
            by.setdefault(self.home[id], []).append(telling)
        for number, (id, group) in enumerate(sorted(by.items()), start=1):
            published = max((telling.report.published or "" for telling in group), default="")
            if max(published, self.rows[id]["last_day"]) < young:
                yield self._act(id, incident(group), sharing, number)

    def _act(self, id: str, whole: Incident, sharing: Sharing, number: int) -> Act:
        shared = {
            telling.id: _shared(telling.report, telling.event, sharing, number)
            for telling in whole.tellings
            if telling.event is not None
        }
        reviewed = sum(self.reviews.get(t.id) in DECIDED for t in whole.tellings)
        wholes = frozenset(w for t in whole.tellings for w in self.wholes.get(t.id, ())) - {id}
        shown = Shown(whole, shared, dict(self.rows[id]))
        return sentence(act(shown, reviewed, tuple(sorted(wholes))), shown, sharing.lexicon)


DECIDED = frozenset((rows.CONFIRMED, rows.CORRECTED))


def _shared(report: Report, event: Event, sharing: Sharing, number: int) -> tuple[Report, Event]:
    record, _ = sharing.shared(Record(report, (event,), ()), number)
    return record.report, record.events[0]


def _wholes(db: Connection, home: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each telling of a part the incidents that tell the whole."""
    ids = list(home)
    out: dict[str, frozenset[str]] = {}
    documents: set[int] = set()
    for at in range(0, len(ids), TOGETHER):
        query = select(tellings.c.document).where(tellings.c.telling.in_(ids[at : at + TOGETHER]))
        documents |= set(db.execute(query).scalars())
    for document in sorted(documents):
        _, record = derive.newest_reading(db, document)
        if record.relations:
            out |= _of_record(record, home)
    return out


def _of_record(record: Record, home: Mapping[str, str]) -> dict[str, frozenset[str]]:
    told = every(record, EMPTY)
    at = {one.event.id: home[one.id] for one in told if one.event and one.id in home}
    telling = {one.event.id: one.id for one in told if one.event}
    out: dict[str, frozenset[str]] = {}
    for link in record.relations:
        if link.kind == "part_of" and link.from_ in at and link.to in at:
            id = telling[link.from_]
            out[id] = out.get(id, frozenset()) | {at[link.to]}
    return out


def _reviews(db: Connection, home: Mapping[str, str]) -> dict[str, str]:
    ids = list(home)
    out: dict[str, str] = {}
    for at in range(0, len(ids), TOGETHER):
        some = events.c.telling.in_(ids[at : at + TOGETHER])
        query = select(events.c.telling, events.c.review).where(some)
        out |= {row.telling: row.review for row in db.execute(query)}
    return out
