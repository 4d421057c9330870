"""A browser that tests drive: pages in a language and a width, keys, faults, pictures."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "build" / "screenshots"
WAIT_S = 15
SCRIPT_S = 120
"""How long axe may take: a busy machine draws maps without a graphics card."""
UNFINISHED = ".crdownload"
DESK, PHONE = 1280, 390
HEIGHT = 844
LANGUAGES = ("ar", "en")
AXE_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(
  (found) => done(found.violations.map((v) => [v.id, v.help, v.nodes.map((n) => n.target.join(' ')
    + ' ' + (n.any[0] || n.all[0] || n.none[0] || {}).message)])),
  (error) => done([['axe', String(error), []]]));
"""


class Places(NamedTuple):
    """Where the programs are; null for one that is missing."""

    chromium: str | None
    chromedriver: str | None


def places() -> Places:
    """Where Chromium and its driver are on this machine."""
    browsers = ("chromium", "chromium-browser", "google-chrome")
    return Places(next(filter(None, map(shutil.which, browsers)), None),
                  shutil.which("chromedriver"))  # fmt: skip


def chrome(found: Places, *more: str) -> webdriver.Chrome:
    """A headless browser that asks nobody outside for anything; `more` are options of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = found.chromium or ""
    told = ("--headless=new", "--enable-unsafe-swiftshader", "--hide-scrollbars",
            "--disable-dev-shm-usage", "--force-prefers-reduced-motion", "--lang=en")  # fmt: skip
    for argument in (*told, *more, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(found.chromedriver)
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(SCRIPT_S)
    return driver


PAINTED = """
const done = arguments[1], bytes = Uint8Array.from(atob(arguments[0]), (one) => one.charCodeAt(0));
createImageBitmap(new Blob([bytes], {type: 'image/png'})).then((image) => {
  const {width, height} = image, canvas = new OffscreenCanvas(width, height);
  const ink = canvas.getContext('2d'), counts = {};
  ink.drawImage(image, 0, 0);
  const {data} = ink.getImageData(0, 0, width, height);
  for (let at = 0; at < data.length; at += 4) {
    const colour = '#' + [0, 1, 2].map((n) => data[at + n].toString(16).padStart(2, '0')).join('');
    counts[colour] = (counts[colour] || 0) + 1;
  }
  done({width, height, counts});
}, (error) => done({error: String(error)}));
"""


BOX = """
const text = document.getElementById('text').firstChild, range = document.createRange();
const at = text.data.indexOf(arguments[0]);
range.setStart(text, at); range.setEnd(text, at + arguments[0].length);
document.getElementById('text').scrollTop = 0;
const box = range.getClientRects()[0];
return [box.right, box.left, (box.top + box.bottom) / 2];
"""
"""Where words of the text are: the first is at the right."""
COLOUR = """
const ink = document.createElement('canvas').getContext('2d');
ink.fillStyle = arguments[0];
return ink.fillStyle;
"""


@dataclass(frozen=True, slots=True)
class Painted:
    """A decoded picture: its size, and how many of its pixels have which colour (`#rrggbb`)."""

    width: int
    height: int
    counts: dict[str, int]

    def share(self, colour: str) -> float:
        """How much of the picture has this colour."""
        return self.counts.get(colour, 0) / (self.width * self.height)


DRAWN_S = 60
READY = "document.body.dataset.ready === 'yes'"
IDLE = "document.querySelector('#map').dataset.idle === 'yes'"


@dataclass(slots=True)
class Browser:
    """One visitor at one server."""

    driver: webdriver.Chrome
    root: str
    lang: str = "en"
    width: int = DESK

    @classmethod
    def let_in(cls, driver: Any, root: str, token: Callable[[], str]) -> Browser:
        """A visitor whom the server has let in."""
        driver.delete_all_cookies()
        driver.get_log("browser")
        driver.get(f"{root}/login?token={token()}")
        return cls(driver, root)

    # -------------------------------------------------------------- going
    def open(self, path: str, lang: str = "en", width: int = DESK) -> None:
        """Show a page in a language, as wide as a desk or a phone."""
        self.lang, self.width = lang, width
        self.driver.add_cookie({"name": "rasid_lang", "value": lang, "path": "/"})
        self._sized(HEIGHT)
        self.driver.get("about:blank")
        self.errors()  # a map that is left while it is drawn says that it was
        self.driver.get(self.root + path)
        self.until(lambda: self.js("return document.readyState === 'complete'"))

    def drawn(self) -> None:
        """Wait until all of the map is drawn."""
        script = f"return {READY} && {IDLE}"
        self.until(lambda: self.js(script), DRAWN_S)

    def scheme(self, name: str) -> None:
        """Show pages to somebody whose system is `dark` or `light`, from now on."""
        told = {"features": [{"name": "prefers-color-scheme", "value": name}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", told)

    def until(self, holds: Callable[[], Any], seconds: float = WAIT_S) -> Any:
        """Wait until something holds; what it is. A page may redraw what is being looked at."""
        wait = WebDriverWait(self.driver, seconds, 0.05, [StaleElementReferenceException])
        return wait.until(lambda _: holds())

    def js(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    # -------------------------------------------------------------- seeing and doing
    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str) -> WebElement:
        """The first that is there, waited for."""
        return self.until(lambda: next(iter(self.all(css)), None))

    def click(self, css: str) -> None:
        found = self.one(css)
        self.js("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    def keys(self, *pressed: str) -> None:
        """Press keys where the focus is."""
        for key in pressed:
            self.driver.switch_to.active_element.send_keys(key)

    def type(self, css: str, text: str) -> None:
        field = self.one(css)
        field.clear()
        field.send_keys(text)

    def select(self, words: str) -> None:
        """Select words of the report as a hand does, from right to left."""
        right, left, middle = self.js(BOX, words)
        pointer = ActionChains(self.driver, duration=20)
        pointer.w3c_actions.pointer_action.move_to_location(int(right) - 1, int(middle))
        pointer.w3c_actions.pointer_action.pointer_down()
        pointer.w3c_actions.pointer_action.move_to_location(int(left) + 1, int(middle))
        pointer.w3c_actions.pointer_action.pointer_up()
        pointer.perform()

    def downloaded(self, folder: Path, press: Callable[[], None]) -> Path:
        """The file that the browser keeps in the folder after something is pressed."""
        told = {"behavior": "allow", "downloadPath": str(folder)}
        self.driver.execute_cdp_cmd("Page.setDownloadBehavior", told)
        before = set(folder.iterdir())
        press()

        def arrived() -> Path | None:
            new = [one for one in set(folder.iterdir()) - before if one.is_file()]
            whole = not any(one.name.startswith(".") or one.suffix == UNFINISHED for one in new)
            return new[0] if len(new) == 1 and whole else None

        return Path(self.until(arrived))

    # -------------------------------------------------------------- judging
    def check(self, name: str, *, but: tuple[str, ...] = ()) -> None:
        """Nothing is wrong with the page as it stands: no fault that axe finds (`but` are rules
        that do not apply), no error in the console, nothing wider than the page. Keeps a picture.
        """
        self.picture(name)
        wrong = [*self.faults(but), *self.errors(), *self.too_wide()]
        assert not wrong, f"{self.lang} {name} {self.width}: {wrong}"

    def faults(self, but: tuple[str, ...] = ()) -> list[Any]:
        """What axe finds. It is injected beside the page, so that its policy stays as it is."""
        code = AXE.read_text("utf-8")
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": code})
        found = self.driver.execute_async_script(AXE_RUN)
        return [one for one in found if one[0] not in but]

    def errors(self) -> list[str]:
        """What the console complains of, also that the policy forbade something."""
        told = self.driver.get_log("browser")
        return [one["message"] for one in told if one["level"] == "SEVERE"]

    def too_wide(self) -> list[str]:
        """Elements that make the page scroll sideways; none when it does not."""
        return self.js("""
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll('body *')].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width && (box.right > wide + 1 || box.left < -1);
          }).map((one) => one.tagName + '.' + one.className).slice(0, 8);
        """)

    def painted(self, png: bytes) -> Painted:
        """A PNG, decoded by the browser."""
        told = self.driver.execute_async_script(PAINTED, base64.b64encode(png).decode())
        assert "error" not in told, told
        return Painted(**told)

    def colour(self, name: str) -> str:
        """A colour of the page by its name in the styles, as `#rrggbb`."""
        read = "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0])"
        return self.colour_of(str(self.js(read, f"--{name}")))

    def colour_of(self, value: str) -> str:
        """A colour as styles write it, as `#rrggbb`."""
        return str(self.js(COLOUR, value.strip()))

    def picture(self, name: str) -> Path:
        """The whole page as a PNG: build/screenshots/{lang}-{name}-{width}.png."""
        self.until(lambda: self.js("return document.fonts.status === 'loaded'"), SCRIPT_S)
        told = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
        height = int(told["cssContentSize"]["height"])
        if height > HEIGHT and self.all("#map canvas"):
            return self._tall(name, height)
        # where nothing is beyond the view, asking for it would shift pages that read from the right
        return self._kept(name, height, beyond=height > HEIGHT)

    def _tall(self, name: str, height: int) -> Path:
        """A page with a map, which draws itself anew when it is seen in another size."""
        self._sized(height)
        self.drawn()
        path = self._kept(name, height)
        self._sized(HEIGHT)
        self.drawn()
        return path

    def _sized(self, height: int) -> None:
        told = {"width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", told)

    def _kept(self, name: str, height: int, *, beyond: bool = False) -> Path:
        clip = {"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1}
        told = {"format": "png", "captureBeyondViewport": beyond, "clip": clip}
        made = self.driver.execute_cdp_cmd("Page.captureScreenshot", told)
        path = PICTURES / f"{self.lang}-{name}-{self.width}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(made["data"]))
        return path


ESCAPE, ENTER = Keys.ESCAPE, Keys.ENTER
