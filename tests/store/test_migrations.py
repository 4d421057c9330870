"""The schema: made from nothing, brought up from every revision, equal to what the code expects."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from rasid.store import merging, tables
from rasid.store.find import Filter, find
from rasid.store.listing import incidents_of
from rasid.store.sum_tables import SUMMED
from rasid.store.workspace import APPLICATION, DERIVED_SINCE, Workspace, _config, upgrade

from .conftest import REPORTS, Keep

FIRST = "0001"


def at_revision(path: Path, revision: str) -> Workspace:
    """A workspace file as an earlier version of Rasid left it."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    workspace = Workspace(path)
    with workspace.writing() as db:
        upgrade(db, revision)
    return workspace


def names(workspace: Workspace) -> set[str]:
    with workspace.reading() as db:
        return {name for (name,) in db.execute(text("SELECT name FROM sqlite_master"))}


def test_head_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(_config()).get_current_head() == tables.HEAD


def test_the_migrated_schema_is_the_metadata(workspace: Workspace) -> None:
    shadows = tuple(f"{name}_" for name in tables.VIRTUAL)

    def ours(thing: object, name: str, kind: str, *_: object) -> bool:
        return kind != "table" or not name.startswith((*shadows, *tables.VIRTUAL))

    with workspace.reading() as db:
        context = MigrationContext.configure(db, opts={"include_object": ours})
        assert compare_metadata(context, tables.metadata) == []


def test_primary_keys_and_indexes_are_those_of_the_metadata(workspace: Workspace) -> None:
    """Alembic compares no primary keys, and no columns of indexes on SQLite that it made alike."""
    with workspace.reading() as db:
        for table in tables.metadata.sorted_tables:
            told = db.execute(text(f"PRAGMA table_info({table.name})")).all()
            keyed = {row.name for row in told if row.pk}
            assert keyed == {column.name for column in table.primary_key}, table.name
            assert [row.name for row in told] == [column.name for column in table.columns]
            for index in table.indexes:
                shown = db.execute(text(f"PRAGMA index_info({index.name})")).all()
                assert [row.name for row in shown] == [c.name for c in index.columns], index.name


def test_a_file_of_the_first_revision_is_brought_up_to_date(tmp_path: Path) -> None:
    at_revision(tmp_path / "old.db", FIRST).close()
    workspace = Workspace.open(tmp_path / "old.db")
    assert {"events", "words", "boxes", "documents", "documents_update"} <= names(workspace)
    workspace.close()


def test_what_an_old_file_holds_is_kept_and_derived_anew(tmp_path: Path, full: Workspace) -> None:
    old = at_revision(tmp_path / "old.db", FIRST)
    with old.writing() as db:
        db.execute(text("ATTACH :path AS full").bindparams(path=str(full.path)))
        for table in tables.KEPT:
            told = db.execute(text(f"PRAGMA table_info({table.name})")).all()
            names = ", ".join(f'"{row.name}"' for row in told)
            copied = f"INSERT INTO {table.name} ({names}) SELECT {names} FROM full.{table.name}"
            db.execute(text(copied))
    old.close()
    new = Workspace.open(tmp_path / "old.db")
    with new.reading() as db, full.reading() as before:
        found, wanted = find(db, Filter()), find(before, Filter())
        assert [e.telling for e in found.events] == [e.telling for e in wanted.events]
        assert len(found.events) >= len(REPORTS)
        assert find(db, Filter(words='"سراقب"')).events
    new.close()


def test_a_file_without_sums_has_them_worked_out(tmp_path: Path, full: Workspace) -> None:
    with full.writing() as db:
        merging.place(db)
    old = at_revision(tmp_path / "old.db", "0006")
    with old.writing() as db:
        db.execute(text("ATTACH :path AS full").bindparams(path=str(full.path)))
        for table in (*tables.KEPT, *reversed(tables.DERIVED)):
            db.execute(text(f"INSERT INTO {table.name} SELECT * FROM full.{table.name}"))
    old.close()
    new = Workspace.open(tmp_path / "old.db")
    with new.reading() as db, full.reading() as before:
        assert incidents_of(db).incidents == incidents_of(before).incidents
        for table in SUMMED:
            told, wanted = (set(map(tuple, one.execute(select(table)))) for one in (db, before))
            assert told == wanted
            assert told, table.name
    new.close()


def test_derived_tables_are_made_anew_after_the_last_revision_that_changed_them() -> None:
    names = "|".join((*(table.name for table in tables.DERIVED), *tables.VIRTUAL))
    changes = re.compile(rf"(?:CREATE (?:VIRTUAL )?TABLE|ALTER TABLE) (?:{names})\b")
    changing = [
        script.revision
        for script in ScriptDirectory.from_config(_config()).walk_revisions()
        if changes.search(Path(script.path).read_text("utf-8"))
    ]
    assert max(changing) == DERIVED_SINCE


def test_opening_twice_changes_nothing(full: Workspace, keep: Keep) -> None:
    before = full.path.read_bytes()
    Workspace.open(full.path).close()
    assert full.path.read_bytes() == before


@pytest.mark.parametrize("table", [table.name for table in tables.KEPT])
def test_every_kept_table_has_its_guards(workspace: Workspace, table: str) -> None:
    assert {f"{table}_update", f"{table}_delete", f"{table}_replace"} <= names(workspace)
