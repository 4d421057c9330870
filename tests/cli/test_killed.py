"""`rasid add` that is killed is gone on with by the same command, and nothing is there twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from rasid.store.workspace import Workspace

from .conftest import Run

REPORTS = 300
CODE = "from rasid.cli.main import main; main()"


def counts(file: Path) -> tuple[int, int, int]:
    """Reports, versions of them, and readings."""
    workspace = Workspace.open(file)
    with workspace.reading() as db:
        assert db.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        told = tuple(
            int(db.execute(text(query)).scalar_one())
            for query in (
                "SELECT COUNT(DISTINCT source) FROM documents",
                "SELECT COUNT(*) FROM documents",
                "SELECT COUNT(*) FROM readings",
            )
        )
    workspace.close()
    return told[0], told[1], told[2]


@pytest.mark.parametrize("kills", [1, 3])
def test_an_add_that_is_killed_is_gone_on_with(
    run: Run, tmp_path: Path, strike: str, kills: int
) -> None:
    file, table = tmp_path / "w.db", tmp_path / "r.jsonl"
    rows = [{"id": f"r{n}", "text": f"{strike} ({n})"} for n in range(REPORTS)]
    table.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    command = ("add", str(table), "--jobs", "1", "--workspace", str(file))
    Workspace.open(file, create=True).close()
    for _ in range(kills):
        before = counts(file)[0]
        process = subprocess.Popen([sys.executable, "-c", CODE, *command], stderr=subprocess.PIPE)
        while process.poll() is None and counts(file)[0] == before < REPORTS:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert counts(file)[0] > before
    done = run(*command)
    assert done.code == 0
    assert counts(file) == (REPORTS, REPORTS, REPORTS)
    assert f"0 new, 0 changed, {REPORTS} there already" in run(*command).err
