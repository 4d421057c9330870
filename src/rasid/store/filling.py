"""A workspace of reports that are read already: for the demo, and for whoever tries something."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rasid.model import Article, Record
from rasid.store import intake, merging
from rasid.store.documents import Incoming
from rasid.store.workspace import Workspace


def fill(path: Path, read: Iterable[tuple[Article, Record]], given: str) -> None:
    """Make a workspace of these reports, merged into incidents; one that was there is replaced.

    `given` is where they are said to come from.
    """
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    workspace = Workspace.open(path, create=True)
    with workspace.writing() as db:
        for article, record in read:
            intake.keep(db, Incoming(article, given), record)
        merging.place(db)
    workspace.close()
