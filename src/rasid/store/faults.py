"""What SQLite says, in words that tell a person what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from rasid.errors import FaultError

MEANINGS = (
    ("locked", "another process is writing to it; try again when that is done"),
    ("busy", "another process is using it; try again when that is done"),
    ("not a database", "is no Rasid workspace"),
    ("malformed", "is damaged; restore a copy with: rasid restore FILE"),
    ("disk is full", "there is no room left on the disk; nothing of this step was kept"),
    ("readonly", "may not be written to; check the rights of the file and its folder"),
    ("unable to open", "cannot be opened; check the rights of the file and its folder"),
    ("disk i/o", "the disk does not answer as it should; nothing of this step was kept"),
    ("only ever added to", "history cannot be changed, only added to"),
)
"""What a message of SQLite has in it, and what is said instead."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a FaultError of one line."""
    try:
        yield
    except DBAPIError as error:
        raise FaultError(f"{path}: {meaning(error.orig or error)}") from error
    except sqlite3.Error as error:
        raise FaultError(f"{path}: {meaning(error)}") from error


def meaning(error: BaseException) -> str:
    """An error of SQLite in our words, else in its own."""
    message = str(error).lower()
    known = (words for part, words in MEANINGS if part in message)
    return next(known, f"cannot be used: {error}")
