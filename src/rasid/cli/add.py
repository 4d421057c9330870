"""`rasid add` and `rasid reread`: reports into the workspace, and through a newer engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from rasid.api import read_many
from rasid.cli.fetching import Fetching, Web, fetching
from rasid.cli.intake import KEPT_TOGETHER, Intake
from rasid.cli.place import place_all
from rasid.cli.run import Reading, Run, many, reading
from rasid.cli.store import opened, workspace_option
from rasid.errors import InputError, RasidError
from rasid.model import Article, Record
from rasid.pipeline import default_reader
from rasid.store import derive, intake
from rasid.store.documents import Document
from rasid.store.workspace import Workspace


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH|URL...|-]")
@reading
@fetching
@workspace_option
def add(paths: tuple[str, ...], how: Reading, web: Web, path: Path | None) -> None:
    """Read reports into the workspace and merge what they tell.

    PATH is as for `rasid read`. A report that is there already is passed over, so that what was cut
    off is gone on with by giving the same command again. A changed text under the id or address of
    a stored report is a new version of it: decisions on its events ask to be looked at again.

    With --fetch, URL is a page, a feed or a file of any kind that Rasid reads; docs/sources.md
    tells how it is fetched.
    """
    urls, files = web.sorted_out(paths)
    with opened(path, create=True) as workspace:
        intake_ = Intake(workspace)
        run = Run(how.reports(files), how.jobs, intake_.is_new)
        for item, record in run:
            intake_.take(item, record)
        intake_.write()
        got = Fetching(intake_, web, how, run.tally)
        for url in urls:
            got.one(url)
        merged = place_all(workspace)
        told = [run.tally.line(), *got.lines(), intake_.line(), merged]
        click.echo(f"rasid: {'; '.join(told)}", err=True)
        if not (run.tally.read or intake_.known or got.known):
            raise InputError("nothing could be read")


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
