"""Excel workbooks and Parquet tables: rows by their columns, dates as dates, broken files told."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from rasid.ingest import limits

from .conftest import ReadIn, archive

TEXT = "انفجرت عبوة ناسفة في السوق."
HEADER = ["رقم", "الخبر", "التاريخ", "المصدر"]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


# ------------------------------------------------------------------ workbooks
def test_rows_are_read_by_their_columns_below_a_title(read_in: ReadIn) -> None:
    rows = [
        ["كشف الأخبار"],
        [],
        HEADER,
        [7, TEXT, datetime(2025, 3, 12, 23), "صحيفة"],
        [],
        [8.0, TEXT],
    ]
    told = read_in("book.xlsx", workbook(أول=rows))
    assert [(a.id, a.text, a.published, a.outlet) for a in told.articles] == [
        ("7", TEXT, "2025-03-12", "صحيفة"),
        ("8", TEXT, None, None),
    ]
    assert told.faults == []


def test_every_sheet_with_texts_is_read_and_others_are_noted(read_in: ReadIn) -> None:
    told = read_in(
        "book.xlsx", workbook(a=[["text"], [TEXT]], b=[["x"], [1]], c=[["Body"], [TEXT]])
    )
    assert len(told.articles) == 2
    assert "sheet b: no column of texts" in told.notes[0]


def test_a_bad_row_is_told_with_its_sheet_and_number(read_in: ReadIn) -> None:
    told = read_in("book.xlsx", workbook(a=[["id", "text"], [1, None], [2, 5], [3, TEXT]]))
    assert [article.id for article in told.articles] == ["3"]
    assert "book.xlsx sheet a:2: no field 'text'" in told.faults[0]
    assert "book.xlsx sheet a:3: field 'text' holds a number" in told.faults[1]


WHOLE = workbook(a=[["text"], *[[f"{TEXT} {n}"] for n in range(40)]])
SHEET = "xl/worksheets/sheet1.xml"


def changed(part: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return archive({**parts, part: parts[part].replace(old.encode(), new.encode())})


BAD_BOOKS = {
    "cut": (WHOLE[: len(WHOLE) // 2], "no archive that can be read"),
    "no book": (archive({"xl/other.xml": "<x/>"}), "no archive that can be read"),
    "no texts": (workbook(a=[["x"], [1]]), "no column 'text'"),
    "no rows": (workbook(a=[["text"]]), "a header and no rows"),
    "no sheets": (workbook(a=[]), "no column 'text'"),
    "broken sheet": (changed(SHEET, "</sheetData>", "<row"), "broken from here on"),
    "entity": (
        changed(SHEET, "<worksheet", '<!DOCTYPE w [<!ENTITY x "y">]><worksheet'),
        "no archive that can be read",
    ),
}


@pytest.mark.parametrize(("content", "message"), BAD_BOOKS.values(), ids=BAD_BOOKS.keys())
def test_a_broken_workbook_is_told_in_one_line(
    read_in: ReadIn, content: bytes, message: str
) -> None:
    told = read_in("book.xlsx", content)
    assert message in told.faults[-1]
    assert len(told.faults) == 1


def test_a_workbook_under_another_name_is_read(read_in: ReadIn) -> None:
    assert len(read_in("book.csv", WHOLE).articles) == 40


# ------------------------------------------------------------------ Parquet
def test_a_parquet_table_is_read_by_its_columns(read_in: ReadIn) -> None:
    days = [date(2025, 3, 12), None]
    told = read_in("t.parquet", parquet(body=[TEXT, TEXT], date=days, id=[5, 6], other=[[1], [2]]))
    assert [(a.id, a.text, a.published) for a in told.articles] == [
        ("5", TEXT, "2025-03-12"),
        ("6", TEXT, None),
    ]
    assert "text=body" in told.notes[0]


BAD_TABLES = {
    "cut": (parquet(text=[TEXT])[:-9], "no Parquet table that can be read"),
    "no texts": (parquet(x=[1]), "no column 'text'"),
    "no rows": (parquet(text=pyarrow.array([], pyarrow.string())), "a header and no rows"),
    "hole": (
        parquet(text=[TEXT])[:4] + b"\0" * 30 + parquet(text=[TEXT])[34:],
        "broken after row 0",
    ),
}


@pytest.mark.parametrize(("content", "message"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_a_broken_table_is_told_in_one_line(read_in: ReadIn, content: bytes, message: str) -> None:
    told = read_in("t.parquet", content)
    assert told.articles == []
    assert message in told.faults[0]
    assert len(told.faults) == 1


def test_a_part_that_unpacks_to_too_much_is_refused(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ROW_GROUP", 10)
    assert (
        "a row group larger than 10 bytes" in read_in("t.parquet", parquet(text=[TEXT])).faults[0]
    )
