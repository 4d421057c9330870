"""`rasid read`: reports in, event records out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from rasid.api import iso_date
from rasid.cli.run import Run, reading
from rasid.cli.write import WRITERS
from rasid.errors import InputError
from rasid.ingest.columns import Columns
from rasid.ingest.found import Item
from rasid.ingest.profiles import columns as columns_of
from rasid.ingest.profiles import save
from rasid.ingest.reports import Reports
from rasid.model import Record


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), default="table", show_default=True
)
@reading
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="P",
    default=0.0,
    help="Leave out events below this confidence (0 to 1).",
)
@click.option(
    "--map",
    "spec",
    metavar="MAP",
    help="Columns: text=Body,published=Date and so on, or the name of a saved map.",
)
@click.option("--save-map", "name", metavar="NAME", help="Keep what --map says under a name.")
def read(
    paths: tuple[str, ...],
    form: str,
    published: str | None,
    outlet: str | None,
    jobs: int | None,
    min_confidence: float,
    spec: str | None,
    name: str | None,
) -> None:
    """Read reports into event records.

    PATH is a file, a folder, or - for standard input: text, web pages, JSON, JSON lines, tables
    (CSV, Excel, Parquet), exports of Telegram, WhatsApp and X, feeds, e-mail, Word, PDF, web
    archives; docs/sources.md tells what is kept of each. Rows and objects have the field `text` and
    may have `id`, `published`, `outlet`, `url` and `title`, or columns with usual Arabic or English
    names, or those that --map tells. What cannot be read is told on standard error with file and
    line, and the rest is read. The exit code is 2 when nothing could be read.
    """
    columns = _columns(spec, name)
    run = Run(Reports(paths, iso_date(published), outlet, columns), jobs)
    WRITERS[form](_confident(run, min_confidence))
    click.echo(f"rasid: {run.tally.line()}", err=True)
    if not run.tally.read:
        raise InputError("nothing could be read")


def _columns(spec: str | None, name: str | None) -> Columns | None:
    """What --map tells, after saving it when it is given a name."""
    if name is not None and spec is None:
        raise InputError("--save-map NAME needs --map FIELD=COLUMN,... beside it")
    told = columns_of(spec) if spec is not None else None
    if told is not None and name is not None:
        click.echo(f"rasid: map saved in {save(name, told)}", err=True)
    return told


def _confident(pairs: Iterable[tuple[Item, Record]], least: float) -> Iterator[tuple[Item, Record]]:
    for item, record in pairs:
        yield item, without_doubtful(record, least)


def without_doubtful(record: Record, least: float) -> Record:
    """The record without the events below a confidence, and without their relations."""
    events = tuple(event for event in record.events if event.confidence >= least)
    kept = {event.id for event in events}
    links = tuple(link for link in record.relations if {link.from_, link.to} <= kept)
    return replace(record, events=events, relations=links)
