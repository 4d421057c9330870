"""A process that is killed loses nothing that it acknowledged, and leaves no half of a step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from rasid.store.corrections import of_report
from rasid.store.workspace import Workspace

from .conftest import ROOT

DECIDE = """
import sys
from pathlib import Path
from rasid.store import corrections, derive, intake, reports
from rasid.store.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    with workspace.writing() as db:
        document, one = reports.event(db, "strike#e1")
        who = {"by": "Mona", "at": intake.now(), "note": str(number)}
        corrections.correct(db, (one.telling, one.event), "review", "confirmed", **who)
        derive.report(db, document)
    print(number, flush=True)
"""
MERGE = """
import sys
from pathlib import Path
from rasid.store import merging
from rasid.store.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
write = merging._write
def slow(*arguments):
    write(*arguments)
    print("written", flush=True)
    sys.stdin.read()
if sys.argv[2] == "inside":
    merging._write = slow
with workspace.writing() as db:
    print("begun", flush=True)
    merging.everything(db)
print("done", flush=True)
sys.stdin.read()
"""


def started(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Python at work; nothing that it says is lost in a buffer of ours."""
    command = [sys.executable, "-c", code, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stdin=pipe, bufsize=0, cwd=ROOT)


def kill(process: subprocess.Popen[bytes]) -> str:
    """End it without a word; what it had said by then and was not read yet."""
    os.kill(process.pid, signal.SIGKILL)
    rest, _ = process.communicate()
    return rest.decode()


def sound(workspace: Workspace) -> bool:
    with workspace.reading() as db:
        return db.execute(text("PRAGMA integrity_check")).scalar() == "ok"


@pytest.mark.parametrize("after_s", [0.05, 0.3])
def test_every_acknowledged_decision_is_kept(full: Workspace, after_s: float) -> None:
    process = started(DECIDE, str(full.path))
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"
    time.sleep(after_s)
    told = ["1", *kill(process).split()]
    with full.reading() as db:
        kept = [one.note for one in of_report(db, "strike")]
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1, "at most the one that was written and not told yet"
    assert sound(full)


def incidents(workspace: Workspace) -> tuple[set[str], int]:
    with workspace.reading() as db:
        ids = set(db.execute(text("SELECT id FROM incidents")).scalars())
        return ids, int(db.execute(text("SELECT COUNT(*) FROM judgements")).scalar_one())


@pytest.mark.parametrize("moment", ["written", "done"])
def test_a_merge_is_done_or_not_begun(full: Workspace, moment: str) -> None:
    before = incidents(full)
    assert before == (set(), 0)
    process = started(MERGE, str(full.path), "inside" if moment == "written" else "through")
    assert process.stdout is not None
    while process.stdout.readline().decode().strip() != moment:
        pass
    kill(process)
    after, _ = incidents(full)
    assert (len(after) == 3) == (moment == "done")
    assert (after == set()) == (moment == "written")
    assert sound(full)


def test_what_was_not_merged_is_merged_next_time(full: Workspace, tmp_path: Path) -> None:
    process = started(MERGE, str(full.path), "inside")
    assert process.stdout is not None
    while process.stdout.readline().strip() != b"written":
        pass
    kill(process)
    again = started(MERGE, str(full.path), "through")
    again.communicate()
    assert again.returncode == 0
    assert len(incidents(full)[0]) == 3
