"""The quality gate holds figures and lets none fall silently."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", ROOT / "quality" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_figure_below_its_floor_is_told(gate: ModuleType) -> None:
    assert gate.falls({"gold: f1": 0.59}, {"gold: f1": 0.6}) == ["gold: f1: 0.59, floor 0.6"]
    assert gate.falls({"gold: f1": 0.7}, {"gold: f1": 0.6}) == []


def test_a_figure_that_is_gone_is_told(gate: ModuleType) -> None:
    assert gate.falls({}, {"gold: f1": 0.6}) == ["gold: f1: not measured, floor 0.6"]


def test_false_alarms_are_better_when_fewer(gate: ModuleType) -> None:
    floors = {"gsr: false alarm easy no": 0.1}
    assert gate.falls({"gsr: false alarm easy no": 0.05}, floors) == []
    assert gate.falls({"gsr: false alarm easy no": 0.2}, floors)


def test_pinning_raises_floors_and_lowers_only_what_is_named(gate: ModuleType) -> None:
    floors = {"a: f1": 0.6, "b: f1": 0.6}
    figures = {"a: f1": 0.5, "b: f1": 0.7, "c: f1": 0.4, "a: seconds": 9.0}
    assert gate.pin(figures, floors, []) == {"a: f1": 0.6, "b: f1": 0.7, "c: f1": 0.4}
    assert gate.pin(figures, floors, ["a: f1"])["a: f1"] == 0.5


def test_many_small_falls_do_not_add_up(gate: ModuleType) -> None:
    assert gate.pin({"a: f1": 0.599}, {"a: f1": 0.6}, []) == {"a: f1": 0.6}
    assert gate.pin({"a: false alarm": 0.101}, {"a: false alarm": 0.1}, []) == {
        "a: false alarm": 0.1
    }


def test_lines_of_the_evaluation_are_understood(gate: ModuleType) -> None:
    assert gate._figure("gold         place <=5km                 0.81") == (
        "gold: place <=5km",
        0.81,
    )
    name, value = gate._figure("gold   x  None")
    assert name == "gold: x"
    assert value != value


def test_without_the_sets_the_gate_says_so_and_passes(
    gate: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(gate, "SHARED", tmp_path)
    assert gate.main([]) == 0
    assert "skipped" in capsys.readouterr().out
