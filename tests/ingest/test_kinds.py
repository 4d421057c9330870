"""The registry of readers: every kind is told apart, has its extra, and says what it does."""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.kinds import ENDINGS, KINDS, reader_of
from rasid.ingest.reports import Reports
from rasid.ingest.source import Source

from .conftest import ReadIn, sorted_out

TEXT = "انفجرت عبوة ناسفة في السوق."
PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
BEGINNINGS = {
    "feed.xml": b"<rss version='2.0'><channel>",
    "t.parquet": b"PAR1",
    "report.pdf": b"%PDF-1.4",
    "crawl.warc": b"WARC/1.0\r\n",
    "book.xlsx": b"PK\x03\x04 xl/workbook.xml",
}
MODULES = {
    "feed.xml": ("feedparser", "feeds"),
    "t.parquet": ("pyarrow.parquet", "parquet"),
    "report.pdf": ("pypdf", "pdf"),
    "crawl.warc": ("warcio.archiveiterator", "warc"),
    "book.xlsx": ("openpyxl", "xlsx"),
}


def test_every_extra_is_in_the_project() -> None:
    extras = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    needed = {kind.extra for kind in KINDS if kind.extra}
    assert needed == {extra for _, extra in MODULES.values()}
    assert needed <= set(extras)
    assert all(extra in extras["all"][0] for extra in needed)


@pytest.mark.parametrize("name", MODULES)
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    read_in: ReadIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, extra = MODULES[name]
    monkeypatch.setitem(sys.modules, module, None)
    told = read_in(name, BEGINNINGS[name])
    assert told.articles == []
    (fault,) = told.faults
    assert fault.endswith(f"not installed: pip install 'rasid[{extra}]'; skipped")


def test_every_kind_says_what_it_keeps() -> None:
    for kind in KINDS:
        assert kind.kept
        assert kind.passed
        assert kind.limit
        assert kind.endings


def test_every_ending_has_a_reader() -> None:
    for ending in ENDINGS:
        assert reader_of(Source("p", "p", io.BytesIO(TEXT.encode())), ending) is not None


@given(st.binary(max_size=400), st.sampled_from(["", *ENDINGS]))
def test_any_bytes_under_any_name_are_answered(content: bytes, ending: str) -> None:
    source = Source("p", "p", io.BytesIO(content))
    reader_of(source, ending)
    assert source.stream.tell() == 0


def test_a_folder_of_all_sorts_is_read_and_other_files_are_left(tmp_path: Path) -> None:
    content = {
        "a.txt": TEXT,
        "b.json": f'[{{"text": "{TEXT}"}}]',
        "c.csv": f"text\n{TEXT}\n",
        "d/result.json": '{"name": "قناة", "type": "public_channel", "id": 9, "messages":'
        f' [{{"id": 1, "type": "message", "date": "2025-03-12T01:00:00", "text": "{TEXT}"}}]}}',
        "page.js": "var x = 1",
        "photo.jpg": "x",
        "backup.gz": "x",
    }
    for name, told in content.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(told, encoding="utf-8")
    found = sorted_out(list(Reports([str(tmp_path)])))
    assert [article.id for article in found.articles] == ["a", "b-1", "c-2", "9-1"]
    assert found.faults == []
