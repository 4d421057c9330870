"""One object or table row to an article.

What is wrong with a field costs that field, not the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasid.ingest.columns import Renamed
from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item, Note
from rasid.model import Article

EMPTY = "empty text: nothing to read"
LONGEST = 2_000_000
"""Characters: what is longer (a thousand pages) is no report but a pile of them."""
TOO_LONG = f"more than {LONGEST:,} characters are no single report: split it; skipped"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as found: where it stands, and the id that it gets when it has none."""

    path: str
    line: int | None
    data: Any
    fallback: str
    end: int


def read_row(row: Row) -> Iterator[Found]:
    """The article of a row and the faults of its fields, or the fault that makes it unreadable."""
    fault = _unreadable(row.data)
    if fault is not None:
        yield Fault(row.path, row.line, fault)
        return
    text: str = row.data["text"]
    article = Article(clean(text), id=_id(row), published=_day(row.data), **_told(row.data))
    for complaint in _complaints(row.data, article):
        yield Fault(row.path, row.line, complaint)
    yield Item(article, row.path, row.line, row.end)


def read_renamed(row: Row, renamed: Renamed) -> Iterator[Found]:
    """As `read_row`, of a row whose fields may go by other names."""
    data, told = renamed(row.data)
    if told:
        yield Note(row.path, row.line, told)
    yield from read_row(replace(row, data=data))


def _unreadable(data: Any) -> str | None:
    if not isinstance(data, Mapping):
        return "no report: an object with a field 'text' is expected"
    text = data.get("text")
    if text is None:
        return "no field 'text'"
    if not isinstance(text, str):
        return f"field 'text' holds {_kind(text)}; a string is expected"
    return None if text.strip() else EMPTY


def _complaints(data: Mapping[str, Any], article: Article) -> Iterator[str]:
    if data.get("published") and article.published is None:
        told = str(data["published"])[:40]
        yield f"published: {told!r} is not a date (YYYY-MM-DD); passed over"
    if article.text != data["text"]:
        yield "broken characters (lone surrogates) replaced"


def _id(row: Row) -> str:
    given = row.data.get("id")
    if isinstance(given, float) and given.is_integer():
        given = int(given)  # a workbook has no other numbers
    known = isinstance(given, str | int) and str(given).strip()
    return clean(str(given).strip()) if known else row.fallback


def _day(data: Mapping[str, Any]) -> str | None:
    return iso_day(data["published"]) if data.get("published") else None


def _told(data: Mapping[str, Any]) -> dict[str, str]:
    names = ("outlet", "url", "title")
    return {name: clean(str(data[name]).strip()) for name in names if data.get(name)}


def _kind(value: Any) -> str:
    names = {bool: "true or false", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")
