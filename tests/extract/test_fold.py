"""Mentions of one act are one event; acts told apart stay apart."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import rasid

Case = tuple[str, str, str]


def test_fold(case: Case, check: Callable[[Case], object]) -> None:
    check(case)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [".", ""], ids=["sentences", "one line"])
def test_time_grows_with_the_length_of_a_report(stop: str) -> None:
    """Four times the text takes about four times as long, were it one sentence or thousands."""
    unit = f"قصفت المدفعية بلدة البارة وقتل ثلاثة مدنيين{stop} "
    rasid.read(unit)
    short, long = (_seconds(unit * times) for times in (2_500, 10_000))
    assert long < 8 * short


def _seconds(text: str) -> float:
    started = time.process_time()
    rasid.read(text)
    return time.process_time() - started
