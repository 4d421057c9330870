"""One self-contained HTML page: each report right-to-left, its evidence lit by the values beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, Template, select_autoescape
from markupsafe import Markup, escape

from rasid.model import Article, Casualty, Event, Place, Record, Span

FIELDS = ("trigger", "agent", "target", "place", "time", "weapon", "toll", "source")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown, with the UTF-16 range of its words, as browsers count."""

    field: str
    label: str
    note: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event as shown beside the article."""

    event: Event
    values: tuple[Value, ...]


def page(read: Sequence[tuple[Article, Record]]) -> str:
    """The page as text. Reports are untrusted: everything is escaped."""
    reports = [
        (_shown(article.text), record, _cards(article, record)) for article, record in read
    ]
    return _template().render(reports=reports, fields=FIELDS)


def _shown(text: str) -> Markup:
    """Escaped, with what an HTML parser would drop or fold kept, so that offsets stay true."""
    return Markup(str(escape(text)).replace("\0", "\ufffd").replace("\r", "&#13;"))


@lru_cache(maxsize=1)
def _template() -> Template:
    source = (resources.files("rasid.cli") / "page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)


def _cards(article: Article, record: Record) -> list[Card]:
    units = _utf16(article.text)
    return [Card(event, tuple(_values(event, units))) for event in record.events]


def _utf16(text: str) -> list[int]:
    """Code point offset -> UTF-16 offset, for every boundary."""
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + (2 if ord(char) > 0xFFFF else 1))
    return offsets


def _values(event: Event, units: Sequence[int]) -> Iterator[Value]:
    def value(field: str, label: str, note: str, span: Span) -> Value:
        return Value(field, label, note, span.text, units[span.start], units[span.end])

    yield value("trigger", event.type.replace("_", " "), event.status, event.trigger)
    for agent in event.agents:
        yield value("agent", agent.actor, agent.certainty, agent.span)
    for target in event.targets:
        yield value("target", target.actor or target.kind, target.kind if target.actor else "", target.span)
    for weapon in event.weapons:
        yield value("weapon", weapon.class_.replace("_", " "), "", weapon.span)
    if event.place is not None:
        yield value("place", event.place.name_en or event.place.name, _where(event.place), event.place.span)
    if event.time is not None:
        days = " – ".join(dict.fromkeys(d for d in (event.time.start, event.time.end) if d))
        yield value("time", days or "time not resolved", event.time.part_of_day or "", event.time.span)
    for row in event.casualties:
        yield value("toll", _toll(row), "", row.span)
    for source in event.sources:
        yield value("source", source.name or source.kind, source.kind if source.name else "", source.span)


def _where(place: Place) -> str:
    above = [v for v in (place.admin1, place.country) if v]
    if place.lat is not None and place.lon is not None:
        above.append(f"{place.lat:.3f}, {place.lon:.3f} ± {place.radius_km:g} km")
    return ", ".join([place.relation, *above] if place.relation != "in" else above) or place.precision


def _toll(row: Casualty) -> str:
    number = str(row.min) if row.max == row.min else f"≥ {row.min}" if row.max is None else f"{row.min}–{row.max}"
    group = "" if row.group == "unknown" else f" {row.group}"
    return f"{number}{group} {row.outcome}"
