"""The record's JSON: it comes back as it was, and it is what the shipped schema says."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib import resources
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import rasid
from rasid.errors import InputError
from rasid.fields import BOUNDS, CODES, MEANINGS, SENSES
from rasid.model import Article, Record

ARABIC = st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=80)


@pytest.fixture(scope="session")
def validator() -> Draft202012Validator:
    schema = rasid.schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(validator: Draft202012Validator, record: Record) -> list[str]:
    data = json.loads(json.dumps(rasid.to_json(record)))
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(data)]


def test_the_shipped_schema_is_the_one_of_the_code() -> None:
    shipped = resources.files("rasid") / "data" / "record.schema.json"
    assert json.loads(shipped.read_text("utf-8")) == rasid.schema(), "run: make docs"


def test_the_records_of_the_demo_are_valid(
    validator: Draft202012Validator, demo: list[tuple[Article, Record]]
) -> None:
    assert sum(len(record.events) for _, record in demo) >= 4
    for _, record in demo:
        assert faults(validator, record) == []


def test_every_quote_of_the_demo_is_the_text_at_its_offsets(
    demo: list[tuple[Article, Record]],
) -> None:
    for article, record in demo:
        for span in spans(rasid.to_json(record)):
            assert article.text[span["start"] : span["end"]] == span["text"]
            assert span["text"].strip()


@pytest.mark.parametrize(
    "odd",
    [
        "", "\0", "\ud800", "Nothing Arabic.", "🚨" * 50, "\u202e\u200b", "قصف", "قتل قتل قتل",
        "گزارش‌ها می‌گویند که در این حمله پنج نفر کشته شدند", "١٢٣٤٥٦٧٨٩٠" * 30,
        "قصفت\0 طائرات\r\n مدينة\u202e سراقب 🚨 أمس", "﷽" * 9, "(" * 500,
        "قتل " + "9" * 400 + " مدنياً",
    ],
)  # fmt: skip
def test_the_records_of_odd_inputs_are_valid(validator: Draft202012Validator, odd: str) -> None:
    assert faults(validator, rasid.read(odd, published="2025-03-12")) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd=ARABIC | st.text(max_size=60), at=st.integers(0, 400))
def test_the_records_of_cut_and_mixed_texts_are_valid_and_their_quotes_exact(
    validator: Draft202012Validator, demo: list[tuple[Article, Record]], odd: str, at: int
) -> None:
    text = demo[0][0].text[at:] + odd + demo[2][0].text[:at]
    record = rasid.read(text, published="2025-03-12")
    assert faults(validator, record) == []
    for span in spans(rasid.to_json(record)):
        assert text[span["start"] : span["end"]] == span["text"]


def test_a_record_comes_back_from_its_json(demo: list[tuple[Article, Record]]) -> None:
    for _, record in demo:
        data = json.loads(json.dumps(rasid.to_json(record), ensure_ascii=False))
        assert rasid.from_json(data) == record


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "no field 'report' in Record"),
        ({"report": {}, "events": [], "relations": []}, "no field 'id' in Report"),
        ([], "Record is of a wrong shape"),
        ({"report": 3, "events": [], "relations": []}, "Report is of a wrong shape"),
    ],
)
def test_what_is_no_record_is_said(data: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rasid.from_json(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "type"), "air strike"),
        (("events", 0, "confidence"), 1.5),
        (("events", 0, "place", "lat"), 91),
        (("events", 0, "trigger", "start"), -1),
        (("report", "published"), "2025-3-1"),
        (("report", "extra"), 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    validator: Draft202012Validator, strike: str, path: tuple[str | int, ...], value: object
) -> None:
    data = rasid.to_json(rasid.read(strike, published="2025-03-12"))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert list(validator.iter_errors(data))


# ------------------------------------------------------------------ meanings
def test_every_field_has_a_meaning_and_no_meaning_is_without_a_field() -> None:
    for kind, told in MEANINGS.items():
        assert list(told) == [field.name for field in fields(kind)]
    assert set(rasid.schema()["$defs"]) == {kind.__name__ for kind in MEANINGS}


def test_codes_and_bounds_are_of_fields_that_exist() -> None:
    for kind, name in [*CODES, *BOUNDS]:
        assert name in MEANINGS[kind]
    for at, senses in SENSES.items():
        assert tuple(senses) == CODES[at]


def spans(data: Any) -> list[dict[str, Any]]:
    """All spans in a record's JSON."""
    if isinstance(data, list):
        return [span for part in data for span in spans(part)]
    if not isinstance(data, dict):
        return []
    if set(data) == {"start", "end", "text"}:
        return [data]
    return [span for part in data.values() for span in spans(part)]
