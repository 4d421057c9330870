"""A server over a workspace with a few invented reports, which are merged into incidents."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rasid.api import read_many
from rasid.model import Article
from rasid.store.filling import fill
from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.site import Site

STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة."
AGAIN = "مقتل أربعة مدنيين بقصف جوي على مدينة سراقب صباح اليوم، بحسب ناشطين."
ARREST = "اعتقلت قوات النظام خمسة شبان في مدينة دوما أمس، وفق مصادر محلية."
ARTICLES = (
    Article(STRIKE, "strike", "2025-03-12", "وكالة الضفة", "https://a.example/1"),
    Article(AGAIN, "again", "2025-03-12", "شبكة السهل"),
    Article(ARREST, "arrest", "2025-02-01", "شبكة السهل"),
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that each test gets a copy of."""
    path = tmp_path_factory.mktemp("web") / "template.db"
    fill(path, zip(ARTICLES, read_many(ARTICLES), strict=True), "/reports.jsonl")
    return path


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copy(template, tmp_path / "w.db")
    opened = Workspace.open(tmp_path / "w.db")
    yield opened
    opened.close()


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    """Somebody at the browser of the machine that the server runs on."""
    with TestClient(application(Site(workspace, "Mona"))) as client:
        yield client
