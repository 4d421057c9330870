"""Records from JSON lines: what is none is told with file and line, and harms no other."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rasid import to_json
from rasid.ingest.found import Fault
from rasid.ingest.records import read_records
from rasid.model import Article, Record

Demo = list[tuple[Article, Record]]


@pytest.fixture
def good(demo: Demo) -> dict[str, Any]:
    found: dict[str, Any] = to_json(demo[0][1])
    return found


def read(tmp_path: Path, *lines: str | bytes) -> list[Record | Fault]:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(x.encode() if isinstance(x, str) else x for x in lines))
    return list(read_records([str(path)]))


def test_what_rasid_read_writes_is_read_back(tmp_path: Path, demo: Demo) -> None:
    lines = [json.dumps(to_json(record), ensure_ascii=False) for _, record in demo]
    assert read(tmp_path, *lines, "") == [record for _, record in demo]


def changed(data: dict[str, Any], path: str, value: Any) -> str:
    """The record with one value replaced, `events.place.lat` being that of the first event."""
    copy = json.loads(json.dumps(data))
    here = copy
    *way, last = path.split(".")
    for name in way:
        here = here[name][0] if isinstance(here[name], list) else here[name]
    here[last] = value
    return json.dumps(copy)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("events", None),
        ("events", "none"),
        ("report", []),
        ("report.id", 7),
        ("report.published", "12/03/2025"),
        ("report.published", "2025-02-30"),
        ("events.confidence", "high"),
        ("events.confidence", None),
        ("events.confidence", float("nan")),
        ("events.main", 1),
        ("events.place.lat", "35.6"),
        ("events.place.lat", True),
        ("events.trigger.text", None),
        ("events.casualties.min", 2.5),
        ("events.time.start", "yesterday"),
        ("events.agents", {"actor": "x"}),
    ],
)
def test_a_record_of_a_wrong_shape_is_a_fault_and_the_next_is_read(
    tmp_path: Path, good: dict[str, Any], path: str, value: Any
) -> None:
    fault, record = read(tmp_path, changed(good, path, value), json.dumps(good))
    assert isinstance(fault, Fault)
    assert fault.line == 1
    assert isinstance(record, Record)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "nested too deep"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ("[]", "wrong shape"),
        ('{"text": "a report"}', "rasid read --format jsonl"),
    ],
)
def test_what_is_no_record_says_what_it_is(tmp_path: Path, line: str | bytes, told: str) -> None:
    (fault,) = read(tmp_path, line)
    assert isinstance(fault, Fault)
    assert told in fault.message


def test_empty_and_missing_files(tmp_path: Path) -> None:
    (empty,) = read(tmp_path, "", " ")
    assert "empty" in str(empty)
    (missing,) = read_records([str(tmp_path / "none.jsonl")])
    assert "No such file" in str(missing)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, good: dict[str, Any]) -> None:
    stream = SimpleNamespace(buffer=io.BytesIO(json.dumps(good).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    (record,) = read_records(["-"])
    assert isinstance(record, Record)
