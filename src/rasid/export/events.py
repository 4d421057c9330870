"""Rasid's own table: one row per event, for spreadsheets, maps and scripts."""

from __future__ import annotations

from rasid.export.rows import (
    Cells,
    Column,
    Row,
    Setting,
    outcome,
    point,
    quotes,
    source_names,
    toll,
    when,
    with_outcome,
)
from rasid.model import OUTCOMES, Event, Place

COUNTS = tuple(
    Column(f"{outcome}_{bound}", f"{words} that the report tells as {outcome}", "casualties",
           "integer")
    for outcome in OUTCOMES
    for bound, words in (("min", "least number"), ("max", "greatest number, empty if open-ended,"))
)  # fmt: skip
COLUMNS = (
    Column("id", "report and event", "report.id, id"),
    Column("type", "what kind of act", "type"),
    Column("status", "happened, planned, denied or possible", "status"),
    Column("main", "whether the report exists to tell it", "main", kind="boolean"),
    Column("confidence", "how likely it is that this act is reported, 0 to 1", "confidence",
           kind="number"),
    Column("date_start", "first day", "time.start, else report.published"),
    Column("date_end", "last day", "time.end, else report.published"),
    Column(
        "date_precision",
        "how finely the words tell it; `published`: they do not, and it is the day of publication",
        "time.precision",
    ),
    Column("part_of_day", "dawn to midnight", "time.part_of_day"),
    Column("place", "the anchor toponym as spelled in the text", "place.name"),
    Column("place_en", "its English name", "place.name_en"),
    Column("place_relation", "how the act lies to it", "place.relation"),
    Column("distance_km", "told distance from it", "place.distance_km", kind="number"),
    Column("bearing", "told direction from it, degrees from north", "place.bearing", kind="number"),
    Column("latitude", "WGS84, empty if not resolved", "place.lat", kind="number"),
    Column("longitude", "WGS84, empty if not resolved", "place.lon", kind="number"),
    Column("radius_km", "how far off the point may be", "place.radius_km", kind="number"),
    Column("place_precision", "what the point stands for", "place.precision"),
    Column("admin2", "district or the like", "place.admin2"),
    Column("admin1", "governorate or the like", "place.admin1"),
    Column("country", "ISO 3166-1, two letters", "place.country"),
    Column("place_candidates", "how many places the name could mean", "place.candidates",
           kind="integer"),
    Column("agents", "who did it, neutral names", "agents.actor"),
    Column("agent_certainty", "stated, suspected, claimed, accused, per agent", "agents.certainty"),
    Column("targets", "parties it was done to, neutral names", "targets.actor"),
    Column("target_kinds", "kinds of all targets", "targets.kind"),
    Column("weapons", "classes of means", "weapons.class"),
    *COUNTS,
    Column("tolls", "each toll with its group", "casualties"),
    Column("sources", "who says so: known names, kinds of others, else the outlet", "sources"),
    Column("source_kinds", "kinds of the sources", "sources.kind"),
    Column("outlet", "who published the report", "report.outlet"),
    Column("published", "day of publication", "report.published"),
    Column("url", "where it was published", "report.url"),
    Column("title", "title of the report", "report.title"),
    Column("trigger", "the word that names the act", "trigger.text"),
    Column("quotes", "the other words that the values come from", "all spans"),
    Column("summary_en", "one sentence in English", "summary.en"),
    Column("summary_ar", "one sentence in Arabic", "summary.ar"),
    Column("acled_event", "ACLED event type", "codes.acled.event_type"),
    Column("acled_sub_event", "ACLED sub-event type", "codes.acled.sub_event_type"),
    Column("plover", "PLOVER event and mode", "codes.plover"),
    Column("ucdp_violence", "UCDP type of violence", "codes.ucdp.type_of_violence", kind="integer"),
    Column("review", "what people said of it in the workspace"),
    Column("rasid_rev", "the revision that the row was made of: `rasid import` needs it"),
)  # fmt: skip


def cells(row: Row, setting: Setting) -> Cells:
    """An event as a row of COLUMNS."""
    event = row.event
    return {
        "id": row.id,
        "type": event.type,
        "status": event.status,
        "main": event.main,
        "confidence": event.confidence,
        **_days(row),
        **_place(event.place, point(row)),
        **_parties(event),
        **_counts(event),
        **_telling(row),
        "acled_event": event.codes.acled.event_type,
        "acled_sub_event": event.codes.acled.sub_event_type,
        "plover": " ".join(v for v in (event.codes.plover.event, event.codes.plover.mode) if v),
        "ucdp_violence": event.codes.ucdp.type_of_violence,
        "review": row.state.review or None,
        "rasid_rev": row.state.revision or None,
    }


def _days(row: Row) -> Cells:
    day, time = when(row), row.event.time
    return {
        "date_start": day.start.isoformat() if day else None,
        "date_end": day.end.isoformat() if day else None,
        "date_precision": day.precision if day else None,
        "part_of_day": time.part_of_day if time else None,
    }


def _place(place: Place | None, at: tuple[float, float] | None) -> Cells:
    told = ("distance_km", "bearing", "radius_km", "admin2", "admin1", "country")
    return {
        "place": place.name if place else None,
        "place_en": place.name_en if place else None,
        "place_relation": place.relation if place else None,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "place_precision": place.precision if place else None,
        "place_candidates": place.candidates if place else None,
        **{name: getattr(place, name) if place else None for name in told},
    }


def _parties(event: Event) -> Cells:
    return {
        "agents": tuple(agent.actor for agent in event.agents),
        "agent_certainty": tuple(agent.certainty for agent in event.agents),
        "targets": tuple(target.actor for target in event.targets if target.actor),
        "target_kinds": tuple(dict.fromkeys(target.kind for target in event.targets)),
        "weapons": tuple(dict.fromkeys(weapon.class_ for weapon in event.weapons)),
    }


def _counts(event: Event) -> Cells:
    found: Cells = {}
    for told in OUTCOMES:
        least, most = toll(with_outcome(event, told)) or (None, None)
        found |= {f"{told}_min": least, f"{told}_max": most}
    return {**found, "tolls": tuple(outcome(row) for row in event.casualties)}


def _telling(row: Row) -> Cells:
    event, report = row.event, row.report
    return {
        "sources": tuple(source_names(row)),
        "source_kinds": tuple(dict.fromkeys(source.kind for source in event.sources)),
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "title": report.title,
        "trigger": event.trigger.text or None,
        "quotes": tuple(
            dict.fromkeys(span.text for slot, _, span in quotes(event) if slot != "trigger")
        ),
        "summary_en": event.summary.en,
        "summary_ar": event.summary.ar,
    }
