"""Invented tellings, made without reading a text: see `bench/invented.py`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

from rasid.incidents.merge import incidents
from rasid.incidents.model import Incident, Judgement, Telling

ROOT = Path(__file__).resolve().parents[2]
Grouped = set[frozenset[str]]


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("invented", ROOT / "bench" / "invented.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["invented"] = module
    spec.loader.exec_module(module)
    return module


INVENTED = _loaded()


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    return INVENTED


@pytest.fixture(scope="session")
def grouped() -> Callable[..., Grouped]:
    """Merge tellings and give the reports of each incident."""

    def merged(tellings: Iterable[Telling], judgements: Iterable[Judgement] = ()) -> Grouped:
        return reports_of(incidents(tellings, judgements))

    return merged


def reports_of(made: Iterable[Incident]) -> Grouped:
    return {frozenset(t.report.id for t in incident.tellings) for incident in made}
