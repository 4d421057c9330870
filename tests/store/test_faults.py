"""What goes wrong with a file is told in one line that says what to do, and harms nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event, text

from rasid.errors import StoreError
from rasid.store import documents
from rasid.store.faults import meaning
from rasid.store.find import Filter, find
from rasid.store.workspace import Workspace

from .conftest import REPORTS, Keep

NOBODY = 65534


def told(path: Path, **options: bool) -> str:
    """What opening the file says; one line."""
    with pytest.raises(StoreError) as caught:
        Workspace.open(path, **options)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def test_a_missing_workspace_is_made_only_when_asked(tmp_path: Path) -> None:
    assert "make one with: rasid init" in told(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    Workspace.open(tmp_path / "below" / "new.db", create=True).close()
    assert (tmp_path / "below" / "new.db").exists()


def test_a_folder_is_no_workspace(tmp_path: Path) -> None:
    assert "is a folder" in told(tmp_path)


@pytest.mark.parametrize("content", [b"plain text", b"\0" * 5000, b"SQLite format 2\0"])
def test_another_file_is_no_workspace_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert "is no Rasid workspace" in told(path, create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE things (a)")
    before = path.read_bytes()
    assert "a database of another program" in told(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_schema_is_told(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "was written by a newer Rasid (schema 9999" in told(workspace.path)


def test_a_damaged_file_is_told(full: Workspace) -> None:
    full.close()
    content = bytearray(full.path.read_bytes())
    content[4096:40960] = b"\xff" * (40960 - 4096)
    full.path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged|cannot be used"):  # noqa: SIM117
        with Workspace.open(full.path).reading() as db:
            db.execute(text("SELECT * FROM documents")).all()


def test_a_file_cut_off_is_told(full: Workspace) -> None:
    full.close()
    full.path.write_bytes(full.path.read_bytes()[:5000])
    assert "is damaged" in told(full.path)


# ------------------------------------------------------------------ others at work
def test_a_writer_waits_and_then_says_who_is_in_the_way(full: Workspace) -> None:
    patient = Workspace.open(full.path, wait_s=0.1)
    with full.writing(), pytest.raises(StoreError, match="another process is writing"):  # noqa: SIM117
        with patient.writing():
            pass
    with patient.writing():
        pass


def test_readers_see_one_state_while_others_write(full: Workspace, keep: Keep) -> None:
    other = Workspace.open(full.path)
    with other.reading() as db:
        before = documents.count(db)
        keep(full, replace(REPORTS["mine"], id="one-more", outlet="x"))
        assert documents.count(db) == before
    with other.reading() as db:
        assert documents.count(db) == before + 1


def test_a_step_that_fails_leaves_nothing(full: Workspace) -> None:
    with full.reading() as db:
        before = find(db, Filter()).events
    with pytest.raises(StoreError), full.writing() as db:  # noqa: PT012
        db.execute(text("DELETE FROM events"))
        db.execute(text("DELETE FROM documents"))
    with full.reading() as db:
        assert find(db, Filter()).events == before


# ------------------------------------------------------------------ no room, no rights
def test_a_full_disk_is_told_and_loses_nothing(full: Workspace, keep: Keep) -> None:
    def no_room(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    narrow = Workspace.open(full.path)
    narrow.close()
    event.listen(narrow._engine, "connect", no_room)
    article = replace(REPORTS["mine"], id="long", outlet="x", text=REPORTS["mine"].text * 500)
    with pytest.raises(StoreError, match="no room left on the disk"):
        keep(narrow, article)
    with full.reading() as db:
        assert documents.count(db) == len(REPORTS)
        assert db.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def write(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute(text("INSERT INTO state VALUES ('a', 'b')"))


@contextmanager
def without_rights() -> Iterator[None]:
    """Without the rights that root has over every file."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_missing_rights_are_told(full: Workspace, what: str) -> None:
    full.close()
    with TemporaryDirectory() as name:
        folder, path = Path(name), Path(name) / "locked.db"
        shutil.copy(full.path, path)
        path.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o777 if what == "file" else 0o555)
        with without_rights(), pytest.raises(StoreError, match="check the rights") as caught:
            write(Workspace.open(path))
        folder.chmod(0o755)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("database is locked", "another process is writing"),
        ("disk I/O error", "does not answer"),
        ("something new", "cannot be used: something new"),
    ],
)
def test_what_sqlite_says_is_put_in_words(said: str, meant: str) -> None:
    assert meant in meaning(sqlite3.OperationalError(said))
