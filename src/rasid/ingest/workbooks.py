"""Workbooks (.xlsx): each sheet is a table whose first rows name its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rasid.ingest.columns import Renamed
from rasid.ingest.found import Fault, Found, Note
from rasid.ingest.limits import Unreadable
from rasid.ingest.packed import BROKEN, archive, holds
from rasid.ingest.rows import Row, read_renamed
from rasid.ingest.source import Source, optional, quiet
from rasid.ingest.tables import NO_TEXT, ROWLESS

HEADER_WITHIN = 10
"""Rows in which the names of the columns are looked for: titles may stand above them."""
WIDEST = 200


def begins_xlsx(head: bytes) -> bool:
    """Whether a file begins as a workbook."""
    return holds(head, b"xl/")


def workbook(source: Source) -> Iterator[Found]:
    """The rows of all sheets that have a column of texts."""
    openpyxl = optional("openpyxl", "xlsx")
    archive(source.stream).close()
    size = source.stream.seek(0, 2)
    source.stream.seek(0)
    book = _opened(openpyxl, source)
    try:
        yield from _sheets(source, book, size)
    finally:
        book.close()


@quiet
def _opened(openpyxl: Any, source: Source) -> Any:
    try:
        return openpyxl.load_workbook(source.stream, read_only=True, data_only=True)
    except Exception as error:  # whatever the library stumbles over
        raise Unreadable(BROKEN) from error


def _sheets(source: Source, book: Any, size: int) -> Iterator[Found]:
    found = False
    for sheet in book.worksheets:
        path = f"{source.path} sheet {sheet.title}"
        rows = _rows(path, sheet)
        header = _header(source, rows)
        if header is None:
            yield Note(path, None, "no column of texts; passed over")
            continue
        found = True
        yield from _read(source, path, rows, header, size)
    if not found:
        yield Fault(source.path, None, NO_TEXT)


Cells = tuple[int, Sequence[Any] | None]
"""The number of a row (from 1) and its cells; None where the sheet breaks off."""


def _rows(path: str, sheet: Any) -> Iterator[Cells]:
    sheet.reset_dimensions()  # what a sheet says of its size is not always true
    number, told = 0, sheet.iter_rows(values_only=True)
    try:
        while (cells := _next(told)) is not None:
            number += 1
            yield number, cells[:WIDEST]
    except Unreadable:
        yield number + 1, None


@quiet
def _next(rows: Iterator[Sequence[Any]]) -> Sequence[Any] | None:
    """The next row; None at the end, Unreadable where the sheet breaks off."""
    try:
        return next(rows, None)
    except Exception as error:  # whatever the library stumbles over
        raise Unreadable(BROKEN) from error


def _header(source: Source, rows: Iterator[Cells]) -> list[str] | None:
    """The names of the columns; None when no row near the top names a column of texts."""
    for number, cells in rows:
        names = [str(cell).strip() if cell is not None else "" for cell in cells or ()]
        if "text" in source.columns.of(names):
            return names
        if number >= HEADER_WITHIN:
            break
    return None


def _read(
    source: Source, path: str, rows: Iterator[Cells], header: list[str], size: int
) -> Iterator[Found]:
    renamed, empty = Renamed(source.columns), True
    for number, cells in rows:
        if cells is None:
            yield Fault(path, number, "broken from here on; the rest of the sheet is skipped")
        elif any(cell not in (None, "") for cell in cells):
            empty = False
            data = {n: c for n, c in zip(header, cells, strict=False) if n}
            row = Row(path, number, data, f"{source.name}-{number}", size)
            yield from read_renamed(row, renamed)
    if empty:
        yield Fault(path, None, ROWLESS)
