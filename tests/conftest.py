"""What all tests share: a workspace of their own, and one reader for the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from rasid.model import Article, Record

from .sites import Site, serving

# A busy machine is no failure: a property is about values, `make bench` is about time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين."
"""An invented report that every engine must find an event in."""


@pytest.fixture(scope="session", autouse=True)
def _own_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Places that somebody added to their own workspace must not change what the tests see."""
    before = os.environ.get("RASID_HOME")
    os.environ["RASID_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    os.environ.pop("RASID_HOME")
    if before is not None:
        os.environ["RASID_HOME"] = before


@pytest.fixture(scope="session")
def strike() -> str:
    return STRIKE


@pytest.fixture(scope="session")
def demo() -> list[tuple[Article, Record]]:
    """The demo reports and their records."""
    from rasid.api import read_many
    from rasid.cli.demo import demo_articles

    articles = list(demo_articles())
    return list(zip(articles, read_many(articles), strict=True))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web site on this machine, which the settings let Rasid ask."""
    with serving() as started:
        monkeypatch.setenv("RASID_ALLOW_HOSTS", started.host)
        yield started
