"""`rasid import`: tables that went out and come back edited."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.cli.run import many
from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.cli.table import kept_left
from rasid.errors import InputError
from rasid.ingest.edited import read_edited
from rasid.store import incoming
from rasid.store.incoming import APPLIED, CONFLICT, FIXED, UNMATCHED, Decision
from rasid.store.intake import now

STYLES = {CONFLICT: "yellow", incoming.FAULT: "red", UNMATCHED: "red", FIXED: "dim"}
MOST_SHOWN = 200


@click.command("import")
@click.option("--from", "source", type=click.Path(path_type=Path), required=True, metavar="FILE",
              help="A table of rasid export, CSV or Excel.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
@click.option("--note", default="", metavar="TEXT", help="Why, kept with every correction.")
@author_option
@workspace_option
def import_command(
    source: Path, dry_run: bool, note: str, by: str | None, path: Path | None
) -> None:
    """Read an edited table back as corrections.

    FILE is what `rasid export --to csv` or `--to xlsx` wrote of incidents or --events, for internal
    or partner, after people changed cells in it; a row is found again by its column rasid_rev. What
    was changed is kept as corrections with author and time; a change in an incident's row goes to
    those of its events that told the value. Where the workspace has changed the same value since,
    that stays in force and the other is kept in the history: undo the undoing to prefer it. Rows
    that cannot be matched and cells that cannot be changed here are told and counted.
    """
    lines = read_edited(source, incoming.KEY)
    who, told = author(by), f"from {source.name}" + (f": {note}" if note else "")
    with opened(path) as workspace:
        with workspace.reading() as db:
            decided = list(incoming.plan(db, lines))
        _show(decided)
        if lines and sum(one.outcome == UNMATCHED for one in decided) == len(lines):
            raise InputError(f"{source}: no row is of this workspace: nothing was changed")
        if not dry_run:
            with workspace.writing() as db:
                incoming.carry_out(db, incoming.plan(db, lines), by=who, at=now(), note=told)
    click.echo(f"rasid: {_line(len(lines), decided, dry_run)}", err=True)


def _line(rows: int, decided: list[Decision], dry_run: bool) -> str:
    count = Counter(one.outcome for one in decided)
    told = [f"{count[outcome]} {outcome}" for outcome in incoming.OUTCOMES if count[outcome]]
    end = "; nothing was written (--dry-run)" if dry_run else ""
    return f"{many(rows, 'row')}: {', '.join(told) or 'nothing was changed in them'}{end}"


def _show(decided: list[Decision]) -> None:
    if not decided:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for name in ("line", "event", "field", "exported", "in the workspace", "in the table", ""):
        table.add_column(name, justify="right" if name == "line" else "left")
    for one in decided[:MOST_SHOWN]:
        values = (incoming.to_line(value) for value in (one.then, one.now, one.given))
        told = one.outcome + (f": {one.why}" if one.why else "")
        table.add_row(
            str(one.line),
            Text(one.event),
            one.field,
            *map(kept_left, values),
            Text(told, style=STYLES.get(one.outcome, "bold" if one.outcome == APPLIED else "")),
        )
    if len(decided) > MOST_SHOWN:
        table.caption = f"and {len(decided) - MOST_SHOWN:,} more"
    Console().print(table)
