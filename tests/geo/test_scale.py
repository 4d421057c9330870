"""A gazetteer of 200,000 places: imported and opened in little memory, as quick as a small one."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "gazetteer.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_gazetteer", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_memory_and_lookups_stay_flat(bench: ModuleType) -> None:
    small, large = bench.measure(5_000), bench.measure(200_000)
    assert large["import_mb"] < bench.LANDMARKS["import_mb"]
    assert large["resident_mb"] < bench.LANDMARKS["resident_mb"]
    # Twice would be flat; the machine may be busy with other things as well.
    assert large["known_us"] < 2 * bench.LANDMARKS["growth"] * small["known_us"]
    assert large["unknown_us"] < 2 * bench.LANDMARKS["growth"] * small["unknown_us"]
