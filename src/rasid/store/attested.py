"""An incident as one event: its best supported values, for formats that have a row for each act.

What sources differ on is not hidden: the tolls keep their bounds, and the fields that are at odds
are named beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasid import model
from rasid.export.rows import TOLL_GROUPS, Item, Merged, Toll
from rasid.incidents.model import Claim, Finding, Incident, Source
from rasid.incidents.reconcile import told_by
from rasid.incidents.tolls import ALL, by_side
from rasid.ingest.privacy import pseudonym
from rasid.record import part, to_json
from rasid.store.corrections import coded_and_told

NOWHERE = model.Span(0, 0, "")
"""The words of an incident stand in several texts: it points into none."""
PEOPLE = ("children", "women", "men")
BY_PUBLICATION = "time.by_publication"


def item(incident: Incident) -> Item:
    """The incident as an item of an export."""
    founder = next(t for t in incident.tellings if t.id == incident.founder)
    tolls = tuple(_tolls(incident))
    telling = [t for t in incident.tellings if t.event is not None]
    reports = tuple({t.report.id: t.report for t in telling}.values())
    report = replace(founder.report, id=incident.id, published=_first_day(reports))
    record = model.Record(report, (_event(incident, tolls),), ())
    return Item(record, _merged(incident, tolls, reports))


def _first_day(reports: Iterable[model.Report]) -> str | None:
    return min((report.published for report in reports if report.published), default=None)


def _merged(
    incident: Incident, tolls: tuple[Toll, ...], reports: tuple[model.Report, ...]
) -> Merged:
    alias = pseudonym(f"incident {incident.id}") + pseudonym(f"and {incident.id}")
    differ = dict.fromkeys(f.field for f in incident.findings if f.disagreement)
    return Merged(
        incident.id,
        alias,
        incident.grade.name,
        incident.grade.reasons,
        tolls,
        len(list(_speaking(incident))),
        reports,
        not _is_by_publication(incident),
        incident.disagreement,
        tuple(differ),
        tuple(by_side(told_by(incident.tellings, incident.sources, incident.claims), "killed")),
        tuple(_place_words(incident)),
    )


def _place_words(incident: Incident) -> Iterator[str]:
    support = {id for f in incident.findings if f.field == "place" for id in f.support}
    told = (c.span.text for c in incident.claims if c.id in support and c.span)
    yield from dict.fromkeys(told)


def _speaking(incident: Incident) -> Iterator[Source]:
    """Sources that tell an act; those of a report in which none was read, or all were rejected,
    claim nothing.
    """
    telling = {t.id for t in incident.tellings if t.event is not None}
    for source in incident.sources:
        if telling & {publication.telling for publication in source.publications}:
            yield source


def _is_by_publication(incident: Incident) -> bool:
    return any(found.rule == BY_PUBLICATION for found in incident.findings)


# ------------------------------------------------------------------ the event
def _event(incident: Incident, tolls: Sequence[Toll]) -> model.Event:
    told = [t.event for t in incident.tellings if t.event is not None]
    best = {f.field: f.best for f in incident.findings if f.best is not None}
    founder = next(t.event for t in incident.tellings if t.id == incident.founder)
    assert founder is not None
    made = replace(
        founder,
        id="e1",
        type=best["type"]["type"],
        status=best["status"]["status"],
        main=any(event.main for event in told),
        trigger=NOWHERE,
        agents=tuple(_agents(incident)),
        targets=tuple(_each(incident, "targets", model.Target)),
        weapons=tuple(_each(incident, "weapons", model.Weapon)),
        place=_built(best["place"], model.Place) if "place" in best else None,
        time=_time(best.get("time")),
        casualties=tuple(_casualties(tolls)),
        sources=tuple(model.Source(s.kind, s.name, NOWHERE) for s in _speaking(incident)),
        confidence=max(event.confidence for event in told),
        rules=tuple(dict.fromkeys(rule for event in told for rule in event.rules)),
    )
    parties = [a.actor for a in made.agents] + [t.actor for t in made.targets if t.actor]
    named = [*parties, *(s.name for s in made.sources if s.name)]
    told_day = replace(made, time=None) if _is_by_publication(incident) else made
    return replace(coded_and_told(told_day, named=named), time=made.time)


def _built(value: Mapping[str, Any], kind: type[Any]) -> Any:
    return part({**value, "span": to_json(NOWHERE)}, kind)


def _each(incident: Incident, field: str, kind: type[Any]) -> Iterator[Any]:
    for found in incident.findings:
        if found.field == field and found.best is not None:
            yield _built(found.best, kind)


def _agents(incident: Incident) -> Iterator[model.Agent]:
    """Every doer that anybody names, as surely as the surest of them; those denied are none."""
    for found in incident.findings:
        stances = (found.best or {}).get("stances", ())
        sure = [stance for stance in model.CERTAINTIES if stance in stances]
        if found.field == "agents" and found.best is not None and sure:
            surest = "claimed" if "claimed" in sure else sure[0]
            yield _built({**found.best, "certainty": surest}, model.Agent)


def _time(best: Mapping[str, Any] | None) -> model.Time | None:
    if best is None:
        return None
    empty = {"part_of_day": None, "duration_min": None}
    time: model.Time = _built({**empty, **best}, model.Time)
    return time


# ------------------------------------------------------------------ tolls
def _tolls(incident: Incident) -> Iterator[Toll]:
    for found in incident.findings:
        if found.field == "casualties":
            yield _toll(found)
    for outcome in ("killed", "injured"):
        for who in PEOPLE:
            counts = list(_counted(incident, outcome, who))
            if counts:
                ordered = sorted(counts)
                middle = ordered[(len(ordered) - 1) // 2]
                yield Toll(outcome, who, ordered[0], middle, ordered[-1])


def _toll(found: Finding) -> Toll:
    outcome, group = found.key.split("/")
    best = (found.best or {})["number"]
    low = best if found.low is None else found.low
    return Toll(outcome, TOLL_GROUPS[0] if group == ALL else group, low, best, found.high)


def _counted(incident: Incident, outcome: str, who: str) -> Iterator[int]:
    """What each source told last of children, women or men, where it counts them."""
    for source in incident.sources:
        own = [p.telling for p in source.publications]
        for telling in reversed([t.id for t in incident.tellings if t.id in own]):
            rows = [c for c in incident.claims if c.telling == telling and _is_toll(c, outcome)]
            numbers = [c.value[who] for c in rows if c.value[who] is not None]
            if numbers:
                yield sum(numbers)
                break


def _is_toll(claim: Claim, outcome: str) -> bool:
    return claim.field == "casualties" and claim.value["outcome"] == outcome


def _casualties(tolls: Sequence[Toll]) -> Iterator[model.Casualty]:
    """A row for each outcome with its bounds; of a group when all are of that group."""
    for toll in (t for t in tolls if t.group == TOLL_GROUPS[0]):
        same = [t for t in tolls if t.outcome == toll.outcome and t != toll]
        group = next((t.group for t in same if _bounds(t) == _bounds(toll)
                      and t.group in model.GROUPS), "unknown")  # fmt: skip
        children, women, men = (_low(same, who) for who in PEOPLE)
        yield model.Casualty(
            toll.outcome,
            toll.low,
            toll.high,
            group,
            children,
            women,
            men,
            None,
            NOWHERE,
        )


def _low(tolls: Iterable[Toll], group: str) -> int | None:
    return next((toll.low for toll in tolls if toll.group == group), None)


def _bounds(toll: Toll) -> tuple[int, int, int | None]:
    return toll.low, toll.best, toll.high
