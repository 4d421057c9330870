"""A workspace with invented reports of a week, and the report that is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rasid.api import read_many
from rasid.model import Article
from rasid.situation.changes import read
from rasid.situation.make import material
from rasid.situation.material import Material
from rasid.situation.model import Area, Period, Question
from rasid.store import intake, merging
from rasid.store.documents import Incoming
from rasid.store.workspace import Workspace

TODAY = date(2025, 6, 1)
EVERYWHERE = Area()
WEEK = Period(date(2025, 3, 3), date(2025, 3, 9))
PERSON, CLINIC, HANDLE = "فهد المرجاني", "مستشفى الياسمين", "@khabar_alsahl"
REPORTS = [
    Article("قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل سبعة مدنيين وإصابة خمسة.",
            "strike-a", "2025-03-03", "وكالة الضفة", "https://a.example/1"),
    Article("مقتل أربعة مدنيين وإصابة خمسة جراء غارات جوية استهدفت مدينة سراقب اليوم.",
            "strike-b", "2025-03-03", "شبكة السهل", "https://b.example/1"),
    Article("انفجرت سيارة مفخخة في مدينة الباب اليوم، ما أدى إلى مقتل عشرة أشخاص على الأقل.",
            "bomb", "2025-03-05", "وكالة الضفة", "https://a.example/2"),
    Article("اعتقلت دورية خمسة شبان في مدينة دوما اليوم، وفق مصادر محلية.",
            "arrest", "2025-03-06", "شبكة السهل", "https://b.example/2"),
    Article(f"استهدفت غارة جوية {CLINIC} في مدينة إدلب اليوم، ما أدى إلى مقتل {PERSON}.",
            "clinic", "2025-03-07", HANDLE, "https://t.me/khabar_alsahl/5"),
    Article("قُتل مدنيان بقصف مدفعي على مدينة أريحا اليوم.",
            "earlier", "2025-02-26", "وكالة الضفة", "https://a.example/0"),
]  # fmt: skip


def keep(workspace: Workspace, articles: list[Article]) -> None:
    """Read reports into a workspace and merge what they tell."""
    with workspace.writing() as db:
        for article, record in zip(articles, read_many(articles), strict=True):
            intake.keep(db, Incoming(article, "reports.jsonl"), record)
        merging.place(db)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.open(tmp_path_factory.mktemp("situation") / "full.db", create=True)
    keep(workspace, REPORTS)
    return workspace


def made(
    workspace: Workspace,
    period: Period = WEEK,
    area: Area = EVERYWHERE,
    profile: str = "partner",
    since: Path | None = None,
    today: date = TODAY,
) -> Material:
    """What a report of the workspace tells."""
    with workspace.reading() as db:
        before = read(since) if since else None
        return material(db, Question(period, area, profile), before, today, "0.0")


@pytest.fixture(scope="session")
def week(full: Workspace) -> Material:
    return made(full)
