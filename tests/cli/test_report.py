"""`rasid report`: files as they are sent, and errors in one line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from .conftest import Run

TEXT = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل سبعة مدنيين."
PERIOD = ("--from", "2025-03-01", "--to", "2025-03-07")


@pytest.fixture
def workspace(run: Run, tmp_path: Path) -> str:
    report = {"id": "a", "text": TEXT, "published": "2025-03-03", "outlet": "شبكة السهل"}
    path, store = tmp_path / "in.jsonl", str(tmp_path / "w.db")
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    assert run("add", str(path), "--workspace", store).code == 0
    return store


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", b"<!DOCTYPE"), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_name_s_ending_is_the_format(
    run: Run, workspace: str, tmp_path: Path, ending: str, begins: bytes
) -> None:
    out = tmp_path / f"week.{ending}"
    done = run("report", *PERIOD, "--workspace", workspace, "--out", str(out), "--lang", "ar")
    assert done.code == 0, done.err
    assert out.read_bytes().startswith(begins)
    kept = json.loads((tmp_path / f"week.{ending}.json").read_text("utf-8"))
    assert kept["incidents"][0]["tolls"] == {"killed": [7, 7, 7]}


def test_a_later_report_takes_the_earlier_one(run: Run, workspace: str, tmp_path: Path) -> None:
    common = ("report", *PERIOD, "--workspace", workspace, "--lang", "en")
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    assert run(*common, "--out", str(first)).code == 0
    assert run(*common, "--out", str(second), "--since", f"{first}.json").code == 0
    assert "Nothing that it told has changed" in second.read_text("utf-8")


NEXT = ("--from", "2025-03-08", "--to", "2025-03-14")
LATE = "Added since to its period: 1 incident."
UNCHANGED = "Nothing that it told has changed"


def test_the_workspace_remembers_the_report_before(
    run: Run, workspace: str, tmp_path: Path
) -> None:
    def told(name: str, *options: str) -> str:
        out = tmp_path / f"{name}.html"
        done = run("report", *options, "--workspace", workspace, "--lang", "en", "--out", str(out))
        assert done.code == 0, done.err
        return out.read_text("utf-8")

    assert UNCHANGED not in told("first", *PERIOD)
    assert UNCHANGED in told("next", *NEXT)
    assert UNCHANGED not in told("none", *NEXT, "--since", "none")
    assert UNCHANGED not in told("area", *NEXT, "--area", "SY")
    assert UNCHANGED not in told("profile", *NEXT, "--profile", "internal")
    assert UNCHANGED not in told("earlier", "--from", "2025-02-01", "--to", "2025-02-07")
    assert UNCHANGED in told("again", *PERIOD)


def test_what_came_in_since_is_told(run: Run, workspace: str, tmp_path: Path) -> None:
    first, second = (str(tmp_path / f"{n}.html") for n in (1, 2))
    common = ("--workspace", workspace, "--lang", "en")
    assert run("report", *PERIOD, *common, "--out", first).code == 0
    later = {"id": "b", "text": "قُتل أربعة مدنيين أمس بقصف مدفعي على مدينة الباب.",
             "published": "2025-03-05", "outlet": "شبكة السهل"}  # fmt: skip
    path = tmp_path / "later.jsonl"
    path.write_text(json.dumps(later, ensure_ascii=False), encoding="utf-8")
    assert run("add", str(path), "--workspace", workspace).code == 0
    assert run("report", *NEXT, *common, "--out", second).code == 0
    page = Path(second).read_text("utf-8")
    assert UNCHANGED not in page
    assert LATE in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "2025-03-07", "--to", "2025-03-01"), "is after the last"),
        (("--from", "soon", "--to", "2025-03-01"), "is not a date"),
        ((*PERIOD, "--area", "Atlantis"), "is called so"),
        ((*PERIOD, "--out", "week.txt"), "must end in"),
        ((*PERIOD, "--since", "missing.json"), "cannot be read"),
    ],
)
def test_what_is_wrong_is_one_line(
    run: Run, workspace: str, options: tuple[str, ...], said: str
) -> None:
    done = run("report", *options, "--workspace", workspace)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_file_that_is_there_is_not_replaced(run: Run, workspace: str, tmp_path: Path) -> None:
    out = tmp_path / "week.html"
    out.write_text("mine", encoding="utf-8")
    command = ("report", *PERIOD, "--workspace", workspace, "--out", str(out))
    assert run(*command).code == 2
    assert out.read_text("utf-8") == "mine"
    assert run(*command, "--force").code == 0


@pytest.mark.parametrize(("ending", "missing"), [("docx", "docx"), ("pdf", "typst")])
def test_a_missing_extra_is_told(
    run: Run,
    workspace: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    missing: str,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    out = tmp_path / f"week.{ending}"
    done = run("report", *PERIOD, "--workspace", workspace, "--out", str(out))
    assert done.code == 2
    assert "pip install 'rasid[report]'" in done.err
    assert not list(tmp_path.glob("week*"))
