"""Names of the dead: whom a list names is no place, no actor, no target, and makes no count."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_names(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
