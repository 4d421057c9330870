"""Minimal pairs: what differs in one word differs in the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

Case = tuple[str, str, str]
TABLE = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))
READ_WRONG = pytest.mark.xfail(strict=True, reason="read wrong today")


def _rows() -> Iterator[Any]:
    for row in TABLE["holds"]:
        yield pytest.param(row, id=row["pair"])
    for row in TABLE["fails"] or []:
        yield pytest.param(row, id=row["pair"], marks=READ_WRONG)


@pytest.mark.parametrize("row", list(_rows()))
def test_pair(row: dict[str, Any], check: Callable[[Case], object]) -> None:
    for side in ("one", "other"):
        text, expected = row[side]
        check((row["pair"], text, expected))


def test_there_are_enough_pairs() -> None:
    assert len(TABLE["holds"]) + len(TABLE["fails"] or []) >= 40
