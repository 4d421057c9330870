"""Mentions of one act are one event; acts told apart stay apart."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_fold(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
