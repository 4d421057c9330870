"""Columns: what people say, the usual names in two languages, saved maps."""

from __future__ import annotations

import json

import pytest

from rasid.errors import InputError
from rasid.ingest import profiles
from rasid.ingest.columns import Columns
from rasid.ingest.profiles import columns

from .conftest import ReadIn

TEXT = "انفجرت عبوة ناسفة في السوق."


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["id", "text", "date"], {"id": "id", "text": "text", "published": "date"}),
        (["Text", "Body"], {"text": "Text"}),
        (["الخبر", "التاريخ", "المصدر"], {
            "text": "الخبر", "published": "التاريخ", "outlet": "المصدر"}),
        (["نصّ الخبر", "تاريخ_النشر", "العنوان"], {
            "text": "نصّ الخبر", "published": "تاريخ_النشر", "title": "العنوان"}),
        (["Full Text", "Created-At", "Link"], {
            "text": "Full Text", "published": "Created-At", "url": "Link"}),
        (["الرابط", "رقم"], {"url": "الرابط", "id": "رقم"}),
        (["a", "b", ""], {}),
    ],
)  # fmt: skip
def test_usual_names_are_known_in_both_languages(names: list[str], found: dict[str, str]) -> None:
    assert Columns().of(names) == found


def test_what_is_told_counts_first_and_no_column_stands_for_two_fields() -> None:
    told = Columns.parse("text=Summary, outlet = body")
    assert told.of(["body", "SUMMARY", "text"]) == {"text": "SUMMARY", "outlet": "body"}
    assert Columns.parse("text=missing").of(["text", "body"]) == {}


@pytest.mark.parametrize("spec", ["text", "=x", "text=", "body=text", "text=a,,id=b"])
def test_what_is_no_map_is_refused_with_what_is_expected(spec: str) -> None:
    with pytest.raises(InputError, match="FIELD=COLUMN is expected, FIELD one of id, text"):
        Columns.parse(spec)


def test_a_table_with_names_of_its_own_is_read_and_the_guess_is_told_once(read_in: ReadIn) -> None:
    told = read_in("t.csv", f"الخبر;التاريخ;المصدر\n{TEXT};2025-03-12;صحيفة\n{TEXT};;\n")
    assert [(a.text, a.published, a.outlet) for a in told.articles] == [
        (TEXT, "2025-03-12", "صحيفة"),
        (TEXT, None, None),
    ]
    assert [note.partition(": ")[2] for note in told.notes] == [
        "columns taken by their names: text=الخبر,published=التاريخ,outlet=المصدر"
        " (--map tells others)"
    ]
    assert told.faults == []


def test_a_told_map_is_no_guess(read_in: ReadIn) -> None:
    told = read_in("t.csv", f"x|y\n{TEXT}|2025-03-12\n", columns="text=X,published=Y")
    assert [(a.text, a.published) for a in told.articles] == [(TEXT, "2025-03-12")]
    assert told.notes == []


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl"])
def test_objects_have_columns_too(read_in: ReadIn, name: str) -> None:
    row = {"Body": TEXT, "Date": "2025-03-12", "Source": "صحيفة", "no": 7}
    content = json.dumps([row, row]) if name.endswith("json") else f"{json.dumps(row)}\n" * 2
    told = read_in(name, content)
    article = told.articles[0]
    assert (article.text, article.published, article.outlet, article.id) == (
        TEXT, "2025-03-12", "صحيفة", "7",
    )  # fmt: skip
    assert len(told.notes) == 1


def test_a_map_is_saved_under_a_name_and_found_again() -> None:
    told = Columns.parse("text=Body,published=a=b")
    assert profiles.save("desk-1", told).exists()
    assert columns("desk-1") == told
    assert "desk-1" in profiles.names()


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a.b", "نص/"])
def test_names_of_maps_are_no_paths(name: str) -> None:
    with pytest.raises(InputError, match="letters, digits"):
        profiles.save(name, Columns())


def test_a_map_that_is_not_there_or_broken_is_one_clear_line() -> None:
    with pytest.raises(InputError, match="no such saved map"):
        columns("never-saved")
    profiles.save("spoiled", Columns()).write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match="save it again"):
        columns("spoiled")
