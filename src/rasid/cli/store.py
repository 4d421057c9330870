"""What the commands of the workspace share: which one, who decides, how a step is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from rasid import settings
from rasid.errors import InputError
from rasid.store.workspace import Workspace

Command = Callable[..., Any]

workspace_option = click.option(
    "--workspace",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The workspace; by default workspace.db in the folder of RASID_HOME.",
)
author_option = click.option(
    "--by", metavar="NAME", help="Who decides; by default RASID_AUTHOR, else the system's user."
)


@contextmanager
def opened(path: Path | None, *, create: bool = False) -> Iterator[Workspace]:
    """The workspace that a command is about."""
    workspace = Workspace.open(located(path), create=create)
    try:
        yield workspace
    finally:
        workspace.close()


def located(path: Path | None) -> Path:
    """The file that `--workspace` means."""
    return path or settings.workspace()


def author(by: str | None) -> str:
    """Under whose name a decision is kept. InputError for a name that is blank."""
    name = (by if by is not None else settings.author()).strip()
    if not name:
        raise InputError("--by: a decision needs a name")
    return name
