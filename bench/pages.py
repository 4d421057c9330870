"""The pages of the workbench in a real browser: how soon something is to be seen, how soon the list
is filled, how long a typical act takes; what is sent, and what the server needs.

Needs Chromium and chromedriver (apt-get install chromium chromium-driver) and the built pages (make
frontend). The workspace is made up; each page is opened with an empty cache once and then again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import api
import filled
from sqlalchemy import select

from rasid.store.tables import documents, incidents
from rasid.store.workspace import Workspace
from rasid.web.pages.html import MANIFEST

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "web" / "browser"))
from driving import Browser, chrome, places  # noqa: E402

EVENTS, TIMES, SECONDS = 100_000, 5, 5
PACKED = {".js", ".mjs", ".css", ".svg"}
QUESTIONS = (
    "/api/v1/events",
    "/api/v1/events?type=air_strike&country=SY&killed=3",
    "/api/v1/map?zoom=4",
    "/api/v1/figures/timeline",
    "/search?type=shelling",
)
WATCH = """
  (() => {
    const filled = () => { %s };
    const look = () => {
      try { if (filled()) { window.__filled = performance.now(); return; } } catch { }
      setTimeout(look, 4);
    };
    look();
  })();
"""
"""Put before the scripts of a page: notes when it is filled."""
PAINT = """
  const entry = performance.getEntriesByName('first-contentful-paint')[0];
  const all = [...performance.getEntriesByType('navigation'),
               ...performance.getEntriesByType('resource')];
  return [entry ? entry.startTime : null, window.__filled || null,
          all.reduce((sum, one) => sum + one.transferSize, 0)];
"""
ACT = """
  const done = arguments[arguments.length - 1];
  const act = new Function(arguments[0]), holds = new Function(arguments[1]);
  const before = new Function(arguments[2])();
  const start = performance.now();
  act();
  const look = () => {
    if (holds(before)) requestAnimationFrame(() => done(performance.now() - start));
    else if (performance.now() - start > 20000) done(null);
    else setTimeout(look, 4);
  };
  look();
"""
KEY = """
  (document.activeElement || document.body).dispatchEvent(
    new KeyboardEvent('keydown', {key: '%s', code: 'Key%s', bubbles: true, cancelable: true}));
"""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does on a page, and when it is done; both are JavaScript. `before` is what
    `holds` is given, as it was before.
    """

    name: str
    does: str
    holds: str
    before: str = "return null"


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its address, and JavaScript that tells when its list stands."""

    name: str
    path: str
    filled: str
    acts: tuple[Act, ...] = ()


ROWS = "return [...document.querySelectorAll('%s')].map((one) => one.textContent).join('|')"
TICK = "document.querySelector('[name=type][value=%s]').click()"
READY = "return document.body.dataset.ready === 'yes'"
MAP_ROWS = ROWS % "#rows tr"
SUMS = ROWS % "#sums dd"


def _changed(rows: str) -> str:
    return f"const now = (() => {{ {rows} }})(); return now && now !== arguments[0]"


def pages(workspace: Workspace) -> Iterator[Page]:
    """Every page, with what is done on it most."""
    with workspace.reading() as db:
        report = db.execute(select(documents.c.id).limit(1)).scalar_one()
        home = db.execute(select(incidents.c.id).limit(1)).scalar_one()
        word = db.execute(select(documents.c.text).limit(1)).scalar_one().split()[0]
        outlet = db.execute(select(documents.c.outlet).limit(1)).scalar_one()
    has = "return document.querySelector('%s') !== null"
    at = "document.activeElement.dataset.telling"
    following = Act("the next", KEY % ("j", "J"), f"return {at} !== arguments[0]", f"return {at}")
    accepted = "return document.querySelectorAll('.item.done').length > arguments[0]"
    done = "return document.querySelectorAll('.item.done').length"
    accept = Act("accept", KEY % ("a", "A"), accepted, done)
    yield Page("queue", "/", has % ".item:last-child .item-acts", (following, accept))
    yield Page("queue, filtered", "/?type=ied&type=arrest", has % ".item:last-child .item-acts")
    editing = "document.querySelector('#events .value').click()"
    edit = Act("open a value", editing, has % "form.edit")
    yield Page("report", f"/reports/{report}", has % "#events .value", (edit,))
    yield Page("incident", f"/incidents/{home}", has % "#choosing [name=telling]")
    yield Page("incidents", "/incidents", has % ".incident-row:last-child")
    tick = Act("filter", TICK % "shelling", _changed(MAP_ROWS), MAP_ROWS)
    brush = Act("brush", BRUSH, _changed(MAP_ROWS), MAP_ROWS)
    yield Page("map", "/map", has % "#rows tr", (tick, brush))
    filtered = Act("filter", TICK % "shelling", _changed(SUMS), SUMS)
    yield Page("figures", "/figures", READY, (filtered,))
    yield Page("search, one word", f"/search?words={word}", has % ".found-item")
    yield Page("search, filtered", "/search?type=ied&killed=5", has % ".found-item")
    yield Page("party", "/actors/sy.armed-forces", has % ".figure")
    yield Page("place", "/places/gn:170063", has % "h1")
    yield Page("outlet", f"/outlets/{outlet}", has % ".figure")
    yield Page("add", "/add", has % "#text-form")


BRUSH = """
  const end = [...document.querySelectorAll('.brush-end')].at(-1);
  end.focus();
  for (let n = 0; n < 3; n++) end.dispatchEvent(
    new KeyboardEvent('keydown', {key: 'PageDown', bubbles: true, cancelable: true}));
