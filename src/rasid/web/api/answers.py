"""What the API answers, as frozen dataclasses beside those of the record and the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasid.incidents.model import Claim, Incident, Judgement
from rasid.model import Event, Record
from rasid.store.documents import ReportRow
from rasid.store.find import Listed
from rasid.store.listing import Row


@dataclass(frozen=True, slots=True)
class Revision:
    """A correction of one field by one person. `undoes` is the id of the revision that it takes
    back; `void` says that a later one takes it back.
    """

    id: int
    telling: str
    field: str
    old: Any
    new: Any
    note: str
    by: str
    at: str
    undoes: int | None
    void: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event of a report stands: `id` is its number in the record, `telling` what it goes by
    under `/api/v1/events`, `etag` what a correction of it gives as `If-Match`.
    """

    id: str
    telling: str
    review: str
    incident: str | None
    etag: str


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """A report as it stands: `n` is its number in the workspace, `record` has the corrections in
    force and the events that persons added, `revisions` are all corrections, undone ones too.
    """

    n: int
    id: str
    version: int
    path: str
    retrieved_at: str
    readings: int
    record: Record
    events: tuple[Standing, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The text that all offsets of a report count code points of."""

    n: int
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """An event as it stands, in its report."""

    telling: str
    n: int
    source: str
    outlet: str | None
    published: str | None
    review: str
    incident: str | None
    etag: str
    event: Event
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class IncidentAnswer:
    """An incident, what persons said of its reports, and what its tellings are called. The wordings
    of its reports, which are for comparing them, are left out.
    """

    incident: Incident
    judgements: tuple[Judgement, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """The revisions that keep what was said; `etags` are what the next change of each event that
    stands gives as `If-Match`, by telling.
    """

    corrections: tuple[int, ...]
    etags: dict[str, str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The revision that keeps a correction, and the event as it stands now."""

    correction: int
    event: EventAnswer


# ------------------------------------------------------------------ pages
@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, the newest first; `next` is the cursor of the next page, null on the last."""

    items: tuple[Listed, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Reports, the latest that were added first."""

    items: tuple[ReportRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Incidents, the newest first."""

    items: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """Judgements, the latest first."""

    items: tuple[Judgement, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """All revisions of an event, the oldest first."""

    items: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All claims of an incident."""

    items: tuple[Claim, ...]
