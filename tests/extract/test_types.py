"""The type of an act from its word, its means, its agent and its target."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_types(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
