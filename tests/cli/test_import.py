"""`rasid export` of a workspace, and `rasid import` of the table after people edited it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run

REPORTS = (
    {
        "id": "one",
        "outlet": "وكالة الضفة",
        "published": "2025-03-12",
        "text": "قصفت طائرات حربية مدينة سراقب اليوم، ما أدى إلى مقتل ثلاثة مدنيين.",
    },
    {
        "id": "two",
        "outlet": "موقع النهر",
        "published": "2025-03-12",
        "text": "غارة جوية على مدينة سراقب اليوم أسفرت عن مقتل خمسة مدنيين.",
    },
)


@pytest.fixture
def workspace(run: Run, tmp_path: Path) -> tuple[str, str]:
    """The option of a workspace with two reports of one strike."""
    path = str(tmp_path / "w.db")
    reports = tmp_path / "in.jsonl"
    reports.write_text("\n".join(json.dumps(one) for one in REPORTS), encoding="utf-8")
    assert run("add", str(reports), "--workspace", path).code == 0
    return "--workspace", path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_workspace_goes_out_as_incidents_unless_events_are_asked_for(
    run: Run, workspace: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    done = run("export", "--to", "csv", "--out", str(out), *workspace)
    assert (done.code, done.out) == (0, "")
    assert "1 of 1 incidents written" in done.err
    (row,) = rows(out)
    assert (row["killed_low"], row["killed_high"], row["independent_sources"]) == ("3", "5", "2")
    told = json.loads(Path(f"{out}.report.json").read_text("utf-8"))
    assert (told["rows"], told["profile"]) == ("incidents", "partner")
    run("export", workspace[1], "--to", "csv", "--out", str(out), "--events", "--force")
    assert [row["id"] for row in rows(out)] == ["r1:e1", "r2:e1"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (("--type", "air_strike"), 2),
        (("--type", "shelling"), 0),
        (("--killed", "4"), 1),
        (("--source", "موقع النهر"), 1),
        (("--near", "35.86,36.8", "--radius", "5"), 2),
        (("--near", "33.5,36.3", "--radius", "5"), 0),
        (("--words", "أسفرت"), 1),
        (("--review", "confirmed"), 0),
        (("--since", "2025-03-13"), 0),
        (("--min-confidence", "1"), 0),
        (("--admin1", "Idlib"), 2),
    ],
)
def test_filters_are_those_of_the_list(
    run: Run, workspace: tuple[str, str], tmp_path: Path, asked: tuple[str, ...], count: int
) -> None:
    out = tmp_path / "x.csv"
    done = run("export", "--to", "csv", "--out", str(out), "--events", *asked, *workspace)
    if count:
        assert len(rows(out)) == count
    else:
        assert (done.code, "no event that fits" in done.err) == (2, True)
        assert not out.exists()


def test_a_point_that_was_asked_for_is_told_to_nobody_else(
    run: Run, workspace: tuple[str, str], tmp_path: Path
) -> None:
    for profile, told in (("internal", True), ("partner", False)):
        out = tmp_path / f"{profile}.csv"
        near = ("--near", "35.8642,36.8011", "--type", "air_strike")
        run("export", "--to", "csv", "--out", str(out), "--profile", profile, *near, *workspace)
        beside = Path(f"{out}.report.json").read_text("utf-8")
        assert ("35.8642" in beside) == told
        assert "air_strike" in beside


@pytest.mark.parametrize("option", ["--near", "--actor", "--source", "--words", "--killed"])
def test_a_file_of_records_has_no_index(run: Run, tmp_path: Path, option: str) -> None:
    done = run("export", "-", "--to", "csv", "--out", str(tmp_path / "x"), option, "3", stdin="{}")
    assert (done.code, f"{option}: only for a workspace" in done.err) == (2, True)


def test_a_preview_shows_what_changes_column_by_column(
    run: Run, workspace: tuple[str, str]
) -> None:
    done = run("export", "--to", "csv", "--preview", "--profile", "public", *workspace)
    assert "1 of 1 incidents would go out" in done.out
    line = next(line for line in done.out.splitlines() if line.strip().startswith("latitude"))
    assert "35.9" in line


# ------------------------------------------------------------------ and back
def edit(path: Path, old: str, new: str) -> None:
    found = rows(path)
    for row in found:
        row["killed_min"] = new if row["killed_min"] == old else row["killed_min"]
    out = io.StringIO()
    writer = csv.DictWriter(out, found[0].keys())
    writer.writeheader()
    writer.writerows(found)
    path.write_text(out.getvalue(), encoding="utf-8-sig")


@pytest.fixture
def table(run: Run, workspace: tuple[str, str], tmp_path: Path) -> Path:
    """A table in which a toll of five was changed to six."""
    out = tmp_path / "x.csv"
    run("export", "--to", "csv", "--out", str(out), "--events", *workspace)
    edit(out, "5", "6")
    return out


def test_a_dry_run_tells_and_changes_nothing(
    run: Run, workspace: tuple[str, str], table: Path
) -> None:
    done = run("import", "--from", str(table), "--dry-run", *workspace)
    assert done.code == 0
    assert "2 rows: 1 applied; nothing was written" in done.err
    assert "two#e1" in done.out
    assert "6 civilian killed" not in run("show", "two", *workspace).out


def test_an_edit_is_kept_under_a_name(run: Run, workspace: tuple[str, str], table: Path) -> None:
    done = run("import", "--from", str(table), "--by", "Mona", "--note", "checked", *workspace)
    assert (done.code, "2 rows: 1 applied" in done.err) == (0, True)
    shown = run("show", "two", *workspace).out
    assert "(Mona, " in shown
    assert "from x.csv: checked" in shown.replace("\n", " ")
    again = run("import", "--from", str(table), *workspace)
    assert "1 already so" in again.err


def test_a_table_of_incidents_comes_back_too(
    run: Run, workspace: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    run("export", "--to", "csv", "--out", str(out), *workspace)
    done = run("import", "--from", str(out), *workspace)
    assert (done.code, "nothing was changed in them" in done.err) == (0, True)
    path = tmp_path / "edited.csv"
    path.write_text(out.read_text("utf-8-sig").replace(",open,", ",confirmed,"), "utf-8-sig")
    done = run("import", "--from", str(path), *workspace)
    assert (done.code, "applied" in done.err) == (0, True)


def test_a_table_of_another_workspace_changes_nothing(
    run: Run, workspace: tuple[str, str], table: Path, tmp_path: Path
) -> None:
    other = ("--workspace", str(tmp_path / "other.db"))
    run("init", *other)
    done = run("import", "--from", str(table), *other)
    assert (done.code, "no row is of this workspace" in done.err) == (2, True)


# ------------------------------------------------------------------ sending
def test_sending_is_for_bayanat_and_a_dry_run_by_default(
    run: Run, workspace: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.jsonl"
    to = ("--out", str(out), "--push", "https://bayanat.example")
    wrong = run("export", "--to", "csv", *to, *workspace)
    assert (wrong.code, "only payloads of --to bayanat" in wrong.err) == (2, True)
    done = run("export", "--to", "bayanat", *to, *workspace)
    assert (done.code, "3 payloads would be sent to https://bayanat.example" in done.err) == (
        0,
        True,
    )
    assert not Path(f"{out}.sent.jsonl").exists()
