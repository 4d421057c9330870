"""FollowTheMoney entities as JSON lines (followthemoney.tech, model 4): an Event for each row, with
the Organization of each party and the Address of the place, each once.

The model has no hedges and no ranges: only who is said to have done it, or says so, is involved;
the notes tell the others, and the toll between its bounds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from rasid.export.parties import Side, sides
from rasid.export.rows import Column, Row, Setting, place_name, point, when
from rasid.export.wording import notes, title
from rasid.lexicon.entries import Actor
from rasid.model import Place

COLUMNS = (
    Column("id", "made of Rasid's id, or of the party's or the place's", "id"),
    Column("schema", "Event, Organization or PublicBody, Address"),
    Column("name", "what, where and when; or the neutral name of a party", "type, place, time"),
    Column("startDate", "first day, shorter where only the month or year is known",
           "time.start, else report.published"),
    Column("endDate", "last day", "time.end, else report.published"),
    Column("country", "of the place, of a party, ISO 3166-1 in small letters", "place.country"),
    Column("location", "English name of the place, else the one in the text", "place"),
    Column("addressEntity", "the Address of the place", "place"),
    Column("involved", "parties stated to have done it, or that claim it, and those it was done to",
           "agents, targets"),
    Column("summary", "one sentence, English and Arabic", "summary"),
    Column("notes", "tolls, hedges, how well it is attested", "casualties, agents, grade"),
    Column("keywords", "Rasid's type, status, codes of ACLED", "type, status, codes"),
    Column("publisher", "outlets", "report.outlet"),
    Column("sourceUrl", "addresses of the reports", "report.url"),
    Column("recordId", "Rasid's id", "id"),
    Column("latitude, longitude", "of an Address", "place.lat, place.lon"),
)  # fmt: skip
STATE = frozenset("state_forces police intelligence government".split())
SHORTER = {"month": 7, "year": 4}
"""Letters of an ISO day that are left where no more is known."""
Entity = dict[str, Any]


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """An entity a line; parties and places before the first event that names them."""
    seen: set[str] = set()
    for row in rows:
        for entity in _entities(row, setting):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                line = json.dumps(entity, ensure_ascii=False)
                out.write(line.encode("utf-8", "replace") + b"\n")


def _entities(row: Row, setting: Setting) -> Iterator[Entity]:
    told = sides(row.event, setting.party)
    parties = {_id("party", side.name): side for side in (*told.one, *told.other)
               if not side.civilian}  # fmt: skip
    yield from (_party(id, side) for id, side in parties.items())
    place = row.event.place
    where = _address(place, point(row)) if place and place.precision != "unresolved" else None
    if where is not None:
        yield where
    yield _event(row, list(parties), where)


def _entity(id: str, schema: str, **properties: Sequence[Any] | Any) -> Entity:
    """An entity without empty properties; every property is a list of texts."""
    listed = {
        name: [str(one) for one in (value if isinstance(value, list | tuple) else [value])
               if one not in (None, "")]
        for name, value in properties.items()
    }  # fmt: skip
    return {"id": id, "schema": schema, "properties": {k: v for k, v in listed.items() if v}}


def _id(kind: str, *parts: object) -> str:
    told = "\x1f".join(map(str, parts)).encode("utf-8", "replace")
    return f"rasid-{kind}-{hashlib.sha256(told).hexdigest()[:20]}"


# ------------------------------------------------------------------ parties and places
def _party(id: str, side: Side) -> Entity:
    actor: Actor | None = side.actor
    schema = "PublicBody" if actor and actor.type in STATE else "Organization"
    names = [side.name, actor.name_ar if actor else None]
    return _entity(id, schema, name=names, country=_country(actor.country if actor else None))


def _address(place: Place, at: tuple[float, float] | None) -> Entity:
    within = (place_name(place), place.admin2, place.admin1, place.country)
    full = ", ".join(dict.fromkeys(part for part in within if part))
    return _entity(
        _id("place", full, at),
        "Address",
        full=full,
        city=place_name(place),
        region=place.admin2,
        state=place.admin1,
        country=_country(place.country),
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
    )


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


# ------------------------------------------------------------------ events
def _event(row: Row, parties: list[str], where: Entity | None) -> Entity:
    event, day = row.event, when(row)
    length = SHORTER.get(day.precision, 10) if day else 10
    reports = row.merged.reports if row.merged else (row.report,)
    acled = event.codes.acled
    return _entity(
        _id("event", row.id, event.summary.en),  # running numbers come again in another export
        "Event",
        name=title(row),
        startDate=day.start.isoformat()[:length] if day else None,
        endDate=day.end.isoformat()[:length] if day else None,
        country=_country(event.place.country if event.place else None),
        location=place_name(event.place),
        addressEntity=where["id"] if where else None,
        involved=parties,
        summary=[event.summary.en, event.summary.ar],
        notes=list(notes(row)),
        keywords=[event.type, event.status, acled.event_type, acled.sub_event_type],
        publisher=[report.outlet for report in reports],
        sourceUrl=[report.url for report in reports],
        recordId=row.id,
    )
