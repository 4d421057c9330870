"""Whatever is wrong with an input of any kind: a clear line each, no more memory than told."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from rasid.ingest import limits
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.kinds import ENDINGS
from rasid.ingest.reports import Reports

from .conftest import archive
from .samples import LAUGHS, OUTSIDE, SAMPLES, TEXT, WRITTEN, damaged, lying, nested
from .test_documents import document, paragraph

LONGEST_LINE = 500
MOST_FAULTS = 60


def read(tmp_path: Path, name: str, content: bytes) -> list[Found]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(Reports([str(path)]))


def check_told(found: list[Found], name: str) -> None:
    """Something was read, or it is told why not; each fault is one line that names the input."""
    assert found
    assert any(isinstance(one, Item) or type(one) is Fault for one in found)
    for one in found:
        if isinstance(one, Fault):
            assert "\n" not in str(one)
            assert len(str(one)) < LONGEST_LINE
            assert name in str(one)
    assert sum(type(one) is Fault for one in found) < MOST_FAULTS


def test_every_ending_has_a_sample_and_every_sample_is_read(tmp_path: Path) -> None:
    assert {f".{name.rpartition('.')[2]}" for name in SAMPLES} == set(ENDINGS)
    for name, content in SAMPLES.items():
        found = read(tmp_path, name, content)
        assert any(isinstance(one, Item) and TEXT[:20] in one.article.text for one in found), name
        assert [str(one) for one in found if type(one) is Fault] == [], name


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_of_any_sort_is_told_in_lines(tmp_path: Path, name: str) -> None:
    for content in damaged(SAMPLES[name]):
        check_told(read(tmp_path, name, content), name)


@pytest.mark.parametrize("codec", ["cp1256", "utf-16", "utf-16-be", "iso8859-6", "cp720"])
@pytest.mark.parametrize("name", WRITTEN)
def test_another_encoding_is_read_or_told(tmp_path: Path, name: str, codec: str) -> None:
    content = SAMPLES[name].decode("utf-8").encode(codec, "replace")
    check_told(read(tmp_path, name, content), name)


@pytest.mark.parametrize("name", ["export.zip", "report.docx", "book.xlsx"])
def test_archives_in_archives_are_not_opened(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, nested())
    assert [type(one) for one in found] == [Fault]


@pytest.mark.parametrize("claimed", [0, 10, 2**31, 2**63])
def test_an_archive_that_lies_of_its_size_is_told(tmp_path: Path, claimed: int) -> None:
    try:
        content = lying(claimed)
    except Exception:  # what cannot be written is no input
        content = lying(10)
    tracemalloc.start()
    found = read(tmp_path, "export.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    check_told(found, "export.zip")
    assert not any(isinstance(one, Item) for one in found)
    assert peak < 48 * limits.MEGABYTE


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("name", ["feed.xml", "page.html", "report.docx", "book.xlsx", "one.eml"])
def test_entities_are_neither_expanded_nor_fetched(
    tmp_path: Path, name: str, declared: str
) -> None:
    read(tmp_path, name, SAMPLES[name])  # what is loaded once is not what is measured
    tracemalloc.start()
    found = read(tmp_path, name, _declaring(name, declared))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    check_told(found, name)
    told = "".join(one.article.text for one in found if isinstance(one, Item))
    assert "root:" not in told
    assert "haha" not in told
    assert peak < limits.MAIL + 16 * limits.MEGABYTE


def _declaring(name: str, declared: str) -> bytes:
    """The sample with a declaration of entities, and the entity in its text."""
    if name == "report.docx":
        return document(paragraph(f"&i; {TEXT}"), declared)
    if name == "book.xlsx":
        sheet = f"<?xml version='1.0'?>{declared}<worksheet><sheetData>&i;</sheetData></worksheet>"
        return archive({"xl/workbook.xml": sheet, "xl/worksheets/sheet1.xml": sheet})
    content = SAMPLES[name].decode()
    if name == "one.eml":
        page = f"{declared}<p>&i; {TEXT}</p>"
        return content.replace("text/plain", "text/html").replace(TEXT, page).encode()
    begin, sign, rest = content.partition("?>" if name == "feed.xml" else "<!DOCTYPE html>")
    kept = f"{begin}{sign}" if name == "feed.xml" else ""
    return f"{kept}{declared}{rest.replace(TEXT, f'&i; {TEXT}')}".encode()


# ------------------------------------------------------------------ memory, with the real limits
READ = """
import json, resource, sys
from pathlib import Path
from rasid.ingest.found import Item
from rasid.ingest.reports import Reports
for sample in sorted(Path(sys.argv[1]).iterdir()):
    list(Reports([str(sample)]))  # libraries are loaded before the room is made narrow
pages = int(Path("/proc/self/statm").read_text().split()[0])
room = pages * resource.getpagesize() + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (room, room))
for path in sorted(Path(sys.argv[2]).iterdir()):
    found = list(Reports([str(path)]))
    items = sum(isinstance(one, Item) for one in found)
    print(json.dumps([path.name, items, [str(one) for one in found]]))
"""
GIGABYTE = 1024**3
ROOM = 700 * limits.MEGABYTE
SPARSE = (
    "txt",
    "html",
    "json",
    "csv",
    "xml",
    "eml",
    "docx",
    "pdf",
    "xlsx",
    "parquet",
    "warc",
    "zip",
)


@pytest.mark.slow
def test_a_gigabyte_of_nothing_of_any_kind_fits_into_little_room(tmp_path: Path) -> None:
    """No kind takes in what it will not read: a process with 700 MB more tells each in a line."""
    samples, large = tmp_path / "samples", tmp_path / "large"
    for folder in (samples, large):
        folder.mkdir()
    for name, content in SAMPLES.items():
        (samples / name).write_bytes(content)
    for ending in SPARSE:
        with open(large / f"nothing.{ending}", "wb") as file:
            file.write(b"{" if ending == "json" else b"")
            file.truncate(GIGABYTE)
    command = [sys.executable, "-c", READ, str(samples), str(large), str(ROOM)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [name for name, _, _ in told] == sorted(f"nothing.{ending}" for ending in SPARSE)
    for name, items, lines in told:
        assert items == 0, name
        assert 1 <= len(lines) <= 3, name
        assert all("\n" not in line for line in lines)
