"""Where each row comes from, as PROV-O (W3C Recommendation of 30 April 2013) in JSON-LD 1.1.

An event is an entity that a reading generated from a report; an incident is one that merging
generated from several. Who says so is who it is attributed to. Names within the document are
relative, so that running numbers of two exports are never taken for one thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from rasid.export.rows import Column, Row, Setting, place_name, point, source_names, when
from rasid.export.wording import notes, title
from rasid.model import Engine, Report

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in (
        "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith", "used")},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "source": {"@id": "dcterms:source", "@type": "@id"},
    "title": "dcterms:title",
    "description": "dcterms:description",
    "identifier": "dcterms:identifier",
    "type": "dcterms:type",
    "temporal": "dcterms:temporal",
    "spatial": {"@id": "dcterms:spatial"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "lat": {"@id": "geo:lat", "@type": "xsd:decimal"},
    "long": {"@id": "geo:long", "@type": "xsd:decimal"},
}  # fmt: skip
COLUMNS = (
    Column("@id, identifier", "name within the document; Rasid's id", "id"),
    Column("@type", "prov:Entity, prov:Activity, prov:Agent or prov:SoftwareAgent"),
    Column("wasGeneratedBy", "the reading of a report, or the merging of several", "report.engine"),
    Column("wasDerivedFrom", "the reports", "report"),
    Column("wasAttributedTo", "who says so, else the outlet", "sources, report.outlet"),
    Column("type", "Rasid's type and status", "type, status"),
    Column("temporal", "first and last day, parted by a slash", "time, else report.published"),
    Column("spatial", "name of the place and its point", "place"),
    Column("description", "summaries, and notes on tolls, hedges and grade", "summary"),
    Column("issued, source", "of a report: its day and address", "report.published, report.url"),
)  # fmt: skip
Node = dict[str, Any]


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """One document, a node a line; each report, agent and activity once."""
    out.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['.encode())
    seen: set[str] = set()
    for row in rows:
        for node in _nodes(row):
            if node["@id"] not in seen:
                line = json.dumps(node, ensure_ascii=False)
                out.write((",\n" if seen else "\n").encode() + line.encode("utf-8", "replace"))
                seen.add(node["@id"])
    out.write(b"\n]}\n")


def _nodes(row: Row) -> Iterator[Node]:
    reports = row.merged.reports if row.merged else (row.report,)
    engine = _engine(row.report.engine)
    told = [_report(report) for report in reports]
    speakers = [_speaker(name) for name in source_names(row)]
    made = _activity(row, engine, told)
    yield from (engine, *told, *speakers, made)
    yield _entity(row, made, told, speakers)


def _node(kind: str, id: str, types: str, **told: Any) -> Node:
    left = {key: value for key, value in told.items() if value not in (None, "", [])}
    return {"@id": f"#{kind}-{quote(id, safe='')}", "@type": types, **left}


def _ids(nodes: Iterable[Node]) -> list[str]:
    return [node["@id"] for node in nodes]


# ------------------------------------------------------------------ nodes
def _engine(engine: Engine) -> Node:
    told = f"Rasid {engine.rasid}, data {engine.data}"
    return _node("engine", f"{engine.rasid}-{engine.data}", "prov:SoftwareAgent", name=told)


def _report(report: Report) -> Node:
    url = report.url if report.url and "://" in report.url else None
    return _node(
        "report",
        report.id,
        "prov:Entity",
        title=report.title,
        issued=report.published,
        source=quote(url, safe=":/?#[]@!$&'()*+,;=%") if url else None,
    )


def _speaker(name: str) -> Node:
    return _node("source", name, "prov:Agent", name=name)


def _activity(row: Row, engine: Node, told: list[Node]) -> Node:
    kind = "merging" if row.merged else "reading"
    name = row.id if row.merged else row.report.id
    used = {"used": _ids(told), "wasAssociatedWith": [engine["@id"]]}
    return _node(kind, name, "prov:Activity", **used)


def _entity(row: Row, made: Node, told: list[Node], speakers: list[Node]) -> Node:
    event, day, place, at = row.event, when(row), row.event.place, point(row)
    where = {"name": place_name(place), "lat": at[0] if at else None, "long": at[1] if at else None}
    summary = ((event.summary.en, "en"), (event.summary.ar, "ar"))
    return _node(
        "incident" if row.merged else "event",
        row.id,
        "prov:Entity",
        identifier=row.id,
        title=title(row),
        type=[event.type, event.status],
        temporal=f"{day.start}/{day.end}" if day else None,
        spatial={k: v for k, v in where.items() if v not in (None, "")} if place else None,
        description=[*({"@value": text, "@language": code} for text, code in summary),
                     *notes(row)],
        wasGeneratedBy=made["@id"],
        wasDerivedFrom=_ids(told),
        wasAttributedTo=_ids(speakers),
    )  # fmt: skip
