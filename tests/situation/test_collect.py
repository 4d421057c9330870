"""What a report takes out of a workspace: the store's figures, nothing that a profile withholds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from rasid.errors import InputError
from rasid.model import Article
from rasid.record import to_json
from rasid.situation.areas import area
from rasid.situation.changes import saved
from rasid.situation.compose import page
from rasid.situation.material import Material
from rasid.situation.model import LeftOut, Period
from rasid.store import corrections, derive, documents, merging
from rasid.store.tables import incidents
from rasid.store.workspace import Workspace

from .conftest import CLINIC, HANDLE, PERSON, REPORTS, WEEK, keep, made


def test_figures_are_those_of_the_store(full: Workspace, week: Material) -> None:
    with full.reading() as db:
        days = incidents.c.day.between(WEEK.start.isoformat(), WEEK.end.isoformat())
        rows = {row.id: row for row in db.execute(select(incidents).where(days))}
    assert {act.id for act in week.acts} == set(rows)
    for act in week.acts:
        row, killed = rows[act.id], act.toll("killed")
        told = (killed.low, killed.best, killed.high) if killed else (None, None, None)
        assert told == (row.killed_low, row.killed_best, row.killed_high)
        assert (act.type, act.day, act.grade) == (row.type, row.day, row.grade)


def test_bounds_are_what_the_sources_tell(week: Material) -> None:
    strike = next(act for act in week.acts if len(act.voices) == 2)
    killed = strike.toll("killed")
    assert killed is not None
    assert (killed.low, killed.high) == (4, 7)
    assert sorted(voice.tolls[0] for voice in strike.voices) == [("killed", 4, 4), ("killed", 7, 7)]


def test_an_open_toll_stays_open(week: Material) -> None:
    bomb = next(act for act in week.acts if act.type == "ied")
    killed = bomb.toll("killed")
    assert killed is not None
    assert (killed.low, killed.high) == (10, None)


def test_the_period_before_is_as_long_and_ends_where_it_begins(week: Material) -> None:
    assert WEEK.before() == Period(date(2025, 2, 24), date(2025, 3, 2))
    assert [act.day for act in week.before] == ["2025-02-26"]


def test_an_empty_period_is_a_report_too(full: Workspace) -> None:
    assert made(full, Period(date(2024, 1, 1), date(2024, 1, 2))).acts == ()


def test_an_area_leaves_the_others_out(full: Workspace) -> None:
    assert {act.admin1 for act in made(full, area=area("حلب")).acts} == {"Aleppo"}
    assert made(full, area=area("IQ")).acts == ()


def test_partners_get_no_exact_site_person_handle_or_small_source(week: Material) -> None:
    told = json.dumps([to_json(act) for act in week.acts], ensure_ascii=False)
    assert CLINIC not in told
    assert HANDLE not in told
    assert not any(word in told for word in PERSON.split())
    arrest = next(act for act in week.acts if act.type == "arrest")
    assert all(voice.kind in ("local", "outlet") for voice in arrest.voices)
    for act in week.acts:
        if act.place is not None and act.place.lat is not None:
            assert round(act.place.lat, 2) == act.place.lat


def test_the_public_gets_no_names_and_no_towns(full: Workspace) -> None:
    acts = made(full, profile="public").acts
    assert acts
    assert all(voice.name is None for act in acts for voice in act.voices)
    told = json.dumps([to_json(act) for act in acts], ensure_ascii=False)
    assert "Saraqib" not in told
    assert "سراقب" not in told


def test_the_public_gets_nothing_young(full: Workspace) -> None:
    acts = made(full, profile="public", today=date(2025, 3, 11)).acts
    assert acts
    assert max(act.day for act in acts) < "2025-03-05"


def test_rejected_events_stay_out(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w.db", create=True)
    keep(workspace, REPORTS)
    before = len(made(workspace).acts)
    with workspace.writing() as db:
        document = documents.newest(db, "arrest")
        assert document is not None
        _, record = derive.newest_reading(db, document.id)
        (one,) = derive.standing(record, [], document.text)
        corrections.correct(db, (one.telling, one.event), "review", "rejected", by="n", at="2025")
        derive.report(db, document)
        merging.place(db)
    assert len(made(workspace).acts) == before - 1


def test_what_has_no_day_or_place_is_counted_as_left_out(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w.db", create=True)
    undated = Article("قصفت طائرات حربية مدينة سراقب، ما أدى إلى مقتل ثلاثة مدنيين.", "undated")
    nowhere = Article("قُتل ثلاثة مدنيين بقصف مدفعي اليوم.", "nowhere", "2025-03-04", "شبكة السهل")
    keep(workspace, [undated, nowhere])
    assert made(workspace, area=area("SY")).left == LeftOut(undated=1, unplaced=1)
    everywhere = made(workspace)
    assert everywhere.left == LeftOut(undated=1)
    assert len(everywhere.acts) == 1
    assert "1 incident" in str(page(everywhere, "en").blocks[-1])


# ------------------------------------------------------------------ what changed
def test_an_earlier_report_tells_what_was_revised_and_added(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w.db", create=True)
    keep(workspace, [REPORTS[1], REPORTS[2]])
    first = made(workspace)
    path = tmp_path / "first.json"
    path.write_text(json.dumps(saved(first.asked, "2025-03-10", first.acts)), encoding="utf-8")
    keep(workspace, [REPORTS[0], REPORTS[3]])
    found = made(workspace, since=path).changes
    assert found is not None
    (revised,) = (one for one in found.revised if one.outcome == "killed")
    assert revised.before is not None
    assert revised.now is not None
    assert (revised.before.high, revised.now.high) == (4, 7)
    assert [act.type for act in found.late] == ["arrest"]
    assert found.gone == 0


def test_nothing_changed_between_equal_reports(full: Workspace, tmp_path: Path) -> None:
    first = made(full)
    path = tmp_path / "first.json"
    path.write_text(json.dumps(saved(first.asked, "2025-03-10", first.acts)), encoding="utf-8")
    found = made(full, since=path).changes
    assert found is not None
    assert (found.revised, found.late, found.gone) == ((), (), 0)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "other"}', "\x00"])
def test_a_file_that_is_no_earlier_report_is_told(
    full: Workspace, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="is no earlier situation report"):
        made(full, since=path)


# ------------------------------------------------------------------ areas
@pytest.mark.parametrize(
    ("asked", "found"),
    [("SY", ("SY", "")), ("سوريا", ("SY", "")), ("aleppo", ("SY", "Aleppo")),
     ("إدلب", ("SY", "Idlib")), ("SY/Homs", ("SY", "Homs")), ("sy/حلب", ("SY", "Aleppo"))],
)  # fmt: skip
def test_areas_go_by_code_and_by_name(asked: str, found: tuple[str, str]) -> None:
    one = area(asked)
    assert (one.country, one.admin1) == found


@pytest.mark.parametrize("asked", ["Atlantis", "", "ZZ", "SY/Cairo"])
def test_an_unknown_area_is_told(asked: str) -> None:
    with pytest.raises(InputError, match="--area"):
        area(asked)
