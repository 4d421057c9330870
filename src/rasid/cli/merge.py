"""`rasid merge`: reports in, incidents out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console

from rasid.cli.incident import listed, show
from rasid.cli.run import Reading, Run, reading
from rasid.errors import InputError
from rasid.incidents.merge import incidents
from rasid.incidents.model import Incident, Telling, digest
from rasid.incidents.tellings import tellings
from rasid.incidents.wording import wording
from rasid.record import to_json

MANY = 5_000
"""From this many tellings on merging takes longer than a glance."""
DATABASE = b"SQLite format 3\0"


@dataclass(slots=True)
class Merged:
    """Reports in their order with the telling of their first main act, and the incidents."""

    first: dict[str, str] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)
    incidents: Sequence[Incident] = ()


@click.command()
@click.argument("paths", nargs=-1, metavar="[WORKSPACE|PATH...|-]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "full", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="A list, all claims and reasons, incidents as JSON, or a line a report.",
)
@reading
@click.option("--anew", is_flag=True, help="Of a workspace: work out all incidents again.")
def merge(
    paths: tuple[str, ...],
    form: str,
    how: Reading,
    anew: bool,
) -> None:
    """Merge reports of one act into incidents.

    Of a workspace, by default your own, the reports are placed that are in no incident yet, all of
    them or, when interrupted, none. See the outcome with `rasid incidents list`.

    Other files are read and merged without a workspace. PATH is what `rasid read` takes. Copies
    count once, every claim is kept with its source, and what sources disagree on is shown.
    `--format jsonl` writes a line for each report: its id and the incident of its first main act; a
    report that belongs to none has one of its own.
    """
    if not paths or (len(paths) == 1 and is_database(paths[0])):
        if form != "table":
            raise InputError("--format is for files; see a workspace with: rasid incidents list")
        from rasid.cli.place import place  # a database library: only for who has a workspace

        place(Path(paths[0]) if paths else None, anew=anew)
        return
    run = Run(how.reports(paths), how.jobs)
    merged = _merged(run)
    WRITERS[form](merged)
    click.echo(f"rasid: {run.tally.line()}, {len(merged.incidents)} incidents", err=True)
    if not run.tally.read:
        raise InputError("nothing could be read")


def is_database(path: str) -> bool:
    """Whether a file is one of SQLite, as workspaces are."""
    try:
        with open(path, "rb") as file:
            return file.read(len(DATABASE)) == DATABASE
    except OSError:
        return False


def _merged(run: Run) -> Merged:
    merged = Merged()
    for item, record in run:
        told = tellings(record, wording(item.article.text))
        merged.first[record.report.id] = told[0].id
        merged.tellings += told
    if len(merged.tellings) >= MANY:
        click.echo(f"rasid: merging {len(merged.tellings):,} tellings", err=True)
    merged.incidents = incidents(merged.tellings)
    return merged


def _table(merged: Merged) -> None:
    listed(merged.incidents, Console())


def _full(merged: Merged) -> None:
    console = Console()
    for incident in merged.incidents:
        show(incident, console)
        console.print()


def _json(merged: Merged) -> None:
    told = [to_json(incident) for incident in merged.incidents]
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _json_lines(merged: Merged) -> None:
    home = {t.id: incident.id for incident in merged.incidents for t in incident.tellings}
    for report, telling in merged.first.items():
        line = {"id": report, "incident": home.get(telling) or digest("incident", telling)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


WRITERS: dict[str, Callable[[Merged], None]] = {
    "table": _table,
    "full": _full,
    "json": _json,
    "jsonl": _json_lines,
}