"""


# ------------------------------------------------------------------ measuring
def seen(browser: Browser, page: Page, times: int) -> dict[str, Any]:
    """Milliseconds to the first paint and until the list is filled, of the first visit and of later
    ones; kilobytes that the first sends.
    """
    source = {"source": WATCH % page.filled}
    told = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    visits = [visit(browser, page) for _ in range(times + 1)]
    acts = {act.name: done(browser, act) for act in page.acts}
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", told)
    first, *rest = visits
    return {
        "first": first[:2],
        "again": [statistics.median(one[n] for one in rest) for n in (0, 1)],
        "kb": first[2] / 1024,
        "acts": acts,
    }


def visit(browser: Browser, page: Page) -> list[float]:
    """First paint, filled (milliseconds) and bytes of one visit."""
    browser.driver.get(browser.root + page.path)
    browser.until(lambda: browser.js("return window.__filled"), 60)
    return list(browser.until(lambda: _whole(browser.js(PAINT)), 60))


def _whole(told: list[float | None]) -> list[float | None] | None:
    return None if None in told else told


def done(browser: Browser, act: Act) -> float | None:
    """Milliseconds until an act is done; None when it is not within 20 seconds."""
    browser.driver.set_script_timeout(30)
    found: float | None = browser.driver.execute_async_script(ACT, act.does, act.holds, act.before)
    return found


def front_end() -> dict[str, float]:
    """Kilobytes of all that the pages are made of: packed, and fonts as they are."""
    files = [one for one in MANIFEST.parent.rglob("*") if one.is_file()]
    packed = (len(gzip.compress(one.read_bytes())) for one in files if one.suffix in PACKED)
    fonts = (one.stat().st_size for one in files if one.suffix == ".woff2")
    return {"scripts and styles, gzip": sum(packed) / 1024, "fonts": sum(fonts) / 1024}


def measure(path: Path, times: int, seconds: int) -> dict[str, Any]:
    """All of it, of a server of its own."""
    workspace = Workspace.open(path)
    asked = list(pages(workspace))
    workspace.close()
    process, host, port, entry = api.served(path)
    driver = chrome(places())
    try:
        root = f"http://{host}:{port}"
        browser = Browser.let_in(driver, root, lambda: entry.partition("token=")[2])
        shown = {page.name: seen(browser, page, times) for page in asked}
        after_pages, _ = api.memory_mb(process.pid)
        session = "; ".join(f"{one['name']}={one['value']}" for one in driver.get_cookies())
        rates = {}
        if shutil.which("wrk"):
            rates = {one: api.asked(root + one, session, seconds) for one in QUESTIONS}
        own, mapped = api.memory_mb(process.pid)
        memory = {"after the pages": after_pages, "at the end": own, "mapped pages": mapped}
    finally:
        driver.quit()
        process.terminate()
        process.communicate()
    return {"pages": shown, "front end": front_end(), "memory": memory, "rates": rates}


# ------------------------------------------------------------------ telling
def table(told: dict[str, Any]) -> Iterator[str]:
    """What was measured, line by line."""
    head = ("page", "paint", "filled", "paint again", "filled again", "KB", "acts")
    yield "{:18} {:>8} {:>8} {:>12} {:>13} {:>7}  {}".format(*head)
    for name, one in told["pages"].items():
        acts = ", ".join(f"{act} {_ms(ms)}" for act, ms in one["acts"].items())
        first, again = map(_ms, one["first"]), map(_ms, one["again"])
        yield "{:18} {:>8} {:>8} {:>12} {:>13} {:7.0f}  {}".format(
            name, *first, *again, one["kb"], acts
        )
    yield "milliseconds; KB are what the first visit sends"
    yield "front end: " + ", ".join(f"{n} {kb:.0f} KB" for n, kb in told["front end"].items())
    yield "server: " + ", ".join(f"{name} {mb:.0f} MB" for name, mb in told["memory"].items())
    for question, (rate, slow) in told["rates"].items():
        yield f"{question:56} {rate:7.0f} a second, 99 of 100 within {slow}"
    if not told["rates"]:
        yield "bench: wrk is missing, so answers a second are not told: apt-get install wrk"


def _ms(value: float | None) -> str:
    return "never" if value is None else f"{value:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--times", type=int, default=TIMES, help="Visits after the first.")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="Of each question to the API.")
    parser.add_argument("--file", type=Path, help="Keep the workspace here, or use it again.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if None in places() or not MANIFEST.exists():
        raise SystemExit(
            "bench: Chromium, chromedriver or the built pages are missing; install them with:"
            " apt-get install chromium chromium-driver, make frontend"
        )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RASID_HOME"] = folder
        path = options.file or Path(folder) / "workspace.db"
        if not path.exists():
            start = time.perf_counter()
            workspace = Workspace.open(path, create=True)
            filled.fill(workspace, options.events)
            workspace.close()
            print(f"{options.events:,} events made in {time.perf_counter() - start:.0f} s")
        told = measure(path, options.times, options.seconds)
    print(json.dumps(told) if options.json else "\n".join(table(told)))


if __name__ == "__main__":
    main()
