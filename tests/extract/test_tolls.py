"""Casualties: verbs, nouns, joint counts, sub-counts, zeros, totals, and the act they belong to."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_tolls(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
