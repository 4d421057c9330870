"""The workspace on the command line: add, list, search, show, review, incidents, copies, faults."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from rasid.cli.commands import HOMES

from .conftest import Done, Run

MINE = "انفجر لغم أرضي بسيارة مدنية قرب بلدة الباب، وقُتل طفل وبالمدنيين إصابات."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace folder and an author of our own."""
    monkeypatch.setenv("RASID_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RASID_AUTHOR", "Mona")
    return tmp_path / "home"


@pytest.fixture
def rows(tmp_path: Path, strike: str) -> Path:
    """Two reports of one act, one of another, and a faulty row."""
    path = tmp_path / "rows.jsonl"
    told = [
        {"id": "a", "text": strike, "published": "2025-03-12", "outlet": "وكالة الضفة"},
        {"id": "b", "text": strike + " وأضاف المصدر أن القصف تواصل.", "published": "2025-03-12",
         "outlet": "شبكة السهل"},
        {"id": "c", "text": MINE, "published": "2024-12-30"},
    ]  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in told]
    path.write_text("\n".join([lines[0], "no json", *lines[1:]]), encoding="utf-8")
    return path


@pytest.fixture
def added(run: Run, rows: Path) -> Done:
    done = run("add", str(rows))
    assert done.code == 0
    return done


def listed(run: Run, *options: str) -> list[str]:
    """Names of the events that a list gives."""
    done = run("list", "--format", "jsonl", *options)
    assert done.code == 0
    told = [json.loads(line) for line in done.out.splitlines()]
    return [f"{row['source']}#{row['number']}" for row in told]


def only(run: Run, column: int = 0) -> list[str]:
    """The incidents that are listed."""
    lines = run("incidents", "list", columns=140).out.splitlines()
    return [line.split()[column] for line in lines if line[1:17].isalnum() and len(line) > 40]


# ------------------------------------------------------------------ init, add, status
def test_a_workspace_is_made_once(run: Run, home: Path) -> None:
    done = run("init")
    assert (done.code, done.out) == (0, f"workspace made: {home / 'workspace.db'}\n")
    again = run("init")
    assert again.code == 2
    assert "is there already" in again.err


def test_reports_are_added_and_faults_told(added: Done, rows: Path) -> None:
    assert f"{rows}:2: not JSON" in added.err
    assert "3 reports read" in added.err
    assert "1 fault; 3 new, 0 changed, 0 there already" in added.err


def test_adding_again_goes_on_and_doubles_nothing(run: Run, added: Done, rows: Path) -> None:
    with rows.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"id": "d", "text": MINE, "outlet": "x"}))
    again = run("add", str(rows))
    assert "1 report read" in again.err
    assert "1 new, 0 changed, 3 there already" in again.err
    assert again.code == 0
    assert run("add", str(rows)).code == 0, "nothing new is no fault"


def test_several_values_of_an_option_ask_for_any_of_them(run: Run, added: Done) -> None:
    strikes, mines = (listed(run, "--type", kind) for kind in ("air_strike", "ied"))
    assert strikes
    assert mines
    both = listed(run, "--type", "air_strike", "--type", "ied")
    assert sorted(both) == sorted([*strikes, *mines])


def test_a_changed_report_is_a_version(run: Run, added: Done, rows: Path) -> None:
    text = rows.read_text("utf-8").replace("ثلاثة", "سبعة", 1)
    rows.write_text(text, encoding="utf-8")
    assert "0 new, 1 changed, 2 there already" in run("add", str(rows)).err
    assert "version 2" in run("show", "a").out


def test_nothing_readable_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("no json")
    done = run("add", str(tmp_path / "bad.jsonl"))
    assert done.code == 2
    assert done.err.splitlines()[-1] == "rasid: nothing could be read"


def test_status_counts(run: Run, added: Done, home: Path) -> None:
    told = run("status").out
    for line in ("reports", "incidents", "not looked at", str(home / "workspace.db")):
        assert line in told


