"""Posts of Syria, Iraq, Lebanon and Palestine, read whole by what `rasid.read` says."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_desk(case: Case, check_read: Callable[[Case], object]) -> None:
    check_read(case)
