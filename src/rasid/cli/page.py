"""One self-contained HTML page: reports right-to-left, beside them values that light them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, Template, select_autoescape
from markupsafe import Markup, escape

from rasid.cli.values import HEADINGS, Value, values
from rasid.model import Article, Event, Record
from rasid.text.lanes import LANES, Range, lanes
from rasid.text.markup import markup
from rasid.text.units import Units

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with the range of its words as browsers count (UTF-16), and its underline's lane.

    `first`: it opens the values of its field.
    """

    value: Value
    start: int
    end: int
    lane: int
    first: bool


@dataclass(frozen=True, slots=True)
class Card:
    """An event as shown beside the article."""

    event: Event
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A report as shown: its text, ready for HTML, and its events."""

    record: Record
    text: Markup
    cards: tuple[Card, ...]


def page(read: Sequence[tuple[Article, Record]]) -> str:
    """The page as text. Reports are untrusted: everything is escaped, nothing is loaded."""
    sections = [_section(article, record) for article, record in read]
    events = sum(len(section.cards) for section in sections)
    whole = _template().render(sections=sections, events=events, fields=HEADINGS, lanes=LANES)
    return whole.replace("\0", "\ufffd")  # which an HTML parser drops, or not, as it likes


def _section(article: Article, record: Record) -> Section:
    told = [(event, list(values(event))) for event in record.events]
    placed = lanes({_range(value) for _, shown in told for value in shown})
    units = Units(article.text)
    cards = tuple(Card(event, tuple(_shown(shown, placed, units))) for event, shown in told)
    return Section(record, markup(article.text), cards)


@lru_cache(maxsize=1)
def _template() -> Template:
    source = (resources.files("rasid.cli") / "page.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["dated"] = _dated
    return environment.from_string(source)


def _dated(line: str) -> Markup:
    """A line of Arabic in which days keep the order of their parts."""
    return Markup(ISO_DAY.sub(r"<bdi dir=ltr>\g<0></bdi>", str(escape(line))))


# ------------------------------------------------------------------ offsets and underlines
def _range(value: Value) -> Range:
    return value.field, value.span.start, value.span.end


def _shown(told: Sequence[Value], placed: dict[Range, int], units: Units) -> Iterator[Shown]:
    for before, value in zip((None, *told), told, strict=False):
        start, end = units(value.span.start), units(value.span.end)
        first = before is None or before.field != value.field
        yield Shown(value, start, end, placed[_range(value)], first)
