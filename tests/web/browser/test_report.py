"""Values are put right by selecting words, by mouse and by keyboard, and nothing is lost."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from rasid.store import corrections
from rasid.store.corrections import Correction
from rasid.store.workspace import Workspace

from .driving import DESK, ENTER, ESCAPE, LANGUAGES, PHONE, Browser

pytestmark = pytest.mark.slow
REPORT = "/reports/1"
SAVE, CANCEL = "form.edit [type=submit]", "form.edit [data-do=cancel]"


def kept(workspace: Workspace) -> list[Correction]:
    with workspace.reading() as db:
        return corrections.of_report(db, "demo-1")


def told(browser: Browser, path: str) -> str:
    return str(browser.one(f'.event .value[data-path="{path}"]').text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_report_is_without_faults(browser: Browser, lang: str, width: int) -> None:
    browser.open(REPORT, lang, width)
    assert browser.js("return CSS.highlights.size") > 4
    browser.check("report")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_selected_by_mouse_become_a_value_that_can_be_taken_back(
    browser: Browser, workspace: Workspace, lang: str
) -> None:
    browser.open(REPORT, lang)
    browser.select("قذائف")
    browser.until(lambda: browser.one("#word-menu").is_displayed())
    browser.check("report-menu")
    before = len(browser.all(".event .value[data-field=weapons]"))
    browser.click("#word-menu [data-field=weapons]")
    Select(browser.one("form.edit [name=class]")).select_by_value("mortar")
    browser.check("report-form")
    browser.click(SAVE)
    weapons = ".event .value[data-field=weapons]"
    browser.until(lambda: len(browser.all(weapons)) == before + 1)
    (made,) = kept(workspace)
    assert made.new[-1]["span"]["text"] == "قذائف"
    browser.click("#toasts button")
    browser.until(lambda: len(browser.all(weapons)) == before)
    assert len(kept(workspace)) == 2
    browser.check("report-undone")


def test_words_selected_by_keyboard_become_the_words_of_a_value(
    browser: Browser, workspace: Workspace
) -> None:
    browser.open(REPORT, "ar")
    browser.one('.value[data-path="agents.0"]').send_keys(ENTER)
    browser.one("form.edit")
    browser.one("#by-keyboard").send_keys(ENTER)
    browser.keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_LEFT).key_up(
        Keys.SHIFT
    ).perform()
    words = browser.js("return getSelection().toString()")
    assert len(words.split()) == 2
    browser.keys(ENTER)
    browser.until(lambda: browser.one("form.edit .evidence q").text == words)
    browser.keys(ENTER)  # the focus is at the button that saves
    browser.until(lambda: kept(workspace))
    assert kept(workspace)[0].new["span"]["text"] == words


def test_a_place_is_chosen_among_those_of_its_name(browser: Browser, workspace: Workspace) -> None:
    browser.open(REPORT, "en")
    browser.click('.event .value[data-path="place"]')
    browser.type("form.edit [role=combobox]", "سراقب")
    browser.one("form.edit [role=option]")
    browser.keys(Keys.ARROW_DOWN, ENTER)
    browser.until(lambda: browser.all("form.edit .chooser.chosen"))
    browser.click(SAVE)
    browser.until(lambda: "Saraqib" in told(browser, "place"))
    place = kept(workspace)[0].new
    assert 35.8 < place["lat"] < 35.9
    assert place["precision"] == "settlement"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_is_added_at_words(browser: Browser, workspace: Workspace, lang: str) -> None:
    browser.open(REPORT, lang)
    events = len(browser.all(".event"))
    browser.select("احتراق")
    browser.until(lambda: browser.one("#word-menu").is_displayed())
    browser.click("#word-menu [data-field=trigger]")
    Select(browser.one("form.edit [name=type]")).select_by_value("property_destruction")
    browser.click(SAVE)
    browser.until(lambda: len(browser.all(".event")) == events + 1)
    assert kept(workspace)[0].field == corrections.EVENT
    browser.click("#history summary")
    browser.check("report-added")
    browser.click("#history [data-undo]")
    browser.until(lambda: len(browser.all(".event")) == events)


def test_a_change_of_somebody_else_is_shown_and_neither_is_lost(
    browser: Browser, workspace: Workspace
) -> None:
    browser.open(REPORT, "en")
    browser.click('.event .value[data-path="type"]')
    Select(browser.one("form.edit [name=status]")).select_by_value("possible")
    browser.js(
        """return fetch(`/api/v1/events/${arguments[0]}/corrections`, {method: 'POST', headers: {
          'content-type': 'application/json',
          'X-CSRF-Token': document.querySelector('meta[name=csrf-token]').content},
          body: JSON.stringify({field: 'status', new: 'denied'})}).then((a) => a.status)""",
        browser.one(".event").get_attribute("data-telling"),
    )
    browser.click(SAVE)
    browser.until(lambda: browser.one("form.edit .conflict").is_displayed())
    assert "denied" in browser.one("form.edit .theirs").text
    value = Select(browser.one("form.edit [name=status]")).first_selected_option
    assert value.get_attribute("value") == "possible"
    browser.errors()  # the refusal is told in the console too
    browser.check("report-conflict")
    browser.click("form.edit [data-do=mine]")
    browser.until(lambda: len(kept(workspace)) == 2)
    assert [one.new for one in kept(workspace)] == ["denied", "possible"]


def test_arrows_move_between_values_and_escape_leaves_a_form(browser: Browser) -> None:
    browser.open(REPORT, "ar")
    browser.one(".event .value").send_keys(Keys.ARROW_DOWN)
    here = browser.driver.switch_to.active_element
    assert here.get_attribute("data-path") != "type"
    assert browser.js("return CSS.highlights.get('lit').size") == 1
    browser.keys(ENTER)
    browser.one("form.edit")
    browser.keys(ESCAPE)
    assert not browser.all("form.edit")
    assert browser.driver.switch_to.active_element == here


def test_fields_can_be_taken_off_the_text(browser: Browser) -> None:
    browser.open(REPORT, "en")
    names = "return [...CSS.highlights.keys()].filter((n) => n.startsWith('place')).length"
    assert browser.js(names) > 0
    browser.click('.legend [data-field="place"]')
    assert browser.js(names) == 0


def test_a_decision_on_an_event_stands_on_its_card(browser: Browser, workspace: Workspace) -> None:
    browser.open(REPORT, "ar", PHONE)
    browser.one("[data-review=rejected]").send_keys(ENTER)
    browser.until(lambda: browser.all(".event.rejected"))
    assert kept(workspace)[0].new == "rejected"
    browser.check("report-rejected")
