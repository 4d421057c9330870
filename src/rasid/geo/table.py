"""Reading a place table: CSV, plain or gzipped, checked row by row.

Columns: id, name_ar, name_en, lat, lon, kind and country are needed; other_ar (names separated by
"|"), admin1, admin1_ar, admin2, population, source and radius_km are read when they are there.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from rasid.errors import GazetteerError
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import TableRow
from rasid.values import dataclass, replace

NEEDED = ("id", "name_ar", "name_en", "lat", "lon", "kind", "country")
_LONGEST_NAME = 200
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out and why: its line (or number) in the file, or else the id of its
    place in `name`.
    """

    line: int
    reason: str
    name: str = ""


def checksum(path: Path) -> str:
    """SHA-256 of a file. Raises GazetteerError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; give a table that can be read") from error


def read_table(path: Path) -> Iterator[TableRow | Skipped]:
    """The rows of a table in order, each read or skipped with a reason.

    Ids are not compared. Raises GazetteerError when the file cannot be read to its end or has not
    the right columns.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as stream:
            yield from _rows(path, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise GazetteerError(f"{path}: the file is cut short or damaged; get it again") from error
    except csv.Error as error:
        raise GazetteerError(f"{path}: {error}; is it a comma-separated table?") from error
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; give a table that can be read") from error


def _rows(path: Path, stream: Iterable[bytes]) -> Iterator[TableRow | Skipped]:
    # Bytes that are no UTF-8 become surrogates, so that only the rows they are in are skipped.
    lines = (line.decode("utf-8", "surrogateescape").lstrip("\ufeff") for line in stream)
    reader = csv.DictReader(lines, restkey="")
    _check_columns(path, reader.fieldnames)
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            yield Skipped(reader.line_num, str(error))
            continue
        if record is None:
            return
        yield _read(record, reader.line_num)


def _check_columns(path: Path, found: object) -> None:
    columns = list(found) if isinstance(found, (list, tuple)) else []
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise GazetteerError(
            f"{path}: no column {', '.join(missing)}; the first line must name the columns"
            f" {', '.join(NEEDED)} (comma-separated, UTF-8)"
        )


def _read(record: dict[str, str | None], line: int) -> TableRow | Skipped:
    values = {name: value or "" for name, value in record.items() if isinstance(name, str)}
    try:
        return _row(values)
    except ValueError as error:
        return Skipped(line, str(error))


def _row(values: dict[str, str]) -> TableRow:
    if values.get(""):
        raise ValueError("more fields than columns")
    if any(map(_NOT_UTF8.search, values.values())):
        raise ValueError("bytes that are not UTF-8")
    lat, lon = degrees(values["lat"], 90), degrees(values["lon"], 180)
    place = GazetteerPlace(
        _needed(values, "id"), name_of(values["name_ar"]), name_of(values["name_en"]), lat, lon,
        _needed(values, "kind"), _country(values), values.get("admin1", ""),
        values.get("admin1_ar", ""), values.get("admin2", ""),
        population(values.get("population", "")), values.get("source", ""),
        _radius(values.get("radius_km", "")),
    )  # fmt: skip
    if not place.name_ar and not place.name_en:
        raise ValueError("no name")
    others = tuple(name_of(name) for name in values.get("other_ar", "").split("|") if name.strip())
    if not place.name_ar and others:
        return TableRow(replace(place, name_ar=others[0]), others[1:])
    return TableRow(place, others)


def _needed(values: dict[str, str], column: str) -> str:
    text = values[column].strip()
    if not text:
        raise ValueError(f"no {column}")
    return text


def _country(values: dict[str, str]) -> str:
    """The country's code; a sea lies in none."""
    told = values["country"].strip().upper()
    return told if told or values["kind"] == "sea" else _needed(values, "country")


def name_of(text: str) -> str:
    """A name without the space around it. Raises ValueError when it is too long to be one."""
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"a name of {len(text)} letters")
    return text.strip()


def degrees(text: str, limit: float) -> float:
    """A coordinate. Raises ValueError when it is no number or beyond ± `limit`."""
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"coordinate {text[:20]!r} is no number") from None
    if not -limit <= value <= limit:  # not-a-number fails here as well
        raise ValueError(f"coordinate {text[:20]} is out of range")
    return value


def population(text: str) -> int | None:
    """A count of people. Raises ValueError when it is no number."""
    try:
        return max(0, int(float(text))) if text.strip() else None
    except (ValueError, OverflowError):
        raise ValueError(f"population {text[:20]!r} is no number") from None


def _radius(text: str) -> float | None:
    try:
        value = float(text) if text.strip() else None
    except ValueError:
        raise ValueError(f"radius {text[:20]!r} is no number") from None
    if value is not None and not 0 < value < 20_000:
        raise ValueError(f"radius {text[:20]} is out of range")
    return value
