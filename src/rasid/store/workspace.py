"""A workspace file: opened, brought up to date, read from and written to in transactions.

workspace = Workspace.open(path)
with workspace.reading() as db: ...      # sees one state, whatever others write meanwhile
with workspace.writing() as db: ...      # all of it is kept, or nothing
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, FromClause, create_engine, event, text
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from rasid.errors import StoreError
from rasid.geo.sphere import km
from rasid.store import derive, sums
from rasid.store.faults import told
from rasid.store.tables import HEAD

APPLICATION = 0x52415344
"""In the header of every workspace, so that another program's file is told from one."""
MAGIC, APPLICATION_AT = b"SQLite format 3\0", slice(68, 72)
WAIT_S = 10.0
"""How long a writer waits for another before it gives up."""
DERIVED_SINCE = "0006"
"""The newest revision that changed derived tables: a file of an earlier one has them made anew."""
SUMMED_SINCE = "0007"
"""The revision that brought sums of incidents: a file of an earlier one has them worked out."""
PRAGMAS = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # so that REPLACE meets the triggers too
    "synchronous = FULL",  # what is acknowledged survives a power cut
    "cache_size = -65536",
    "mmap_size = 1073741824",
    "temp_store = MEMORY",
)


class _Hinting(SQLiteCompiler):
    """Writes INDEXED BY after a table, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


class Workspace:
    """An open workspace. Safe to use from threads: each transaction has its own connection."""

    def __init__(self, path: Path, wait_s: float = WAIT_S) -> None:
        """Use `open` or `create`."""
        self.path = path
        url = URL.create("sqlite", database=str(path))
        self._engine = create_engine(url, connect_args={"timeout": wait_s})
        self._engine.dialect.statement_compiler = _Hinting
        event.listen(self._engine, "connect", _prepared)
        event.listen(self._engine, "begin", _begun)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, wait_s: float = WAIT_S) -> Workspace:
        """The workspace at `path`, in the newest schema; made if it is missing and `create` is set.

        StoreError when there is none, it is another program's file, a newer Rasid wrote it, or it
        cannot be read or written.
        """
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the file of a workspace")
        if not path.exists() and not create:
            raise StoreError(f"{path}: no workspace is here; make one with: rasid init")
        path.parent.mkdir(parents=True, exist_ok=True)
        workspace = cls(path, wait_s)
        with told(path):
            _claim(path)
            workspace._bring_up_to_date()
        return workspace

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the workspace."""
        with told(self.path), self._engine.begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole when it ends well, and not at all otherwise."""
        options = {"rasid_writes": True}
        with told(self.path), self._engine.connect() as db, db.execution_options(**options).begin():
            yield db

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        with self._engine.begin() as db:
            revision = _revision(db)
        if revision == HEAD:
            return
        if revision is not None and revision not in _revisions():
            raise StoreError(
                f"{self.path}: was written by a newer Rasid (schema {revision}, this one knows"
                f" {HEAD}); update Rasid"
            )
        with self.writing() as db:
            upgrade(db)
            if revision is None or revision < DERIVED_SINCE:
                derive.everything(db)
            elif revision < SUMMED_SINCE:
                sums.anew(db)


def _claim(path: Path) -> None:
    """Mark a new file as ours. StoreError when there is one of somebody else."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        header = b""
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    if not header:
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA application_id = {APPLICATION}")
    elif not header.startswith(MAGIC):
        raise StoreError(f"{path}: is no Rasid workspace")
    elif int.from_bytes(header[APPLICATION_AT]) != APPLICATION:
        raise StoreError(f"{path}: is a database of another program, no Rasid workspace")


def _prepared(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 thinks
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("km", 4, _km, deterministic=True)


def _km(*points: float | None) -> float | None:
    """Kilometres between two points; null where one is missing, as SQL has it."""
    lat_a, lon_a, lat_b, lon_b = points
    if lat_a is None or lon_a is None or lat_b is None or lon_b is None:
        return None
    return km(lat_a, lon_a, lat_b, lon_b)


def _begun(db: Connection) -> None:
    writes = db.get_execution_options().get("rasid_writes", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(db: Connection) -> str | None:
    """The schema of the file; None when it has no tables."""
    if not db.execute(text("SELECT COUNT(*) FROM sqlite_master")).scalar():
        return None
    return str(db.execute(text("SELECT version_num FROM alembic_version")).scalar())


# ------------------------------------------------------------------ Alembic: slow to import
def upgrade(db: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the connection's transaction."""
    from alembic import command

    command.upgrade(_config(db), revision)


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config(db: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = db
    return config
