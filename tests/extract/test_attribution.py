"""Who says so, and how sure the text is of the agent."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_attribution(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
