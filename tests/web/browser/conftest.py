"""A real browser on a real server, in both languages, on a desk and on a phone.

`browser.open("/", "ar")` shows a page; `browser.check("queue")` looks for faults of accessibility
and keeps a picture under build/screenshots. What is done to the workspace stays in that test.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from rasid.api import read_many
from rasid.cli.demo import demo_articles
from rasid.model import Article
from rasid.store.filling import fill
from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.pages.html import MANIFEST
from rasid.web.security.guard import Guard
from rasid.web.security.local import Local
from rasid.web.site import Site

from .driving import AXE, Browser, Places, chrome, places

MORE = (
    Article(
        "مقتل ثلاثة مدنيين وإصابة سبعة في غارة جوية على سوق بلدة أريحا جنوبي إدلب أمس، بحسب الدفاع"
        " المدني. ولم تعلق وزارة الدفاع على الغارة.",
        "harbour-1", "2025-03-20", "راديو المرفأ",
    ),
    Article(
        "قالت شبكة حقوقية إن خمسة مدنيين قُتلوا أمس الأربعاء في غارة جوية استهدفت سوق أريحا بريف"
        " إدلب، بينهم امرأتان.",
        "plain-1", "2025-03-20", "شبكة السهل",
    ),
    Article(
        "انفجر لغم أرضي من مخلفات الحرب قرب بلدة تدمر في ريف حمص صباح اليوم، ما أدى إلى مقتل طفلين"
        " وإصابة راعٍ.",
        "plain-2", "2025-03-22", "شبكة السهل",
    ),
    Article(
        "اندلعت اشتباكات بين فصائل محلية وقوات النظام على محور بلدة كفر نبل، دون معلومات عن خسائر.",
        "harbour-2", "2025-03-23", "راديو المرفأ",
    ),
    Article(
        "اعتقلت قوة أمنية أربعة شبان خلال مداهمة في حي الوعر بمدينة حمص، وفق مصادر محلية.",
        "river-1", "2025-03-24", "وكالة النهر للأنباء",
    ),
)  # fmt: skip
"""Invented reports beside those of the demo: two of one strike that differ in the toll."""


@pytest.fixture(scope="session")
def found() -> Places:
    """Where the browser is. Without one these tests are passed over, but never in CI."""
    there = places()
    missing = next(
        (what for what, path in there._asdict().items() if path is None),
        None if MANIFEST.exists() else "the built pages (make frontend)",
    ) or (None if AXE.exists() else "axe-core (npm --prefix frontend ci)")
    if missing:
        reason = f"{missing} is missing; on Debian: apt-get install chromium chromium-driver"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return there


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that each test gets a copy of: the reports of the demo, and some more."""
    path = tmp_path_factory.mktemp("browser") / "filled.db"
    articles = [*demo_articles(), *MORE]
    fill(path, zip(articles, read_many(articles), strict=True), "/reports.jsonl")
    return path


@pytest.fixture
def workspace(filled: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with reports, of this test alone."""
    shutil.copy(filled, tmp_path / "w.db")
    opened = Workspace.open(tmp_path / "w.db")
    yield opened
    opened.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace without reports."""
    opened = Workspace.open(tmp_path / "empty.db", create=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _chrome(found: Places) -> Iterator[object]:
    driver = chrome(found)
    yield driver
    driver.quit()


@pytest.fixture
def browser(_chrome: object, workspace: Workspace) -> Iterator[Browser]:
    """A browser that has been let in, on the workspace of this test."""
    yield from served(_chrome, workspace)


@pytest.fixture
def bare_browser(_chrome: object, empty: Workspace) -> Iterator[Browser]:
    """The same on an empty workspace."""
    yield from served(_chrome, empty)


def served(driver: object, workspace: Workspace) -> Iterator[Browser]:
    """A browser on a server that guards itself as `rasid serve` does."""
    local = Local()
    app = application(Site(workspace, "Mona", Guard(local=local)))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        root = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield Browser.let_in(driver, root, local.token)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
