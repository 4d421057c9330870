"""The other commands: demo, explain, gazetteer, lexicon, and what the entry point promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rasid.cli.demo import PAGE, WORKSPACE
from rasid.cli.main import cli

from .conftest import Run

PLACES = """\
id,name_ar,other_ar,name_en,lat,lon,kind,country,admin1,admin1_ar,admin2,population,source
t:1,قرية الاختبار,,Test Village,35.5,36.5,village,SY,Idlib,إدلب,,100,test
t:2,,,Nameless,35.6,36.6,village,SY,Idlib,إدلب,,,test
t:3,بلا مكان,,Nowhere,99,36.6,village,SY,Idlib,إدلب,,,test
"""


# ------------------------------------------------------------------ demo
def test_the_demo_tells_its_events_and_writes_a_page(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--out", str(tmp_path / "new"))
    page = tmp_path / "new" / PAGE
    assert done.code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert page.as_uri() in done.out
    assert "events in 4 reports" in done.out


def test_the_demo_makes_a_workspace_for_the_workbench(run: Run, tmp_path: Path) -> None:
    for _ in range(2):  # it is made anew each time
        done = run("demo", "--out", str(tmp_path))
    assert f"serve --workspace {tmp_path / WORKSPACE}" in done.out.replace("\n", "")
    listed = run("incidents", "list", "--workspace", str(tmp_path / WORKSPACE))
    assert listed.code == 0
    assert "6 incidents" in listed.err


def test_the_first_two_demo_reports_tell_one_incident_differently(run: Run, tmp_path: Path) -> None:
    lines = run("demo", "--out", str(tmp_path)).out.splitlines()
    second = next(i for i, line in enumerate(lines) if line.startswith("demo-2"))
    third = next(i for i, line in enumerate(lines) if line.startswith("demo-3"))
    assert any("3 civilian killed" in line for line in lines[:second])
    assert any("4 killed" in line for line in lines[second:third])


# ------------------------------------------------------------------ explain
def test_explain_shows_every_stage(run: Run, strike: str) -> None:
    done = run("explain", "-", "--published", "2025-03-12", stdin=strike, columns=120)
    for told in (
        "sentence 0", "trigger strike.bombard", "PLACE in", "TIME 2025-03-12", "NUMBER 3",
        "phrases", "act", "air_strike", "agents", "empty: ", "tolls", "3..3 civilian killed",
        "event", "probability", "rules",
    ):  # fmt: skip
        assert told in done.out, told
    assert done.code == 0


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_explain_keeps_to_the_width(run: Run, strike: str, columns: int) -> None:
    done = run("explain", "-", stdin=strike, columns=columns)
    assert all(len(line) <= columns for line in done.out.splitlines())


def test_explain_picks_a_report_by_id(run: Run, tmp_path: Path, strike: str) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": "a", "text": "الطقس غائم."}, {"id": "b", "text": strike}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert "air_strike" in run("explain", str(path), "--id", "b").out
    assert "air_strike" not in run("explain", str(path)).out
    missing = run("explain", str(path), "--id", "c")
    assert (missing.code, missing.err) == (2, "rasid: no report has the id c\n")


@pytest.mark.parametrize("text", ["", "Nothing Arabic.", "الطقس غائم."])
def test_explain_bears_reports_without_events(run: Run, text: str) -> None:
    assert run("explain", "-", stdin=text).code == (0 if text else 2)


# ------------------------------------------------------------------ gazetteer
def test_places_are_added_and_then_known(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASID_HOME", str(tmp_path / "home"))
    table = tmp_path / "test-places.csv"
    table.write_text(PLACES, encoding="utf-8")
    done = run("gazetteer", "add", str(table))
    assert done.code == 0
    assert "2 places added, 1 with an Arabic name; 0 replaced, 1 rows skipped" in done.out
    assert "line 4" in done.err
    info = run("gazetteer", "info").out
    assert "test-places" in info
    assert "SY" in info
    assert "2 replaced" in run("gazetteer", "add", str(table)).out


def test_a_table_that_is_none_is_one_line(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    for path in (bad, tmp_path / "missing.csv"):
        done = run("gazetteer", "add", str(path))
        assert done.code == 2
        assert done.err.splitlines()[-1].startswith("rasid: ")
        assert str(path) in done.err


# ------------------------------------------------------------------ lexicon
def test_a_word_is_looked_up_with_its_clitics(run: Run) -> None:
    done = run("lexicon", "find", "وبالقصف", "المدفعي", columns=160)
    assert "strike.bombard" in done.out
    assert "and" in done.out
    assert done.code == 0


def test_a_word_that_no_entry_knows_is_said(run: Run) -> None:
    done = run("lexicon", "find", "كعكة")
    assert (done.code, done.err) == (2, "rasid: no entry matches 'كعكة'\n")


def test_the_language_data_is_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.cli.lexicon.check", list)
    assert run("lexicon", "check").out == "language data: no faults\n"
    monkeypatch.setattr("rasid.cli.lexicon.check", lambda: ["file.yaml: x.y: no forms"])
    done = run("lexicon", "check")
    assert (done.code, done.out) == (2, "file.yaml: x.y: no forms\n")
    assert done.err.endswith("rasid: 1 faults in the language data\n")


# ------------------------------------------------------------------ the entry point
def test_every_command_explains_itself(run: Run) -> None:
    for name in ("", *cli.commands):
        done = run(*filter(None, [name, "--help"]))
        assert done.code == 0
        assert "Usage:" in done.out


def test_the_version_is_told(run: Run) -> None:
    assert "rasid, version" in run("--version").out


def test_an_interruption_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rasid.cli.run.Reports", interrupt)
    assert run("read", "x.txt").code == 130


def test_a_place_that_cannot_be_written_to_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = tmp_path / "file" / "below"
    command = [sys.executable, "-m", "rasid.cli.main", "demo", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == f"rasid: {out}: Not a directory\n"


def test_output_is_utf_8_and_a_closed_pipe_is_no_traceback(tmp_path: Path, strike: str) -> None:
    for number in range(80):  # more than a pipe holds
        (tmp_path / f"{number}.txt").write_text(strike, encoding="utf-8")
    command = f'"{sys.executable}" -m rasid.cli.main read "{tmp_path}" --format jsonl | head -c 80'
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)
    assert done.stdout.startswith(b'{"report": {"id": "0"')
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
