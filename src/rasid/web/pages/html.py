"""Templates: one environment, in the language of the visitor, with the built files by name."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from rasid.errors import RasidError
from rasid.web.language import Language, language

MANIFEST = Path(str(resources.files("rasid.web"))) / "static" / "manifest.json"


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page in the language of the visitor. Everything that it is told is escaped."""
    chosen = language(request)
    return HTMLResponse(_render(template, request, chosen, told), status)


def _render(template: str, request: Request, chosen: Language, told: dict[str, Any]) -> str:
    here = {"request": request, "lang": chosen.code, "dir": chosen.dir, "t": chosen.say}
    return _environment().get_template(template).render(here | told)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rasid.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["built"] = built
    return environment


def built(entry: str) -> dict[str, Any]:
    """The files that Vite made of an entry (`src/queue.ts`): `file`, and `css`, a list."""
    return _manifest()[entry]


@lru_cache(maxsize=1)
def _manifest() -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(MANIFEST.read_text("utf-8"))
    except FileNotFoundError:
        raise RasidError("the pages are not built; build them with: make frontend") from None
    return found
