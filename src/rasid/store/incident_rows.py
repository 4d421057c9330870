"""An incident as a row to list and filter: what its findings say is best supported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasid.incidents.model import Finding, Incident
from rasid.incidents.tolls import ALL

KILLED = f"killed/{ALL}"


def row(incident: Incident) -> dict[str, Any]:
    """The columns of `incidents`."""
    best = {(f.field, f.key): f for f in incident.findings}
    place = _best(best.get(("place", "")))
    killed = best.get(("casualties", KILLED))
    return {
        "id": incident.id,
        "founder": incident.founder,
        "type": _best(best.get(("type", ""))).get("type", "other"),
        "status": _best(best.get(("status", ""))).get("status", "happened"),
        **_days(incident, _best(best.get(("time", "")))),
        "place": place.get("name_en") or place.get("name"),
        **{name: place.get(name) for name in ("admin1", "country", "lat", "lon")},
        "killed_low": killed.low if killed else None,
        "killed_best": _best(killed).get("number"),
        "killed_high": killed.high if killed else None,
        "tellings": len(incident.tellings),
        "sources": len(incident.sources),
        "grade": incident.grade.name,
        "disagreement": incident.disagreement,
        "doubt": incident.doubt,
        "stale": len(incident.stale),
    }


def _best(finding: Finding | None) -> Mapping[str, Any]:
    return finding.best or {} if finding else {}


def _days(incident: Incident, time: Mapping[str, Any]) -> dict[str, str]:
    """From when to when; without a told day, that of the first publication."""
    published = next((t.report.published for t in incident.tellings if t.report.published), "")
    day = time.get("start") or published or ""
    return {"day": day, "last_day": max(day, time.get("end") or "")}
