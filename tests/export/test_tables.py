"""CSV and spreadsheets: open right in Arabic, safe to open, one row per event."""

from __future__ import annotations

import builtins
import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.errors import InputError
from rasid.export import events
from rasid.export.rows import Cells
from rasid.export.tables import FORMULA, plain
from rasid.model import Summary

from .conftest import Exported, day, event, place, record, row


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_row_has_every_column_and_no_other(setting: Any) -> None:
    cells: Cells = events.cells(row(), setting)
    assert set(cells) == {column.name for column in events.COLUMNS}


def test_csv_has_a_byte_order_mark_and_a_row_per_event(exported: Exported) -> None:
    content, account = exported("csv", record(event(), event(type="air_strike")))
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert [found["type"] for found in rows(content)] == ["shelling", "air_strike"]
    assert (account.records, account.events, account.out) == (1, 2, 2)


def test_values_stand_under_their_columns(exported: Exported) -> None:
    found = rows(exported("csv", record())[0])[0]
    assert found["id"] == "rep-7:e1"
    assert found["place"] == "سراقب"
    assert (found["latitude"], found["longitude"]) == ("35.86437", "36.80591")
    assert (found["killed_min"], found["killed_max"], found["injured_min"]) == ("3", "3", "")
    assert found["agents"] == "Syrian Armed Forces"
    assert found["sources"] == "Plain Daily"
    assert found["quotes"].split("; ") == ["قوات", "السكان", "مدفعي", "مدينة سراقب", "أمس", "قتلى"]


def test_lists_are_joined(exported: Exported) -> None:
    two = event(weapons=(*event().weapons, event().weapons[0].__class__("tank", event().trigger)))
    assert rows(exported("csv", record(two))[0])[0]["weapons"] == "artillery; tank"


def test_what_is_not_told_is_empty(exported: Exported) -> None:
    bare = event(place=None, time=None, agents=(), targets=(), casualties=(), weapons=())
    found = rows(exported("csv", record(bare, published=None, outlet=None))[0])[0]
    empty = "place latitude country date_start agents targets tolls killed_min outlet".split()
    assert {name: found[name] for name in empty} == dict.fromkeys(empty, "")


def test_the_day_of_publication_stands_for_an_untold_day_and_says_so(exported: Exported) -> None:
    untold = (event(time=None), event(time=day(None)))
    content, account = exported("csv", record(*untold))
    for found in rows(content):
        assert (found["date_start"], found["date_precision"]) == ("2025-03-13", "published")
    assert account.noted == {"day_of_publication": ["rep-7:e1", "rep-7:e2"]}


def test_statuses_are_told(exported: Exported) -> None:
    content, _ = exported("csv", record(event(status="denied")))
    assert rows(content)[0]["status"] == "denied"


# ------------------------------------------------------------------ formulas
@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_begins_like_a_formula(exported: Exported, form: str, begin: str) -> None:
    evil = event(summary=Summary("", f"{begin}HYPERLINK(1)"))
    content, _ = exported(form, record(evil, outlet=f"{begin}cmd"))
    if form == "csv":
        told = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    else:
        told = [cell.value for cell in sheet(content)[2] if isinstance(cell.value, str)]
        assert all(cell.data_type != "f" for cell in sheet(content)[2])
    assert not [cell for cell in told if FORMULA.match(cell)]
    assert any("cmd" in cell for cell in told)


@given(st.text(max_size=8))
def test_a_guarded_text_keeps_its_words(text: str) -> None:
    cell = plain(text)
    assert isinstance(cell, str)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text
    assert not FORMULA.match(cell)


def test_negative_numbers_stay_numbers(exported: Exported) -> None:
    west = event(place=place(lon=-5.5))
    assert rows(exported("csv", record(west))[0])[0]["longitude"] == "-5.5"
    values = [cell.value for cell in sheet(exported("xlsx", record(west))[0])[2]]
    assert -5.5 in values


# ------------------------------------------------------------------ spreadsheets
def test_the_sheet_runs_from_right_to_left_with_a_fixed_header(exported: Exported) -> None:
    found = sheet(exported("xlsx", record())[0])
    assert found.sheet_view.rightToLeft
    assert found.freeze_panes == "B2"
    assert [cell.value for cell in found[1]] == [column.name for column in events.COLUMNS]


def test_sheet_and_csv_hold_the_same(exported: Exported) -> None:
    told = record(event(), event(time=None, status="possible"))
    found = sheet(exported("xlsx", told)[0])
    cells = [["" if c.value is None else str(c.value) for c in line] for line in found.iter_rows()]
    lines = [list(line.values()) for line in rows(exported("csv", told)[0])]
    assert cells[1:] == [[value.removesuffix(".0") for value in line] for line in lines]


def test_control_characters_do_not_break_the_sheet(exported: Exported) -> None:
    content, _ = exported("xlsx", record(outlet="a\x00b\x1fc\ufffe"))
    assert "abc" in [cell.value for cell in sheet(content)[2]]


def test_without_openpyxl_it_says_what_to_install(
    exported: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=r"rasid\[xlsx\]"):
        exported("xlsx", record())


# ------------------------------------------------------------------ HXL
def test_hxl_has_a_tag_under_every_column(exported: Exported) -> None:
    lines = list(csv.reader(io.StringIO(exported("hxl", record())[0].decode("utf-8-sig"))))
    header, tags, values = lines
    assert len(header) == len(tags) == len(values)
    assert all(tag.startswith("#") and " " not in tag for tag in tags)
    assert len(set(tags)) == len(tags)
    assert tags[header.index("latitude")] == "#geo+lat"
    assert values[header.index("killed_min")] == "3"
