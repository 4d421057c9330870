"""One incident as it may be shown: numbers from all claims, all else as the profile leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rasid.export.profiles import SMALL_SOURCES
from rasid.incidents.model import Finding, Incident, Source, Telling, digest
from rasid.incidents.tolls import ALL, people
from rasid.model import Event, Place, Report, Summary
from rasid.record import to_json
from rasid.situation.model import OUTCOMES, Act, Toll, Voice

CIVILIAN = "civilian"


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident, its tellings as they may be shown (by id), and its row in lists."""

    whole: Incident
    shared: Mapping[str, tuple[Report, Event]]
    row: Mapping[str, Any]


def act(shown: Shown, reviewed: int, parts_of: tuple[str, ...]) -> Act:
    """The incident, still without its sentence."""
    row, whole = shown.row, shown.whole
    place = best_place(shown)
    return Act(
        id=whole.id,
        day=row["day"],
        last_day=row["last_day"],
        dated=_dated(whole),
        type=row["type"],
        status=row["status"],
        grade=whole.grade.name,
        country=row["country"] or "",
        admin1=row["admin1"] or "",
        place=place,
        tolls=tuple(_tolls(whole, ALL)),
        civilians=tuple(_tolls(whole, CIVILIAN)),
        voices=tuple(_voice(source, shown) for source in whole.sources),
        disputed=_disputed(whole),
        summary=Summary("", ""),
        reports=len({telling.report.id for telling in whole.tellings}),
        reviewed=reviewed,
        parts_of=parts_of,
        known_as=tuple(digest("incident", t.id) for t in whole.tellings if t.event is not None),
    )


def finding(whole: Incident, field: str, key: str = "") -> Finding | None:
    """What was found of a field; None when nobody tells it."""
    return next((f for f in whole.findings if f.field == field and f.key == key), None)


def best_place(shown: Shown) -> Place | None:
    """The place that is best supported, as one of the tellings may show it."""
    found = finding(shown.whole, "place")
    best = found.best if found else None
    if best is None:
        return None
    for telling in shown.whole.tellings:
        if telling.event is not None and telling.event.place is not None:
            told = to_json(telling.event.place)
            if all(told[name] == value for name, value in best.items() if name in told):
                return shown.shared[telling.id][1].place
    return None


def _dated(whole: Incident) -> bool:
    found = finding(whole, "time")
    return found is not None and found.rule != "time.by_publication"


def _tolls(whole: Incident, group: str) -> Iterator[Toll]:
    for outcome in OUTCOMES:
        found = finding(whole, "casualties", f"{outcome}/{group}")
        if found is not None and found.best is not None and found.low is not None:
            yield Toll(outcome, found.low, int(found.best["number"]), found.high)


def _disputed(whole: Incident) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.field for f in whole.findings if f.disagreement or f.against))


# ------------------------------------------------------------------ voices
def _voice(source: Source, shown: Shown) -> Voice:
    ids = {publication.telling for publication in source.publications}
    own = [t for t in shown.whole.tellings if t.id in ids and t.event is not None]
    kind, name = _known_as(source, [shown.shared[telling.id] for telling in own])
    agents = ((a.actor, a.certainty) for t in own for a in shown.shared[t.id][1].agents)
    statuses = [telling.event.status for telling in own if telling.event is not None]
    return Voice(
        source.id,
        kind,
        name,
        len({publication.report for publication in source.publications}),
        tuple(_latest(own)),
        tuple(dict.fromkeys(agents)),
        statuses[-1] if statuses else "happened",
    )


def _known_as(source: Source, shared: list[tuple[Report, Event]]) -> tuple[str, str | None]:
    """Kind and name as the profile leaves them: a name that no shared telling has is withheld."""
    outlets = {report.outlet for report, _ in shared}
    named = {told.name: told.kind for _, event in shared for told in event.sources if told.name}
    if source.name in named:
        return named[source.name], source.name
    if source.name in outlets:
        return source.kind, source.name
    return "local" if source.kind in SMALL_SOURCES else source.kind, None


def _latest(own: list[Telling]) -> Iterator[tuple[str, int, int | None]]:
    """What a source told last of each outcome."""
    for outcome in OUTCOMES:
        for telling in reversed(own):
            rows = telling.event.casualties if telling.event else ()
            told = [to_json(row) for row in rows if row.outcome == outcome]
            if told:
                yield outcome, *people(told)
                break
