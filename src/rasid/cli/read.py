"""`rasid read`: reports in, event records out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from rasid.cli.run import Reading, Run, reading
from rasid.cli.write import WRITERS
from rasid.errors import InputError
from rasid.ingest.found import Item
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
def read(
    paths: tuple[str, ...],
    form: str,
    how: Reading,
    min_confidence: float,
) -> None:
    """Read reports into event records.

    PATH is a file, a folder, or - for standard input: text, web pages, JSON, JSON lines, tables
    (CSV, Excel, Parquet), exports of Telegram, WhatsApp and X, feeds, e-mail, Word, PDF, web
    archives; docs/sources.md tells what is kept of each. Rows and objects have the field `text` and
    may have `id`, `published`, `outlet`, `url` and `title`, or columns with usual Arabic or English
    names, or those that --map tells. What cannot be read is told on standard error with file and
    line, and the rest is read. The exit code is 2 when nothing could be read.
    """
    run = Run(how.reports(paths), how.jobs)
    WRITERS[form](_confident(run, min_confidence))
    click.echo(f"rasid: {run.tally.line()}", err=True)
    if not run.tally.read:
        raise InputError("nothing could be read")


def _confident(pairs: Iterable[tuple[Item, Record]], least: float) -> Iterator[tuple[Item, Record]]:
    for item, record in pairs:
        yield item, without_doubtful(record, least)


def without_doubtful(record: Record, least: float) -> Record:
    """The record without the events below a confidence, and without their relations."""
    events = tuple(event for event in record.events if event.confidence >= least)
    kept = {event.id for event in events}
    links = tuple(link for link in record.relations if {link.from_, link.to} <= kept)
    return replace(record, events=events, relations=links)
