"""Incidents: what many reports tell of one act, every claim kept beside who makes it.

All classes are frozen and hold no object of another stage but the report record. An incident is
never stored as truth: it is worked out anew from tellings and judgements (`rasid.incidents.merge`),
so only tellings and judgements need keeping. `rasid.record.to_json` turns each class into JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from rasid.model import Event, Report, Span

FIELDS = ("type", "status", "agents", "targets", "weapons", "place", "time", "casualties")
"""Fields of an event that claims are made about."""
STANCES = ("stated", "suspected", "claimed", "accused", "denied")
"""How a value is told: the certainties of an agent, and `denied` where the act is said not to be.
"""
VERDICTS = ("same", "different", "unsure")
MACHINE = "machine"
"""The author of the judgements that no person made."""
COPIES = ("original", "exact", "near", "part", "relay")
"""How a publication stands to the source it counts for: its own text, the same words, nearly the
same, a part of it, or another's account under the other's name.
"""
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
"""Suggested grading, after Airwars' scheme; see docs/incidents.md."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Hashes of what a report says, enough to compare reports without their text.

    `words` are its distinct normalised words, `sketch` the smallest hashes of its runs of words (a
    bottom-k sketch), both ascending 32-bit integers; `runs` counts its distinct runs, `length` its
    words. `persons` and `facilities` are those that it names (`rasid.incidents.naming`). Names of
    people cannot be read from any of it, but a guess can be checked against it.
    """

    words: tuple[int, ...]
    sketch: tuple[int, ...]
    runs: int
    length: int
    persons: tuple[int, ...] = ()
    facilities: tuple[int, ...] = ()

    def counted(self) -> Iterator[int]:
        """All whose rarity among reports is counted."""
        return chain(self.words, self.persons, self.facilities)


@dataclass(frozen=True, slots=True)
class Telling:
    """One act as one report tells it.

    `id` is made of the report's id, the hash of its text and the place of the trigger, so that
    reading the same text again gives the same id. `event` is null for a report in which no act
    could be read: by its words alone it may join an incident that others tell, and it claims
    nothing.
    """

    id: str
    report: Report
    event: Event | None
    wording: Wording


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose word a claim is: a source named in the report, else the outlet itself.

    `kind` is one of `rasid.model.SOURCE_KINDS`; `span` is null for the outlet.
    """

    kind: str
    name: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field that one telling makes; nothing is ever taken out of it.

    `field` is one of FIELDS, `value` the record's own JSON of the value without its span, `span`
    its words, `stance` one of STANCES. `engine` and `data` are the versions that read it.
    """

    id: str
    telling: str
    report: str
    field: str
    value: Mapping[str, Any]
    span: Span | None
    speakers: tuple[Speaker, ...]
    stance: str
    rules: tuple[str, ...]
    engine: str
    data: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two tellings are thought one act or two: a feature, what it added in log-odds, and the
    same in words.
    """

    feature: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Handle:
    """What a judgement remembers of a telling, so that it finds it again after another reading.

    `start` and `end` are the trigger's offsets, `sha256` the hash of the text it stands in; without
    an event they are 0 and `type` is empty.
    """

    telling: str
    report: str
    sha256: str
    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's word on whether two tellings tell one act. Judgements are only ever added.

    `by` is an author, or MACHINE; `at` an ISO time with its offset. One with `undoes` takes back
    the judgement of that id and says nothing else; it may itself be undone. Of several on one pair
    the latest holds, and between persons the later wins over the earlier that it contradicts.
    """

    id: str
    left: Handle
    right: Handle
    verdict: str
    score: float | None
    reasons: tuple[Reason, ...]
    by: str
    at: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """Why two tellings of an incident are together: log-odds with their reasons.

    `by` is MACHINE or the author of the judgement that made the link.
    """

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One telling and how it stands to its source; `copy` is one of COPIES.

    `of` is the id of the telling it repeats, null for an original or a relay of a source whose own
    report is not here; `share` how much of its text is the other's, 0 to 1.
    """

    telling: str
    report: str
    copy: str
    of: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Source:
    """An independent source with all its publications: what counts once.

    `id` is unique in the incident; `kind` one of `rasid.model.SOURCE_KINDS`.
    """

    id: str
    kind: str
    name: str | None
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reconciled field: what is best supported, between which bounds, and by which rule.

    `key` tells rows of one field apart: of casualties `outcome/group`, of agents and targets the
    actor; else it is empty. `best` has the shape of a claim's value and is null when nothing can be
    said. `low` and `high` bound a toll (people; `high` null is open-ended) and are null elsewhere.
    `rule` names the rule that chose (docs/incidents.md), `words` says what it did. `support` and
    `against` are ids of claims. `disagreement` is 0 where all agree and 1 where nobody does.
    """

    field: str
    key: str
    best: Mapping[str, Any] | None
    low: int | None
    high: int | None
    rule: str
    words: str
    support: tuple[str, ...]
    against: tuple[str, ...]
    disagreement: float


@dataclass(frozen=True, slots=True)
class Grade:
    """A suggestion of how well an incident is attested: `name` is one of GRADES."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One act with all that is claimed of it.

    `id` is made of its founder, the telling that was published first, so that reports which come
    later leave it as it is. `stale` are judgements that bind it but were made on another text or on
    tellings that contradict them now: they ask again. `doubt` is 0 to 1: how weak its weakest link
    is. `disagreement` is the greatest of its findings.
    """

    id: str
    founder: str
    tellings: tuple[Telling, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    grade: Grade
    disagreement: float
    doubt: float
    stale: tuple[str, ...]


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def handle(telling: Telling) -> Handle:
    """What a judgement remembers of a telling."""
    event, report = telling.event, telling.report
    if event is None:
        return Handle(telling.id, report.id, report.sha256, 0, 0, "")
    trigger = event.trigger
    return Handle(telling.id, report.id, report.sha256, trigger.start, trigger.end, event.type)


def judgement(
    left: Telling | Handle,
    right: Telling | Handle,
    verdict: str,
    *,
    by: str,
    at: str,
    score: float | None = None,
    reasons: tuple[Reason, ...] = (),
) -> Judgement:
    """A judgement with its id; the two sides may come in either order.

    ValueError when the verdict is not one of VERDICTS or both sides are one telling.
    """
    one, other = sorted((_handle(left), _handle(right)), key=lambda side: side.telling)
    if verdict not in VERDICTS:
        raise ValueError(f"verdict: {verdict!r} is not one of {', '.join(VERDICTS)}")
    if one.telling == other.telling:
        raise ValueError("a judgement needs two tellings")
    id = digest("judgement", one.telling, other.telling, verdict, by, at)
    return Judgement(id, one, other, verdict, score, reasons, by, at, None)


def undo(judged: Judgement, *, by: str, at: str) -> Judgement:
    """The judgement that takes another back."""
    id = digest("undo", judged.id, by, at)
    return replace(judged, id=id, score=None, reasons=(), by=by, at=at, undoes=judged.id)


def _handle(side: Telling | Handle) -> Handle:
    return handle(side) if isinstance(side, Telling) else side
