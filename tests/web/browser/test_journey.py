"""The whole way of an analyst through the workbench, from reports on disk to a file for others."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import Select

from rasid.store import corrections
from rasid.store.corrections import Correction
from rasid.store.find import Filter, count
from rasid.store.listing import Row, incidents_of
from rasid.store.queue import progress
from rasid.store.workspace import Workspace

from .driving import LANGUAGES, Browser

pytestmark = pytest.mark.slow
DRAWN_S = 60
WEAPON = "قذائف"
"""Words of the first report that the engine made no weapon of."""


class Journey:
    """One analyst, one browser, one workspace that is empty at first."""

    def __init__(self, browser: Browser, workspace: Workspace, lang: str, folder: Path) -> None:
        self.browser, self.workspace, self.lang, self.folder = browser, workspace, lang, folder

    # -------------------------------------------------------------- what is kept
    def reviewed(self) -> int:
        with self.workspace.reading() as db:
            return progress(db, "").reviewed

    def events(self) -> int:
        with self.workspace.reading() as db:
            return count(db, Filter(), 1000)

    def incidents(self) -> list[Row]:
        with self.workspace.reading() as db:
            return list(incidents_of(db, 500).incidents)

    def corrected(self) -> list[Correction]:
        with self.workspace.reading() as db:
            made = corrections.of_report(db, "demo-1")
        return [one for one in made if one.field == "weapons"]

    def check(self, name: str) -> None:
        self.browser.check(f"journey-{name}")

    # -------------------------------------------------------------- the steps
    def add(self) -> None:
        """The demo reports, as a file that is chosen."""
        self.browser.open("/add", self.lang)
        file = Path(str(resources.files("rasid.demo"))) / "reports.jsonl"
        self.browser.one("input[type=file]").send_keys(str(file))
        self.browser.click("#files-form .primary")
        self.browser.until(lambda: self.browser.all("#added a"))
        assert not self.browser.all("#faults li")
        self.check("1-added")

    def review(self) -> str:
        """By keys alone: one accepted, one rejected and taken back, one rejected for good."""
        self.browser.click("#outcome .primary")
        self.browser.until(lambda: len(self.browser.all(".item")) == self.events() > 5)
        self.browser.keys("j", "a")
        self.browser.until(lambda: self.reviewed() == 1)
        self.browser.keys("r")
        self.browser.until(lambda: self.reviewed() == 2)
        self.browser.keys("u")
        self.browser.until(lambda: self.reviewed() == 1)
        self.browser.until(lambda: len(self.browser.all(".item.done")) == 1)
        self.browser.one(".item:last-child").click()
        self.browser.keys("r")
        self.browser.until(lambda: self.reviewed() == 2)
        self.check("2-reviewed")
        return str(self.browser.one(".item:last-child").get_attribute("data-telling"))

    def _menu(self) -> bool:
        """Words selected until the page, which may be renewing itself, offers what to do."""
        self.browser.select(WEAPON)
        try:
            return bool(self.browser.until(self.browser.one("#word-menu").is_displayed, 2))
        except TimeoutException:
            return False

    def correct(self) -> None:
        """A weapon from selected words, taken back, and set again."""
        self.browser.open("/reports/1", self.lang)
        for times, undo in ((1, True), (3, False)):
            self.browser.until(self._menu)
            self.browser.click("#word-menu [data-field=weapons]")
            Select(self.browser.one("form.edit [name=class]")).select_by_value("mortar")
            self.browser.click("form.edit [type=submit]")
            self.browser.until(lambda n=times: len(self.corrected()) == n)
            if undo:
                self.browser.click("#toasts button")
                self.browser.until(lambda: len(self.corrected()) == 2)
                self.browser.until(lambda: not self.browser.all("form.edit"))
        assert self.corrected()[-1].new[-1]["span"]["text"] == WEAPON
        self.check("3-corrected")

    def split_and_join(self) -> None:
        """The incident that two reports tell becomes two, and one again."""
        before = self.incidents()
        told_twice = next(one for one in before if one.tellings > 1)
        self.browser.open(f"/incidents/{told_twice.id}", self.lang)
        self.browser.until(lambda: self.browser.all("[data-map][data-idle]"), DRAWN_S)
        self.check("4-incident")
        self.browser.click('input[name="telling"]')
        self.browser.click("[data-do=split]")
        self.browser.until(lambda: len(self.incidents()) == len(before) + 1)
        self.browser.until(lambda: self.browser.all("[data-undo]"))
        self.browser.click("[data-join]")
        self.browser.until(lambda: len(self.incidents()) == len(before))
        self.browser.until(lambda: len(self.browser.all("[data-undo]")) > 1)
        self.browser.errors()  # of the map that was still being drawn when the page was left
        self.check("5-joined")

    def map(self) -> None:
        """All incidents, then those of one kind."""
        drawn = "return document.body.dataset.ready && document.querySelector('#map').dataset.idle"
        kinds = "return [...document.querySelectorAll('.row-open')].map(one => one.dataset.type)"
        self.browser.open("/map", self.lang)
        self.browser.until(lambda: self.browser.js(drawn), DRAWN_S)
        assert len(set(self.browser.js(kinds))) > 2
        self.browser.click("[data-pick=type] summary")
        self.browser.click("[name=type][value=shelling]")
        self.browser.until(lambda: self.browser.js(kinds) == ["shelling"])
        self.browser.click("[data-pick=type] summary")
        self.browser.until(lambda: self.browser.js(drawn), DRAWN_S)
        self.check("6-map")

    def figures(self) -> None:
        """The sum of incidents is that of the workspace."""
        self.browser.open("/figures", self.lang)
        self.browser.until(lambda: self.browser.js("return document.body.dataset.ready"), DRAWN_S)
        sums = [one.text for one in self.browser.all("#sums dd")]
        assert sums[0] == str(len(self.incidents()))
        self.check("7-figures")

    def export(self) -> list[dict[str, str]]:
        """Every event of the workspace that nobody rejected, as CSV."""
        self.browser.open("/search", self.lang)
        self.browser.click("[data-opens=export]")
        Select(self.browser.one("#export-format")).select_by_value("csv")
        Select(self.browser.one("#export-profile")).select_by_value("internal")
        self.browser.click("#export-form [name=events]")
        self.check("8-export")
        press = "#export-form .primary"
        file = self.browser.downloaded(self.folder, lambda: self.browser.click(press))
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_journey(
    bare_browser: Browser, empty: Workspace, tmp_path: Path, lang: str
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    journey = Journey(bare_browser, empty, lang, folder)
    journey.add()
    journey.review()
    journey.correct()
    journey.split_and_join()
    journey.map()
    journey.figures()
    rows = journey.export()
    assert len(rows) == journey.events() - 1, "one was rejected"
    assert any("mortar" in "".join(row.values()) for row in rows)
