"""Tables as CSV and as spreadsheets, safe to open.

A cell that begins like a formula would be run by the spreadsheet that opens it; an apostrophe
before it makes it text (OWASP, CSV injection). Lists are joined with `; `.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from rasid.errors import InputError
from rasid.export.rows import Cell, Cells, Column, Row, Setting, Write

FORMULA = re.compile(r"^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What spreadsheets take for a formula; the last four are the full-width signs."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
"""What a sheet holds, and a cell of it."""
BOM = "\ufeff"
HEADING_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, how a row fills them, and `tags` of columns for a row under the header. `numbered`
    is the column that counts the rows.
    """

    columns: Callable[[Setting], Sequence[Column]]
    cells: Callable[[Row, Setting], Cells]
    tags: Mapping[str, str] = field(default_factory=dict)
    numbered: str = ""

    def head(self, setting: Setting) -> Iterator[list[str]]:
        names = [column.name for column in self.columns(setting)]
        yield names
        if self.tags:
            yield [self.tags[name] for name in names]

    def body(self, rows: Iterable[Row], setting: Setting) -> Iterator[list[Any]]:
        columns = self.columns(setting)
        for number, row in enumerate(rows, start=1):
            found = {**self.cells(row, setting), self.numbered: number}
            yield [plain(found[column.name]) for column in columns]


def plain(cell: Cell) -> str | int | float:
    """A cell as a spreadsheet holds it: text that is no formula, or a number."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = shown(cell)
    return f"'{text}" if FORMULA.match(text) else text


def shown(cell: Cell) -> str:
    """A cell as text: lists joined, empty for what is not told."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def csv_writer(table: Table, bom: bool) -> Write:
    """UTF-8 CSV (RFC 4180); with a BOM, Excel takes it for what it is."""

    def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
        text.write(BOM if bom else "")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows(table.head(setting))
        writer.writerows(table.body(rows, setting))
        text.flush()
        text.detach()

    return write


def xlsx_writer(table: Table) -> Write:
    """One sheet from right to left, its header fixed; every text is text, never a formula."""

    def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
        openpyxl = _openpyxl()
        book = openpyxl.Workbook(write_only=True)
        book.properties.creator = "Rasid"
        sheet = book.create_sheet("incidents" if setting.incidents else "events")
        sheet.sheet_view.rightToLeft = True
        sheet.freeze_panes = "B2"
        for number in range(1, len(table.columns(setting)) + 1):
            letter = openpyxl.utils.get_column_letter(number)
            sheet.column_dimensions[letter].width = HEADING_WIDTH
        try:
            _fill(openpyxl, sheet, table.head(setting), table.body(rows, setting))
        except Exception:
            sheet.close()  # or openpyxl complains when it is collected
            raise
        book.save(out)

    return write


def _fill(
    openpyxl: Any, sheet: Any, head: Iterable[Sequence[str]], body: Iterable[Sequence[Any]]
) -> None:
    for heading in head:
        sheet.append([_cell(openpyxl, sheet, value, True) for value in heading])
    for number, values in enumerate(body, start=2):
        if number > MOST_ROWS:
            raise InputError(f"xlsx: a sheet holds {MOST_ROWS:,} rows: filter, or use csv")
        sheet.append([_cell(openpyxl, sheet, value) for value in values])


def _openpyxl() -> Any:
    try:
        import openpyxl
        import openpyxl.cell
        import openpyxl.styles
        import openpyxl.utils
    except ImportError as error:
        raise InputError(
            "xlsx needs openpyxl: pip install 'rasid[xlsx]', or use --to csv"
        ) from error
    return openpyxl


def _cell(openpyxl: Any, sheet: Any, value: str | int | float, bold: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    cell = openpyxl.cell.WriteOnlyCell(sheet, NOT_XML.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"
    if bold:
        cell.font = openpyxl.styles.Font(bold=True)
    return cell
