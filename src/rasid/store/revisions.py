"""What a row of a table was made of, as its column `rasid_rev` says.

An event: the reading, the event in it, the last correction of its report (`12-e1-40`). An incident:
those of all that it is told by (`incident:12-e1-40+15-e2-0`). Behind either stands, since it went
out, the letter of the profile (`12-e1-40-p`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from rasid.export.profiles import PROFILES
from rasid.export.rows import State
from rasid.incidents.model import Incident, Telling
from rasid.store import rows
from rasid.store.membership import chunks
from rasid.store.tables import corrections, events, readings, tellings

SHORT = {profile[0]: profile for profile in PROFILES if profile != "public"}
"""How a row says under which profile it went out; public rows do not come back."""
INCIDENT = "incident:"
AND = "+"
NONE = "0"
"""The number of the event of a report that tells no act."""
LONGEST = 30_000
"""Characters that a cell of a spreadsheet surely holds."""
MIXED = "mixed"
"""The review state of an incident whose events are in several."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A reading, an event in it, and the last correction of its report that counted."""

    reading: int
    number: str
    last: int

    def __str__(self) -> str:
        return f"{self.reading}-{self.number}-{self.last}"


@dataclass(frozen=True, slots=True)
class Marked:
    """What a cell says: the revisions, the profile, and whether they make an incident."""

    revisions: tuple[Revision, ...]
    profile: str
    incident: bool

    def of(self, revision: Revision) -> str:
        """The cell of the row that one of its events has in a table of events."""
        return f"{revision}-{self.profile[0]}"


def read(cell: str) -> Marked:
    """What a cell says. ValueError, in words, when it is none."""
    if not cell:
        raise ValueError("it has no rasid_rev: rows that people added are not taken")
    told, _, letter = cell.rpartition("-")
    incident = told.startswith(INCIDENT)
    parts = [one.split("-") for one in told.removeprefix(INCIDENT).split(AND)]
    if not all(len(p) == 3 and p[0].isdecimal() and p[2].isdecimal() for p in parts):
        raise ValueError(f"{cell!r} is no rasid_rev")
    if letter not in SHORT:
        raise ValueError(f"{cell!r}: went out under a profile that is not known")
    return Marked(tuple(Revision(int(r), n, int(c)) for r, n, c in parts), SHORT[letter], incident)


# ------------------------------------------------------------------ of incidents
def of_incidents(db: Connection, made: Sequence[Incident]) -> dict[str, State]:
    """How incidents stand, by id: their revisions, and the review state of their events."""
    told = {telling.id: telling for incident in made for telling in incident.tellings}
    found = _Found.of(db, told)
    return {incident.id: found.state(incident) for incident in made}


@dataclass(frozen=True, slots=True)
class _Found:
    """By telling its reading and its review state, by report its last correction."""

    readings: Mapping[str, int]
    reviews: Mapping[str, str]
    last: Mapping[str, int]

    @classmethod
    def of(cls, db: Connection, told: Mapping[str, Telling]) -> _Found:
        read: dict[str, int] = {}
        reviews: dict[str, str] = {}
        last: dict[str, int] = {}
        for some in chunks(told):
            read |= _readings(db, some)
            query = select(events.c.telling, events.c.review).where(events.c.telling.in_(some))
            reviews |= {row.telling: row.review for row in db.execute(query)}
        for some in chunks({telling.report.id for telling in told.values()}):
            last |= _last(db, some)
        return cls(read, reviews, last)

    def state(self, incident: Incident) -> State:
        told = [t for t in incident.tellings if t.id in self.readings]
        words = {self.reviews.get(t.id, rows.OPEN) for t in told if t.event is not None}
        written = INCIDENT + AND.join(str(self._revision(telling)) for telling in told)
        (review,) = words if len(words) == 1 else (MIXED,)
        return State(review, written if len(written) <= LONGEST else "")

    def _revision(self, telling: Telling) -> Revision:
        number = telling.event.id if telling.event else NONE
        return Revision(self.readings[telling.id], number, self.last.get(telling.report.id, 0))


def _readings(db: Connection, ids: Iterable[str]) -> dict[str, int]:
    newest = func.max(readings.c.id)
    query = (
        select(tellings.c.telling, newest.label("reading"))
        .join(readings, readings.c.document == tellings.c.document)
        .where(tellings.c.telling.in_(list(ids)))
        .group_by(tellings.c.telling)
    )
    return {row.telling: row.reading for row in db.execute(query)}


def _last(db: Connection, reports: Iterable[str]) -> dict[str, int]:
    c = corrections.c
    query = select(c.report, func.max(c.id).label("id")).where(c.report.in_(list(reports)))
    return {row.report: row.id for row in db.execute(query.group_by(c.report))}
