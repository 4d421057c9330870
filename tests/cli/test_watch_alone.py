"""`rasid watch` runs once at a time on a workspace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .conftest import Run


def test_two_do_not_watch_one_workspace_and_a_dead_one_keeps_nobody_out(
    run: Run, tmp_path: Path
) -> None:
    listed, file = tmp_path / "sources.yaml", tmp_path / "w.db"
    (tmp_path / "in").mkdir()
    listed.write_text(f'sources: [{{name: a, path: "{tmp_path}/in", every: 30s}}]', "utf-8")
    where = ("watch", "--sources", str(listed), "--workspace", str(file))
    code = "from rasid.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *where], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    assert " a: " in process.stderr.readline()
    second = run(*where, "--once")
    process.kill()
    process.communicate()
    assert (second.code, second.err.splitlines()) == (2, [
        f"rasid: {file}: another rasid watch runs on it (process {process.pid}); end that first"
    ])  # fmt: skip
    assert run(*where, "--once").code == 0
