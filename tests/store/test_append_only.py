"""What is kept can only be added to, whoever asks: the database itself refuses the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from rasid.errors import StoreError
from rasid.incidents.model import handle, judgement
from rasid.store import corrections, intake, judgements, reports, tables
from rasid.store.workspace import Workspace

KEPT = [table.name for table in tables.KEPT]


@pytest.fixture
def kept(full: Workspace) -> Workspace:
    """A workspace with a row in every table that is kept."""
    with full.writing() as db:
        _, strike = reports.event(db, "strike#e1")
        _, arrest = reports.event(db, "arrest#e1")
        who = {"by": "Mona", "at": intake.now()}
        corrections.correct(db, (strike.telling, strike.event), "review", "confirmed", **who)
        one = judgement(handle(strike.telling), handle(arrest.telling), "different", **who)
        judgements.add(db, [one])
    return full


def plain(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """Another program's connection, without any of our settings."""
    with closing(sqlite3.connect(workspace.path)) as db:
        yield db


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("act", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted(kept: Workspace, table: str, act: str) -> None:
    with pytest.raises(StoreError, match="history cannot be changed"), kept.writing() as db:
        db.execute(text(act.format(table)))
    for db in plain(kept):
        assert db.execute(f"SELECT COUNT(*) FROM {table}").fetchone() > (0,)
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            db.execute(act.format(table))


@pytest.mark.parametrize("table", KEPT)
def test_no_row_is_replaced(kept: Workspace, table: str) -> None:
    for db in plain(kept):
        before = db.execute(f"SELECT * FROM {table}").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            db.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        assert db.execute(f"SELECT * FROM {table}").fetchall() == before


def test_no_version_is_replaced_under_another_row(kept: Workspace) -> None:
    columns = ", ".join(c.name for c in tables.documents.columns if c.name != "id")
    for db in plain(kept):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            db.execute(
                f"INSERT OR REPLACE INTO documents ({columns}) SELECT {columns} FROM documents"
            )
