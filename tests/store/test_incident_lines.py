"""Rows of incidents come back as corrections of the events that told what was changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rasid.export.run import Request, export
from rasid.ingest.edited import read_edited
from rasid.model import Article
from rasid.store import corrections, derive, documents, incoming, merging, outgoing, reports
from rasid.store.find import Filter
from rasid.store.incoming import (
    ALREADY,
    APPLIED,
    CONFLICT,
    FAULT,
    FIXED,
    UNMATCHED,
    Decision,
)
from rasid.store.workspace import Workspace

from .conftest import Keep
from .test_outgoing import TOLD, WHO

Change = Mapping[str, str]
Edit = Callable[..., Path]


@pytest.fixture
def told(workspace: Workspace, keep: Keep) -> Workspace:
    """A strike told by three outlets with 3, 5 and 4 killed; merged."""
    for article in TOLD[:3]:
        keep(workspace, article)
    with workspace.writing() as db:
        merging.place(db)
    return workspace


def exported(told: Workspace, profile: str = "internal") -> list[dict[str, str]]:
    out = io.BytesIO()
    with told.reading() as db:
        request = Request.of("csv", profile, delay=0, incidents=True)
        export(outgoing.incidents(db, Filter()), request, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


@pytest.fixture
def edited(told: Workspace, tmp_path: Path) -> Edit:
    """`edited({"type": "shelling"})`: the table of the one incident with cells changed."""

    def make(change: Change, profile: str = "internal") -> Path:
        (row,) = exported(told, profile)
        path = tmp_path / "incidents.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, row.keys())
            writer.writeheader()
            writer.writerow({**row, **change})
        return path

    return make


def taken(told: Workspace, path: Path) -> list[Decision]:
    with told.writing() as db:
        decided = list(incoming.plan(db, read_edited(path, incoming.KEY)))
        incoming.carry_out(db, decided, by="Rami", at=WHO["at"], note="from incidents.csv")
    return decided


def outcomes(decided: list[Decision]) -> list[tuple[str, str]]:
    return sorted((one.outcome, one.event) for one in decided)


def killed(told: Workspace) -> dict[str, int]:
    with told.reading() as db:
        names = ("one", "two", "three")
        return {n: reports.event(db, f"{n}#e1")[1].event.casualties[0].min for n in names}


@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_a_table_that_nobody_changed_changes_nothing(
    told: Workspace, edited: Edit, profile: str
) -> None:
    assert taken(told, edited({}, profile)) == []


@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_what_all_reports_told_is_put_right_in_all(
    told: Workspace, edited: Edit, profile: str
) -> None:
    decided = taken(told, edited({"type": "shelling", "place_en": "Serakab"}, profile))
    assert {one.outcome for one in decided} == {APPLIED}
    assert len(decided) == 6
    (row,) = exported(told)
    assert (row["type"], row["place_en"]) == ("shelling", "Serakab")


def test_a_best_number_is_put_right_where_it_was_told(told: Workspace, edited: Edit) -> None:
    (row,) = exported(told)
    best = row["killed_best"]
    before = killed(told)
    changed = {name for name, number in before.items() if str(number) == best}
    decided = taken(told, edited({"killed_best": "9"}))
    assert outcomes(decided) == sorted((APPLIED, f"{name}#e1") for name in changed)
    assert len(changed) == 1
    assert killed(told) == {n: 9 if n in changed else number for n, number in before.items()}


def test_a_number_that_nobody_told_alone_is_no_edit(told: Workspace, edited: Edit) -> None:
    (one,) = taken(told, edited({"killed_high": "20"}))
    assert (one.outcome, one.field) == (FAULT, "killed_high")
    assert "no report of the incident tells" in one.why


def test_what_follows_from_the_reports_cannot_be_changed(told: Workspace, edited: Edit) -> None:
    (one,) = taken(told, edited({"grade": "confirmed", "outlets": "x"}))
    assert (one.outcome, one.field) == (FIXED, "grade, outlets")


def test_a_review_goes_to_all_events(told: Workspace, edited: Edit) -> None:
    assert exported(told)[0]["review"] == "open"
    decided = taken(told, edited({"review": "confirmed"}))
    assert [one.outcome for one in decided] == [APPLIED] * 3
    assert exported(told)[0]["review"] == "confirmed"


def test_events_that_stand_otherwise_are_mixed(told: Workspace) -> None:
    _correct(told, "one", "review", "confirmed")
    assert exported(told)[0]["review"] == "mixed"


def test_what_was_changed_since_is_a_conflict_of_that_report_alone(
    told: Workspace, edited: Edit
) -> None:
    path = edited({"status": "possible"})
    _correct(told, "two", "status", "denied")
    decided = taken(told, path)
    wanted = [(APPLIED, "one#e1"), (APPLIED, "three#e1"), (CONFLICT, "two#e1")]
    assert outcomes(decided) == wanted


def test_the_same_table_twice_is_already_so(told: Workspace, edited: Edit) -> None:
    path = edited({"status": "possible"})
    taken(told, path)
    assert {one.outcome for one in taken(told, path)} == {ALREADY}


def test_a_report_that_changed_does_not_keep_the_others(
    told: Workspace, edited: Edit, keep: Keep
) -> None:
    path = edited({"status": "possible"})
    old = TOLD[0]
    text = old.text.replace("ثلاثة", "سبعة")
    keep(told, Article(text, old.id, old.published, old.outlet, old.url))
    decided = taken(told, path)
    assert sorted(one.outcome for one in decided) == [APPLIED, APPLIED, UNMATCHED]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"incident": "another"}, "not the row"),
        ({"rasid_rev": "incident:2-e1-0-i"}, "not the row"),
        ({"rasid_rev": "incident:99-e1-0-i"}, "no such reading"),
        ({"rasid_rev": "incident:1-e7-0-i"}, "not told"),
        ({"rasid_rev": "incident:-i"}, "is no rasid_rev"),
        ({"rasid_rev": "incident:1-e1-0+2-e1-0-z"}, "not known"),
    ],
)
def test_rows_of_other_tables(told: Workspace, edited: Edit, change: Change, why: str) -> None:
    (one,) = taken(told, edited({**change, "status": "possible"}))
    assert one.outcome == UNMATCHED
    assert why in one.why


def test_public_tables_have_no_revision(told: Workspace) -> None:
    assert exported(told, "public")[0]["rasid_rev"] == ""


def _correct(told: Workspace, source: str, field: str, value: str) -> None:
    with told.writing() as db:
        document, one = reports.event(db, f"{source}#e1")
        corrections.correct(db, (one.telling, one.event), field, value, **WHO)
        derive.report(db, documents.by_id(db, document.id))
        merging.place(db)
