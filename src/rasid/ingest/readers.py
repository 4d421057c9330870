"""Files to articles: text, HTML, JSON, JSONL and CSV, folders and standard input.

A fault never stops the rest: it is yielded in place of the article, with file, line and what to do.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from rasid.model import Article

STDIN = "-"
FIELDS = ("id", "text", "published", "outlet", "url", "title")
MAX_FIELD = 64 * 1024 * 1024
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: where (file, and line when it has one) and what to do about it."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


Found = Article | Fault


def read_paths(
    paths: Sequence[str], published: str | None = None, outlet: str | None = None
) -> Iterator[Found]:
    """All articles of files and folders in a stable order; defaults fill what a row does not say."""
    for path in paths:
        for found in _expand(path):
            for article in _read(found):
                if isinstance(article, Fault):
                    yield article
                else:
                    yield replace(
                        article,
                        published=article.published or published,
                        outlet=article.outlet or outlet,
                    )


def _expand(path: str) -> Iterator[str]:
    if path == STDIN or not Path(path).is_dir():
        yield path
        return
    for child in sorted(Path(path).rglob("*")):
        if child.is_file() and child.suffix.lower() in READERS:
            yield str(child)


def _read(path: str) -> Iterator[Found]:
    if path == STDIN:
        yield from _sniffed(path, sys.stdin.buffer.read())
        return
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        yield Fault(path, None, f"cannot be opened: {error.strerror or error}")
        return
    reader = READERS.get(Path(path).suffix.lower())
    if reader is None:
        yield Fault(path, None, f"unknown kind of file; Rasid reads {', '.join(sorted(READERS))}")
        return
    yield from reader(path, content)


def _sniffed(path: str, content: bytes) -> Iterator[Found]:
    """Standard input: JSON lines when the first line is an object, else one text."""
    head = content.lstrip()[:1]
    yield from (_jsonl if head == b"{" else _text)(path, content)


def _decode(path: str, content: bytes) -> tuple[str, Fault | None]:
    """UTF-8 (with or without BOM) or UTF-16 by its BOM; broken bytes are replaced and reported."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), None
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        fault = Fault(path, None, f"broken UTF-8 at byte {error.start}; unreadable bytes replaced")
        return content.decode("utf-8-sig", "replace"), fault


def _text(path: str, content: bytes) -> Iterator[Found]:
    text, fault = _decode(path, content)
    if fault is not None:
        yield fault
    if not text.strip():
        yield Fault(path, None, "empty text: nothing to read")
        return
    yield Article(text, id=_stem(path))


def _html(path: str, content: bytes) -> Iterator[Found]:
    import trafilatura  # heavy: only for who reads pages

    document = trafilatura.bare_extraction(content, include_comments=False, with_metadata=True)
    text = getattr(document, "text", None)
    if not text:
        yield Fault(path, None, "no article text found in this page")
        return
    yield Article(
        text,
        id=_stem(path),
        published=_iso(getattr(document, "date", None)),
        outlet=getattr(document, "sitename", None),
        url=getattr(document, "url", None),
        title=getattr(document, "title", None),
    )


def _json(path: str, content: bytes) -> Iterator[Found]:
    text, fault = _decode(path, content)
    if fault is not None:
        yield fault
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Fault(path, getattr(error, "lineno", None), f"not JSON: {_short(error)}")
        return
    rows = data if isinstance(data, list) else [data]
    for number, row in enumerate(rows, start=1):
        label = path if len(rows) == 1 else f"{path} item {number}"
        yield _row(label, None, row, f"{_stem(path)}-{number}" if len(rows) > 1 else _stem(path))


def _jsonl(path: str, content: bytes) -> Iterator[Found]:
    text, fault = _decode(path, content)
    if fault is not None:
        yield fault
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Fault(path, number, f"not JSON: {_short(error)}")
            continue
        yield _row(path, number, row, f"{_stem(path)}-{number}")


def _csv(path: str, content: bytes) -> Iterator[Found]:
    text, fault = _decode(path, content)
    if fault is not None:
        yield fault
    csv.field_size_limit(MAX_FIELD)
    table = csv.DictReader(_lines(text))
    if not table.fieldnames or "text" not in table.fieldnames:
        yield Fault(path, 1, "no column 'text'; name the columns id, text, published, outlet")
        return
    try:
        for row in table:
            yield _row(path, table.line_num, row, f"{_stem(path)}-{table.line_num}")
    except csv.Error as error:
        yield Fault(path, table.line_num, f"not CSV: {error}")


def _lines(text: str) -> TextIO:
    return io.StringIO(text.replace("\0", ""), newline="")


def _row(path: str, line: int | None, row: Any, fallback: str) -> Found:
    if not isinstance(row, Mapping):
        return Fault(path, line, "an object with a field 'text' is expected")
    text = row.get("text")
    if not isinstance(text, str):
        return Fault(path, line, "no field 'text'")
    if not text.strip():
        return Fault(path, line, "empty text: nothing to read")
    published = row.get("published") or None
    if published is not None and _iso(published) is None:
        return Fault(path, line, f"published: {published!r} is not a date; give YYYY-MM-DD")
    told = {name: str(row[name]) for name in ("outlet", "url", "title") if row.get(name)}
    given = row.get("id")
    name = fallback if given is None or given == "" else str(given)
    return Article(LONE_SURROGATE.sub("\ufffd", text), id=name, published=_iso(published), **told)


def _iso(value: Any) -> str | None:
    try:
        return date.fromisoformat(str(value).strip()[:10]).isoformat()
    except ValueError:
        return None


def _stem(path: str) -> str:
    return "stdin" if path == STDIN else Path(path).stem


def _short(error: Exception) -> str:
    return str(error).split(": line")[0][:100]


READERS: dict[str, Callable[[str, bytes], Iterator[Found]]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
}
