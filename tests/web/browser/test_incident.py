"""Incidents are split, joined and moved on their page, and each decision can be taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from rasid.store.listing import incidents_of
from rasid.store.tables import members
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
    browser.until(lambda: browser.all("[data-map][data-idle]"))
    browser.check("incident")


def test_the_small_map_shows_where_it_was(browser: Browser, incident: str) -> None:
    """The point is drawn in the colour of the act, in the middle, within its circle."""
    browser.open(incident, "ar")
    browser.until(lambda: browser.all("[data-map][data-idle]"))
    home = browser.one("[data-map]")
    family = browser.js(
        "return getComputedStyle(arguments[0]).getPropertyValue('--type-colour')",
        browser.one(".meta [data-type]"),
    )
    colour = browser.colour_of(str(family))
    browser.js("arguments[0].scrollIntoView({block: 'center'})", home)
    picture = browser.painted(home.screenshot_as_png)
    radius = 6  # pixels, as small.ts draws it
    assert 0.5 * 3.14 * radius**2 < picture.counts.get(colour, 0) < 0.1 * picture.width**2
    spot = [home.get_attribute(f"data-{name}") for name in ("lat", "lon")]
    told = browser.js(
        "return fetch('/api/v1/map' + '/' + arguments[0]).then(a => a.json())", incident.strip("/")
    )
    assert [float(one) for one in spot] == pytest.approx(
        [told["row"]["lat"], told["row"]["lon"]], abs=0.001
    )


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
    browser.errors()  # of the map that was still being drawn when the page was left
    browser.check("incident-split")
    browser.click("[data-join]")
    browser.until(lambda: len(browser.all("[data-undo]")) > 1)
    browser.click("#toasts button")  # it goes away by itself
    browser.until(lambda: many(workspace) == before + 1)
    browser.errors()
    browser.check("incident-taken-back")


def homes(workspace: Workspace) -> dict[str, str]:
    """The incident that each telling belongs to."""
    with workspace.reading() as db:
        found = db.execute(select(members.c.telling, members.c.incident))
        return {one.telling: one.incident for one in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_moving_to_another_incident_and_taking_back(
    browser: Browser, workspace: Workspace, incident: str, lang: str
) -> None:
    before = homes(workspace)
    here = incident.rpartition("/")[2]
    there, other = next((home, one) for one, home in before.items() if home != here)
    browser.open(incident, lang)
    moved = browser.one(TELLING).get_attribute("value")
    assert moved is not None
    browser.click(TELLING)
    browser.type("[name=to]", f"{browser.root}/incidents/{there}")
    browser.click("[data-do=move]")
    browser.until(lambda: homes(workspace)[moved] == homes(workspace)[other])
    after = homes(workspace)
    stayed = [one for one, home in before.items() if home == here and one != moved]
    assert stayed
    assert all(after[one] != after[moved] for one in stayed)
    browser.until(lambda: browser.all("[data-undo]"))
    browser.errors()  # of the map that was still being drawn when the page was left
    browser.check("incident-moved")
    browser.click("#toasts button")
    browser.until(lambda: homes(workspace) == before)


def test_moving_needs_the_address_of_an_incident(
    browser: Browser, workspace: Workspace, incident: str
) -> None:
    before = homes(workspace)
    browser.open(incident, "en")
    browser.click(TELLING)
    browser.type("[name=to]", "somewhere else")
    browser.click("[data-do=move]")
    browser.until(lambda: browser.all("#toasts > *"))
    assert homes(workspace) == before
