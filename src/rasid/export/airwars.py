"""A table in the shape of Airwars' incident assessments: every toll from the least to the most.

Columns and grades as Airwars publishes them (airwars.org, methodology and incident archive); its
codes of incidents are its own to give, so the code is Rasid's. Children, women and men are counted
among the civilians, as there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasid.export.rows import Cells, Column, Row, Setting, place_name, point, source_names, when
from rasid.model import Casualty

CIVILIANS, BELLIGERENTS = "civilian_non_combatants", "belligerents"
GROUPS = {CIVILIANS: "civilian", "children": "children", "women": "women", "men": "men",
          BELLIGERENTS: "combatant"}  # fmt: skip
"""Their groups and Rasid's."""
COUNTED = tuple(
    (f"{outcome}_{bound}", outcome, bound)
    for outcome in ("killed", "injured")
    for bound in ("min", "max")
)
COLUMNS = (
    Column("unique_reference_code", "Rasid's id; no code of Airwars", "id"),
    Column("incident_date", "first day", "time.start, else report.published"),
    Column("incident_date_end", "last day, if another", "time.end"),
    Column("incident_time_of_day", "dawn to midnight", "time.part_of_day"),
    Column("location_name", "English name, else the one in the text", "place.name_en, place.name"),
    Column("location_name_arabic", "as spelled in the text", "place.name"),
    Column("country", "ISO 3166-1, two letters", "place.country"),
    Column("latitude", "WGS84", "place.lat"),
    Column("longitude", "WGS84", "place.lon"),
    Column("geolocation_notes", "what the point stands for and how far off it may be",
           "place.precision, place.radius_km"),
    *(Column(f"{group}_{name}", f"{outcome}, the {'least' if bound == 'min' else 'most'} told; "
             "empty when nobody counts them", "casualties", "integer")
      for group in GROUPS for name, outcome, bound in COUNTED),
    Column("uncounted_killed_min", "killed of no told group, the least", "casualties", "integer"),
    Column("uncounted_killed_max", "the same, the most", "casualties", "integer"),
    Column("strike_type", "Rasid's type of event", "type"),
    Column("strike_status", "declared, contested, single source or likely",
           "agents.certainty, grade, sources"),
    Column("belligerents", "who did it, neutral names", "agents.actor"),
    Column("targeted_belligerents", "parties it was done to", "targets.actor"),
    Column("civilian_harm_grading", "suggested: confirmed, fair, weak, contested, discounted",
           "grade"),
    Column("sources", "who says so", "sources"),
    Column("number_of_sources", "independent sources", "sources", "integer"),
    Column("source_urls", "addresses of the reports", "report.url"),
    Column("incident_first_reported", "day of the first report", "report.published"),
    Column("incident_summary", "one sentence", "summary.en"),
)  # fmt: skip


def refusal(row: Row) -> str | None:
    """An assessment is of harm: somebody was killed or injured."""
    hurt = [c for c in row.event.casualties if c.outcome in ("killed", "injured") and c.max != 0]
    return None if hurt else "no_harm"


def cells(row: Row, setting: Setting) -> Cells:
    """An event or incident as a row of COLUMNS."""
    day, place, at = when(row), row.event.place, point(row)
    time = row.event.time
    return {
        "unique_reference_code": row.id,
        "incident_date": day.start.isoformat() if day else None,
        "incident_date_end": day.end.isoformat() if day and day.end != day.start else None,
        "incident_time_of_day": time.part_of_day if time else None,
        "location_name": place_name(place) or None,
        "location_name_arabic": place.name if place else None,
        "country": place.country if place else None,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geolocation_notes": _notes(row),
        **_tolls(row),
        "strike_type": row.event.type,
        **_parties(row),
        **_told(row),
        "incident_summary": row.event.summary.en,
    }


def _notes(row: Row) -> str | None:
    place = row.event.place
    if place is None:
        return None
    reach = f", within {place.radius_km:g} km" if place.radius_km is not None else ""
    return f"{place.precision}{reach}"


def _parties(row: Row) -> Cells:
    targets = tuple(dict.fromkeys(t.actor for t in row.event.targets if t.actor))
    return {
        "strike_status": _status(row),
        "belligerents": tuple(agent.actor for agent in row.event.agents),
        "targeted_belligerents": targets,
    }


def _status(row: Row) -> str:
    """Declared when the doer says so; else by whether sources are at odds, and how many tell it."""
    if any(agent.certainty == "claimed" for agent in row.event.agents):
        return "declared"
    if row.merged is not None and row.merged.grade == "contested":
        return "contested"
    return "likely" if row.merged is not None and row.merged.sources > 1 else "single source"


def _told(row: Row) -> Cells:
    reports = row.merged.reports if row.merged else (row.report,)
    days = sorted(report.published for report in reports if report.published)
    return {
        "civilian_harm_grading": row.merged.grade if row.merged else None,
        "sources": tuple(source_names(row)),
        "number_of_sources": row.merged.sources if row.merged else 1,
        "source_urls": tuple(dict.fromkeys(report.url for report in reports if report.url)),
        "incident_first_reported": days[0] if days else None,
    }


# ------------------------------------------------------------------ tolls
def _tolls(row: Row) -> Cells:
    found: Cells = {}
    for column, group in GROUPS.items():
        for name, outcome, bound in COUNTED:
            bounds = dict(zip(("min", "max"), _bounds(row, outcome, group), strict=True))
            found[f"{column}_{name}"] = bounds[bound]
    uncounted = _bounds(row, "killed", "unknown")
    return found | dict(zip(("uncounted_killed_min", "uncounted_killed_max"), uncounted,
                            strict=True))  # fmt: skip


def _bounds(row: Row, outcome: str, group: str) -> tuple[int | None, int | None]:
    """Least and most of a group; none when nobody counts it."""
    if row.merged is not None and group != "unknown":
        told = row.merged.toll(outcome, group)
        return (told.low, told.high) if told else (None, None)
    counts = list(_counts(row, outcome, group))
    if not counts:
        return None, None
    most = [high for _, high in counts if high is not None]
    return sum(low for low, _ in counts), sum(most) if len(most) == len(counts) else None


def _counts(row: Row, outcome: str, group: str) -> Iterator[tuple[int, int | None]]:
    for told in (one for one in row.event.casualties if one.outcome == outcome):
        if group in ("children", "women", "men"):
            number = _among_civilians(told, group)
            if number is not None:
                yield number, number
        elif told.group == group:
            yield told.min, told.max


def _among_civilians(told: Casualty, group: str) -> int | None:
    number: int | None = getattr(told, group)
    return None if told.group == "combatant" else number
