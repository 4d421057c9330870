"""The words quoted as evidence: whole, exact, without the particles written onto them."""

from __future__ import annotations

from collections.abc import Callable

Case = tuple[str, str, str]


def test_spans(case: Case, check: Callable[[Case], object]) -> None:
    check(case)
