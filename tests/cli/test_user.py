"""`rasid user`: accounts on the command line, each change in the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.store import accounts, audit
from rasid.store.workspace import Workspace
from rasid.web.security import passwords

from .conftest import Run

GOOD = "four words and a comma\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    monkeypatch.setenv("RASID_HOME", str(tmp_path))
    monkeypatch.setenv("RASID_AUTHOR", "root")
    assert run("init").code == 0
    return tmp_path


def opened(home: Path) -> Workspace:
    return Workspace.open(home / "workspace.db")


def test_the_first_account_is_an_administrators_and_others_read(run: Run, home: Path) -> None:
    assert "Amir is admin" in run("user", "add", "Amir", stdin=GOOD).err
    assert "Rana is reader" in run("user", "add", "Rana", stdin=GOOD).err
    assert "أمل is editor" in run("user", "add", "أمل", "--role", "editor", stdin=GOOD).err
    listed = run("user", "list").out
    assert all(name in listed for name in ("Amir", "Rana", "أمل"))
    workspace = opened(home)
    with workspace.reading() as db:
        kept = accounts.named(db, "Amir").password
        log = [(one.who, one.what, one.about) for one in audit.page(db, 10)]
    workspace.close()
    assert passwords.fits(GOOD.strip(), kept)
    assert log[-1] == ("root", "user add admin", "Amir")
    assert len(log) == 3


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("Amir", "short\n", "12 characters"),
        ("Amir", "aaaaaaaaaaaaaaaa\n", "too easily guessed"),
        ("machine-learned x", "machine-learned x\n", "too easily guessed"),
        ("Amir", "", "12 characters"),
        ("", GOOD, "letters and digits"),
        ("a" * 41, GOOD, "letters and digits"),
        ("two  spaces", GOOD, "letters and digits"),
        ("new\nline", GOOD, "letters and digits"),
    ],
)
def test_a_bad_name_or_password_makes_no_account(
    run: Run, home: Path, name: str, password: str, told: str
) -> None:
    done = run("user", "add", "--", name, stdin=password)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    workspace = opened(home)
    with workspace.reading() as db:
        assert accounts.every(db) == []
    workspace.close()


def test_the_last_administrator_stays(run: Run) -> None:
    run("user", "add", "Amir", stdin=GOOD)
    run("user", "add", "Rana", stdin=GOOD)
    assert run("user", "role", "Amir", "reader").code == 2
    assert "last administrator" in run("user", "remove", "Amir").err
    assert run("user", "role", "Rana", "admin").code == 0
    assert run("user", "remove", "Amir").code == 0
    assert "Amir" not in run("user", "list").out
    assert run("user", "remove", "Rana").code == 0, "the last of all may go: accounts are off again"


def test_what_is_not_there_is_told(run: Run) -> None:
    for command in (("remove", "Nobody"), ("password", "Nobody"), ("role", "Nobody", "reader")):
        done = run("user", *command, stdin=GOOD)
        assert done.code == 2
        assert "Nobody: there is none" in done.err


def test_a_name_is_given_once_and_may_come_back(run: Run) -> None:
    run("user", "add", "Amir", stdin=GOOD)
    assert "there already" in run("user", "add", "Amir", stdin=GOOD).err
    run("user", "add", "Rana", stdin=GOOD)
    run("user", "remove", "Rana")
    assert run("user", "add", "Rana", "--role", "analyst", stdin=GOOD).code == 0
    assert "analyst" in run("user", "list").out
