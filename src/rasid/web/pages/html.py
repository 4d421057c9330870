"""Templates: one environment, in the language of the visitor, with the built files by name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from rasid.errors import RasidError
from rasid.web.language import Language, language, load

MANIFEST = Path(str(resources.files("rasid.web"))) / "static" / "manifest.json"
PLACES = (
    ("/", "queue"),
    ("/incidents", "incidents"),
    ("/map", "map"),
    ("/figures", "figures"),
    ("/search", "search"),
    ("/add", "add"),
)
"""What the bar of every page leads to, and the names of that under `shell.nav`."""


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page in the language of the visitor. Everything that it is told is escaped."""
    chosen = language(request)
    return HTMLResponse(_render(template, request, chosen, told), status)


def _render(template: str, request: Request, chosen: Language, told: dict[str, Any]) -> str:
    here = {
        "request": request,
        "lang": chosen.code,
        "dir": chosen.dir,
        "locale": chosen.locale,
        "other": load(chosen.other),
        "here": request.url.path,
        "here_whole": _whole(request),
        "csrf": getattr(request.state, "csrf", ""),
        "visitor_name": getattr(request.state, "visitor_name", None),
        "t": chosen.say,
        "number": chosen.number,
        "texts": chosen.under,
    }
    return _environment().get_template(template).render(here | told)


def _whole(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rasid.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(built=built, sheets=sheets, places=PLACES)
    return environment


def built(entry: str) -> dict[str, Any]:
    """The files that Vite made of an entry (`src/queue.ts`): `file`, and `css`, a list."""
    return _manifest()[entry]


def sheets(entry: str) -> list[str]:
    """The style sheets of an entry and of all that it imports, those of what it imports first."""
    return list(dict.fromkeys(_sheets(entry)))


def _sheets(entry: str) -> Iterator[str]:
    made = built(entry)
    for imported in made.get("imports", ()):
        yield from _sheets(imported)
    yield from made.get("css", ())


@lru_cache(maxsize=1)
def _manifest() -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8"))
    except FileNotFoundError:
        raise RasidError("the pages are not built; build them with: make frontend") from None
    return found
