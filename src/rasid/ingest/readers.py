"""The kinds of files: text, HTML, JSON, JSON lines, CSV. Each yields articles and faults in order.

A fault never stops the rest: it is yielded with file, line and what can be done about it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean, decode
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.rows import EMPTY, FIELDS, LONGEST, TOO_LONG, Row, read_row
from rasid.model import Article

MAX_FIELD = 256 * 1024 * 1024
MOST_BYTES = 4 * LONGEST  # no character takes more than four
DELIMITERS = ",;\t|"
NO_DELIMITERS = ("", "\r", "\n", '"')
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: UTF-8 bytes, the path for messages, the name that ids are made of."""

    path: str
    name: str
    stream: BinaryIO


Reader = Callable[[Source], Iterator[Found]]


def text(source: Source) -> Iterator[Found]:
    """A whole file as one article."""
    content = source.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield Fault(source.path, None, TOO_LONG)
        return
    told, damage = decode(content)
    if damage:
        yield Fault(source.path, damage.line, damage.message)
    if not told.strip():
        yield Fault(source.path, None, EMPTY)
        return
    yield Item(Article(told, id=source.name), source.path, None, len(content))


# ------------------------------------------------------------------ pages
def html(source: Source) -> Iterator[Found]:
    """The article of a saved web page, its headline as the first line of the text."""
    import trafilatura  # heavy: only for who reads pages

    content = source.stream.read()
    if not content.strip():
        yield Fault(source.path, None, EMPTY)
        return
    # An extensive search for dates would take any day that the page mentions for its own.
    dates = {"extensive_search": False, "original_date": True}
    page = trafilatura.bare_extraction(
        content, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    body = getattr(page, "text", None)
    if not body:
        yield Fault(source.path, None, "no article text found in this page")
        return
    yield Item(_page_article(page, body, source.name), source.path, None, len(content))


def _page_article(page: Any, body: str, name: str) -> Article:
    title = page.title
    headed = title and title not in body[: 2 * len(title) + 200]
    return Article(
        clean(f"{title}\n\n{body}" if headed else body),
        id=name,
        published=iso_day(page.date) if page.date else None,
        outlet=page.sitename or None,
        url=page.url or None,
        title=title or None,
    )


# ------------------------------------------------------------------ JSON
def json_file(source: Source) -> Iterator[Found]:
    """One object, a list of objects, or JSON lines under a wrong name."""
    content = source.stream.read()
    told, damage = decode(content)
    if damage:
        yield Fault(source.path, damage.line, damage.message)
    try:
        data = json.loads(told)
    except (ValueError, RecursionError) as error:
        if _is_json(told.lstrip().partition("\n")[0]):
            yield from _json_lines(source, content.splitlines(keepends=True))
        else:
            yield Fault(source.path, getattr(error, "lineno", None), _not_json(error))
        return
    if isinstance(data, list):
        yield from _json_items(source, data, len(content))
    else:
        yield from read_row(Row(source.path, None, data, source.name, len(content)))


def _json_items(source: Source, data: Sequence[Any], size: int) -> Iterator[Found]:
    if not data:
        yield Fault(source.path, None, "an empty list: nothing to read")
    for number, item in enumerate(data, start=1):
        path, name = f"{source.path} item {number}", f"{source.name}-{number}"
        yield from read_row(Row(path, None, item, name, size * number // len(data)))


def jsonl(source: Source) -> Iterator[Found]:
    """One object a line; blank lines are passed over."""
    return _json_lines(source, source.stream)


def _json_lines(source: Source, lines: Iterator[bytes] | Sequence[bytes]) -> Iterator[Found]:
    end, empty = 0, True
    for number, raw in enumerate(lines, start=1):
        end += len(raw)
        if raw.strip():
            empty = False
            yield from _json_line(source, number, raw, end)
    if empty:
        yield Fault(source.path, None, EMPTY)


def _json_line(source: Source, number: int, raw: bytes, end: int) -> Iterator[Found]:
    line, damage = decode(raw)
    if damage:
        yield Fault(source.path, number, damage.message)
    try:
        data = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        yield Fault(source.path, number, _not_json(error))
        return
    yield from read_row(Row(source.path, number, data, f"{source.name}-{number}", end))


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return (
        "not JSON: nested too deep" if isinstance(error, RecursionError) else f"not JSON: {error}"
    )


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


# ------------------------------------------------------------------ tables
class _Lines:
    """Decoded lines of a table; counts them and their bytes, keeps what was damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.end = self.number = 0
        self._damages: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[str]:
        for raw in self._stream:
            self.end += len(raw)
            self.number += 1
            line, damage = decode(raw)
            if damage:
                self._damages.append((self.number, damage.message))
            yield line

    def faults(self, path: str) -> Iterator[Fault]:
        yield from (Fault(path, line, message) for line, message in self._damages)
        self._damages.clear()


def table(source: Source) -> Iterator[Found]:
    """A table with a header; comma, semicolon, tab or bar between cells."""
    csv.field_size_limit(MAX_FIELD)
    lines = _Lines(source.stream)
    rest = iter(lines)
    first = next(rest, "")
    delimiter = _delimiter(first)
    if first.lower().startswith("sep="):  # what spreadsheets write to say the delimiter
        told, first = first[4:5], next(rest, "")
        delimiter = _delimiter(first) if told in NO_DELIMITERS else told
    columns = _columns(first, delimiter)
    if "text" not in columns:
        wanted = ", ".join(FIELDS)
        yield Fault(source.path, 1, f"no column 'text'; the columns that count are {wanted}")
        return
    yield from _cells(source, lines, rest, columns, delimiter)


def _cells(
    source: Source, lines: _Lines, rest: Iterator[str], columns: list[str], delimiter: str
) -> Iterator[Found]:
    rows = csv.reader(rest, delimiter=delimiter)
    empty = True
    while True:
        start = lines.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Fault(source.path, start, f"not CSV: {error}")
            continue
        yield from lines.faults(source.path)
        if any(cells):
            empty = False
            data = dict(zip(columns, cells, strict=False))
            yield from read_row(Row(source.path, start, data, f"{source.name}-{start}", lines.end))
    if empty:
        yield Fault(source.path, None, "a header and no rows: nothing to read")


def _delimiter(header: str) -> str:
    """The one that makes `text` a column; a comma when none does."""
    found = (one for one in DELIMITERS if "text" in _columns(header, one))
    return next(found, DELIMITERS[0])


def _columns(header: str, delimiter: str) -> list[str]:
    """The names in a header; none when it is no line of a table, as where lines end with \\r."""
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


# ------------------------------------------------------------------ which reader
READERS: dict[str, Reader] = {
    ".txt": text,
    ".html": html,
    ".htm": html,
    ".json": json_file,
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".csv": table,
    ".tsv": table,
}


def reader_of(path: str) -> Reader | None:
    """The reader for a file's name; without an ending, the one that looks at the content."""
    suffix = Path(path).suffix.lower()
    return READERS.get(suffix, None if suffix else sniffed)


def sniffed(source: Source) -> Iterator[Found]:
    """What standard input or a pipe holds, told by how it begins; a text when nothing else fits."""
    begin = source.stream.tell()
    head = source.stream.read(HEAD).lstrip()
    source.stream.seek(begin)
    reader: Reader = text
    if head[:1] == b"{":
        reader = jsonl if _is_json(decode(source.stream.readline())[0]) else json_file
    elif head[:1] == b"[" and _is_json_list(source.stream):
        reader = json_file
    elif head[:15].lower().startswith((b"<!doctype html", b"<html")):
        reader = html
    source.stream.seek(begin)
    return reader(source)


def _is_json_list(stream: BinaryIO) -> bool:
    try:
        return isinstance(json.load(stream), list)
    except (ValueError, RecursionError):
        return False
