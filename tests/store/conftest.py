"""A workspace with a few invented reports, read by the engine once for the whole run."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest

from rasid.api import read_many
from rasid.model import Article, Record
from rasid.store import intake
from rasid.store.documents import Incoming
from rasid.store.intake import Kept
from rasid.store.workspace import Workspace

STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة."
ARREST = "اعتقلت قوات النظام خمسة شبان في مدينة دوما أمس، وفق مصادر محلية."
MINE = "انفجر لغم أرضي بسيارة مدنية قرب بلدة الباب، وقُتل طفل وبالمدنيين إصابات."
REPORTS = {
    "strike": Article(STRIKE, "strike", "2025-03-12", "وكالة الضفة", "https://a.example/1"),
    "arrest": Article(ARREST, "arrest", "2025-02-01", "شبكة السهل"),
    "mine": Article(MINE, "mine", "2024-12-30", "وكالة الضفة"),
}

ROOT = Path(__file__).resolve().parents[2]

Keep = Callable[..., Kept]


@lru_cache(maxsize=64)
def read(article: Article) -> Record:
    """What the engine reads in an article."""
    (record,) = read_many([article])
    return record


def bench() -> ModuleType:
    """`bench/store.py`, which makes up events."""
    spec = importlib.util.spec_from_file_location("bench_store", ROOT / "bench" / "store.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_store"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    opened = Workspace.open(tmp_path / "test.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def keep(workspace: Workspace) -> Keep:
    """`keep(article, path=..., named=...)` stores an article as `rasid add` does."""

    def keep_it(article: Article, path: str = "/reports.jsonl", named: bool = True) -> Kept:
        with workspace.writing() as db:
            return intake.keep(db, Incoming(article, path, named), read(article))

    return keep_it


@pytest.fixture
def full(workspace: Workspace, keep: Keep) -> Workspace:
    """The workspace with the invented reports."""
    for article in REPORTS.values():
        keep(article)
    return workspace
