"""Copies of a workspace: made while it is in use, put back only when they are sound."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rasid.errors import StoreError
from rasid.store.faults import told
from rasid.store.workspace import APPLICATION, Workspace

SIDES = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""


def backup(workspace: Workspace, target: Path) -> int:
    """Write a copy of one state of the workspace to a file that is not there yet; its bytes.

    StoreError when the file is there, or the copy turns out damaged.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; give another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as draft:
        with told(workspace.path), closing(sqlite3.connect(workspace.path)) as source:
            _copy(source, draft)
        check(draft)
        os.replace(draft, target)
    return target.stat().st_size


def restore(copy: Path, path: Path) -> Path | None:
    """Make `path` a workspace with what a copy holds; where its earlier file was moved to, if any.

    The copy is checked first and stays as it is. StoreError when it is no sound workspace, or
    another process is using the earlier file.
    """
    if not copy.is_file():
        raise StoreError(f"{copy}: is no file")
    if path.exists() and copy.resolve() == path.resolve():
        raise StoreError(f"{copy}: is the workspace itself; give a copy of it")
    check(copy)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path) as draft:
        with told(copy), closing(sqlite3.connect(_read_only(copy), uri=True)) as source:
            _copy(source, draft)
        check(draft)
        _bring_up_to_date(draft, copy)
        kept = _move_away(path)
        os.replace(draft, path)
    return kept


def _bring_up_to_date(draft: Path, copy: Path) -> None:
    """Give the draft of a copy the newest schema; StoreError when a newer Rasid wrote the copy."""
    try:
        Workspace.open(draft).close()
    except StoreError as error:
        raise StoreError(str(error).replace(str(draft), str(copy))) from error


def check(path: Path) -> None:
    """StoreError when a file is no workspace or SQLite finds damage in it."""
    with told(path), closing(sqlite3.connect(_read_only(path), uri=True)) as db:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if application != APPLICATION:
        raise StoreError(f"{path}: is no Rasid workspace")
    if found != "ok":
        why = " ".join(found.split())
        raise StoreError(f"{path}: is damaged ({why}); nothing was changed")


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with told(target), closing(sqlite3.connect(target)) as db:
        source.backup(db)
        db.execute("PRAGMA journal_mode = DELETE")  # a copy is one file


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file in the folder of another, gone at the end unless it was moved to its place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", *SIDES):
            Path(f"{name}{end}").unlink(missing_ok=True)


def _move_away(path: Path) -> Path | None:
    """Give the file of a workspace that nobody uses another name."""
    if not path.exists():
        return None
    _fold_in(path)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.stem}.before-restore-{moment}{path.suffix}")
    os.replace(path, kept)
    for end in SIDES:
        Path(f"{path}{end}").unlink(missing_ok=True)
    return kept


def _fold_in(path: Path) -> None:
    """Take what is still in the log into the file, if it is a database at all."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(f"{path}: another process is using it; end that first") from error
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is kept as it is
