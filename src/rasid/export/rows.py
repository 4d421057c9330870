"""A row: one event with its report, and what every format asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from rasid.extract.actors import Party
from rasid.model import Casualty, Event, Place, Report, Span


@dataclass(frozen=True, slots=True)
class Row:
    """One event and the report that tells it, as the sharing profile left them."""

    report: Report
    event: Event

    @property
    def id(self) -> str:
        """Unique in an export: report and event."""
        return f"{self.report.id}:{self.event.id}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a writer needs beside the rows.

    `made` is the time of the export; `codes` asks for ACLED's numbers instead of its labels.
    """

    made: datetime
    party: Party
    codes: bool = False


Cell = str | int | float | bool | tuple[str, ...] | None
Cells = dict[str, Cell]
"""The cells of one row of a table, by column."""
Write = Callable[[Iterable[Row], BinaryIO, Setting], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column or field of a format: its name, what it means, the record's field it is made of."""

    name: str
    meaning: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """First and last day; `precision` of the words, or `published` where they tell no day."""

    start: date
    end: date
    precision: str

    @property
    def told(self) -> bool:
        """Whether the report tells the day; else it is that of publication."""
        return self.precision != "published"

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def when(row: Row) -> When | None:
    """The day that the report tells, else that of its publication, else None."""
    time, published = row.event.time, row.report.published
    if time is not None and time.start is not None:
        start = date.fromisoformat(time.start)
        return When(start, date.fromisoformat(time.end or time.start), time.precision)
    if published is None:
        return None
    return When(date.fromisoformat(published), date.fromisoformat(published), "published")


def point(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude, when the place has them."""
    place = row.event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def place_name(place: Place | None) -> str:
    """The English name of the gazetteer, else the one in the text."""
    return (place.name_en or place.name) if place else ""


def toll(rows: Iterable[Casualty]) -> tuple[int, int | None] | None:
    """Least and most of some casualty rows together; most is None when one is open-ended."""
    found = list(rows)
    if not found:
        return None
    most = [row.max for row in found if row.max is not None]
    return sum(row.min for row in found), sum(most) if len(most) == len(found) else None


def with_outcome(event: Event, outcome: str) -> list[Casualty]:
    """The casualty rows of an outcome."""
    return [row for row in event.casualties if row.outcome == outcome]


def source_names(row: Row) -> list[str]:
    """Who says so: names of known sources, kinds of others; the outlet when nobody is named."""
    told = [s.name or f"{s.kind.replace('_', ' ')} source" for s in row.event.sources]
    return list(dict.fromkeys(told or ([row.report.outlet] if row.report.outlet else [])))


def spans(event: Event) -> Iterator[tuple[str, str, Span]]:
    """All evidence that has its words: the slot, the value, the quote."""
    yield "trigger", event.type, event.trigger
    yield from (("agent", agent.actor, agent.span) for agent in event.agents)
    yield from (("target", t.actor or t.kind, t.span) for t in event.targets)
    yield from (("weapon", weapon.class_, weapon.span) for weapon in event.weapons)
    if event.place is not None:
        yield "place", place_name(event.place), event.place.span
    if event.time is not None:
        yield "time", event.time.start or "", event.time.span
    yield from (("casualties", outcome(row), row.span) for row in event.casualties)
    yield from (("source", s.name or s.kind, s.span) for s in event.sources)


def quotes(event: Event) -> Iterator[tuple[str, str, Span]]:
    """The evidence whose words have not been withheld."""
    return (found for found in spans(event) if found[2].text)


def outcome(row: Casualty) -> str:
    """A toll in words: `killed 3 civilian`, `injured 5-7`, `killed 20+`."""
    most = "+" if row.max is None else "" if row.max == row.min else f"-{row.max}"
    group = "" if row.group == "unknown" else f" {row.group}"
    return f"{row.outcome} {row.min}{most}{group}"
