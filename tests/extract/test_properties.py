"""Whatever the text: no crash, exact spans, a record that fits its schema, the same every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import rasid
from rasid.model import Record

Exact = Callable[[Record, str], None]
HERE = Path(__file__).parent
FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@lru_cache(maxsize=1)
def _validator() -> Any:
    return jsonschema.Draft202012Validator(rasid.schema())


def sound(text: str, exact_spans: Exact) -> Record:
    """Read a text and assert all that holds for every record."""
    record = rasid.read(text, published="2025-03-12")
    exact_spans(record, text)
    data = rasid.to_json(record)
    _validator().validate(data)
    assert rasid.from_json(json.loads(json.dumps(data))) == record
    assert rasid.read(text, published="2025-03-12") == record
    names = [e.id for e in record.events]
    assert len(set(names)) == len(names)
    assert all({r.from_, r.to} <= set(names) and r.from_ != r.to for r in record.relations)
    assert all(c.max is None or c.min <= c.max for e in record.events for c in e.casualties)
    assert all(0 <= e.confidence <= 1 for e in record.events)
    return record


# ------------------------------------------------------------------ material
def _texts() -> list[str]:
    tables = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(HERE.glob("cases/*"))]
    rows = chain.from_iterable([*table["holds"], *(table["fails"] or [])] for table in tables)
    return sorted({row[1] for row in rows})


TEXTS = _texts()
WORDS = sorted({word for text in TEXTS for word in text.split()})
MARKS = ["،", ".", ":", "؛", "؟", "«", "»", "(", ")", "-", "\n", "\n\n", "#", "\u200f", "ـ", "7"]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئـًٌٍَُِّْ٠٧۴پچگیک .،:؛\n#_-"

arabic = st.text(st.sampled_from(LETTERS), max_size=200)
pieces = st.sampled_from(WORDS) | st.sampled_from(MARKS) | st.integers(0, 10**7).map(str)
salads = st.lists(pieces, max_size=60).map(" ".join)
shuffled = st.sampled_from(TEXTS).flatmap(lambda t: st.permutations(t.split())).map(" ".join)


@st.composite
def cuts(draw: st.DrawFn) -> str:
    """Pieces cut anywhere out of sentences, run together."""
    out = []
    for text in draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(text)))
        out.append(text[start : draw(st.integers(start, len(text)))])
    return draw(st.sampled_from(["", " ", "\n", ". ", "، "])).join(out)


MADE_OF = ["letters", "words", "shuffled sentences", "cut sentences"]


# ------------------------------------------------------------------ properties
@FEW
@given(text=st.text(max_size=300))
@example(text="")
@example(text="\x00\ufeff\u202e")
@example(text="\ud800 قصف")
@example(text="ﷺ ﷲ قصف ﻗﺼﻒ")
def test_any_text(text: str, exact_spans: Exact) -> None:
    sound(text, exact_spans)


@pytest.mark.parametrize("texts", [arabic, salads, shuffled, cuts()], ids=MADE_OF)
@FEW
@given(data=st.data())
def test_any_arabic(texts: st.SearchStrategy[str], exact_spans: Exact, data: st.DataObject) -> None:
    sound(data.draw(texts), exact_spans)


@FEW
@given(st.sampled_from(TEXTS), st.sampled_from([" ", "\n", "\u200f", "  "]))
def test_blank_edges_change_no_reading(text: str, edge: str) -> None:
    """What surrounds a text shifts the spans and changes nothing else."""
    plain, padded = rasid.read(text), rasid.read(edge + text + edge)
    told = [(e.type, e.trigger.text, e.status) for e in plain.events]
    assert [(e.type, e.trigger.text, e.status) for e in padded.events] == told


@FEW
@given(st.sampled_from(TEXTS))
def test_tatweel_changes_no_reading(text: str) -> None:
    plain, drawn = rasid.read(text), rasid.read(text.replace("صف", "صـــف"))
    assert [e.type for e in drawn.events] == [e.type for e in plain.events]


@pytest.mark.parametrize("text", TEXTS)
def test_every_invented_text_is_sound(text: str, exact_spans: Exact) -> None:
    sound(text, exact_spans)


@pytest.mark.slow
@pytest.mark.parametrize("joint", [" ", "\n", ". "], ids=["one_line", "lines", "sentences"])
def test_very_long_input(joint: str, exact_spans: Exact) -> None:
    text = joint.join(TEXTS)
    record = rasid.read(text, published="2025-03-12")
    exact_spans(record, text)
    _validator().validate(rasid.to_json(record))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["قصف ", "و", "ـ", "مقتل 5 ", "((", "بين ", "قصف\n"])
def test_repetition(unit: str, exact_spans: Exact) -> None:
    text = unit * (6000 // len(unit))
    exact_spans(rasid.read(text), text)
