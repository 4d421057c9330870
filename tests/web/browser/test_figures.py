"""Figures are drawn with their tables, follow the filters, and are kept as files."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from .driving import DESK, LANGUAGES, PHONE, Browser

pytestmark = pytest.mark.slow
CARDS = ("timeline", "tolls", "matrix", "sources", "attested")
READY = "return document.body.dataset.ready === 'yes'"


def shown(browser: Browser, path: str = "/figures", lang: str = "en", width: int = DESK) -> None:
    browser.open(path, lang, width)
    browser.until(lambda: browser.js(READY))


def total(browser: Browser) -> str:
    return str(browser.js("return document.querySelector('#sums dd').textContent"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_figures_are_without_faults(browser: Browser, lang: str, width: int) -> None:
    shown(browser, "/figures", lang, width)
    for card in CARDS:
        assert browser.all(f"#{card} svg[role=img] title"), card
        assert browser.all(f"#{card} .chart-table td"), card
    browser.check("figures")


def test_a_filter_changes_all_figures_and_what_is_kept(browser: Browser) -> None:
    shown(browser)
    before = total(browser)
    browser.click("[data-pick=type] summary")
    browser.click("[name=type][value=air_strike]")
    browser.until(lambda: browser.js(READY) and total(browser) != before)
    assert "type=air_strike" in browser.one("[data-csv=types]").get_attribute("href")
    browser.js("history.back()")
    browser.until(lambda: total(browser) == before)


def test_dragging_across_the_bars_looks_closer(browser: Browser) -> None:
    shown(browser)
    before = total(browser)
    drawing = browser.one("#timeline svg[role=img]")
    browser.js("arguments[0].scrollIntoView({block: 'center'})", drawing)
    drag = ActionChains(browser.driver).move_to_element_with_offset(drawing, -200, 0)
    drag.click_and_hold().move_by_offset(190, 0).release().perform()
    browser.until(lambda: "since=" in browser.js("return location.search"))
    browser.until(lambda: browser.js(READY) and total(browser) != before)


def test_tolls_have_their_bounds(browser: Browser) -> None:
    shown(browser)
    head = browser.js(
        "return [...document.querySelectorAll('#tolls thead th')].map(h => h.textContent)"
    )
    assert [one.split(" · ")[1] for one in head[1:4]] == ["lowest", "best supported", "highest"]


@pytest.mark.parametrize("format", ["svg", "png"])
def test_a_drawing_is_kept_as_a_file(browser: Browser, format: str) -> None:
    shown(browser, lang="ar")
    browser.js("""
      window.kept = [];
      HTMLAnchorElement.prototype.click = function () { kept.push([this.download, this.href]); };
    """)
    browser.click(f"#timeline [data-save={format}]")
    name, link = browser.until(lambda: browser.js("return window.kept[0]"))
    assert name == f"rasid-timeline.{format}"
    head = browser.driver.execute_async_script(
        "const done = arguments[1]; fetch(arguments[0]).then(a => a.text())"
        ".then(t => done(t.slice(0, 60)), e => done(String(e)))", link
    )  # fmt: skip
    assert head.startswith("<svg" if format == "svg" else "\ufffdPNG") or "fetch" in head


def test_an_empty_workspace_says_so(bare_browser: Browser) -> None:
    shown(bare_browser)
    assert bare_browser.one("#nothing").is_displayed()
    bare_browser.check("figures-empty")