def test_another_workspace_can_be_given(run: Run, rows: Path, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other.db"
    assert run("add", str(rows), "--workspace", str(other)).code == 0
    assert other.exists()
    assert not (home / "workspace.db").exists()
    assert listed(run, "--workspace", str(other))
    missing = run("list")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "make one with: rasid init" in missing.err


def test_a_killed_run_is_gone_on_with(run: Run, tmp_path: Path, home: Path) -> None:
    path, many = tmp_path / "many.jsonl", 200
    told = [{"id": f"r{n}", "text": f"{MINE} {n}", "outlet": f"o{n}"} for n in range(many)]
    path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    command = [sys.executable, "-m", "rasid.cli.main", "add", str(path)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while stored(home / "workspace.db") == 0 and process.poll() is None:
            time.sleep(0.05)
        process.kill()
    before = stored(home / "workspace.db")
    assert 0 < before < many
    assert f"{many - before} new, 0 changed, {before} there already" in run("add", str(path)).err
    assert stored(home / "workspace.db") == many


def stored(path: Path) -> int:
    """How many documents are acknowledged so far."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT COUNT(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


# ------------------------------------------------------------------ list, search, show
@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], {"a#e1", "b#e1", "c#e1"}),
        (["--type", "air_strike"], {"a#e1", "b#e1"}),
        (["--since", "2025-01-01"], {"a#e1", "b#e1"}),
        (["--until", "2025-01-01"], {"c#e1"}),
        (["--killed", "3"], {"a#e1", "b#e1"}),
        (["--source", "شبكة السهل"], {"b#e1"}),
        (["--near", "سراقب", "--radius", "5"], {"a#e1", "b#e1"}),
        (["--near", "35.86,36.80"], {"a#e1", "b#e1"}),
        (["--near", "0,0"], set()),
        (["--country", "sy", "--review", "confirmed"], set()),
        (["--min-confidence", "1"], set()),
    ],
)
def test_events_are_filtered(run: Run, added: Done, options: list[str], wanted: set[str]) -> None:
    found = {name for name in listed(run, *options) if name.endswith("#e1")}
    assert found == wanted


def test_actors_are_found_by_any_name(run: Run, rows: Path, tmp_path: Path) -> None:
    told = "قصفت قوات النظام السوري بلدة كفرنبل بالمدفعية، ما أدى إلى مقتل مدني."
    (tmp_path / "shelling.txt").write_text(told, encoding="utf-8")
    run("add", str(tmp_path / "shelling.txt"))
    for name in ("sy.armed-forces", "Syrian Armed Forces", "قوات النظام"):
        assert listed(run, "--actor", name) == ["shelling#e1"], name
    assert listed(run, "--actor", "Nobody At All") == []


def test_pages_follow_each_other(run: Run, added: Done) -> None:
    first = run("list", "--limit", "1")
    mark = first.err.rpartition("--after ")[2].strip()
    every = listed(run)
    assert listed(run, "--limit", "1", "--after", mark) == every[1:2]


def test_the_list_is_a_table(run: Run, added: Done) -> None:
    told = run("list", columns=120).out
    assert "a#e1" in told
    assert "air strike" in told
    assert "2025-03-12" in told


def test_reports_are_searched(run: Run, added: Done) -> None:
    assert "c#e1" in run("search", "مدنيين", "طفل").out
    assert "a#e1" not in run("search", "طفل").out
    wrong = run("search", "***")
    assert wrong.code == 2
    assert "no word to look for" in wrong.err


def test_a_report_is_shown_as_it_stands(run: Run, added: Done, strike: str) -> None:
    told = run("show", "a", "--text").out
    assert "is told in incident" in told
    assert "read once" in told
    record = json.loads(run("show", "a#e1", "--format", "json").out)
    assert record["report"]["id"] == "a"
    missing = run("show", "none")
    assert (missing.code, missing.err) == (
        2, "rasid: none: no report has this id; see them with: rasid list\n",
    )  # fmt: skip


# ------------------------------------------------------------------ review
def test_a_correction_is_kept_with_its_author_and_taken_back(run: Run, added: Done) -> None:
    done = run("review", "a#e1", "--set", "casualties.0.min=2", "--note", "نص الخبر")
    assert (done.code, done.out) == (0, "a#e1: kept as 1\n")
    assert listed(run, "--review", "corrected") == ["a#e1"]
    told = run("show", "a", columns=120).out
    assert "1. e1 casualties.0.min: 3 → 2 (Mona, " in told
    assert run("review", "a#e1", "--undo", "1", "--by", "Ali").code == 0
    assert listed(run, "--review", "corrected") == []
    assert "takes back 1 (Ali, " in run("show", "a", columns=120).out


def test_states_are_set(run: Run, added: Done) -> None:
    run("review", "c#e1", "--state", "rejected")
    assert listed(run, "--review", "rejected") == ["c#e1"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a#e1"], "nothing to do"),
        (["a", "--state", "confirmed"], "is no event"),
        (["a#e9", "--state", "confirmed"], "has no event of this number"),
        (["a#e1", "--set", "type"], "write FIELD=VALUE"),
        (["a#e1", "--set", "type=war"], "not one of"),
        (["a#e1", "--set", "place.lat=NaN"], "must be number"),
        (["a#e1", "--state", "confirmed", "--by", " "], "a decision needs a name"),
    ],
)
def test_a_review_that_makes_no_sense_is_one_line(
    run: Run, added: Done, arguments: list[str], told: str
) -> None:
    done = run("review", *arguments)
    assert done.code == 2
    assert told in done.err
    assert done.err.count("\n") == 1


# ------------------------------------------------------------------ incidents and merge
def test_incidents_are_listed_shown_split_joined_and_undone(run: Run, added: Done) -> None:
    first, *_ = found = only(run)
    assert len(found) == 2
    told = run("incidents", "show", first, columns=140).out
    assert "rare words in common" in told
    assert "told in a#e1, b#e1" in told
    done = run("incidents", "split", first, "b#e1", "--by", "Ali")
    assert done.code == 0
    assert len(only(run)) == 3
    decision = done.out.split(";")[0].removeprefix("decision ")
    assert " different (Ali, " in run("incidents", "show", first, columns=140).out
    assert run("incidents", "undo", decision).code == 0
    assert only(run) == found
    assert run("incidents", "join", *found).code == 0
    assert len(only(run)) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "zz"], "there is none"),
        (["undo", "zz"], "there is none"),
        (["join", "zz", "yy"], "there is none"),
        (["list", "--after", "x"], "begins no page"),
    ],
)
def test_decisions_that_make_no_sense_are_one_line(
    run: Run, added: Done, arguments: list[str], told: str
) -> None:
    done = run("incidents", *arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert told in done.err


def test_merge_places_what_waits(run: Run, added: Done, home: Path) -> None:
    before = only(run)
    assert "0 incidents made" in run("merge").err
    assert "2 incidents made" in run("merge", str(home / "workspace.db"), "--anew").err
    assert only(run) == before


def test_a_workspace_is_not_merged_into_a_format(run: Run, added: Done) -> None:
    done = run("merge", "--format", "json")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "rasid incidents list" in done.err


def test_merge_of_files_needs_no_workspace(run: Run, rows: Path, home: Path) -> None:
    done = run("merge", str(rows), "--format", "jsonl")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["a", "b", "c"]
    assert not home.exists()


def test_rereading_keeps_decisions(run: Run, added: Done) -> None:
    run("review", "a#e1", "--state", "confirmed")
    assert "0 reports read again" in run("reread").err
    assert "3 reports read again" in run("reread", "--all").err
    assert listed(run, "--review", "confirmed") == ["a#e1"]
    assert "read 2 times" in run("show", "a").out


# ------------------------------------------------------------------ copies and faults
def test_copies_are_made_and_put_back(run: Run, added: Done, home: Path) -> None:
    copy = home / "copy.db"
    assert "checked" in run("backup", str(copy)).out
    run("review", "a#e1", "--state", "rejected")
    done = run("restore", str(copy))
    assert done.code == 0
    assert "what was there: " in done.out
    assert listed(run, "--review", "rejected") == []


@pytest.mark.parametrize("command", ["list", "status", "incidents list", "merge", "add"])
def test_a_file_that_is_no_workspace_is_one_line(
    run: Run, rows: Path, home: Path, command: str
) -> None:
    home.mkdir()
    (home / "workspace.db").write_text("text")
    arguments = [*command.split(), *([str(rows)] if command == "add" else [])]
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"rasid: {home / 'workspace.db'}: is no Rasid workspace\n"


def test_reading_needs_no_database_library(strike: str) -> None:
    code = (
        "import sys; from rasid.cli.main import cli; from rasid.api import read;"
        " read('.'); print([m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", HOMES)
def test_every_command_of_the_workspace_explains_itself(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert "workspace" in done.out.casefold() or "Commands:" in done.out
    assert name in run("--help").out


def test_columns_that_somebody_tells_are_used_by_add_and_merge_too(
    run: Run, tmp_path: Path, strike: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"Words,When\n{strike},2025-03-12\n", "utf-8")
    told = ("--map", "text=Words,published=When")
    added = run("add", str(table), "--workspace", str(tmp_path / "w.db"), *told, "--save-map", "t")
    assert "1 report read" in added.err
    assert "1 new" in added.err
    merged = run("merge", str(table), "--map", "t", "--format", "jsonl")
    assert merged.code == 0, merged.err
    assert merged.out.count("incident") == 1
