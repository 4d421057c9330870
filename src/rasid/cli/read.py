"""`rasid read`: reports in, event records out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rasid.api import iso_date, read_many
from rasid.cli.page import page
from rasid.cli.table import show
from rasid.errors import InputError
from rasid.ingest.readers import Fault, read_paths
from rasid.model import Article, Record
from rasid.record import to_json

FORMATS = ("table", "json", "jsonl", "html")
BAR_FROM = 30
"""A progress bar is shown from this many reports on."""


@dataclass(slots=True)
class Tally:
    """What was read, for the line at the end."""

    reports: int = 0
    events: int = 0
    foreign: int = 0
    faults: list[Fault] = field(default_factory=list)

    def count(self, record: Record) -> None:
        self.reports += 1
        self.events += len(record.events)
        self.foreign += record.report.lang != "ar"

    def line(self) -> str:
        parts = [_many(self.reports, "report"), _many(self.events, "event")]
        if self.foreign:
            parts.append(f"{self.foreign} not Arabic (skipped)")
        if self.faults:
            parts.append(_many(len(self.faults), "fault"))
        return ", ".join(parts)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--published", metavar="DATE", help="Day of publication (YYYY-MM-DD) where a report has none.")
@click.option("--outlet", help="Outlet where a report has none.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes; by default one a core for many reports.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out events below this confidence.")
def read(
    paths: tuple[str, ...],
    form: str,
    published: str | None,
    outlet: str | None,
    jobs: int | None,
    min_confidence: float,
) -> None:
    """Read reports (.txt .html .json .jsonl .csv, folders, - for standard input) into event records."""
    tally = Tally()
    articles = list(_articles(read_paths(paths, iso_date(published), outlet), tally))
    if not articles:
        _finish(tally)
        raise InputError("nothing could be read")
    records = _records(articles, jobs, tally, min_confidence)
    _write(form, articles, records)
    _finish(tally)


def _articles(found: Iterable[Article | Fault], tally: Tally) -> Iterator[Article]:
    for one in found:
        if isinstance(one, Fault):
            tally.faults.append(one)
            click.echo(f"rasid: {one}", err=True)
        else:
            yield one


def _records(
    articles: list[Article], jobs: int | None, tally: Tally, least: float
) -> Iterator[Record]:
    workers = jobs or (min(os.cpu_count() or 1, 8) if len(articles) >= BAR_FROM * 4 else 1)
    with _bar(len(articles)) as bar:
        task = bar.add_task("reading", total=len(articles))
        advance = lambda done: bar.update(task, completed=done)  # noqa: E731
        for record in read_many(articles, jobs=workers, progress=advance):
            kept = _confident(record, least)
            tally.count(kept)
            if kept.report.lang != "ar":
                bar.console.print(
                    f"rasid: {kept.report.id}: no Arabic report (language: {kept.report.lang}), skipped",
                    highlight=False,
                    soft_wrap=True,
                )
            yield kept


def _confident(record: Record, least: float) -> Record:
    if not least:
        return record
    events = tuple(e for e in record.events if e.confidence >= least)
    ids = {e.id for e in events}
    relations = tuple(r for r in record.relations if {r.from_, r.to} <= ids)
    return Record(record.report, events, relations)


def _bar(total: int) -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = total < BAR_FROM or not console.is_terminal
    return Progress(*columns, console=console, disable=hidden, transient=True)


def _write(form: str, articles: list[Article], records: Iterator[Record]) -> None:
    if form == "jsonl":
        for record in records:
            sys.stdout.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")
    elif form == "json":
        found = [to_json(r) for r in records]
        json.dump(found[0] if len(found) == 1 else found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif form == "html":
        sys.stdout.write(page(list(zip(articles, records, strict=True))))
    else:
        console = Console()
        for record in records:
            show(record, console)


def _finish(tally: Tally) -> None:
    click.echo(f"rasid: {tally.line()}", err=True)
