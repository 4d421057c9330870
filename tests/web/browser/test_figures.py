"""Figures are drawn with their tables, follow the filters, and are kept as files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from rasid.extract import summary
from rasid.web.language import load

from .driving import DESK, LANGUAGES, PHONE, PICTURES, Browser

pytestmark = pytest.mark.slow
CARDS = ("timeline", "tolls", "matrix", "sources", "attested")
SVG = "{http://www.w3.org/2000/svg}"
SQUARE = 10
FAMILIES = load("en").under("scope.families")
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


def kept(browser: Browser, folder: Path, card: str, format: str) -> Path:
    """The file that the page gives to keep when the button is pressed."""
    return browser.downloaded(folder, lambda: browser.click(f"#{card} [data-save={format}]"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_drawing_has_title_legend_and_words_of_the_page(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    shown(browser, lang=lang)
    file = kept(browser, tmp_path, "timeline", "svg")
    assert file.name == "rasid-timeline.svg"
    drawing = ElementTree.parse(file).getroot()
    words = ["".join(one.itertext()) for one in drawing.iter(f"{SVG}text")]
    said = load(lang)
    assert words[0] == said.messages["figures.timeline"]
    legend = [one.text for one in browser.all("#timeline .chart-legend li")]
    assert legend
    assert set(legend) <= {said.messages[f"scope.families.{name}"] for name in FAMILIES}
    assert words[1 : 1 + len(legend)] == legend
    month = summary.months(lang)[2]
    assert any(month in one for one in words), words
    right = {"ar": "rtl", "en": "ltr"}[lang]
    assert {one.get("direction") for one in drawing.iter(f"{SVG}text")} == {right}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_picture_shows_the_chart(browser: Browser, tmp_path: Path, lang: str) -> None:
    """Decoded: twice as large as the drawing, and drawn in the colours of what it shows."""
    shown(browser, lang=lang)
    drawing = ElementTree.parse(kept(browser, tmp_path, "timeline", "svg")).getroot()
    file = kept(browser, tmp_path, "timeline", "png")
    assert file.name == "rasid-timeline.png"
    shutil.copy(file, PICTURES / f"{lang}-saved-timeline.png")
    picture = browser.painted(file.read_bytes())
    size = [int(float(drawing.get(name, "0"))) for name in ("width", "height")]
    assert [picture.width, picture.height] == [2 * one for one in size]
    assert picture.share(browser.colour("surface")) > 0.5
    assert picture.counts.get(browser.colour("ink"), 0) > 50, "the title"
    square = (2 * SQUARE) ** 2 * 0.9
    colours = {
        said: browser.colour(f"family-{name}")
        for name, said in load(lang).under("scope.families").items()
    }
    for words in [one.text for one in browser.all("#timeline .chart-legend li")]:
        assert picture.counts.get(colours[words], 0) > 2 * square, f"{words}: legend and bar"


def test_every_figure_is_kept_whole(browser: Browser, tmp_path: Path) -> None:
    """Several charts of a card stand under each other, each with its name."""
    shown(browser)
    for card in CARDS:
        drawing = ElementTree.parse(kept(browser, tmp_path, card, "svg")).getroot()
        inner = drawing.findall(f"{SVG}svg")
        assert len(inner) == len(browser.all(f"#{card} .chart-body svg[role=img]"))
        words = ["".join(one.itertext()) for one in drawing.findall(f"{SVG}text")]
        if len(inner) > 1:
            assert words[-len(inner) :] == [one.findtext(f"{SVG}title") for one in inner]


def test_the_tables_are_the_figures_of_the_api(browser: Browser, tmp_path: Path) -> None:
    """What is kept as CSV is what the API tells, and what the table under the chart shows."""
    asked = "?type=air_strike&type=shelling"
    shown(browser, f"/figures{asked}")
    file = browser.downloaded(tmp_path, lambda: browser.click("[data-csv=types]"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    told = browser.js(f"return fetch('/api/v1/figures/timeline{asked}').then(a => a.json())")
    assert [row.pop(told["unit"]) for row in rows] == told["starts"]
    columns = {type: [int(row[type]) for row in rows] for type in rows[0]}
    assert columns == told["counts"]
    assert told["total"] == sum(sum(column) for column in columns.values()) > 0
    cells = browser.js(
        "return [...document.querySelectorAll('#timeline tbody tr')]"
        ".map(row => [...row.querySelectorAll('td')].map(cell => Number(cell.textContent)))"
    )
    assert sorted(map(sorted, zip(*cells, strict=True))) == sorted(map(sorted, columns.values()))


def test_an_empty_workspace_says_so(bare_browser: Browser) -> None:
    shown(bare_browser)
    assert bare_browser.one("#nothing").is_displayed()
    bare_browser.check("figures-empty")
