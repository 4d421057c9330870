"""Tables that Rasid wrote and people edited: CSV as spreadsheets save it, and Excel sheets."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from rasid.errors import InputError
from rasid.ingest import limits
from rasid.ingest.decode import decode, utf8
from rasid.ingest.packed import archive
from rasid.ingest.source import quiet

DELIMITERS = ",;\t"
"""What spreadsheets put between cells, by the country that they are set to."""
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number in the file or sheet, from 1, and its cells by column, as text."""

    number: int
    cells: dict[str, str]


def read_edited(path: Path, key: str) -> list[Line]:
    """The rows of a table that has a column `key`. InputError when it has none, or cannot be read.

    Numbers, days and truth values of a sheet are told as text: `3`, `2025-03-12`, `true`.
    """
    try:
        with path.open("rb") as stream:
            workbook = stream.read(4) == b"PK\x03\x04"
            stream.seek(0)
            rows = list(_sheets(path, stream) if workbook else _text(stream))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (limits.Unreadable, limits.TooLarge) as error:
        raise InputError(f"{path}: {error}") from error
    for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        names = [cell.strip() for cell in cells]
        if key in names:
            return list(_lines(names, rows[at + 1 :]))
    raise InputError(f"{path}: no column {key!r}; what can be read back are tables of rasid export")


def _lines(names: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            told = zip(names, cells, strict=False)
            yield Line(number, {name: cell.strip() for name, cell in told if name})


# ------------------------------------------------------------------ text
def _text(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    content = utf8(stream).read(limits.WHOLE + 1)
    if len(content) > limits.WHOLE:
        raise limits.TooLarge(f"larger than {limits.size(limits.WHOLE)}: split it")
    text, _ = decode(content)
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(limits.WHOLE)
    head = text.partition("\n")[0]
    if head.lower().startswith("sep="):  # what spreadsheets write to say the delimiter
        text = text.partition("\n")[2]
        head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise limits.Unreadable(f"line {reader.line_num}: not CSV: {error}") from error


# ------------------------------------------------------------------ sheets
@quiet
def _sheets(path: Path, stream: BinaryIO) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet; formulas as what they last came to."""
    try:
        import openpyxl
    except ImportError as error:
        raise InputError("xlsx needs openpyxl: pip install 'rasid[xlsx]'") from error
    archive(stream).close()
    stream.seek(0)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [(n, list(map(_told, row))) for n, row in enumerate(_values(sheet), start=1)]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError) as error:
        raise InputError(f"{path}: no workbook that can be read: save it again") from error
    return rows


def _values(sheet: Any) -> Iterator[Sequence[Any]]:
    yield from sheet.iter_rows(values_only=True)


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return (value.date() if midnight else value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
