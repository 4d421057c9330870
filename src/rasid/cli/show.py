"""`rasid show`: one report of the workspace, its events, and what people put right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from rasid.cli.store import opened, workspace_option
from rasid.cli.table import kept_left, show
from rasid.incidents.undoing import in_force
from rasid.ingest.found import DAY_BY, OUTLET_BY
from rasid.record import to_json
from rasid.store import reports, rows
from rasid.store.corrections import Correction
from rasid.store.documents import Document
from rasid.store.reports import MARK, Shown
from rasid.store.status import WAITING


@click.command("show")
@click.argument("report", metavar="REPORT")
@click.option("--text", "with_text", is_flag=True, help="Show the text of the report too.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table",
              show_default=True)  # fmt: skip
@workspace_option
def show_command(report: str, with_text: bool, form: str, path: Path | None) -> None:
    """Show a report as it stands: its events with all corrections, and their history.

    REPORT is its id; that of an event (report#e1) is as good.
    """
    source = report.rpartition(MARK)[0] if MARK in report else report
    with opened(path) as workspace, workspace.reading() as db:
        found = reports.shown(db, source)
    if form == "json":
        click.echo(json.dumps(to_json(found.record), ensure_ascii=False, indent=1))
        return
    console = Console()
    show(found.record, console, found.document.text if with_text else None)
    for line in _notes(found):
        console.print(Text(f" {line}", style="dim"), soft_wrap=True)


def _notes(found: Shown) -> Iterator[str]:
    for one in found.standing:
        number = one.event.id
        if one.review != rows.OPEN:
            yield f"{number} {WAITING[one.review]}"
        if number in found.incidents:
            yield f"{number} is told in incident {found.incidents[number]}"
    holding = {one.id for one in in_force(found.revisions)}
    numbers = {one.telling.id: one.event.id for one in found.standing}
    for revision in found.revisions:
        yield _revision(revision, numbers.get(revision.on.telling, "?"), revision.id in holding)
    document = found.document
    times = "once" if found.readings == 1 else f"{found.readings} times"
    yield f"version {document.version} of {document.retrieved_at[:16]}, read {times}"
    told = ", ".join(f"{name} {value}" for name, value in _origin(document))
    yield f"from {document.path}{f' ({told})' if told else ''}"


def _origin(document: Document) -> Iterator[tuple[str, str]]:
    """What is known of where a report comes from, and by what."""
    known = (
        ("address", document.url),
        ("captured", (document.captured_at or "")[:16]),
        ("archive", document.archive),
        ("outlet found by", OUTLET_BY.get(document.outlet_by or "")),
        ("day from", DAY_BY.get(document.day_by or "")),
        ("forwarded from", document.forwarded_from),
        ("edited", document.edited),
    )
    yield from ((name, value) for name, value in known if value)


def _revision(one: Correction, number: str, holds: bool) -> str:
    who = f"{one.by}, {one.at[:16]}" + (f": {one.note}" if one.note else "")
    if one.undoes is not None:
        return f"{one.id}. takes back {one.undoes} ({who})"
    old, new = (kept_left(json.dumps(value, ensure_ascii=False)) for value in (one.old, one.new))
    change = f"{old} → {new}" if one.field != "review" else new
    return f"{one.id}. {number} {one.field}: {change} ({who})" + ("" if holds else ", taken back")
