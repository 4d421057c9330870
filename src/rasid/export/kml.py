"""KML 2.2 (OGC 07-147r2) for map programs: a placemark per event, longitude first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from rasid.export import events, merged
from rasid.export.rows import Row, Setting, place_name, point, when
from rasid.export.tables import NOT_XML, shown

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>Rasid</name>
"""
FOOT = "</Document>\n</kml>\n"
ELSEWHERE = frozenset(("latitude", "longitude", "summary_en"))
COLUMNS = tuple(column for column in events.COLUMNS if column.name not in ELSEWHERE)
"""The extended data of a placemark; its description is the English summary."""


def refusal(row: Row) -> str | None:
    """A placemark wants a point."""
    return "no_place" if point(row) is None else None


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """One document; days are time spans, which map programs show on a slider."""
    out.write(HEAD.encode())
    for row in rows:
        text = "".join(f"{line}\n" for line in _placemark(row, setting))
        out.write(NOT_XML.sub("", text).encode("utf-8", "replace"))
    out.write(FOOT.encode())


def _placemark(row: Row, setting: Setting) -> Iterator[str]:
    at, day = point(row), when(row)
    if at is None:
        raise ValueError(f"{row.id}: no point")
    kind = row.event.type.replace("_", " ")
    yield "<Placemark>"
    yield f"<name>{escape(f'{kind}, {place_name(row.event.place)}')}</name>"
    yield f"<description>{escape(row.event.summary.en)}</description>"
    if day is not None:
        yield f"<TimeSpan><begin>{day.start}</begin><end>{day.end}</end></TimeSpan>"
    yield "<ExtendedData>"
    cells = merged.cells_of(row, setting)
    for column in merged.columns(setting):
        if column.name not in ELSEWHERE and cells[column.name] not in (None, "", ()):
            told = escape(shown(cells[column.name]))
            yield f"<Data name={quoteattr(column.name)}><value>{told}</value></Data>"
    yield "</ExtendedData>"
    yield f"<Point><coordinates>{at[1]},{at[0]}</coordinates></Point>"
    yield "</Placemark>"
