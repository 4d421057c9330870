"""However large an input is, only so much of it is held, and that is told in one line."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from rasid.ingest import limits
from rasid.ingest.found import Fault
from rasid.ingest.reports import Reports

from .conftest import ReadIn

TEXT = "انفجرت عبوة ناسفة في السوق."
ENDINGS = ("txt html json jsonl csv xml eml mbox docx pdf xlsx parquet warc gz js rss").split()
NOTHING = 1024**3 // 4


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_quarter_gigabyte_of_nothing_is_told_and_not_taken_in(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WHOLE", "LINE", "PAGE", "MAIL"):
        monkeypatch.setattr(limits, name, 2 * limits.MEGABYTE)
    path = tmp_path / f"nothing.{ending}"
    with open(path, "wb") as file:
        file.truncate(NOTHING)
    tracemalloc.start()
    found = list(Reports([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] in ([Fault], [Fault] * 2)
    assert peak < 24 * limits.MEGABYTE


def test_a_line_that_is_too_long_costs_itself(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINE", 1000)
    row = json.dumps({"text": TEXT})
    told = read_in("rows.jsonl", f"{row}\n{json.dumps({'text': TEXT * 100})}\n{row}\n")
    assert [article.id for article in told.articles] == ["rows-1", "rows-3"]
    assert "rows.jsonl:2: a line longer than 1,000 bytes; skipped" in told.faults[0]
    told = read_in("rows.csv", f"id,text\n1,{TEXT}\n2,{TEXT * 100}\n3,{TEXT}\n")
    assert [article.id for article in told.articles] == ["1", "3"]
    assert "rows.csv:3: a line longer than" in told.faults[0]


@pytest.mark.parametrize("name", ["list.json", "page.html"])
def test_a_file_that_must_be_held_whole_has_a_limit(
    read_in: ReadIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WHOLE", 1000)
    monkeypatch.setattr(limits, "PAGE", 1000)
    told = read_in(name, json.dumps([{"text": TEXT}] * 100))
    assert told.articles == []
    assert told.faults[0].endswith("larger than 1,000 bytes: split it; skipped")
