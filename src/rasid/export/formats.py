"""The formats by name: how each is written, what it holds, what it has no place for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rasid.export import (
    acled,
    airwars,
    bayanat,
    events,
    ftm,
    geojson,
    geopackage,
    geoparquet,
    hxl,
    kml,
    merged,
    plover,
    prov,
    ucdp,
    uwazi,
    web_annotations,
)
from rasid.export.parties import hedged
from rasid.export.rows import Column, Row, Write, when
from rasid.export.tables import Table, csv_writer, xlsx_writer


def _anything(row: Row) -> str | None:
    return None


def _nothing(row: Row) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `says_status`: it can tell what is planned, denied or possible from what happened.

    `refusal` tells why an event has no place in it (a code of REASONS); `remarks` what is said
    less exactly than the record has it (codes of NOTES). `of_reports`: it points into the text of
    one report, so that it has no place for incidents. `ending` is how its files end, `media` their
    media type.
    """

    meaning: str
    columns: Sequence[Column]
    write: Write
    ending: str
    media: str
    says_status: bool = False
    refusal: Callable[[Row], str | None] = _anything
    remarks: Callable[[Row], Iterable[str]] = _nothing
    quotes_only: bool = False
    of_reports: bool = False

    def reason(self, row: Row) -> str | None:
        """Why an event cannot go out in this format; None when it can."""
        if row.event.status != "happened" and not self.says_status:
            return "not_happened"
        return self.refusal(row)

    def notes(self, row: Row) -> Iterator[str]:
        """What the format says less exactly of an event."""
        day = when(row)
        if day is not None and not day.told:
            yield "day_of_publication"
        yield from self.remarks(row)


def _agents(row: Row) -> Iterator[str]:
    if hedged(row.event):
        yield "agent_not_certain"


def _ucdp(row: Row) -> Iterator[str]:
    yield from _agents(row)
    if row.event.codes.ucdp.type_of_violence is None:
        yield "no_violence_type"


OWN = Table(merged.columns, merged.cells_of)
ACLED = Table(lambda _: acled.COLUMNS, acled.cells)
AIRWARS = Table(lambda _: airwars.COLUMNS, airwars.cells)
UCDP = Table(lambda _: ucdp.COLUMNS, ucdp.cells, numbered="id")
HXL = Table(hxl.columns, merged.cells_of, hxl.TAGS)

CSV, SHEET = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSONL, JSONLD = "application/x-ndjson", "application/ld+json"
GEOJSON, KML = "application/geo+json", "application/vnd.google-earth.kml+xml"
GPKG, PARQUET = "application/geopackage+sqlite3", "application/vnd.apache.parquet"
ZIP = "application/zip"

FORMATS = {
    "csv": Format(
        "A row per event, UTF-8 with a byte order mark, so that Excel shows Arabic",
        events.COLUMNS,
        csv_writer(OWN, bom=True),
        "csv",
        CSV,
        says_status=True,
    ),
    "xlsx": Format(
        "The same as an Excel sheet from right to left; needs the extra `xlsx` (openpyxl)",
        events.COLUMNS,
        xlsx_writer(OWN),
        "xlsx",
        SHEET,
        says_status=True,
    ),
    "geojson": Format(
        "A feature per event (RFC 7946); one without a point has null geometry",
        geojson.COLUMNS,
        geojson.write,
        "geojson",
        GEOJSON,
        says_status=True,
    ),
    "gpkg": Format(
        "A GeoPackage 1.3 of one table of points, for QGIS and other map programs",
        geopackage.COLUMNS,
        geopackage.write,
        "gpkg",
        GPKG,
        says_status=True,
    ),
    "geoparquet": Format(
        "GeoParquet 1.1 with a box for every row; needs the extra `parquet` (pyarrow)",
        geoparquet.COLUMNS,
        geoparquet.write,
        "parquet",
        PARQUET,
        says_status=True,
    ),
    "acled": Format(
        "The 31 columns of ACLED, CSV; labels of actor kinds, or codes with `--acled-codes`",
        acled.COLUMNS,
        csv_writer(ACLED, bom=False),
        "csv",
        CSV,
        refusal=acled.refusal,
        remarks=_agents,
    ),
    "airwars": Format(
        "A row per incident in the shape of Airwars' assessments: tolls from least to most",
        airwars.COLUMNS,
        csv_writer(AIRWARS, bom=True),
        "csv",
        CSV,
        refusal=airwars.refusal,
    ),
    "ucdp-ged": Format(
        "The 49 columns of UCDP GED, CSV; deadly events only",
        ucdp.COLUMNS,
        csv_writer(UCDP, bom=False),
        "csv",
        CSV,
        refusal=ucdp.refusal,
        remarks=_ucdp,
    ),
    "plover": Format(
        "PLOVER records, JSON lines",
        plover.COLUMNS,
        plover.write,
        "jsonl",
        JSONL,
        refusal=plover.refusal,
        remarks=_agents,
        of_reports=True,
    ),
    "kml": Format(
        "Placemarks for map programs; events with a point only",
        kml.COLUMNS,
        kml.write,
        "kml",
        KML,
        refusal=kml.refusal,
    ),
    "hxl": Format(
        "CSV with the tag row of the Humanitarian Exchange Language",
        hxl.COLUMNS,
        csv_writer(HXL, bom=True),
        "csv",
        CSV,
    ),
    "ftm": Format(
        "FollowTheMoney entities, JSON lines: events, parties, places",
        ftm.COLUMNS,
        ftm.write,
        "jsonl",
        JSONL,
        remarks=_agents,
    ),
    "uwazi": Format(
        "A ZIP for Uwazi: thesauri, the properties of a template and `import.csv`",
        uwazi.COLUMNS,
        uwazi.write,
        "zip",
        ZIP,
        says_status=True,
    ),
    "bayanat": Format(
        "Payloads for Bayanat's API, JSON lines: bulletins, and incidents that gather them",
        bayanat.COLUMNS,
        bayanat.write,
        "jsonl",
        JSONL,
        says_status=True,
    ),
    "prov": Format(
        "Where each row comes from, as PROV-O in JSON-LD: reports, readings, who says so",
        prov.COLUMNS,
        prov.write,
        "jsonld",
        JSONLD,
        says_status=True,
    ),
    "annotations": Format(
        "The evidence as W3C Web Annotations, JSON-LD",
        web_annotations.COLUMNS,
        web_annotations.write,
        "jsonld",
        JSONLD,
        says_status=True,
        refusal=web_annotations.refusal,
        quotes_only=True,
        of_reports=True,
    ),
}
"""Every format by the name that `--to` takes."""
