"""Days of publication: what is understood, and what is not guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.days import iso_day


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-12",
        " 2025-03-12 ",
        "2025-03-12T23:59:59+03:00",
        "2025-03-12T10:00:00Z",
        "2025-03-12 10:00",
        "2025-03-12 at noon",
        "2025/03/12",
        "20250312",
        "Wed, 12 Mar 2025 10:00:00 GMT",
        date(2025, 3, 12),
        datetime(2025, 3, 12, 23, 0),
    ],
)
def test_common_ways_to_write_a_day_are_understood(value: object) -> None:
    assert iso_day(value) == "2025-03-12"


@pytest.mark.parametrize(
    "value",
    ["", "2025-13-45", "2025-02-30", "12/03/2025", "03-04-2025", "yesterday", 1741773600, "٢٠٢٥"],
)
def test_what_is_no_day_or_could_be_two_is_none(value: object) -> None:
    assert iso_day(value) is None


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
def test_years_in_which_nothing_was_published_are_mistakes(value: str) -> None:
    assert iso_day(value) is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = iso_day(text)
    assert found is None or date.fromisoformat(found)
