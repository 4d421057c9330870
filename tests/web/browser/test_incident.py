"""Incidents are split, joined and moved on their page, and each decision can be taken back."""

from __future__ import annotations

import pytest

from rasid.store.listing import incidents_of
from rasid.store.workspace import Workspace

from .driving import DESK, LANGUAGES, PHONE, Browser

pytestmark = pytest.mark.slow
TELLING = 'input[name="telling"]'


@pytest.fixture
def incident(workspace: Workspace) -> str:
    """The address of the incident that disagrees most."""
    with workspace.reading() as db:
        found = incidents_of(db, sources=2).incidents
    worst = max(found, key=lambda one: (one.disagreement, one.tellings))
    return f"/incidents/{worst.id}"


def many(workspace: Workspace) -> int:
    with workspace.reading() as db:
        return len(incidents_of(db, 500).incidents)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_incident_is_without_faults(
    browser: Browser, incident: str, lang: str, width: int
) -> None:
    browser.open(incident, lang, width)
    assert browser.one(".odds").is_displayed()
    browser.click(".links summary")
    browser.until(lambda: browser.all("[data-map][data-idle], [data-map]:not(:has(canvas))"))
    browser.check("incident")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_splitting_joining_and_taking_back(
    browser: Browser, workspace: Workspace, incident: str, lang: str
) -> None:
    before = many(workspace)
    browser.open(incident, lang)
    tellings = len(browser.all(TELLING))
    browser.click(f"{TELLING}:last-of-type")
    browser.click("[data-do=split]")
    browser.until(lambda: many(workspace) == before + 1)
    browser.until(lambda: browser.all("[data-undo]"))
    assert len(browser.all(TELLING)) < tellings
    browser.check("incident-split")
    browser.click("[data-join]")
    browser.until(lambda: len(browser.all("[data-undo]")) > 1)
    browser.check("incident-joined")
    browser.click("#toasts button")
    browser.until(lambda: many(workspace) == before + 1)
