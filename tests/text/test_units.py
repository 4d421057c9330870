"""Offsets are those of browsers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasid.text.units import Units


@given(st.text(max_size=40))
def test_units_are_counted_as_browsers_do(text: str) -> None:
    units = Units(text)
    for offset in range(len(text) + 1):
        expected = sum(2 if char > "\uffff" else 1 for char in text[:offset])
        assert units(offset) == expected
