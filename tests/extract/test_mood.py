"""What happened, was planned, denied, possible, long ago, habitual, or a figure of speech."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_mood(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
