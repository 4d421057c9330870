"""The table of errors counts each value once, under the cause that its spans tell."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "quality"
TEXT = "aa bb cc dd aa ee"


@pytest.fixture(scope="module")
def phenomena() -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("phenomena", FOLDER / "phenomena.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["phenomena"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
    return module


def _over(a: Any, b: Any) -> bool:
    return a[0] < b[1] and b[0] < a[1]


SCORE = SimpleNamespace(
    match=lambda gold, read, text: [(g, r) for g in gold for r in read if g["id"] == r["id"]],
    span_of=lambda text, value: tuple(value["at"]),
    pspan=lambda value: tuple(value["at"]),
    over=_over,
    toponym=lambda name: name,
    date=lambda day: day,
)


def _counted(phenomena: ModuleType, gold: list[Any], read: list[Any]) -> Any:
    count = phenomena.Count(SCORE)
    count.add(TEXT, gold, read)
    return count


def agents(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"at": span} for span in spans]


@pytest.mark.parametrize(
    ("want", "got", "cause"),
    [
        (agents((0, 2)), agents(), "missing"),
        (agents(), agents((0, 2)), "spurious"),
        (agents((0, 2)), agents((3, 5)), "wrong value"),
        (agents((0, 2)), agents((12, 14)), "other mention"),
        (agents((0, 2), (3, 5)), agents((0, 5)), "one span"),
        (agents((0, 5)), agents((0, 2), (3, 5)), "split"),
    ],
)
def test_a_value_is_lost_for_one_cause(
    phenomena: ModuleType, want: Any, got: Any, cause: str
) -> None:
    tally = _counted(phenomena, [{"id": 1, "agents": want}], [{"id": 1, "agents": got}])
    assert {c: n for c, n in tally.fields["agents"].causes.items() if n} == {cause: 1}


def test_a_value_of_another_event_is_told_as_such(phenomena: ModuleType) -> None:
    gold = [{"id": 1, "agents": agents((0, 2))}]
    read = [{"id": 1, "agents": []}, {"id": 2, "agents": agents((0, 2))}]
    tally = _counted(phenomena, gold, read).fields["agents"]
    assert {c: n for c, n in tally.causes.items() if n} == {"on another event": 1}


def test_values_of_a_missed_event_are_missed_with_it(phenomena: ModuleType) -> None:
    gold = [
        {"id": 1, "agents": agents((0, 2))},
        {"id": 2, "agents": agents((3, 5)), "place": {"name": "x"}},
    ]
    count = _counted(phenomena, gold, [{"id": 1, "agents": agents((0, 2))}])
    assert count.events.causes["event missed"] == 1
    assert count.fields["agents"].f1() == pytest.approx(2 / 3)
    assert count.fields["agents"].f1("event missed") == 1.0
    assert count.fields["place"].causes["event missed"] == 1


def test_mending_a_wrong_value_reads_none_more(phenomena: ModuleType) -> None:
    gold = [{"id": 1, "place": {"name": "x"}}]
    tally = _counted(phenomena, gold, [{"id": 1, "place": {"name": "y"}}]).fields["place"]
    assert (tally.f1(), tally.f1("wrong value")) == (0.0, 1.0)


def test_tolls_are_compared_as_rows(phenomena: ModuleType) -> None:
    def row(low: int, high: int | None, outcome: str = "killed") -> dict[str, Any]:
        return {"outcome": outcome, "min": low, "max": high}

    gold = [{"id": 1, "casualties": [row(3, 3), row(2, None, "injured"), row(1, 1, "missing")]}]
    read = [{"id": 1, "casualties": [row(4, 4), row(2, None, "injured"), row(0, 0, "detained")]}]
    tally = _counted(phenomena, gold, read).fields["casualties_exact"]
    assert (tally.gold, tally.read, tally.right) == (3, 2, 1)
    assert {c: n for c, n in tally.causes.items() if n} == {"wrong value": 1, "missing": 1}
