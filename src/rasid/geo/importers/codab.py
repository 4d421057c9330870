"""OCHA COD-AB: tables of administrative units with p-codes, as CSV or as an Excel workbook.

Every row is a unit of the deepest level that its sheet has. Tables without coordinates take the
middle of the boundary of the same p-code or name, where boundaries were added before.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rasid.errors import GazetteerError
from rasid.geo.areas import middle, unpack
from rasid.geo.importers.lines import damaged, members, opened
from rasid.geo.importers.source import Edition, Item, arabic_names
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import TableRow
from rasid.geo.table import Skipped, degrees, name_of

LICENSE = "CC BY-IGO, OCHA COD-AB"
_PCODE = re.compile(r"adm(?:in)?(\d)_?pcode")
_NAME = re.compile(r"adm(?:in)?(\d)_?(?:name)?_?(ar|en|name|1)?")
_LAT = ("lat", "latitude", "center_lat", "centroid_lat", "y", "y_coord", "point_y", "ycoord")
_LON = ("lon", "longitude", "center_lon", "centroid_lon", "x", "x_coord", "point_x", "xcoord")
_LONGEST_HEADER = 1 << 16  # bytes
_DATE = ("validon", "valid_on", "date")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row things stand. `codes` and `names` are by level (and language)."""

    codes: dict[int, int]
    names: dict[tuple[int, str], int]
    lat: int | None
    lon: int | None
    date: int | None

    @classmethod
    def of(cls, header: Sequence[str]) -> _Columns:
        at = {name.strip().lower(): i for i, name in reversed(list(enumerate(header)))}
        codes = {int(m[1]): i for name, i in at.items() if (m := _PCODE.fullmatch(name))}
        names: dict[tuple[int, str], int] = {}
        for name, i in at.items():
            if m := _NAME.fullmatch(name):
                names[int(m[1]), "ar" if m[2] in ("ar", "1") else "en"] = i
        lat, lon, date = (
            next((at[name] for name in known if name in at), None) for known in (_LAT, _LON, _DATE)
        )
        return cls(codes, names, lat, lon, date)

    @property
    def level(self) -> int:
        named = {level for level, _ in self.names}
        return max((level for level in self.codes if level in named), default=-1)


def is_header(header: Sequence[str]) -> bool:
    """Whether these are the columns of a table of administrative units."""
    return _Columns.of(header).level >= 0


def archived(path: Path) -> list[str]:
    """The tables of units that an archive holds: its CSV tables, else its Excel workbooks.

    Raises GazetteerError when the archive is damaged.
    """
    names = [n for n in members(path) if not n.rpartition("/")[2].startswith((".", "~"))]
    found = [n for n in names if n.lower().endswith(".csv") and is_header(_first_row(path, n))]
    return found or [n for n in names if n.lower().endswith(".xlsx")]


def _first_row(path: Path, member: str) -> list[str]:
    with opened(path, member) as stream:
        line = stream.readline(_LONGEST_HEADER).decode("utf-8", "replace").lstrip("\ufeff")
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def read_archive(path: Path, names: Sequence[str], db: sqlite3.Connection) -> Iterator[Item]:
    """The units of the tables in an archive; those that are in two of them once. Raises as
    `read_csv` and `read_xlsx`.
    """
    for name in names:
        read = read_xlsx if name.lower().endswith(".xlsx") else read_csv
        yield from read(path, db, name)


def read_csv(path: Path, db: sqlite3.Connection, member: str = "") -> Iterator[Item]:
    """The units of a CSV table. Raises GazetteerError when it is cut short or damaged."""
    with opened(path, member) as stream:
        lines = (line.decode("utf-8", "surrogateescape").lstrip("\ufeff") for line in stream)
        rows = csv.reader(lines)
        try:
            yield from _units(next(rows), rows, db)
        except csv.Error as error:
            raise GazetteerError(f"{path}: {error}; is it comma-separated?") from error


def read_xlsx(path: Path, db: sqlite3.Connection, member: str = "") -> Iterator[Item]:
    """The units of all sheets of a workbook that have p-codes.

    Raises GazetteerError when openpyxl is not installed, or the file is damaged or has no such
    sheet.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise GazetteerError(
            f"{path}: Excel files need openpyxl; run: pip install 'rasid[xlsx]'"
        ) from error
    try:
        book = openpyxl.load_workbook(_file(path, member), read_only=True, data_only=True)
        found = False
        for sheet in book.worksheets:
            rows = (tuple(map(_text, row)) for row in sheet.iter_rows(values_only=True))
            header = next(rows, ())
            if is_header(header):
                found = True
                yield from _units(header, rows, db)
        book.close()
    except (zipfile.BadZipFile, EOFError, KeyError, SyntaxError) as error:
        raise damaged(path) from error
    if not found:
        raise GazetteerError(f"{path}: no sheet with columns admN_PCODE and admN_AR or admN_EN")


def _file(path: Path, member: str) -> Path | BytesIO:
    """What openpyxl reads: the file, or a copy of what an archive holds."""
    if not member:
        return path
    with opened(path, member) as stream:
        return BytesIO(stream.read())


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _units(
    header: Sequence[str], rows: Iterable[Sequence[str]], db: sqlite3.Connection
) -> Iterator[Item]:
    columns = _Columns.of(header)
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        try:
            if len(row) != len(header):
                raise ValueError(f"not {len(header)} columns")
            if any("\udc80" <= char <= "\udcff" for text in row for char in text):
                raise ValueError("bytes that are not UTF-8")
            yield _unit(columns, row, db)
        except ValueError as error:
            yield Skipped(number, str(error))
        else:
            if columns.date is not None:
                yield Edition(row[columns.date][:10])


def _unit(columns: _Columns, row: Sequence[str], db: sqlite3.Connection) -> TableRow:
    level = columns.level
    code = row[columns.codes[level]].strip()
    country = code[:2].upper()
    if not code or not country.isalpha():
        raise ValueError("no p-code" if not code else f"p-code {code[:20]!r} has no country")

    def named(at: int, language: str) -> str:
        column = columns.names.get((at, language))
        return row[column].strip() if column is not None else ""

    arabic = next(iter(arabic_names([named(level, "ar")])), "")
    english = named(level, "en")
    if not arabic and not english:
        raise ValueError("no name")
    lat, lon = _point(columns, row, db, (code, country, level, english, arabic))
    kind = "country" if level == 0 else f"admin{min(level, 3)}"
    place = GazetteerPlace(
        f"cod:{code}", name_of(arabic), name_of(english), lat, lon, kind, country,
        named(1, "en") if level else "", named(1, "ar") if level else "",
        named(2, "en") if level > 1 else "", None, "cod-ab",
    )  # fmt: skip
    return TableRow(place, ())


def _point(
    columns: _Columns,
    row: Sequence[str],
    db: sqlite3.Connection,
    unit: tuple[str, str, int, str, str],
) -> tuple[float, float]:
    if columns.lat is not None and columns.lon is not None and row[columns.lat]:
        return degrees(row[columns.lat], 90), degrees(row[columns.lon], 180)
    code, country, level, english, arabic = unit
    found = db.execute(
        "SELECT rings FROM area WHERE country = ? AND level = ? AND (id = ?"
        " OR (name_en = ? AND name_en != '') OR (name_ar = ? AND name_ar != ''))"
        " ORDER BY id = ? DESC",
        (country, level, code, english, arabic, code),
    ).fetchone()
    if not found:
        raise ValueError("no coordinates, and no boundary of that p-code or name was added before")
    return middle(unpack(found[0]))
