"""Tables that people edited come back as corrections; what contradicts the workspace is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import InputError
from rasid.export.run import Request, export
from rasid.ingest.edited import read_edited
from rasid.model import Article
from rasid.store import corrections, derive, documents, incoming, intake, merging, outgoing, reports
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

from .conftest import REPORTS, Keep, read

WHO = {"by": "Mona", "at": "2026-02-02T00:00:00+00:00"}
Change = Mapping[str, str]
Edit = Callable[..., Path]


@pytest.fixture
def merged(full: Workspace) -> Workspace:
    with full.writing() as db:
        merging.place(db)
    return full


@pytest.fixture
def edited(merged: Workspace, tmp_path: Path) -> Edit:
    """`edited({"strike:e1": {"killed_min": "4"}})`: the exported table with cells changed."""

    def make(
        changes: Mapping[str, Change], *, form: str = "csv", profile: str = "internal"
    ) -> Path:
        path = tmp_path / f"table.{form}"
        path.write_bytes(_exported(merged, form, profile))
        known = csv.DictReader(
            io.StringIO(_exported(merged, "csv", "internal").decode("utf-8-sig"))
        )
        (_edit_sheet if form == "xlsx" else _edit_text)(
            path, [changes.get(row["id"], {}) for row in known]
        )
        return path

    return make


def _exported(merged: Workspace, form: str, profile: str) -> bytes:
    """The table; its rows come in the same order for everyone, whatever their ids are."""
    out = io.BytesIO()
    with merged.reading() as db:
        export(outgoing.events(db, Filter()), Request.of(form, profile, delay=0), out)
    return out.getvalue()


def _edit_text(path: Path, changes: Sequence[Change]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    for row, change in zip(rows, changes, strict=True):
        row.update(change)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")


def _edit_sheet(path: Path, changes: Sequence[Change]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    head, *rows = list(book.active.iter_rows())
    columns = {cell.value: number for number, cell in enumerate(head)}
    for row, change in zip(rows, changes, strict=True):
        for name, value in change.items():
            row[columns[name]].value = value
    book.save(path)


def planned(workspace: Workspace, path: Path) -> list[Decision]:
    with workspace.reading() as db:
        return list(incoming.plan(db, read_edited(path, incoming.KEY)))


def taken(workspace: Workspace, path: Path) -> list[Decision]:
    decided = planned(workspace, path)
    with workspace.writing() as db:
        incoming.carry_out(db, decided, by="Rami", at=WHO["at"], note="from table.csv")
    return decided


def event(workspace: Workspace, name: str) -> Any:
    with workspace.reading() as db:
        return reports.event(db, name)[1].event


def decide(workspace: Workspace, name: str, field: str, value: Any) -> None:
    with workspace.writing() as db:
        document, one = reports.event(db, name)
        corrections.correct(db, (one.telling, one.event), field, value, **WHO)
        derive.report(db, documents.by_id(db, document.id))
        merging.place(db)


def history(workspace: Workspace, source: str) -> list[corrections.Correction]:
    with workspace.reading() as db:
        return corrections.of_report(db, source)


def kinds(decided: list[Decision]) -> list[tuple[str, str]]:
    return [(one.outcome, one.field) for one in decided]


# ------------------------------------------------------------------ what is not edited
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_a_table_that_nobody_changed_changes_nothing(
    merged: Workspace, edited: Edit, form: str, profile: str
) -> None:
    assert planned(merged, edited({}, form=form, profile=profile)) == []


def test_what_a_spreadsheet_does_to_a_table_is_no_edit(merged: Workspace, edited: Edit) -> None:
    path = edited({})
    text = path.read_text("utf-8-sig")
    text = text.replace("2025-03-12", "12/3/2025").replace("true", "TRUE")
    rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text("sep=;\n" + out.getvalue(), encoding="utf-16")
    assert planned(merged, path) == []


@pytest.mark.parametrize("sign", [",", "\u066b"])
def test_a_decimal_comma_is_no_edit(merged: Workspace, edited: Edit, sign: str) -> None:
    point = {"latitude": f"35{sign}86", "longitude": f"36{sign}81"}
    path = edited({"strike:e1": point}, profile="partner")
    assert planned(merged, path) == []
    path = edited({"strike:e1": {"latitude": f"35{sign}9"}}, profile="partner")
    assert [one.given for one in planned(merged, path)] == [35.9]


def test_a_column_that_was_deleted_is_no_edit(merged: Workspace, edited: Edit) -> None:
    path = edited({})
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, ["rasid_rev", "killed_min"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    assert planned(merged, path) == []


# ------------------------------------------------------------------ edits
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_an_edit_becomes_a_correction_with_author_and_time(
    merged: Workspace, edited: Edit, form: str, profile: str
) -> None:
    path = edited({"strike:e1": {"killed_min": "4"}}, form=form, profile=profile)
    assert kinds(taken(merged, path)) == [(APPLIED, "casualties.0")]
    assert (event(merged, "strike#e1").casualties[0].min, history(merged, "strike")[0].by) == (
        4,
        "Rami",
    )
    (one,) = history(merged, "strike")
    assert (one.at, one.note) == (WHO["at"], f"from table.csv, line {_line_of(path)}")
    assert (one.old["min"], one.new["min"], one.new["max"]) == (3, 4, 4)


def _line_of(path: Path) -> int:
    lines = read_edited(path, incoming.KEY)
    return next(line.number for line in lines if line.cells["killed_min"] == "4")


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"type": "shelling"}, "type", "shelling"),
        ({"status": "possible"}, "status", "possible"),
        ({"main": "FALSE"}, "main", False),
        ({"latitude": "35.9"}, "place.lat", 35.9),
        ({"place_en": "Saraqeb"}, "place.name_en", "Saraqeb"),
        ({"radius_km": "0.5"}, "place.radius_km", 0.5),
        ({"review": "confirmed"}, "review", "confirmed"),
        ({"killed_min": "2"}, "casualties.0.min", 2),
        ({"killed_max": "9"}, "casualties.0.max", 9),
        ({"killed_max": ""}, "casualties.0.max", None),
        ({"date_start": "2025-03-11"}, "time.start", "2025-03-11"),
        ({"date_start": "2025-03-11"}, "time.end", "2025-03-11"),
        ({"date_end": "2025-03-14"}, "time.precision", "range"),
        ({"agents": "Russian Armed Forces", "agent_certainty": "suspected"},
         "agents.0.certainty", "suspected"),
        ({"weapons": "rocket; drone"}, "weapons.1.class", "drone"),
    ],
)  # fmt: skip
def test_every_column_that_can_be_edited(
    merged: Workspace, edited: Edit, cells: Change, field: str, value: Any
) -> None:
    decided = taken(merged, edited({"strike:e1": cells}))
    assert {one.outcome for one in decided} == {APPLIED}
    with merged.reading() as db:
        standing = reports.event(db, "strike#e1")[1]
    found = standing.review if field == "review" else corrections.value(standing.event, field)
    assert found == value


TARGETS = [
    ({"targets": "ISIS"}, [(None, "vehicle"), ("ISIS", "unknown")]),
    ({"targets": "ISIS", "target_kinds": "vehicle; combatant"},
     [(None, "vehicle"), ("ISIS", "combatant")]),
    ({"target_kinds": "military_object"}, [(None, "military_object")]),
    ({"target_kinds": "vehicle; market"}, [(None, "vehicle"), (None, "market")]),
    ({"target_kinds": ""}, []),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "wanted"), TARGETS)
def test_targets_are_named_and_told_by_kind(
    merged: Workspace, edited: Edit, cells: Change, wanted: list[tuple[str | None, str]]
) -> None:
    (one,) = taken(merged, edited({"mine:e1": cells}))
    assert one.outcome == APPLIED
    assert [(t.actor, t.kind) for t in event(merged, "mine#e1").targets] == wanted


def test_a_party_keeps_a_kind(merged: Workspace, edited: Edit) -> None:
    target = {"actor": "ISIS", "actor_id": "isis", "kind": "combatant"}
    decide(merged, "mine#e1", "targets", [{**target, "span": {"start": 0, "end": 0, "text": ""}}])
    (one,) = taken(merged, edited({"mine:e1": {"target_kinds": ""}}))
    assert (one.outcome, "combatant is what ISIS is" in one.why) == (FAULT, True)


def test_agents_are_found_in_the_lexicon_or_kept_as_named(merged: Workspace, edited: Edit) -> None:
    cells = {"agents": "syrian armed forces; River Band", "agent_certainty": "stated; accused"}
    taken(merged, edited({"mine:e1": cells}))
    one, other = event(merged, "mine#e1").agents
    assert (one.actor, one.actor_id) == ("Syrian Armed Forces", "sy.armed-forces")
    assert (other.actor, other.actor_id, other.span.text) == ("River Band", None, "")


def test_a_toll_that_was_not_told_is_a_row_of_its_own(merged: Workspace, edited: Edit) -> None:
    taken(merged, edited({"arrest:e1": {"killed_min": "1", "killed_max": "1"}}))
    told = event(merged, "arrest#e1").casualties
    assert [(row.outcome, row.min, row.max) for row in told][-1] == ("killed", 1, 1)


def test_incidents_are_made_anew(merged: Workspace, edited: Edit) -> None:
    taken(merged, edited({"strike:e1": {"killed_min": "8"}}))
    with merged.reading() as db:
        items = list(outgoing.incidents(db, Filter(killed=8)))
    assert [item.merged.toll("killed").best for item in items if item.merged] == [8]  # type: ignore


# ------------------------------------------------------------------ what cannot be
@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        ({"type": "war"}, FAULT, "not one of"),
        ({"killed_min": "many"}, FAULT, "no whole number"),
        ({"killed_min": ""}, FAULT, "killed_min is empty"),
        ({"latitude": "north"}, FAULT, "is no number"),
        ({"latitude": "95"}, FAULT, "more than 90"),
        ({"date_start": "yesterday"}, FAULT, "write YYYY-MM-DD"),
        ({"date_start": "2025-04-01", "date_end": "2025-03-01"}, FAULT, "cannot be"),
        ({"review": "fine"}, FAULT, "not one of open"),
        ({"agents": "A; B", "agent_certainty": "stated"}, FAULT, "2 agents and 1 certainties"),
        ({"main": "maybe"}, FAULT, "write true or false"),
        ({"summary_en": "Something else."}, FIXED, "cannot be changed in a table"),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_taken(
    merged: Workspace, edited: Edit, cells: Change, outcome: str, why: str
) -> None:
    path = edited({"strike:e1": cells, "mine:e1": {"status": "possible"}})
    decided = {one.outcome: one for one in taken(merged, path)}
    assert set(decided) == {outcome, APPLIED}
    assert why in decided[outcome].why
    assert not history(merged, "strike")
    assert event(merged, "mine#e1").status == "possible"


# ------------------------------------------------------------------ conflicts
def test_what_was_changed_since_stays_and_both_are_kept(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"killed_min": "5", "killed_max": "5"}})
    decide(merged, "strike#e1", "casualties.0.min", 2)
    (one,) = taken(merged, path)
    assert one.outcome == CONFLICT
    assert [v["min"] for v in (one.then, one.now, one.given)] == [3, 2, 5]
    assert event(merged, "strike#e1").casualties[0].min == 2
    first, second, third = history(merged, "strike")
    assert (first.new, second.new["min"], third.undoes) == (2, 5, second.id)
    with merged.writing() as db:
        corrections.undo(db, third.id, of="strike", by="Mona", at=WHO["at"])
    assert event(merged, "strike#e1").casualties[0].min == 5


def test_other_values_of_the_event_are_no_conflict(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"status": "possible"}})
    decide(merged, "strike#e1", "casualties.0.min", 2)
    assert kinds(taken(merged, path)) == [(APPLIED, "status")]
    assert event(merged, "strike#e1").casualties[0].min == 2


def test_the_same_table_twice_is_already_so(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"status": "possible"}})
    taken(merged, path)
    assert kinds(taken(merged, path)) == [(ALREADY, "status")]
    assert len(history(merged, "strike")) == 1


def test_a_decision_made_since_is_a_conflict(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"review": "confirmed"}})
    decide(merged, "strike#e1", "review", "rejected")
    assert kinds(taken(merged, path)) == [(CONFLICT, "review")]
    with merged.reading() as db:
        assert reports.event(db, "strike#e1")[1].review == "rejected"


# ------------------------------------------------------------------ rows without a match
@pytest.mark.parametrize(
    ("revision", "why"),
    [
        ("", "has no rasid_rev"),
        ("nonsense", "is no rasid_rev"),
        ("999-e1-0-i", "no such reading"),
        ("1-e9-0-i", "no such event"),
        ("1-e1-0-z", "profile that is not known"),
        ("2-e1-0-i", "not the row"),
    ],
)
def test_rows_that_are_not_found(merged: Workspace, edited: Edit, revision: str, why: str) -> None:
    path = edited({"strike:e1": {"rasid_rev": revision, "killed_min": "9"}})
    (one,) = taken(merged, path)
    assert one.outcome == UNMATCHED
    assert why in one.why
    assert not history(merged, "strike")


def test_a_row_that_stands_twice_counts_once(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"status": "possible"}})
    text = path.read_text("utf-8-sig")
    line = next(line for line in text.splitlines() if line.startswith("strike:e1"))
    path.write_text(f"{text}{line}\n", encoding="utf-8-sig")
    assert [one.outcome for one in taken(merged, path)] == [APPLIED, UNMATCHED]


def test_a_report_that_changed_is_looked_at_again(
    merged: Workspace, edited: Edit, keep: Keep
) -> None:
    path = edited({"strike:e1": {"status": "possible"}})
    old = REPORTS["strike"]
    keep(
        merged,
        Article(old.text.replace("ثلاثة", "سبعة"), old.id, old.published, old.outlet, old.url),
    )
    (one,) = planned(merged, path)
    assert (one.outcome, "has changed since" in one.why) == (UNMATCHED, True)


def test_a_newer_reading_of_the_same_text_is_found(merged: Workspace, edited: Edit) -> None:
    path = edited({"strike:e1": {"status": "possible"}})
    with merged.writing() as db:
        document = documents.newest(db, "strike")
        assert document is not None
        record = read(REPORTS["strike"])
        newer = replace(record, events=tuple(replace(e, id="e5") for e in record.events))
        intake.read_again(db, document, newer)
    (one,) = taken(merged, path)
    assert (one.outcome, one.event) == (APPLIED, "strike#e5")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"a,b\n1,2\n", "no column 'rasid_rev'"), (b"PK\x03\x04broken", "that can be read")],
)
def test_files_that_are_no_table_of_ours(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InputError, match=why):
        read_edited(path, incoming.KEY)
