"""Reports as JSON: an object, a list of objects, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from rasid.ingest import limits
from rasid.ingest.columns import Renamed
from rasid.ingest.decode import decode
from rasid.ingest.found import Fault, Found
from rasid.ingest.rows import EMPTY, Row, read_renamed
from rasid.ingest.source import Line, Source, damaged, lines, whole


def json_file(source: Source) -> Iterator[Found]:
    """One object, a list of objects, or JSON lines under a wrong name."""
    if is_lines(source):
        yield from jsonl(source)
        return
    content = whole(source, limits.WHOLE)
    told, damage = decode(content)
    if damage:
        yield Fault(source.path, damage.line, damage.message)
    try:
        data = json.loads(told)
    except (ValueError, RecursionError) as error:
        yield Fault(source.path, getattr(error, "lineno", None), _not_json(error))
        return
    if isinstance(data, list):
        yield from _items(source, data, len(content))
    else:
        row = Row(source.path, None, data, source.name, len(content))
        yield from read_renamed(row, Renamed(source.columns))


def _items(source: Source, data: Sequence[Any], size: int) -> Iterator[Found]:
    if not data:
        yield Fault(source.path, None, "an empty list: nothing to read")
    renamed = Renamed(source.columns)
    for number, item in enumerate(data, start=1):
        path, name = f"{source.path} item {number}", f"{source.name}-{number}"
        row = Row(path, None, item, name, size * number // len(data))
        yield from read_renamed(row, renamed)


def jsonl(source: Source) -> Iterator[Found]:
    """One object a line; blank lines are passed over."""
    empty, renamed = True, Renamed(source.columns)
    for line in lines(source.stream):
        if line.text is None or line.text.strip():
            empty = False
            yield from _line(source, line, renamed)
    if empty:
        yield Fault(source.path, None, EMPTY)


def _line(source: Source, line: Line, renamed: Renamed) -> Iterator[Found]:
    yield from damaged(source, line)
    if line.text is None:
        return
    try:
        data = json.loads(line.text.strip())
    except (ValueError, RecursionError) as error:
        yield Fault(source.path, line.number, _not_json(error))
        return
    row = Row(source.path, line.number, data, f"{source.name}-{line.number}", line.end)
    yield from read_renamed(row, renamed)


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return (
        "not JSON: nested too deep" if isinstance(error, RecursionError) else f"not JSON: {error}"
    )


def is_lines(source: Source) -> bool:
    """Whether the first line is a whole object and another one follows it."""
    with source.ahead():
        told = (line for line in lines(source.stream) if line.text is None or line.text.strip())
        first, second = next(told, None), next(told, None)
    return bool(second and first and first.text and _is_object(first.text))


def starts_with_object(source: Source) -> bool:
    """Whether the first line is a whole object."""
    with source.ahead():
        first = decode(source.stream.readline(limits.LINE))[0]
    return _is_object(first)


def is_list(source: Source) -> bool:
    """Whether the content is one JSON list."""
    with source.ahead(), suppress(ValueError, RecursionError):
        return isinstance(json.loads(whole(source, limits.WHOLE)), list)
    return False


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
