"""Minimal pairs: what differs in one word differs in the reading.

Each file of `pairs/` is a dimension (who did it, what was denied, when, with what, ...) over all
types of acts, theatres and registers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasid.model import EVENT_TYPES

Case = tuple[str, str, str]
FILES = sorted((Path(__file__).parent / "pairs").glob("*.yaml"))
TABLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
READ_WRONG = pytest.mark.xfail(strict=True, reason="read wrong today")
SIDES = ("one", "other")


def _rows(verdict: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for dimension, table in TABLES.items():
        yield from ((f"{dimension}: {row['pair']}", row) for row in table[verdict] or [])


ROWS = [pytest.param(row, id=name) for name, row in _rows("holds")]
ROWS += [pytest.param(row, id=name, marks=READ_WRONG) for name, row in _rows("fails")]
NAMES = [name for verdict in ("holds", "fails") for name, _ in _rows(verdict)]
TEXTS = [row[s][0] for verdict in ("holds", "fails") for _, row in _rows(verdict) for s in SIDES]


@pytest.mark.parametrize("row", ROWS)
def test_pair(row: dict[str, Any], check: Callable[[Case], object]) -> None:
    for side in SIDES:
        text, expected = row[side]
        check((row["pair"], text, expected))


def test_every_type_of_act_has_its_pairs() -> None:
    counts = Counter(
        kind
        for verdict in ("holds", "fails")
        for _, row in _rows(verdict)
        for kind in {part.split()[0] for s in SIDES for part in row[s][1].split(" ; ")}
    )
    assert {kind: n for kind in EVENT_TYPES if (n := counts[kind]) < 8} == {}


def test_pairs_are_many_and_named_once() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 300


def test_the_sides_of_a_pair_differ() -> None:
    assert all(a != b for a, b in zip(TEXTS[::2], TEXTS[1::2], strict=True))
