"""Placing the reports of a workspace that are in no incident yet."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from rasid.cli.run import many
from rasid.cli.settle import settle
from rasid.cli.store import opened
from rasid.lexicon.lexicon import load
from rasid.store import merging
from rasid.store.workspace import Workspace


def place(path: Path | None, *, anew: bool = False) -> None:
    """What `rasid merge` does with a workspace."""
    with opened(path) as workspace:
        click.echo(f"rasid: {place_all(workspace, anew=anew)}", err=True)


def place_all(workspace: Workspace, *, anew: bool = False) -> str:
    """Place what waits, in one step that is kept whole or not at all; what came of it, in words."""
    settle(load)
    with Console(stderr=True).status("merging"), workspace.writing() as db:
        made = merging.everything(db) if anew else merging.place(db)
    return f"{many(made, 'incident')} made or made anew"
