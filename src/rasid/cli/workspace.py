"""`rasid init`, `status`, `backup` and `restore`: the workspace as a whole."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from rasid.cli.store import located, opened, workspace_option
from rasid.errors import StoreError
from rasid.store.backup import backup, restore
from rasid.store.status import Status, status_of


@click.command()
@workspace_option
def init(path: Path | None) -> None:
    """Make a workspace, where reports, events and decisions are kept."""
    file = located(path)
    if file.exists() and file.is_file() and file.stat().st_size:
        raise StoreError(f"{file}: is there already; see it with: rasid status")
    with opened(file, create=True):
        click.echo(f"workspace made: {file}")


@click.command()
@workspace_option
def status(path: Path | None) -> None:
    """Show what is in the workspace and what waits for somebody."""
    with opened(path) as workspace, workspace.reading() as db:
        told = status_of(db)
        console = Console()
        console.print(_table(told))
        size = workspace.path.stat().st_size / 1_000_000
        line = f"{workspace.path}, {size:,.1f} MB, schema {told.schema}"
        console.print(line, style="dim", highlight=False, soft_wrap=True)


def _table(told: Status) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    table.add_column("what", style="dim")
    table.add_column("number", justify="right")
    for name, number in told.rows():
        table.add_row(name, f"{number:,}")
    return table


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@workspace_option
def backup_command(target: Path, path: Path | None) -> None:
    """Write a copy of the workspace to FILE, also while others use it."""
    with opened(path) as workspace:
        size = backup(workspace, target)
    click.echo(f"{target}: {size:,} bytes, checked")


@click.command("restore")
@click.argument("copy", type=click.Path(path_type=Path), metavar="FILE")
@workspace_option
def restore_command(copy: Path, path: Path | None) -> None:
    """Put a copy in the place of the workspace.

    The copy is checked first; what was there is kept beside it under another name.
    """
    file = located(path)
    kept = restore(copy, file)
    click.echo(f"{file}: restored from {copy}")
    if kept is not None:
        click.echo(f"what was there: {kept}")
