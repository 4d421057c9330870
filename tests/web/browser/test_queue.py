"""The queue is worked through by keys, in both languages, and decisions can be taken back."""

from __future__ import annotations

import pytest

from rasid.store import editing
from rasid.store.editing import Author
from rasid.store.queue import progress
from rasid.store.workspace import Workspace

from .driving import DESK, ESCAPE, LANGUAGES, PHONE, Browser

pytestmark = pytest.mark.slow


def reviewed(workspace: Workspace) -> int:
    with workspace.reading() as db:
        return progress(db, "").reviewed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_queue_is_without_faults(browser: Browser, lang: str, width: int) -> None:
    browser.open("/", lang, width)
    assert len(browser.all(".item")) > 5
    browser.check("queue")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_accepting_goes_on_to_the_next_and_can_be_undone(
    browser: Browser, workspace: Workspace, lang: str
) -> None:
    browser.open("/", lang)
    first, second = (one.get_attribute("data-telling") for one in browser.all(".item")[:2])
    browser.keys("j", "a")
    browser.until(lambda: browser.all(f'.item.done[data-telling="{first}"]'))
    assert reviewed(workspace) == 1
    at = browser.driver.switch_to.active_element.get_attribute("data-telling")
    assert at == second
    browser.check("queue-accepted")
    browser.keys("u")
    browser.until(lambda: not browser.all(".item.done"))
    assert reviewed(workspace) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_somebody_else_changed_is_put_aside(
    browser: Browser, workspace: Workspace, lang: str
) -> None:
    browser.open("/", lang)
    first = browser.one(".item").get_attribute("data-telling")
    with workspace.writing() as db:
        other = Author("Sami", "2026-01-01T00:00:00.000+00:00")
        editing.review(db, editing.events_of(db, [first]), "rejected", other)
    browser.keys("j", "x", "j", "x", "a")
    browser.until(lambda: browser.all(f'.item.done[data-telling="{first}"]'))
    assert "Sami" in browser.one(".item.done .item-done").text
    assert len(browser.errors()) == 1, "the console tells of the answer 412"
    assert reviewed(workspace) == 1, "nothing of mine was kept"
    browser.check("queue-changed", but=("target-size",))  # the notice lies over a link for a moment
    browser.keys("a")
    browser.until(lambda: len(browser.all(".item.done")) == 2)
    assert reviewed(workspace) == 2


def test_several_are_rejected_at_once(browser: Browser, workspace: Workspace) -> None:
    browser.open("/", "ar")
    browser.keys("j", "x", "j", "x")
    assert browser.one("#bulk").is_displayed()
    browser.check("queue-selected")
    browser.keys("r")
    browser.until(lambda: len(browser.all(".item.done")) == 2)
    assert reviewed(workspace) == 2
    assert not browser.one("#bulk").is_displayed()


def test_the_keys_are_shown_and_one_opens_the_report(browser: Browser) -> None:
    browser.open("/", "ar", PHONE)
    browser.keys("?")
    assert browser.one("dialog#help").is_displayed()
    browser.check("queue-keys")
    browser.keys(ESCAPE)
    browser.keys("j", "e")
    browser.until(lambda: "/reports/" in browser.driver.current_url)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_workspace_says_what_to_do_next(bare_browser: Browser, lang: str) -> None:
    bare_browser.open("/", lang)
    assert bare_browser.one(".empty a").get_attribute("href").endswith("/add")
    bare_browser.check("queue-empty")


def test_filters_are_in_the_address(browser: Browser) -> None:
    browser.open("/?type=ied", "en")
    shown = [one.get_attribute("data-type") for one in browser.all(".item .act")]
    assert set(shown) == {"ied"}
    ticked = [one.get_attribute("value") for one in browser.all("[name=type]:checked")]
    assert ticked == ["ied"]
