"""`rasid add` and `rasid reread`: reports into the workspace, and through a newer engine."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console

from rasid.api import iso_date, read_many
from rasid.cli.place import place_all
from rasid.cli.run import Run, many, reading
from rasid.cli.store import opened, workspace_option
from rasid.errors import InputError, RasidError
from rasid.ingest.found import Item
from rasid.ingest.reports import STDIN, Reports
from rasid.model import Article, Record
from rasid.pipeline import default_reader
from rasid.store import derive, documents, intake
from rasid.store.documents import Document, Incoming
from rasid.store.workspace import Workspace

KEPT_TOGETHER, LONGEST_WAIT_S = 64, 2.0
"""Reports that are written in one step at most, and seconds after which one is made."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@reading
@workspace_option
def add(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    jobs: int | None,
    path: Path | None,
) -> None:
    """Read reports into the workspace and merge what they tell.

    PATH is as for `rasid read`. A report that is there already is passed over, so that what was cut
    off is gone on with by giving the same command again. A changed text under the id or address of
    a stored report is a new version of it: decisions on its events ask to be looked at again.
    """
    with opened(path, create=True) as workspace:
        intake_ = Intake(workspace)
        run = Run(Reports(paths, iso_date(published), outlet), jobs, intake_.is_new)
        for item, record in run:
            intake_.take(item, record)
        intake_.write()
        merged = place_all(workspace)
        click.echo(f"rasid: {run.tally.line()}; {intake_.line()}; {merged}", err=True)
        if not run.tally.read and not intake_.known:
            raise InputError("nothing could be read")


@dataclass(slots=True)
class Intake:
    """Reports on their way into the workspace, written some at a time."""

    workspace: Workspace
    known: int = 0
    new: int = 0
    changed: int = 0
    _waiting: list[tuple[Incoming, Record]] = field(default_factory=list)
    _written: float = field(default_factory=time.monotonic)

    def is_new(self, item: Item) -> bool:
        """Whether the report has yet to be read; those that have not are counted."""
        with self.workspace.reading() as db:
            there = documents.known(db, incoming(item)) is not None
        self.known += there
        return not there

    def take(self, item: Item, record: Record) -> None:
        """Keep a report and what was read in it, now or with the next ones."""
        self._waiting.append((incoming(item), record))
        late = time.monotonic() - self._written > LONGEST_WAIT_S
        if late or len(self._waiting) >= KEPT_TOGETHER:
            self.write()

    def write(self) -> None:
        """Write what waits, all of it or nothing."""
        with self.workspace.writing() as db:
            for one, record in self._waiting:
                if documents.known(db, one) is not None:
                    self.known += 1
                    continue
                version = intake.keep(db, one, record).document.version
                self.new += version == 1
                self.changed += version > 1
        self._waiting.clear()
        self._written = time.monotonic()

    def line(self) -> str:
        """What became of them, in words."""
        return f"{self.new} new, {self.changed} changed, {self.known} there already"


def incoming(item: Item) -> Incoming:
    """An item as the workspace takes it. The id of a row that has none is its number."""
    given = item.article.id or ""
    numbered = given.startswith(f"{Path(item.path).stem}-") and given.rpartition("-")[2].isdigit()
    where = item.path if item.path in (STDIN, "stdin") else str(Path(item.path).absolute())
    return Incoming(item.article, where, named=not numbered)


# ------------------------------------------------------------------ again
@click.command()
@click.option("--all", "all_", is_flag=True, help="Also what this version has read before.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", default=1, help="Processes.")
@workspace_option
def reread(all_: bool, jobs: int, path: Path | None) -> None:
    """Read again what an earlier version of Rasid or of its data has read.

    Earlier readings are kept. Decisions of people stay with the events that they were made on.
    Give --all after adding places, which change where events are.
    """
    with opened(path) as workspace:
        with workspace.reading() as db:
            waiting = list(intake.outdated(db, default_reader().engine, all_=all_))
        with Console(stderr=True).status(f"reading {many(len(waiting), 'report')} again"):
            events = _read_again(workspace, waiting, jobs)
            with workspace.writing() as db:
                if all_ or derive.index_is_old(db):
                    derive.index_anew(db)
        done = f"{many(len(waiting), 'report')} read again, {many(events, 'event')}"
        click.echo(f"rasid: {done}; {place_all(workspace)}", err=True)


def _read_again(workspace: Workspace, waiting: list[Document], jobs: int) -> int:
    events = 0
    by_source = {document.source: document for document in waiting}
    articles = (document.article for document in waiting)
    for some in _several(read_many(articles, jobs=jobs, on_fault=_tell)):
        with workspace.writing() as db:
            for record in some:
                events += intake.read_again(db, by_source[record.report.id], record)
    return events


def _tell(article: Article, error: RasidError) -> None:
    click.echo(f"rasid: {article.id}: {error}", err=True)


def _several(records: Iterable[Record]) -> Iterator[list[Record]]:
    some: list[Record] = []
    for record in records:
        some.append(record)
        if len(some) >= KEPT_TOGETHER:
            yield some
            some = []
    yield some
