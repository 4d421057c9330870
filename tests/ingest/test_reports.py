"""Files and folders: every kind is read, and what is bad is told with file and line."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from rasid.ingest.found import Fault, Item
from rasid.ingest.reports import Reports
from rasid.ingest.rows import LONGEST

TEXT = "انفجرت عبوة ناسفة في السوق."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def items(*paths: str, **defaults: str) -> list[Item]:
    return [found for found in Reports(paths, **defaults) if isinstance(found, Item)]


def faults(*paths: str) -> list[str]:
    return [str(found) for found in Reports(paths) if isinstance(found, Fault)]


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


# ------------------------------------------------------------------ kinds of files
def test_a_text_file_is_one_article_named_after_it(folder: Path) -> None:
    (item,) = items(write(folder, "report.txt", TEXT))
    assert (item.article.id, item.article.text) == ("report", TEXT)


def test_a_text_is_kept_to_the_letter(folder: Path) -> None:
    odd = f"\ufeff\r\n{TEXT}\0\r🚨 "
    (item,) = items(write(folder, "odd.txt", odd))
    assert item.article.text == odd.removeprefix("\ufeff")


def test_json_lines_give_an_article_a_line(folder: Path) -> None:
    row = {"id": "r1", "text": TEXT, "published": "2025-03-12", "outlet": "صحيفة", "more": [1]}
    path = write(folder, "rows.jsonl", lines(row, "", {"text": TEXT}))
    first, second = items(path)
    assert first.article.id == "r1"
    assert (first.article.published, first.article.outlet) == ("2025-03-12", "صحيفة")
    assert (second.article.id, second.where) == ("rows-3", f"{path}:3")


def test_json_is_an_object_or_a_list_or_lines_under_a_wrong_name(folder: Path) -> None:
    row = {"text": TEXT}
    one = write(folder, "one.json", json.dumps(row, indent=2))
    several = write(folder, "list.json", json.dumps([row, row]))
    wrong = write(folder, "wrong.json", lines(row, row))
    assert [item.article.id for item in items(one)] == ["one"]
    assert [item.article.id for item in items(several)] == ["list-1", "list-2"]
    assert [item.article.id for item in items(wrong)] == ["wrong-1", "wrong-2"]


@pytest.mark.parametrize("mark", ["", "\ufeff", "sep=,\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_all_offices_are_read(folder: Path, mark: str, delimiter: str) -> None:
    head = delimiter.join(("ID", "Text", "published"))
    cells = delimiter.join(("7", f'"{TEXT}\r\nسطر ثان"', "2025-03-12"))
    told = mark.replace(",", delimiter)
    (item,) = items(write(folder, "table.csv", f"{told}{head}\r\n{cells}\r\n"))
    assert item.article.id == "7"
    assert item.article.text == f"{TEXT}\r\nسطر ثان"
    assert item.article.published == "2025-03-12"


@pytest.mark.parametrize("told", ["sep=\n", "sep=\r\n", 'sep="\n'])
def test_a_delimiter_that_can_be_none_is_passed_over(folder: Path, told: str) -> None:
    (item,) = items(write(folder, "table.csv", f"{told}id;text\n7;{TEXT}\n"))
    assert (item.article.id, item.article.text) == ("7", TEXT)


def test_a_row_of_a_table_stands_where_it_begins(folder: Path) -> None:
    path = write(folder, "table.csv", f'text\n"{TEXT}\n{TEXT}"\n{TEXT}\n')
    assert [item.where for item in items(path)] == [f"{path}:2", f"{path}:4"]


def test_a_page_gives_its_article_and_what_it_says_of_itself(folder: Path) -> None:
    body = "".join(
        f"<p>{TEXT} وقال شهود عيان إنهم سمعوا الانفجار من بعيد رقم {n}.</p>" for n in range(6)
    )
    when = '<meta property="article:published_time" content="2025-03-12">'
    path = write(
        folder,
        "page.html",
        f"<html><head><title>انفجار في السوق</title>{when}</head><body><nav>الرئيسية</nav>"
        f"<article><h1>انفجار في السوق</h1>{body}</article>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>",
    )
    (item,) = items(path)
    assert item.article.text.startswith("انفجار في السوق")
    assert TEXT in item.article.text
    assert "جميع الحقوق" not in item.article.text
    assert item.article.published == "2025-03-12"


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (TEXT, 1),
        (lines({"text": TEXT}, {"text": TEXT}), 2),
        (json.dumps({"text": TEXT}, indent=1), 1),
        (json.dumps([{"text": TEXT}] * 3), 3),
        (f"[صور] {TEXT}", 1),
        (f"\ufeff{TEXT}", 1),
    ],
)
def test_standard_input_is_told_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, content: str, count: int
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    found = items("-")
    assert len(found) == count
    assert all(TEXT in item.article.text for item in found)


def test_a_pipe_without_a_name_is_read(folder: Path) -> None:
    path = folder / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(TEXT.encode(),))
    writer.start()
    assert [item.article.text for item in items(str(path))] == [TEXT]
    writer.join()


# ------------------------------------------------------------------ folders, defaults, ids
def test_a_folder_is_read_whole_in_order_and_its_paths_are_ids(folder: Path) -> None:
    for name in ("b.txt", "a/b.txt", "a/c.jsonl", ".hidden.txt", "notes.md"):
        write(folder, name, lines({"text": TEXT}) if name.endswith("jsonl") else TEXT)
    assert [item.article.id for item in items(str(folder))] == ["a/b", "a/c-1", "b"]


def test_an_empty_folder_is_a_fault(folder: Path) -> None:
    assert "nothing to read in this folder" in faults(str(folder))[0]


def test_defaults_fill_what_a_row_does_not_say(folder: Path) -> None:
    path = write(folder, "r.jsonl", lines({"text": TEXT}, {"text": TEXT, "outlet": "o"}))
    first, second = items(path, published="2025-01-01", outlet="d")
    assert (first.article.published, first.article.outlet) == ("2025-01-01", "d")
    assert second.article.outlet == "o"


def test_an_id_given_twice_is_told_and_both_reports_are_kept(folder: Path) -> None:
    row = {"id": "x", "text": TEXT}
    path = write(folder, "r.jsonl", lines(row, row, row))
    assert [item.article.id for item in items(path)] == ["x", "x-2", "x-3"]
    assert faults(path)[0] == f"{path}:2: id 'x' was given before at {path}:1; read as 'x-2'"


def test_the_end_of_each_item_is_its_share_of_the_whole(folder: Path) -> None:
    write(folder, "a.jsonl", lines({"text": TEXT}, {"text": TEXT}) + "\n")
    write(folder, "b.txt", TEXT)
    write(folder, "c.csv", f"text\n{TEXT}\n")
    reports = Reports([str(folder)])
    ends = [item.end for item in reports if isinstance(item, Item)]
    assert ends == sorted(ends)
    assert ends[-1] == reports.size


def test_articles_are_found_as_they_are_asked_for(folder: Path) -> None:
    write(folder, "a.txt", TEXT)
    write(folder, "b.txt", TEXT)
    found: Iterator[object] = iter(Reports([str(folder)]))
    next(found)
    write(folder, "b.txt", "نص آخر")
    second = next(found)
    assert isinstance(second, Item)
    assert second.article.text == "نص آخر"


# ------------------------------------------------------------------ what is bad
BAD_ROWS = {
    "no JSON": ("{not json", "not JSON"),
    "cut JSON": ('{"text": "نص', "not JSON"),
    "nested too deep": ("[" * 100_000, "nested too deep"),
    "a number": ("42", "an object with a field 'text'"),
    "a list": ("[1]", "an object with a field 'text'"),
    "no text": ('{"id": 1}', "no field 'text'"),
    "null text": ('{"text": null}', "no field 'text'"),
    "list for text": ('{"text": ["a"]}', "a list; a string is expected"),
    "empty text": ('{"text": " \\n"}', "empty text"),
}


@pytest.mark.parametrize(("row", "message"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(
    folder: Path, row: str, message: str
) -> None:
    path = write(folder, "rows.jsonl", lines({"text": TEXT}, row, {"text": TEXT}))
    assert [item.line for item in items(path)] == [1, 3]
    (fault,) = faults(path)
    assert fault.startswith(f"{path}:2: ")
    assert message in fault


@pytest.mark.parametrize("value", ["2025-13-45", "أمس", 12345, ["2025-01-01"], {}])
def test_an_impossible_date_costs_the_date_not_the_report(folder: Path, value: object) -> None:
    path = write(folder, "rows.jsonl", lines({"text": TEXT, "published": value}))
    (item,) = items(path)
    assert item.article.published is None
    assert bool(faults(path)) == bool(value)


def test_lone_surrogates_are_replaced_one_for_one_and_told(folder: Path) -> None:
    row = '{"text": "\\ud800' + TEXT + '", "id": "\\udfff", "outlet": "\\udc00"}'
    path = write(folder, "rows.jsonl", row)
    (item,) = items(path)
    assert item.article.text == f"\ufffd{TEXT}"
    assert (item.article.id, item.article.outlet) == ("\ufffd", "\ufffd")
    assert "lone surrogates" in faults(path)[0]


def test_broken_bytes_are_told_with_their_line(folder: Path) -> None:
    good = lines({"text": TEXT}).encode()
    path = write(folder, "rows.jsonl", good + b"\n" + good.replace(b'": "', b'": "\xff'))
    assert len(items(path)) == 2
    assert faults(path)[0].startswith(f"{path}:2: broken UTF-8")


BAD_FILES = {
    "blank.txt": (" \n\t", "empty text"),
    "empty.jsonl": ("", "empty text"),
    "empty.json": ("[]", "an empty list"),
    "cut.json": ('{"a": ', "not JSON"),
    "headless.csv": ("a,b\n1,2\n", "no column 'text'"),
    "nothing.csv": ("", "no column 'text'"),
    "returns.csv": ("id,text\r7,x\r", "no column 'text'"),
    "separated.csv": ("sep=", "no column 'text'"),
    "rowless.csv": ("id,text\n", "no rows"),
    "empty.html": ("", "empty text"),
    "bare.html": ("<html><body></body></html>", "no article text"),
    "notes.md": ("# %", "unknown kind of file"),
    "export.zip": ("PK", "no archive that can be read"),
    "report.pdf": ("%PDF", "no PDF that can be read"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_line(folder: Path, name: str) -> None:
    content, message = BAD_FILES[name]
    path = write(folder, name, content)
    assert items(path) == []
    (fault,) = faults(path)
    assert fault.startswith(path)
    assert message in fault


def test_what_cannot_be_opened_is_a_fault_and_the_rest_is_read(folder: Path) -> None:
    good = write(folder, "good.txt", TEXT)
    missing = str(folder / "missing.txt")
    assert len(items(missing, good)) == 1
    assert faults(missing, good) == [f"{missing}: cannot be read: No such file or directory"]


def test_a_link_to_nothing_in_a_folder_is_told(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    assert "cannot be read" in faults(str(folder))[0]


def test_names_that_are_no_unicode_can_be_told(folder: Path) -> None:
    path = os.fsencode(folder) + b"/\xff.txt"
    with open(path, "wb") as stream:
        stream.write(TEXT.encode())
    (item,) = items(os.fsdecode(path))
    assert f"{item.where}{item.article.id}".encode()


def test_a_pile_of_reports_in_one_text_is_refused(folder: Path) -> None:
    text = write(folder, "pile.txt", "ن " * 3 * LONGEST)
    row = write(folder, "pile.jsonl", lines({"text": "ن " * LONGEST}, {"text": TEXT}))
    assert [item.line for item in items(text, row)] == [2]
    assert all("split it" in fault for fault in faults(text, row))
