"""An incident as a row to list and filter, with who is party to it and who tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rasid.incidents.model import Finding, Incident, Source
from rasid.incidents.tolls import ALL
from rasid.store import rows

AGENT, TARGET = "agent", "target"
ROLES = {"agents": AGENT, "targets": TARGET}
"""The fields that name parties, and in which role."""
LEAST_DECIDED = (rows.STALE, rows.OPEN, rows.CORRECTED, rows.CONFIRMED)
Findings = Mapping[tuple[str, str], Finding]


def row(incident: Incident, reviews: Mapping[str, str]) -> dict[str, Any]:
    """The columns of `incidents`: what its findings say is best supported. `reviews` are the review
    states of its tellings.
    """
    found = {(f.field, f.key): f for f in incident.findings}
    return {
        "id": incident.id,
        "founder": incident.founder,
        "type": _best(found.get(("type", ""))).get("type", "other"),
        "status": _best(found.get(("status", ""))).get("status", "happened"),
        **_days(incident, _best(found.get(("time", "")))),
        **_place(_best(found.get(("place", "")))),
        **_toll(found, "killed"),
        **_toll(found, "injured"),
        "tellings": len(incident.tellings),
        "sources": len(incident.sources),
        "grade": incident.grade.name,
        "disagreement": incident.disagreement,
        "doubt": incident.doubt,
        "stale": len(incident.stale),
        "confidence": max((t.event.confidence for t in incident.tellings if t.event), default=None),
        "review": least_decided(reviews.get(one.id, rows.OPEN) for one in incident.tellings),
    }


def _best(finding: Finding | None) -> Mapping[str, Any]:
    return finding.best or {} if finding else {}


def _days(incident: Incident, time: Mapping[str, Any]) -> dict[str, str]:
    """From when to when; without a told day, that of the first publication."""
    published = next((t.report.published for t in incident.tellings if t.report.published), "")
    day = time.get("start") or published or ""
    return {"day": day, "last_day": max(day, time.get("end") or "")}


def _place(place: Mapping[str, Any]) -> dict[str, Any]:
    names = ("precision", "admin1", "country", "lat", "lon", "radius_km")
    return {
        "place": place.get("name_en") or place.get("name"),
        "place_ar": place.get("name"),
        **{name: place.get(name) for name in names},
    }


def _toll(found: Findings, outcome: str) -> dict[str, int | None]:
    """The best supported number and its bounds; the upper is null when it is open-ended."""
    toll = found.get(("casualties", f"{outcome}/{ALL}"))
    return {
        f"{outcome}_low": toll.low if toll else None,
        f"{outcome}_best": _best(toll).get("number"),
        f"{outcome}_high": toll.high if toll else None,
    }


def least_decided(reviews: Iterable[str]) -> str:
    """The review state of an incident by those of its events: what is left to do."""
    told = set(reviews)
    return next((state for state in LEAST_DECIDED if state in told), rows.OPEN)


def parties(incident: Incident) -> list[dict[str, Any]]:
    """The rows of `parties`: whom any source names."""
    return [
        {"incident": incident.id, "role": ROLES[finding.field], "actor": finding.key}
        for finding in incident.findings
        if finding.field in ROLES
    ]


def voices(incident: Incident) -> list[dict[str, Any]]:
    """The rows of `voices`."""
    outlets = {telling.id: telling.report.outlet for telling in incident.tellings}
    return [row for source in incident.sources for row in _voices(incident.id, source, outlets)]


def _voices(id: str, source: Source, outlets: Mapping[str, str | None]) -> Iterator[dict[str, Any]]:
    for one in source.publications:
        told = outlets.get(one.of) if one.of else source.name
        yield {
            "incident": id,
            "telling": one.telling,
            "outlet": outlets[one.telling],
            "copy": one.copy,
            "repeats": None if one.copy == "original" else told,
        }
