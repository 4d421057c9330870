"""What caused, followed or was part of what."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_relations(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
