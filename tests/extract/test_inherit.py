"""Places and times that an act has of its own or takes from its sentence and report."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_inherit(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
