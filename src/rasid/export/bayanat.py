"""Payloads for Bayanat's API (sjacorg/bayanat, 4.0): bulletins and incidents as JSON lines.

A bulletin documents one report and what it tells; an incident gathers the bulletins of one act.
Each line has the address below the server, the body, and for incidents the lines of its bulletins:
relations want the ids that the server gives, which `rasid.export.bayanat_push` fills in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from typing import Any, BinaryIO
from urllib.parse import urlparse

from rasid.export.rows import Column, Row, Setting, place_name, point, quotes, when
from rasid.export.wording import arabic_title, notes, title
from rasid.model import Report

BULLETIN, INCIDENT = "/admin/api/bulletin/", "/admin/api/incident/"
HAPPENING = 29
"""The event type `Incident` that Bayanat ships."""
STATUS = "Machine Created"
NO_LINK = "NA"
EXACT_DAYS = frozenset(("hour", "part_of_day", "day"))
COLUMNS = (
    Column("line", "number of the line, which relations name"),
    Column("path", "address below the server"),
    Column("bulletins", "lines of the bulletins of an incident"),
    Column("body.item.title, title_ar", "title of the report, else what, where and when",
           "report.title, type, place, time"),
    Column("body.item.originid", "id of the report", "report.id"),
    Column("body.item.source_link", "address of the report, else NA", "report.url"),
    Column("body.item.publish_date", "day of publication", "report.published"),
    Column("body.item.description", "summaries, tolls, hedges, sources, quotes", "all values"),
    Column("body.item.comments", "that Rasid made it, its type, status and confidence",
           "type, status, confidence"),
    Column("body.item.tags", "types of the events", "type"),
    Column("body.item.events", "a dated event of the type `Incident` (29)", "time, summary"),
    Column("body.item.geoLocations", "points with their precision as comment", "place"),
    Column("body.item.status", f"`{STATUS}`"),
)  # fmt: skip
Line = dict[str, Any]


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """Bulletins before the incidents that gather them, a payload a line."""
    numbers = count(1)
    told = _incidents(rows, numbers) if setting.incidents else _bulletins(rows, numbers)
    for line in told:
        out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _bulletins(rows: Iterable[Row], numbers: Iterator[int]) -> Iterator[Line]:
    """A bulletin for each report with all its events."""
    for _, found in groupby(rows, key=lambda row: row.report.id):
        told = list(found)
        yield _line(numbers, BULLETIN, _bulletin(told[0].report, told))


def _incidents(rows: Iterable[Row], numbers: Iterator[int]) -> Iterator[Line]:
    """For each incident a bulletin of every report, and the incident."""
    for row in rows:
        reports = row.merged.reports if row.merged else ()
        lines = [_line(numbers, BULLETIN, _bulletin(report, [row], True)) for report in reports]
        yield from lines
        incident = _line(numbers, INCIDENT, _incident(row))
        yield {**incident, "bulletins": [line["line"] for line in lines]}


def _line(numbers: Iterator[int], path: str, item: dict[str, Any]) -> Line:
    left = {name: value for name, value in item.items() if value not in (None, [], "")}
    return {"line": next(numbers), "path": path, "body": {"item": left}}


def _bulletin(report: Report, rows: list[Row], of_incident: bool = False) -> dict[str, Any]:
    """What one report says; of an incident's report only that it tells of it."""
    first = rows[0]
    told = [] if of_incident else rows
    return {
        "title": report.title or title(first),
        "title_ar": report.title or None,
        "originid": report.id,
        "source_link": link(report.url),
        "publish_date": report.published,
        "description": "".join(f"<p>{part}</p>" for row in told for part in _description(row)),
        "comments": _comment(first) if told else "Tells of an incident; made by Rasid",
        "tags": list(dict.fromkeys(["rasid", *(row.event.type for row in rows)])),
        "events": [_event(row) for row in told],
        "geoLocations": [one for row in told for one in _points(row)],
        "status": STATUS,
    }


def link(url: str | None) -> str:
    """An address that Bayanat accepts: one with scheme and host, else `NA`."""
    told = urlparse(url or "")
    return url if url and told.scheme and told.netloc else NO_LINK


def _incident(row: Row) -> dict[str, Any]:
    return {
        "title": title(row),
        "title_ar": arabic_title(row),
        "description": "".join(f"<p>{part}</p>" for part in _description(row)),
        "comments": _comment(row),
        "events": [_event(row)],
        "status": STATUS,
        "check_br": True,
    }


def _description(row: Row) -> Iterator[str]:
    """Paragraphs, as Bayanat's editor has them."""
    told = [row.event.summary.ar, row.event.summary.en, *notes(row)]
    told += dict.fromkeys(f"«{span.text}»" for _, _, span in quotes(row.event))
    yield from (part.replace("&", "&amp;").replace("<", "&lt;") for part in told if part)


def _comment(row: Row) -> str:
    event = row.event
    attested = f", suggested grade {row.merged.grade}" if row.merged else ""
    kind = event.type.replace("_", " ")
    return f"Made by Rasid: {kind}, {event.status}, confidence {event.confidence:.2f}{attested}"


def _event(row: Row) -> dict[str, Any]:
    day = when(row)
    dated = {
        "from_date": day.start.isoformat() if day else None,
        "to_date": day.end.isoformat() if day else None,
        "estimated": day is None or day.precision not in EXACT_DAYS,
    }
    told = {
        "title": title(row),
        "comments": row.event.summary.en,
        "comments_ar": row.event.summary.ar,
        "eventtype": {"id": HAPPENING},
        **dated,
    }
    return {name: value for name, value in told.items() if value is not None}


def _points(row: Row) -> Iterator[dict[str, Any]]:
    at, place = point(row), row.event.place
    if at is None or place is None:
        return
    reach = f", within {place.radius_km:g} km" if place.radius_km is not None else ""
    yield {
        "title": place_name(place) or place.precision,
        "lat": at[0],
        "lng": at[1],
        "main": True,
        "comment": f"{place.precision}{reach}",
    }
