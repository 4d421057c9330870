"""Reports on their way into the workspace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from rasid.ingest.fetch.urls import is_url, name_of
from rasid.ingest.found import Item
from rasid.ingest.reports import STDIN
from rasid.model import Record
from rasid.store import documents, intake
from rasid.store.documents import Incoming
from rasid.store.workspace import Workspace

KEPT_TOGETHER, LONGEST_WAIT_S = 64, 2.0
"""Reports that are written in one step at most, and seconds after which one is made."""


@dataclass(slots=True)
class Intake:
    """Reports on their way into the workspace, written some at a time. `copies` counts the new
    ones that are word for word another report's.
    """

    workspace: Workspace
    known: int = 0
    new: int = 0
    changed: int = 0
    copies: int = 0
    _waiting: list[tuple[Incoming, Record]] = field(default_factory=list)
    _written: float = field(default_factory=time.monotonic)

    def is_new(self, item: Item) -> bool:
        """Whether the report has yet to be read; those that have not are counted."""
        with self.workspace.reading() as db:
            there = documents.known(db, incoming(item)) is not None
        self.known += there
        return not there

    def take(self, item: Item, record: Record) -> None:
        """Keep a report and what was read in it, now or with the next ones."""
        self._waiting.append((incoming(item), record))
        late = time.monotonic() - self._written > LONGEST_WAIT_S
        if late or len(self._waiting) >= KEPT_TOGETHER:
            self.write()

    def write(self, also: Callable[[Connection], None] = lambda db: None) -> None:
        """Write what waits, and what `also` writes with it, all of it or nothing."""
        with self.workspace.writing() as db:
            also(db)
            for one, record in self._waiting:
                if documents.known(db, one) is not None:
                    self.known += 1
                    continue
                document = intake.keep(db, one, record).document
                version = document.version
                self.new += version == 1
                self.copies += documents.is_copy(db, document)
                self.changed += version > 1
        self._waiting.clear()
        self._written = time.monotonic()

    def line(self) -> str:
        """What became of them, in words."""
        return f"{self.new} new, {self.changed} changed, {self.known} there already"


def incoming(item: Item) -> Incoming:
    """An item as the workspace takes it. The id of a row that has none is its number."""
    given, url = item.article.id or "", item.path.split(" ")[0]
    name = name_of(url) if is_url(url) else Path(item.path).stem
    numbered = given.startswith(f"{name}-") and given.rpartition("-")[2].isdigit()
    there = is_url(url) or item.path in (STDIN, "stdin")
    where = item.path if there else str(Path(item.path).absolute())
    return Incoming(item.article, where, not numbered, item.provenance)
