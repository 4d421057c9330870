"""Overlapping ranges are underlined below one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasid.text.lanes import lanes


@given(
    st.sets(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(31, 40)), max_size=4)
)
def test_overlapping_evidence_gets_lanes_of_its_own(ranges: set[tuple[str, int, int]]) -> None:
    placed = lanes(ranges)
    assert set(placed) == ranges
    assert len(set(placed.values())) == len(ranges)
