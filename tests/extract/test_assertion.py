"""Plain reports of one sentence are told: the assertion model must not drop them."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_told(case: Case, check_read: Callable[[Case], object]) -> None:
    check_read(case)
