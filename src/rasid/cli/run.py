"""A run of the command line: faults told as they come, a bar for long work, counts at the end."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from rasid.api import iso_date, read_many
from rasid.cli.settle import settle
from rasid.errors import InputError, RasidError
from rasid.ingest.columns import Columns
from rasid.ingest.found import Fault, Found, Item, Note
from rasid.ingest.profiles import columns as columns_of
from rasid.ingest.profiles import save
from rasid.ingest.reports import Reports
from rasid.model import Article, Record
from rasid.pipeline import default_reader

LONG = 1_000_000
"""From this many bytes on there is a bar, and a process per core: starting them takes a second."""
MOST_JOBS = 8
LANGUAGES = {
    "fa": "Persian, not Arabic: skipped",
    "ur": "Urdu, not Arabic: skipped",
    "ckb": "Sorani Kurdish, not Arabic: skipped",
    "und": "no Arabic text: skipped",
}

Say = Callable[[str], None]
Command = Callable[..., Any]
OPTIONS = (
    click.option("--published", metavar="DATE", help="Day of publication where a report has none."),
    click.option("--outlet", metavar="NAME", help="Outlet where a report has none."),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        help="Processes; by default one, and one per core for more than a megabyte.",
    ),
    click.option(
        "--map",
        "spec",
        metavar="MAP",
        help="Columns: text=Body,published=Date and so on, or the name of a saved map.",
    ),
    click.option("--save-map", "name", metavar="NAME", help="Keep what --map says under a name."),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the options of reading reports say: an ISO day, an outlet, processes, columns."""

    published: str | None = None
    outlet: str | None = None
    jobs: int | None = None
    columns: Columns | None = None

    def reports(self, paths: Sequence[str]) -> Reports:
        """The reports of paths, read so."""
        return Reports(paths, self.published, self.outlet, self.columns)


def reading(command: Command) -> Command:
    """Give a command the options of reading reports; it gets them as one Reading, `how`.

    InputError for a day that is none or a map that cannot be used.
    """

    @wraps(command)
    def with_reading(*args: Any, spec: str | None, name: str | None, **given: Any) -> Any:
        told = (given.pop(option) for option in ("published", "outlet", "jobs"))
        published, outlet, jobs = told
        how = Reading(iso_date(published), outlet, jobs, _columns(spec, name))
        return command(*args, how=how, **given)

    decorated: Command = with_reading
    for option in reversed(OPTIONS):
        decorated = option(decorated)
    return decorated


def _columns(spec: str | None, name: str | None) -> Columns | None:
    """What --map tells, after saving it when it is given a name."""
    if name is not None and spec is None:
        raise InputError("--save-map NAME needs --map FIELD=COLUMN,... beside it")
    told = columns_of(spec) if spec is not None else None
    if told is not None and name is not None:
        click.echo(f"rasid: map saved in {save(name, told)}", err=True)
    return told


class Inputs(Protocol):
    """What can be read: articles and faults, and the bytes of them all where those are known."""

    @property
    def size(self) -> int | None: ...

    def __iter__(self) -> Iterator[Found]: ...


@dataclass(slots=True)
class Tally:
    """What was read, for the line at the end."""

    read: int = 0
    events: int = 0
    skipped: int = 0
    faults: int = 0

    def count(self, record: Record) -> None:
        self.events += len(record.events)
        if record.report.lang == "ar":
            self.read += 1
        else:
            self.skipped += 1

    def line(self) -> str:
        parts = [many(self.read, "report") + " read", many(self.events, "event")]
        if self.skipped:
            parts.append(f"{self.skipped} not Arabic")
        if self.faults:
            parts.append(many(self.faults, "fault"))
        return ", ".join(parts)


@dataclass(slots=True)
class Run:
    """One reading of some reports: iterate for each of them and its record, in order.

    Faults of files and of the engine are told on stderr in their turn, counted, and passed over.
    Items that are not `wanted` are passed over in silence.
    """

    reports: Inputs
    jobs: int | None = None
    wanted: Callable[[Item], bool] = lambda item: True
    tally: Tally = field(default_factory=Tally)
    _turn: deque[Item] = field(default_factory=deque)
    _say: Say = lambda line: click.echo(line, err=True)

    def __iter__(self) -> Iterator[tuple[Item, Record]]:
        with _bar(self.reports.size) as bar:
            self._say = bar.console.out if not bar.disable else self._say
            task = bar.add_task("reading", total=self.reports.size or None, reports=0)
            articles = (item.article for item in self._items())
            settle(default_reader)
            for record in read_many(articles, jobs=self._workers(), on_fault=self._failed):
                item = self._turn.popleft()
                self.tally.count(record)
                self._tell_language(item, record)
                bar.update(task, completed=item.end, reports=self.tally.read)
                yield item, record

    def _items(self) -> Iterator[Item]:
        for found in self.reports:
            kept = self._kept(found)
            if kept is not None and self.wanted(kept):
                self._turn.append(kept)
                yield kept

    def _kept(self, found: Found) -> Item | None:
        if isinstance(found, Item):
            return found
        self.tally.faults += not isinstance(found, Note)
        self._say(f"rasid: {found}")
        return None

    def _failed(self, article: Article, error: RasidError) -> None:
        item = self._turn.popleft()
        self._kept(Fault(item.path, item.line, str(error)))

    def _tell_language(self, item: Item, record: Record) -> None:
        told = LANGUAGES.get(record.report.lang)
        if told:
            self._say(f"rasid: {item.where}: {told}")

    def _workers(self) -> int:
        if self.jobs is not None:
            return self.jobs
        return min(os.cpu_count() or 1, MOST_JOBS) if (self.reports.size or 0) >= LONG else 1


def _bar(size: int | None) -> Progress:
    """A bar on stderr; none where the records themselves run over the screen."""
    console = Console(stderr=True)
    shown = (size is None or size >= LONG) and console.is_terminal and not sys.stdout.isatty()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[reports]} reports"),
        TimeRemainingColumn(),
        console=console,
        disable=not shown,
        transient=True,
        redirect_stdout=False,  # the records go there
        redirect_stderr=False,
    )


def many(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
