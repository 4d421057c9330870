"""Every page is whole in both languages, on a desk and on a phone; and what its forms do."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from rasid.store import searches
from rasid.store.workspace import Workspace

from .driving import DESK, ESCAPE, LANGUAGES, PHONE, Browser

pytestmark = pytest.mark.slow
PAGES = {
    "search": "/search",
    "search-found": f"/search?words={quote('مدنيين')}",
    "search-filters": f"/search?type=air_strike&place={quote('إدلب')}&radius=60",
    "search-nothing": f"/search?words={quote('كلمة غير موجودة')}",
    "search-fault": "/search?since=yesterday",
    "incidents": "/incidents",
    "incidents-stale": "/incidents?view=stale",
    "actor": "/actors/sy.armed-forces",
    "place": "/places/gn:164816",
    "outlet": f"/outlets/{quote('شبكة السهل')}",
    "add": "/add",
    "account": "/account",
    "missing": "/reports/4711",
}
REFUSED = ("search-fault", "missing")
"""Pages whose status is no success, which the console tells."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_without_faults(browser: Browser, name: str, lang: str, width: int) -> None:
    browser.open(PAGES[name], lang, width)
    assert browser.one("h1").text
    if name in REFUSED:
        browser.errors()
    browser.check(name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_that_were_looked_for_are_marked(browser: Browser, lang: str) -> None:
    browser.open(PAGES["search-found"], lang)
    found = {one.text for one in browser.all(".quote .found")}
    assert "مدنيين" in found
    padding = "return getComputedStyle(document.querySelector('.found')).paddingInlineStart"
    assert browser.js(padding) == "0px"


def test_a_search_is_saved_and_dropped(browser: Browser, workspace: Workspace) -> None:
    browser.open(PAGES["search-found"], "en")
    browser.click("[data-opens=save]")
    browser.type("#save-name", "Civilians")
    browser.click("#save-form .primary")
    browser.until(lambda: browser.all(".saved a"))
    with workspace.reading() as db:
        (saved,) = searches.of(db, "Mona")
    assert (saved.name, saved.asked) == ("Civilians", PAGES["search-found"].partition("?")[2])
    browser.click("[data-drop]")
    browser.until(lambda: not browser.all(".saved a"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pasted_text_is_read(bare_browser: Browser, lang: str, strike: str) -> None:
    bare_browser.open("/add", lang)
    bare_browser.type("#text", strike)
    bare_browser.click("#text-form .primary")
    bare_browser.until(lambda: bare_browser.all("#added a"))
    bare_browser.check("add-done")
    bare_browser.open("/", lang)
    assert bare_browser.all(".item")


def test_files_are_read_and_faults_are_told(
    bare_browser: Browser, strike: str, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(strike, "utf-8")
    (tmp_path / "bad.xyz").write_bytes(b"\x00\x01")
    bare_browser.open("/add", "en")
    chosen = "\n".join(str(tmp_path / name) for name in ("good.txt", "bad.xyz"))
    bare_browser.one("input[type=file]").send_keys(chosen)
    bare_browser.click("#files-form .primary")
    bare_browser.until(lambda: bare_browser.all("#added a"))
    (fault,) = (one.text for one in bare_browser.all("#faults li"))
    assert "bad.xyz" in fault


def test_the_language_is_switched_where_one_is(browser: Browser) -> None:
    browser.open("/incidents?view=several", "en")
    browser.click(".bar-self form button")
    browser.until(lambda: browser.js("return document.documentElement.lang") == "ar")
    assert browser.driver.current_url.endswith("/incidents?view=several")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_several_kinds_are_ticked(browser: Browser, lang: str, width: int) -> None:
    browser.open("/search?type=ied", lang, width)
    browser.click(".pick > summary.input")
    browser.click("[name=type][value=air_strike]")
    browser.check("search-several")
    browser.keys(ESCAPE)
    assert not browser.all(".pick[open]")
    browser.click("form[role=search] .form-end .primary")
    browser.until(lambda: "type=air_strike&type=ied" in browser.driver.current_url)
    shown = {one.get_attribute("data-type") for one in browser.all(".found-item .act")}
    assert shown == {"air_strike", "ied"}
    browser.check("search-of-several")
