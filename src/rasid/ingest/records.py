"""Records from JSON lines, as `rasid read --format jsonl` writes them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from rasid.errors import InputError
from rasid.ingest.found import Fault
from rasid.model import Record
from rasid.record import from_json

STDIN = "-"


def read_records(paths: Iterable[str]) -> Iterator[Record | Fault]:
    """The records of files, `-` for standard input, in order; a fault for what is none.

    A file that cannot be opened is a fault of its own, and the others are read.
    """
    for path in paths:
        if path == STDIN:
            yield from _lines("stdin", sys.stdin.buffer)
            continue
        try:
            stream = open(path, "rb")  # noqa: SIM115 (closed below, after the last line)
        except OSError as error:
            yield Fault(path, None, error.strerror or str(error))
            continue
        with stream:
            yield from _lines(path, stream)


def _lines(path: str, stream: BinaryIO) -> Iterator[Record | Fault]:
    empty = True
    for number, line in enumerate(stream, start=1):
        if line.strip():
            empty = False
            yield _record(path, number, line)
    if empty:
        yield Fault(path, None, "empty: no record")


def _record(path: str, number: int, line: bytes) -> Record | Fault:
    try:
        record = from_json(json.loads(line.decode("utf-8-sig")))
        _check_days(record)
    except InputError as error:
        return Fault(path, number, f"{error}; records are what rasid read --format jsonl writes")
    except RecursionError:
        return Fault(path, number, "not JSON: nested too deep")
    except UnicodeDecodeError:
        return Fault(path, number, "not UTF-8")
    except json.JSONDecodeError as error:
        return Fault(path, number, f"not JSON: {error.msg} at column {error.colno}")
    except ValueError as error:
        return Fault(path, number, str(error))
    return record


def _check_days(record: Record) -> None:
    times = [event.time for event in record.events if event.time]
    days = [record.report.published, *(day for t in times for day in (t.start, t.end))]
    for day in days:
        if day is not None:
            date.fromisoformat(day)
