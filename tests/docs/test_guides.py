"""The guides on fetching and watching: their example works, and no field goes unmentioned."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rasid.cli.main import main
from rasid.ingest.found import DAY_BY, OUTLET_BY, Provenance
from rasid.watch.config import ALERT, OUTPUT, SOURCE, TOP

DOCS = Path(__file__).resolve().parents[2] / "docs"
WATCH = (DOCS / "watch.md").read_text("utf-8")
FETCHING = (DOCS / "fetching.md").read_text("utf-8")


def test_the_example_of_a_list_of_sources_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = re.search(r"```yaml\n(.*?)```", WATCH, re.DOTALL)
    assert example is not None
    (tmp_path / "sources.yaml").write_text(example[1], "utf-8")
    command = ["rasid", "watch", "--check", "--sources", str(tmp_path / "sources.yaml")]
    monkeypatch.setattr("sys.argv", command)
    main()
    assert "3 sources, 2 alerts, 3 outputs; sound" in capsys.readouterr().out


@pytest.mark.parametrize("heading", ["Sources", "Alerts", "Outputs"])
def test_every_field_of_a_list_is_described(heading: str) -> None:
    table = {"Sources": SOURCE, "Alerts": ALERT, "Outputs": OUTPUT}[heading]
    told = WATCH.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| (.*?) \|", told, re.MULTILINE))
    assert set(table) == {name for cell in named for name in re.findall(r"`(\w+)`", cell)}
    assert all(f"{name}:" in WATCH for name in TOP)


def test_all_that_is_kept_of_where_a_report_comes_from_is_described() -> None:
    for name in (*(field.name for field in fields(Provenance)), *DAY_BY, *OUTLET_BY):
        assert f"`{name}`" in FETCHING
