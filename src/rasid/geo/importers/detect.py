"""Which format a file has, by its content."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rasid.errors import GazetteerError
from rasid.geo.importers import boundaries, codab, geonames, whosonfirst
from rasid.geo.importers.lines import members, opened, tables
from rasid.geo.importers.source import Source
from rasid.geo.table import NEEDED, read_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from rasid.geo.importers.source import Item

_SQLITE = b"SQLite format 3\x00"
_BEGINNING = 1 << 16
KNOWN = (
    "GeoNames country file (XX.zip or XX.txt), OCHA COD-AB table (CSV, XLSX, or a zip that holds"
    " them), Who's On First folder or SQLite file, boundaries (GeoJSON), or a CSV table with the"
    " columns " + ", ".join(NEEDED)
)


def is_alternates(path: Path) -> bool:
    """Whether a file is a table of GeoNames' alternate names, which goes with a country file."""
    if path.is_dir() or _beginning(path).startswith(b"{"):
        return False
    return bool(tables(path, *geonames.NAME_COLUMNS))


def detect(path: Path, alternates: tuple[Path, ...] = (), country: str = "") -> Source:
    """The table at `path` in the format that its content has.

    `alternates` are the names for a GeoNames file, `country` is for boundaries that do not say it.
    Raises GazetteerError when the format is none of those known, or the file is damaged.
    """
    if path.is_dir():
        return _folder(path)
    start = _beginning(path)
    if start.startswith(_SQLITE):
        return _database(path)
    if members(path):
        return _archive(path, alternates)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _boundaries(path, start, country)
    if tables(path, geonames.COLUMNS):
        return _geonames(path, path.stem, alternates)
    return _table(path, start)


def _beginning(path: Path) -> bytes:
    with opened(path) as stream:
        return stream.read(_BEGINNING)


def _folder(path: Path) -> Source:
    bodies = whosonfirst.tree(path)
    if next(bodies(), None) is None:
        raise unknown(path, "the folder has no .geojson records")
    return _whosonfirst(path, bodies)


def _database(path: Path) -> Source:
    if not whosonfirst.is_database(path):
        raise unknown(path, "a SQLite file without the table geojson")
    return _whosonfirst(path, whosonfirst.database(path))


def _whosonfirst(path: Path, bodies: whosonfirst.Bodies) -> Source:
    def read(_: sqlite3.Connection) -> Iterator[Item]:
        return whosonfirst.read(bodies)

    name = f"whosonfirst-{_stem(path)}"
    return Source(path, "whosonfirst", name, whosonfirst.LICENSE, read)


def _archive(path: Path, alternates: tuple[Path, ...]) -> Source:
    if "xl/workbook.xml" in members(path):
        read = partial(codab.read_xlsx, path)
        return Source(path, "cod-ab", f"codab-{_stem(path)}", codab.LICENSE, read)
    found = tables(path, geonames.COLUMNS)
    if found:
        return _geonames(path, found[0].rpartition("/")[2].removesuffix(".txt"), alternates)
    units = codab.archived(path)
    if units:
        inside = partial(codab.read_archive, path, units)
        return Source(path, "cod-ab", f"codab-{_stem(path)}", codab.LICENSE, inside)
    raise unknown(path, "no table of 19 columns and none with p-codes in the archive")


def _geonames(path: Path, stem: str, alternates: tuple[Path, ...]) -> Source:
    read = partial(geonames.read, path, alternates)
    return Source(path, "geonames", f"geonames-{stem}", geonames.LICENSE, read)


def _boundaries(path: Path, start: bytes, country: str) -> Source:
    if b'"features"' not in start and b'"FeatureCollection"' not in start:
        raise unknown(path, "JSON, but no feature collection")

    def read(_: sqlite3.Connection) -> Iterator[Item]:
        return boundaries.read(path, country)

    name = f"boundaries-{_stem(path)}"
    return Source(path, "boundaries", name, boundaries.LICENSE, read)


def _table(path: Path, start: bytes) -> Source:
    columns = _header(start)
    if codab.is_header(columns):
        read = partial(codab.read_csv, path)
        return Source(path, "cod-ab", f"codab-{_stem(path)}", codab.LICENSE, read)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise unknown(path, f"no column {', '.join(missing)}")

    def plain(_: sqlite3.Connection) -> Iterator[Item]:
        return read_table(path)

    return Source(path, "csv", _stem(path), "", plain)


def _header(start: bytes) -> list[str]:
    lines = start.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    try:
        return next(csv.reader(lines[:1]), [])
    except csv.Error:
        return []


def _stem(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    return name if path.is_dir() else name.rpartition(".")[0] or name


def unknown(path: Path, why: str) -> GazetteerError:
    """The error for a file that is none of the tables that can be read."""
    return GazetteerError(f"{path}: {why}; what can be added: {KNOWN}")
