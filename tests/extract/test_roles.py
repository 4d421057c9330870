"""Who did what to whom with what: voices, word orders, light verbs, relatives, coordination."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_roles(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
