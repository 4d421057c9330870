"""`rasid export`: files, accounts beside them, faults and exit codes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rasid import to_json
from rasid.model import Article, Record

from .conftest import Run

Demo = list[tuple[Article, Record]]


@pytest.fixture
def records(tmp_path: Path, demo: Demo) -> Path:
    path = tmp_path / "records.jsonl"
    lines = [json.dumps(to_json(record), ensure_ascii=False) for _, record in demo]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def account(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(f"{out}.report.json").read_text("utf-8"))
    return found


def rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))


def test_a_file_and_its_account(run: Run, records: Path, tmp_path: Path, demo: Demo) -> None:
    out = tmp_path / "events.csv"
    done = run("export", str(records), "--to", "csv", "--out", str(out))
    events = sum(len(record.events) for _, record in demo)
    assert done.code == 0
    assert f"{events} of {events} events written" in done.err
    assert len(rows(out)) == events
    told = account(out)
    assert (told["format"], told["profile"]) == ("csv", "partner")
    assert (told["records_in"], told["events_in"], told["events_out"]) == (
        len(demo),
        events,
        events,
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "events.csv",
        "events.csv.report.json",
        "records.jsonl",
    ]


def test_partner_is_the_default_and_internal_must_be_asked_for(
    run: Run, records: Path, tmp_path: Path
) -> None:
    shared, whole = tmp_path / "a.csv", tmp_path / "b.csv"
    run("export", str(records), "--to", "csv", "--out", str(shared))
    run("export", str(records), "--to", "csv", "--out", str(whole), "--profile", "internal")
    assert all(row["quotes"] == "" for row in rows(shared))
    assert any(row["quotes"] for row in rows(whole))
    assert account(shared)["removed"]
    assert account(whole)["removed"] == []


def test_filters_are_told_in_the_account(run: Run, records: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    asked = ("--type", "shelling", "--country", "sy", "--main", "--status", "happened")
    done = run("export", str(records), "--to", "csv", "--out", str(out), *asked)
    assert done.code == 0
    assert {(row["type"], row["country"]) for row in rows(out)} == {("shelling", "SY")}
    told = account(out)
    assert told["events_in"] == told["events_out"] + sum(d["count"] for d in told["dropped"])
    assert {d["reason"] for d in told["dropped"]} >= {"type"}


def test_days_are_asked_for(run: Run, records: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    days = ("--since", "2025-05-01", "--until", "2025-05-31")
    run("export", str(records), "--to", "csv", "--out", str(out), *days)
    assert rows(out)
    assert all(row["date_start"].startswith("2025-05") for row in rows(out))
    done = run("export", str(records), "--to", "csv", "--out", str(out), "--since", "soon")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(("days", "out_at_7", "out_at_3"), [(2, 0, 0), (6, 0, 1), (7, 1, 1)])
def test_public_waits_for_days(
    run: Run, tmp_path: Path, demo: Demo, days: int, out_at_7: int, out_at_3: int
) -> None:
    record = demo[2][1]
    young = (datetime.now(UTC).date() - timedelta(days=days)).isoformat()
    event = replace(record.events[0], time=None)
    told = replace(record, report=replace(record.report, published=young), events=(event,))
    text = json.dumps(to_json(told))
    for delay, expected in (((), out_at_7), (("--delay", "3"), out_at_3), (("--delay", "0"), 1)):
        out = tmp_path / "x.csv"
        to = ("--to", "csv", "--out", str(out), "--profile", "public", "--force")
        run("export", "-", *to, *delay, stdin=text)
        assert len(rows(out)) == expected


def test_the_account_of_a_public_export_tells_no_path_and_no_id(
    run: Run, records: Path, tmp_path: Path
) -> None:
    records.write_text(records.read_text("utf-8") + "\nbroken zqbroken", encoding="utf-8")
    out = tmp_path / "x.csv"
    run("export", str(records), "--to", "csv", "--out", str(out), "--profile", "public")
    told = Path(f"{out}.report.json").read_text("utf-8")
    assert [
        word for word in ("demo-", tmp_path.name, "records.jsonl", "zqbroken") if word in told
    ] == []
    assert account(out)["faults"] == {"count": 1, "lines": ["input 1, line 5"]}


# ------------------------------------------------------------------ preview
def test_a_preview_writes_nothing_and_counts(run: Run, records: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    done = run("export", str(records), "--to", "csv", "--preview", "--profile", "public")
    assert done.code == 0
    assert "removed by the profile public:" in done.out
    assert "words of the report removed" in done.out
    assert sorted(tmp_path.iterdir()) == before
    assert "nothing" in run("export", str(records), "--to", "csv", "--preview").out


# ------------------------------------------------------------------ faults
def test_a_faulty_line_is_told_and_the_rest_written(
    run: Run, records: Path, tmp_path: Path, demo: Demo
) -> None:
    good = records.read_text("utf-8")
    records.write_text(f"not json\n{good}\n{{}}", encoding="utf-8")
    out = tmp_path / "x.geojson"
    done = run("export", str(records), "--to", "geojson", "--out", str(out))
    assert done.code == 0
    assert f"{records}:1: not JSON" in done.err
    assert f"{records}:{len(demo) + 2}: record: no field 'report'" in done.err
    assert "2 faulty lines" in done.err
    assert len(json.loads(out.read_text("utf-8"))["features"]) == account(out)["events_out"]


def test_without_a_record_nothing_is_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    done = run("export", "-", "--to", "csv", "--out", str(out), stdin="nothing\n")
    assert done.code == 2
    assert "no record could be read" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_unless_forced(
    run: Run, records: Path, tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    out.write_text("mine", encoding="utf-8")
    done = run("export", str(records), "--to", "csv", "--out", str(out))
    assert (done.code, out.read_text("utf-8")) == (2, "mine")
    assert "--force" in done.err
    assert run("export", str(records), "--to", "csv", "--out", str(out), "--force").code == 0
    assert rows(out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "shapefile", "--out", "x"), "'csv', 'xlsx'"),
        (("--to", "csv"), "--out"),
        (("--to", "csv", "--out", "{tmp}"), "is a folder"),
        (("--to", "csv", "--out", "{tmp}/none/x.csv"), "No such file or directory"),
        (("--to", "csv", "--out", "{tmp}/x.csv", "--type", "war"), "war"),
        (("--to", "annotations", "--out", "{tmp}/x", "--profile", "public"), "withholds them all"),
    ],
)
def test_wrong_arguments_are_told(
    run: Run, records: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run("export", str(records), *(part.format(tmp=tmp_path) for part in arguments))
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


def test_an_export_that_fails_leaves_what_was_there(
    run: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.xlsx"
    out.write_bytes(b"mine")
    monkeypatch.setattr("rasid.export.tables.MOST_ROWS", 3)
    done = run("export", str(records), "--to", "xlsx", "--out", str(out), "--force")
    assert done.code == 2
    assert "a sheet holds 3 rows" in done.err
    assert out.read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records.jsonl", "x.xlsx"]
