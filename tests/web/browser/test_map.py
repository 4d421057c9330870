"""The map draws incidents, filters them by days and kind, opens them, and does without WebGL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from rasid.store.workspace import Workspace

from .conftest import served
from .driving import DESK, ESCAPE, LANGUAGES, PHONE, Browser, Places, chrome

pytestmark = pytest.mark.slow
DRAWN_S = 60
READY = "return document.body.dataset.ready === 'yes'"
IDLE = "return document.querySelector('#map').dataset.idle === 'yes'"


def shown(browser: Browser, path: str = "/map", lang: str = "en", width: int = DESK) -> None:
    """Open the map and wait until all of it is drawn."""
    browser.open(path, lang, width)
    browser.until(lambda: browser.js(READY) and browser.js(IDLE), DRAWN_S)


def rows(browser: Browser) -> list[str]:
    """The kinds of act of the list."""
    return browser.js("return [...document.querySelectorAll('.row-open')].map(b => b.dataset.type)")


def address(browser: Browser) -> str:
    return str(browser.js("return location.search"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_map_is_without_faults(browser: Browser, lang: str, width: int) -> None:
    shown(browser, "/map", lang, width)
    assert rows(browser)
    assert browser.one("#map").get_attribute("dir") == "ltr"
    browser.check("map")


def test_a_kind_of_act_is_chosen_and_back_takes_it_away(browser: Browser) -> None:
    shown(browser)
    before = rows(browser)
    browser.click("[data-pick=type] summary")
    browser.click("[name=type][value=air_strike]")
    browser.until(lambda: set(rows(browser)) == {"air_strike"})
    assert "type=air_strike" in address(browser)
    assert len(before) > len(rows(browser))
    browser.js("history.back()")
    browser.until(lambda: rows(browser) == before)
    assert "type=" not in address(browser)


def test_days_are_chosen_by_dragging_and_by_keys(browser: Browser) -> None:
    shown(browser)
    before = len(rows(browser))
    brush = browser.one("#brush")
    width = brush.size["width"]
    drag = ActionChains(browser.driver).move_to_element_with_offset(brush, width // 4, -10)
    drag.click_and_hold().move_by_offset(width // 4 - 6, 0).release().perform()
    browser.until(lambda: "since=" in address(browser))
    browser.until(lambda: len(rows(browser)) < before)
    chosen = address(browser)
    browser.js("document.querySelector('.brush-end').focus()")
    browser.keys("\ue012")  # arrow left: one bin more
    browser.until(lambda: address(browser) != chosen)
    browser.keys(ESCAPE)
    browser.until(lambda: len(rows(browser)) == before)
    assert "since=" not in address(browser)


def test_an_incident_is_shown_in_short_and_opens(browser: Browser) -> None:
    shown(browser, lang="ar")
    browser.click(".row-open")
    link = browser.one("#side-one a.primary")
    assert "show=" in address(browser)
    browser.check("map-incident")
    target = link.get_attribute("href")
    link.click()
    browser.until(lambda: browser.js("return location.href") == target)
    assert browser.one("h1")


def test_pressing_a_point_on_the_map_chooses_it(browser: Browser, workspace: Workspace) -> None:
    shown(browser)
    id = browser.one("#rows tr").get_attribute("data-id")
    told = browser.js(
        "return fetch(`/api/v1/map/incidents/${arguments[0]}`).then(a => a.json())", id
    )
    row = told["row"]
    shown(browser, f"/map?at={row['lat']},{row['lon']},13")
    canvas = browser.one("#map canvas")
    ActionChains(browser.driver).move_to_element(canvas).click().perform()
    several = "Several incidents near each other"  # where more than one was at that point
    browser.until(lambda: browser.all("#side-one h2") or browser.one("#side-title").text == several)


@pytest.fixture
def plain(found: Places, workspace: Workspace) -> Iterator[Browser]:
    """A browser that draws no maps."""
    driver = chrome(found, "--disable-3d-apis", "--disable-gpu")
    yield from served(driver, workspace)
    driver.quit()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_webgl_the_list_has_all(plain: Browser, lang: str) -> None:
    plain.open("/map", lang)
    plain.until(lambda: plain.js(READY), DRAWN_S)
    assert plain.one("#map-missing").is_displayed()
    assert rows(plain)
    plain.click(".row-open")
    assert plain.one("#side-one a.primary").is_displayed()
    plain.check("map-without-webgl")
