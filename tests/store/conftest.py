"""A workspace with a few invented reports, read by the engine once for the whole run."""

from __future__ import annotations

import importlib.util
import shutil
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


@lru_cache
def bench(name: str) -> ModuleType:
    """A benchmark, which makes up what it measures."""
    path = ROOT / "bench" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"bench_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty and a full workspace: copies are quicker than new ones."""
    folder = tmp_path_factory.mktemp("templates")
    Workspace.open(folder / "empty.db", create=True).close()
    workspace = Workspace.open(folder / "full.db", create=True)
    for article in REPORTS.values():
        with workspace.writing() as db:
            intake.keep(db, Incoming(article, "/reports.jsonl"), read(article))
    workspace.close()
    return folder


def copied(template: Path, target: Path) -> Iterator[Workspace]:
    shutil.copy(template, target)
    opened = Workspace.open(target)
    yield opened
    opened.close()


@pytest.fixture
def workspace(templates: Path, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    yield from copied(templates / "empty.db", tmp_path / "empty.db")


@pytest.fixture
def full(templates: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the invented reports."""
    yield from copied(templates / "full.db", tmp_path / "full.db")


@pytest.fixture
def keep() -> Keep:
    """`keep(workspace, article, path=..., named=...)` stores an article as `rasid add` does."""

    def keep_it(
        workspace: Workspace, article: Article, path: str = "/reports.jsonl", named: bool = True
    ) -> Kept:
        with workspace.writing() as db:
            return intake.keep(db, Incoming(article, path, named), read(article))

    return keep_it
