"""The map draws incidents, filters them by days and kind, opens them, and does without WebGL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from rasid.store.workspace import Workspace

from .conftest import served
from .driving import (
    DESK,
    DRAWN_S,
    ESCAPE,
    LANGUAGES,
    PHONE,
    READY,
    Browser,
    Places,
    chrome,
)
from .tiles import write_map

pytestmark = pytest.mark.slow


def shown(browser: Browser, path: str = "/map", lang: str = "en", width: int = DESK) -> None:
    """Open the map and wait until all of it is drawn."""
    browser.open(path, lang, width)
    browser.drawn()


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


def viewed(browser: Browser) -> list[float]:
    """South, north, west, east of the last part of the map that the list was asked for."""
    asked = browser.js("""
      const all = performance.getEntriesByType('resource').map((one) => new URL(one.name));
      const lists = all.filter((one) => one.pathname.endsWith('/map/incidents'));
      return lists.map((one) => one.searchParams.get('within')).filter(Boolean).at(-1);
    """)
    return [float(one) for one in asked.split(",")]


def test_the_map_opens_on_all_that_fits_and_follows_the_filters(browser: Browser) -> None:
    shown(browser)
    south, north, west, east = viewed(browser)
    assert len(rows(browser)) == browser.js(
        "return fetch('/api/v1/map').then(a => a.json()).then(view => view.total)"
    )
    browser.click("[data-pick=type] summary")
    browser.click("[name=type][value=shelling]")
    browser.until(lambda: set(rows(browser)) == {"shelling"})
    browser.until(lambda: viewed(browser)[1] - viewed(browser)[0] < (north - south) / 4)
    assert "at=" not in address(browser)
    browser.js("history.back()")
    browser.until(lambda: viewed(browser) == [south, north, west, east])


def test_a_part_of_the_map_in_the_address_is_kept_until_all_is_wanted(browser: Browser) -> None:
    shown(browser, "/map?at=15.4,44.2,8.00")
    kept = viewed(browser)
    assert kept[0] < 15.4 < kept[1] < 20
    browser.click("[data-pick=type] summary")
    browser.click("[name=type][value=shelling]")
    browser.until(lambda: browser.one("#none").is_displayed())
    assert viewed(browser) == pytest.approx(kept, abs=0.1)  # the conditions take a line
    browser.check("map-none-here")
    browser.click("#whole")
    browser.until(lambda: rows(browser) == ["shelling"])
    assert "at=" not in address(browser)


def test_an_empty_workspace_says_what_to_do(bare_browser: Browser) -> None:
    shown(bare_browser, lang="ar")
    assert bare_browser.one("#nothing a").get_attribute("href").endswith("/add")
    assert not bare_browser.one("#none").is_displayed()
    bare_browser.check("map-empty")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_until_all_is_there_the_list_says_that_it_loads(browser: Browser, lang: str) -> None:
    held = {"urls": ["*/api/v1/map*"]}
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", held)
    try:
        browser.open("/map", lang)
        loading = browser.js("return JSON.parse(document.getElementById('texts').text).scope")
        told = {loading["loading"], loading["failed"].split("{")[0].strip()}
        assert browser.until(lambda: any(browser.one("#side-sum").text.startswith(t) for t in told))
        assert not browser.one("#none").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        browser.errors()


def test_a_tile_file_beside_the_workspace_is_drawn(browser: Browser, workspace: Workspace) -> None:
    """Its water covers what is land on the base map of Rasid, and its road crosses that."""
    at = "/map?at=35.6,38.2,11.00"
    shown(browser, at)
    land, sea, road = (browser.colour(f"map-{name}") for name in ("land", "sea", "road"))
    bare = browser.painted(browser.one("#map").screenshot_as_png)
    assert bare.share(land) > 0.5
    assert bare.share(sea) < 0.2
    water = ((36.0, 37.5), (41.0, 37.5), (41.0, 33.5), (36.0, 33.5))
    write_map(
        workspace.path.with_name("basemap.pmtiles"),
        {"water": water},
        {"roads": ((36.5, 35.6), (40.5, 35.6))},
    )
    shown(browser, at)
    drawn = browser.painted(browser.one("#map").screenshot_as_png)
    assert drawn.share(sea) > 0.5
    assert drawn.counts.get(road, 0) > 400 > bare.counts.get(road, 0)
    browser.check("map-tiles")


@pytest.fixture
def plain(found: Places, workspace: Workspace) -> Iterator[Browser]:
    """A browser that draws no maps."""
    driver = chrome(found, "--disable-3d-apis", "--disable-gpu")
    yield from served(driver, workspace)
    driver.quit()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_webgl_the_list_has_all(plain: Browser, lang: str) -> None:
    plain.open("/map", lang)
    plain.until(lambda: plain.js(f"return {READY}"), DRAWN_S)
    assert plain.one("#map-missing").is_displayed()
    assert rows(plain)
    plain.click(".row-open")
    assert plain.one("#side-one a.primary").is_displayed()
    plain.check("map-without-webgl")
