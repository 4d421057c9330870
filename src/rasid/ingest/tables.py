"""Tables as text: comma, semicolon, tab or bar between cells, names of columns in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from rasid.ingest.columns import FIELDS, Renamed
from rasid.ingest.found import Fault, Found
from rasid.ingest.rows import LONGEST, Row, read_renamed
from rasid.ingest.source import Source, damaged, lines

MOST_IN_CELL = 2 * LONGEST
DELIMITERS = ",;\t|"
NO_DELIMITERS = ("", "\r", "\n", '"')
ROWLESS = "a header and no rows: nothing to read"
NO_TEXT = (
    f"no column 'text'; the columns that count are {', '.join(FIELDS)};"
    " --map text=COLUMN tells another"
)


class _Lines:
    """Decoded lines of a table; counts them and their bytes, keeps what was damaged."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.end = self.number = 0
        self._faults: list[Fault] = []

    def __iter__(self) -> Iterator[str]:
        for line in lines(self._source.stream):
            self.end, self.number = line.end, line.number
            self._faults.extend(damaged(self._source, line))
            if line.text is not None:
                yield line.text

    def faults(self) -> Iterator[Fault]:
        yield from self._faults
        self._faults.clear()


def table(source: Source) -> Iterator[Found]:
    """A table with a header; comma, semicolon, tab or bar between cells."""
    csv.field_size_limit(MOST_IN_CELL)
    told = _Lines(source)
    rest = iter(told)
    first = next(rest, "")
    delimiter = _delimiter(source, first)
    if first.lower().startswith("sep="):  # what spreadsheets write to say the delimiter
        said, first = first[4:5], next(rest, "")
        delimiter = _delimiter(source, first) if said in NO_DELIMITERS else said
    columns = _columns(first, delimiter)
    yield from told.faults()
    if "text" not in source.columns.of(columns):
        yield Fault(source.path, 1, NO_TEXT)
        return
    yield from _cells(source, told, rest, columns, delimiter)


def _cells(
    source: Source, told: _Lines, rest: Iterator[str], columns: list[str], delimiter: str
) -> Iterator[Found]:
    rows = csv.reader(rest, delimiter=delimiter)
    empty, renamed = True, Renamed(source.columns)
    while True:
        start = told.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Fault(source.path, start, f"not CSV: {error}")
            continue
        yield from told.faults()
        if any(cells):
            empty = False
            data = dict(zip(columns, cells, strict=False))
            row = Row(source.path, start, data, f"{source.name}-{start}", told.end)
            yield from read_renamed(row, renamed)
    yield from told.faults()
    if empty:
        yield Fault(source.path, None, ROWLESS)


def _delimiter(source: Source, header: str) -> str:
    """The one that gives a column of texts, most columns first; a comma when none does."""
    found = [(source.columns.of(_columns(header, one)), one) for one in DELIMITERS]
    good = [(len(columns), one) for columns, one in found if "text" in columns]
    return max(good, key=lambda pair: pair[0])[1] if good else DELIMITERS[0]


def _columns(header: str, delimiter: str) -> list[str]:
    """The names in a header; none when it is no line of a table, as where lines end with \\r."""
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]
