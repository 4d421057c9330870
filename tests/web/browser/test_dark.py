"""Every page in the dark scheme: nothing that axe finds (contrast above all), in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rasid.store.listing import incidents_of
from rasid.store.workspace import Workspace

from .driving import DESK, LANGUAGES, PHONE, Browser
from .test_pages import PAGES, REFUSED

pytestmark = pytest.mark.slow
MORE = {"queue": "/", "report": "/reports/1", "map": "/map", "figures": "/figures"}
WAYS = list(zip(LANGUAGES, (PHONE, DESK), strict=True))
LIGHT_TEXT = 128
"""The least that each part of the colour of dark pages' words has."""


@pytest.fixture
def dark(browser: Browser) -> Iterator[Browser]:
    """A browser whose visitor prefers dark pages."""
    browser.scheme("dark")
    yield browser
    browser.scheme("light")


def judge(dark: Browser, name: str, path: str, lang: str, width: int) -> None:
    dark.open(path, lang, width)
    if name == "map":
        dark.drawn()
    words = dark.colour_of(str(dark.js("return getComputedStyle(document.body).color")))
    assert min(bytes.fromhex(words[1:])) > LIGHT_TEXT
    if name in REFUSED:
        dark.errors()
    dark.check(f"{name}-dark")


@pytest.mark.parametrize(("lang", "width"), WAYS)
@pytest.mark.parametrize("name", PAGES | MORE)
def test_a_dark_page_is_without_faults(dark: Browser, name: str, lang: str, width: int) -> None:
    judge(dark, name, (PAGES | MORE)[name], lang, width)


@pytest.mark.parametrize(("lang", "width"), WAYS)
def test_a_dark_incident_is_without_faults(
    dark: Browser, workspace: Workspace, lang: str, width: int
) -> None:
    with workspace.reading() as db:
        (first, *_) = incidents_of(db, sources=2).incidents
    judge(dark, "incident", f"/incidents/{first.id}", lang, width)
