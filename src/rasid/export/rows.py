"""A row: one event with its report, and what every format asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from rasid.extract.actors import Party
from rasid.model import Casualty, Event, Place, Record, Report, Span


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people, over all sources of an incident: the least told, the best supported number
    and the most, which is None when one count is open-ended. `group` is one of TOLL_GROUPS.
    """

    outcome: str
    group: str
    low: int
    best: int
    high: int | None


TOLL_GROUPS = ("all", "civilian", "combatant", "children", "women", "men")


@dataclass(frozen=True, slots=True)
class Merged:
    """What is known of an incident beside its best supported values, which the event has.

    `alias` stands for `id` where nobody may check which reports it was made of. `told_day` is false
    when no report tells the day; `differ` names the fields on which sources differ; `reports` are
    all that tell it, the first published first, and `sources` counts the independent ones;
    `killed_of` has the sides whose own dead are counted, civilians apart, and the best number;
    `place_words` are those by which reports call the place, to know an exact site by.
    """

    id: str
    alias: str
    grade: str
    reasons: tuple[str, ...]
    tolls: tuple[Toll, ...]
    sources: int
    reports: tuple[Report, ...]
    told_day: bool
    disagreement: float
    differ: tuple[str, ...]
    killed_of: tuple[tuple[str, int], ...] = ()
    place_words: tuple[str, ...] = ()

    def toll(self, outcome: str, group: str = "all") -> Toll | None:
        """The toll of an outcome and group, if anybody tells it."""
        same = (t for t in self.tolls if (t.outcome, t.group) == (outcome, group))
        return next(same, None)


@dataclass(frozen=True, slots=True)
class State:
    """How an event stands in a workspace: what people said of it, the revision that it is in, and
    why it may not leave at all (a code of REASONS).
    """

    review: str = ""
    revision: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What goes into an export: a record with, by the ids of its events, how they stand; or an
    incident as a record of one event.
    """

    record: Record
    merged: Merged | None = None
    states: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One event and the report that tells it, as the sharing profile left them; or an incident."""

    report: Report
    event: Event
    merged: Merged | None = None
    state: State = State()

    @property
    def id(self) -> str:
        """Unique in an export: report and event, or the incident."""
        return self.merged.id if self.merged else f"{self.report.id}:{self.event.id}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a writer needs beside the rows.

    `made` is the time of the export; `codes` asks for ACLED's numbers instead of its labels;
    `incidents` says that the rows are incidents, not events of single reports.
    """

    made: datetime
    party: Party
    codes: bool = False
    incidents: bool = False


Cell = str | int | float | bool | tuple[str, ...] | None
Cells = dict[str, Cell]
"""The cells of one row of a table, by column."""
Write = Callable[[Iterable[Row], BinaryIO, Setting], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column or field of a format: its name, what it means, the record's field it is made of,
    and what it holds, one of KINDS, for formats with typed columns.
    """

    name: str
    meaning: str
    source: str = ""
    kind: str = "text"


KINDS = ("text", "integer", "number", "boolean")


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
        start, told = date.fromisoformat(time.start), row.merged is None or row.merged.told_day
        end = date.fromisoformat(time.end or time.start)
        return When(start, end, time.precision if told else "published")
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
