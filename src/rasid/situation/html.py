"""A report as one HTML file: nothing is loaded, nothing runs, and it prints."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, Template, select_autoescape
from markupsafe import Markup

from rasid.situation.blocks import Page, plain
from rasid.situation.canvas import clean
from rasid.situation.fonts import FONTS, font


def html(pages: Sequence[Page]) -> str:
    """The pages as text; reports are untrusted, so all but our own drawings is escaped."""
    fonts = [(weight, b64encode(font(weight)).decode("ascii")) for weight in FONTS]
    return clean(_template().render(pages=[plain(page) for page in pages], fonts=fonts))


@lru_cache(maxsize=1)
def _template() -> Template:
    source = (resources.files("rasid.situation") / "report.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["drawing"] = Markup
    return environment.from_string(source)
