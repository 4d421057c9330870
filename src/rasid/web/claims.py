"""The claims of an incident beside each other: fields by sources, and what is best supported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rasid.incidents.model import FIELDS, Claim, Finding, Incident, Source
from rasid.record import part
from rasid.web.naming import Naming
from rasid.web.values import PARTS

NO_WORDS = {"start": 0, "end": 0, "text": ""}


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells: `against` the best supported value; `report` is where it stands."""

    label: str
    note: str
    against: bool
    report: str
    telling: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A value with the names of the sources that tell it."""

    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A field: the best supported values, what chose them, and a cell for each source; `voices`
    where sources disagree.
    """

    field: str
    heading: str
    best: tuple[str, ...]
    why: str
    disagreement: float
    cells: tuple[tuple[Told, ...], ...]
    voices: tuple[Voice, ...]


def matrix(incident: Incident, naming: Naming) -> list[Row]:
    """The rows that anybody says something about, in the order of the record's fields."""
    table = _Table(incident, naming)
    rows = (row for field in FIELDS for row in table.rows(field))
    return [row for row in rows if row.best or any(row.cells)]


def source_name(source: Source, naming: Naming) -> str:
    """What a source is called."""
    if source.name:
        return naming.actor(source.name)
    return naming.code("source", source.kind)


@dataclass(frozen=True, slots=True)
class _Table:
    incident: Incident
    naming: Naming

    def rows(self, field: str) -> Iterator[Row]:
        findings = [one for one in self.incident.findings if one.field == field]
        claims = [one for one in self.incident.claims if one.field == field]
        if field == "casualties":
            yield from (self._toll(one, claims) for one in _distinct(findings))
        elif findings or claims:
            yield self._row(field, findings, claims)

    def _row(self, field: str, findings: Sequence[Finding], claims: Sequence[Claim]) -> Row:
        best = [self._best(one) for one in findings if one.best is not None]
        worst = max((one.disagreement for one in findings), default=0.0)
        against = set[str]().union(*(one.against for one in findings))
        against -= set[str]().union(*(one.support for one in findings[:1]))
        why = self._why(findings[0]) if len(findings) == 1 else ""
        cells = self._cells(claims, against)
        told = self._voices(cells) if worst else ()
        heading = self.naming.code("field", field)
        return Row(field, heading, tuple(best), why, worst, cells, told)

    def _toll(self, one: Finding, claims: Sequence[Claim]) -> Row:
        outcome, _, group = one.key.partition("/")
        told = [
            c
            for c in claims
            if c.value["outcome"] == outcome and group in ("all", c.value["group"])
        ]
        heading = self.naming.code("outcome", outcome)
        if group != "all":
            heading += self.naming.comma + self.naming.code("group", group)
        cells = self._cells(told, set(one.against))
        voices = self._voices(cells) if one.disagreement else ()
        best = (self._best(one),) if one.best is not None else ()
        return Row("casualties", heading, best, self._why(one), one.disagreement, cells, voices)

    def _best(self, one: Finding) -> str:
        value = dict(one.best or {})
        if one.field != "casualties":
            return label(one.field, value, self.naming)
        number, say = value["number"], self.naming.language.say
        if one.low == one.high == number:
            return str(number)
        if one.high is None:
            return say("incident.open_bounds", best=str(number), low=str(one.low))
        return say("incident.bounds", best=str(number), low=str(one.low), high=str(one.high))

    def _why(self, one: Finding) -> str:
        """The rule that chose, with how many sources are for it."""
        name = f"incident.rule.{one.rule}"
        if name not in self.naming.language.messages:
            return ""
        voice = {p.telling: s.id for s in self.incident.sources for p in s.publications}
        home = {c.id: voice[c.telling] for c in self.incident.claims}
        yes = {home[id] for id in one.support}
        every = yes | {home[id] for id in one.against}
        say = self.naming.language.say
        return say(name, n=len(yes), all=say("incident.of_sources", n=len(every)))

    def _cells(self, claims: Sequence[Claim], against: set[str]) -> tuple[tuple[Told, ...], ...]:
        return tuple(self._cell(claims, source, against) for source in self.incident.sources)

    def _cell(self, claims: Sequence[Claim], source: Source, against: set[str]) -> tuple[Told, ...]:
        own = {publication.telling for publication in source.publications}
        told: dict[tuple[str, str], Told] = {}
        for claim in claims:
            if claim.telling in own:
                one = self._told(claim, claim.id in against)
                known = told.setdefault((one.label, one.note), one)
                if one.against and not known.against:
                    told[one.label, one.note] = one
        return tuple(told.values())

    def _told(self, claim: Claim, against: bool) -> Told:
        sure = claim.stance == "stated" or claim.field == "status"
        note = "" if sure else self.naming.code("certainty", claim.stance)
        words = label(claim.field, dict(claim.value), self.naming)
        return Told(words, note, against, claim.report, claim.telling)

    def _voices(self, cells: Sequence[Sequence[Told]]) -> tuple[Voice, ...]:
        """Each value with who tells it, that of most sources first."""
        names: dict[str, list[str]] = {}
        for source, told in zip(self.incident.sources, cells, strict=True):
            for one in told:
                names.setdefault(one.label, []).append(source_name(source, self.naming))
        ordered = sorted(names.items(), key=lambda pair: -len(pair[1]))
        return tuple(Voice(words, tuple(dict.fromkeys(who))) for words, who in ordered)


def _distinct(tolls: Sequence[Finding]) -> Iterator[Finding]:
    """Without the row of a group that says what that of all people says already."""
    shown: set[tuple[object, ...]] = set()
    for one in tolls:
        number = (one.best or {}).get("number")
        said = one.key.partition("/")[0], number, one.low, one.high, one.support, one.against
        if said not in shown:
            yield one
        shown.add(said)


def label(field: str, value: dict[str, Any], naming: Naming) -> str:
    """The value of a claim, or the best of a finding, in a few words."""
    if field in ("type", "status"):
        return naming.code(field, str(value[field]))
    if field in ("agents", "targets") and value.get("actor"):
        return naming.actor(str(value["actor"]))
    if field == "targets":
        return naming.code("target", str(value["kind"]))
    if field == "weapons":
        return naming.code("weapon", str(value["class"]))
    if field == "time":
        value = {"part_of_day": None, "duration_min": None, **value}
    told: Any = part({**value, "span": NO_WORDS}, PARTS[field])
    if field == "place":
        return naming.place(told)
    return naming.days(told) if field == "time" else naming.toll(told)
