"""`rasid merge`: a line a report, a list, claims beside each other, JSON."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

import rasid
from rasid.model import Article, Record

from .conftest import Run

DEMO = str(resources.files("rasid.demo") / "reports.jsonl")


def test_json_lines_tell_the_incident_of_each_report(run: Run) -> None:
    done = run("merge", DEMO, "--format", "jsonl")
    home = {row["id"]: row["incident"] for row in map(json.loads, done.out.splitlines())}
    assert list(home) == ["demo-1", "demo-2", "demo-3", "demo-4"]
    assert home["demo-1"] == home["demo-2"]
    assert len(set(home.values())) == 3
    assert done.err.strip().endswith("6 incidents")


def test_a_report_without_an_act_has_an_incident_of_its_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": n, "text": "افتتح المعرض أبوابه للزوار في الحديقة."} for n in ("a", "b")]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = run("merge", str(path), "--format", "jsonl")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b"]
    assert len({line["incident"] for line in lines}) == 2


def test_the_list_has_a_line_for_each_incident(run: Run) -> None:
    done = run("merge", DEMO, columns=160)
    (line,) = (line for line in done.out.splitlines() if "2025-03-12" in line)
    for cell in ("shelling", "3 (3–4) killed", "2/2", "0.25", "fair"):
        assert cell in line


def test_all_claims_stand_beside_each_other_with_reasons(run: Run) -> None:
    out = run("merge", DEMO, "--format", "full", columns=132).out
    assert "fair: 2 independent sources tell it, none denies it" in out
    (tolls,) = (
        line for line in out.splitlines() if line.strip().startswith("casualties   3 (3–4)")
    )
    assert "3 civilian killed" in tolls
    assert "4 killed" in tolls
    assert "demo-2 and demo-1 are one: score +" in out
    assert "published on one day" in out
    assert "disagreement 0.25: casualties killed/all" in out


def test_json_has_every_claim_with_its_words(run: Run) -> None:
    told = json.loads(run("merge", DEMO, "--format", "json").out)
    first = next(i for i in told if len(i["tellings"]) == 2)
    assert {"id", "founder", "sources", "claims", "findings", "links", "grade"} <= first.keys()
    assert all(claim["span"]["text"] for claim in first["claims"])


def test_nothing_to_read_is_an_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    assert run("merge", str(path)).code == 2


@pytest.mark.parametrize("with_texts", [True, False])
def test_the_library_merges_records(demo: list[tuple[Article, Record]], with_texts: bool) -> None:
    """Without texts, what the records quote is compared."""
    texts = {article.id or "": article.text for article, _ in demo}
    made = rasid.merge([record for _, record in demo], texts=texts if with_texts else None)
    assert [len(i.tellings) for i in made] == [2, 1, 1, 1, 1, 1]
