"""Reports as the papers of the Gulf and the Maghreb write them, read by what `rasid.read` says."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_paper(case: Case, check_read: Callable[[Case], object]) -> None:
    check_read(case)
