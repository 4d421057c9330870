"""Copies are whole, checked, and never in the place of something that is lost by it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rasid.errors import StoreError
from rasid.store import documents
from rasid.store.backup import backup, restore
from rasid.store.find import Filter, find
from rasid.store.workspace import Workspace

from .conftest import REPORTS, Keep


def told(workspace: Workspace) -> list[str]:
    with workspace.reading() as db:
        return [event.telling for event in find(db, Filter()).events]


@pytest.fixture
def copy(full: Workspace, tmp_path: Path) -> Path:
    target = tmp_path / "copies" / "copy.db"
    assert backup(full, target) == target.stat().st_size
    return target


def test_a_copy_is_one_file_with_all_there_is(full: Workspace, copy: Path) -> None:
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert told(Workspace.open(copy)) == told(full)


def test_a_copy_is_made_while_others_write(full: Workspace, tmp_path: Path) -> None:
    with full.writing() as db:
        db.exec_driver_sql("INSERT INTO state VALUES ('half', 'done')")
        backup(full, tmp_path / "copy.db")
    with Workspace.open(tmp_path / "copy.db").reading() as db:
        assert not db.exec_driver_sql("SELECT * FROM state WHERE name = 'half'").all()


def test_no_file_is_written_over(full: Workspace, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(StoreError, match="is there already"):
        backup(full, copy)
    assert copy.read_bytes() == before


def test_what_was_there_is_kept(full: Workspace, keep: Keep, copy: Path) -> None:
    before = told(full)
    keep(full, next(iter(REPORTS.values())).__class__("نص آخر عن مدينة سراقب", "later"))
    full.close()
    kept = restore(copy, full.path)
    assert kept is not None
    assert told(Workspace.open(full.path)) == before
    with Workspace.open(kept).reading() as db:
        assert documents.newest(db, "later") is not None, "not even what was only in the log"


def test_a_copy_makes_a_workspace_where_none_is(copy: Path, full: Workspace) -> None:
    target = copy.parent.parent / "new" / "workspace.db"
    assert restore(copy, target) is None
    assert told(Workspace.open(target)) == told(full)


@pytest.mark.parametrize("fault", ["no file", "text", "damaged", "other", "newer"])
def test_what_is_no_sound_copy_changes_nothing(
    full: Workspace, copy: Path, tmp_path: Path, fault: str
) -> None:
    bad = tmp_path / "bad.db"
    if fault == "text":
        bad.write_text("text")
    elif fault == "damaged":
        content = bytearray(copy.read_bytes())
        content[8192:20000] = b"\xff" * (20000 - 8192)
        bad.write_bytes(content)
    elif fault == "other":
        with closing(sqlite3.connect(bad)) as db:
            db.execute("CREATE TABLE a (b)")
    elif fault == "newer":
        shutil.copy(copy, bad)
        with closing(sqlite3.connect(bad)) as db:
            db.execute("UPDATE alembic_version SET version_num = '9999'")
            db.commit()
    full.close()
    before = full.path.read_bytes()
    with pytest.raises(StoreError, match=str(bad)) as caught:
        restore(bad, full.path)
    assert "\n" not in str(caught.value)
    assert full.path.read_bytes() == before
    assert sorted(p.name for p in full.path.parent.glob("full*")) == ["full.db"]


def test_a_workspace_in_use_is_not_replaced(full: Workspace, copy: Path) -> None:
    with full.writing(), pytest.raises(StoreError, match="another process is using it"):
        restore(copy, full.path)


def test_a_workspace_is_not_restored_from_itself(full: Workspace) -> None:
    with pytest.raises(StoreError, match="is the workspace itself"):
        restore(full.path, full.path)
