"""What a workspace gives to an export: corrected events, reconciled incidents, nothing rejected."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from rasid.export.account import Account
from rasid.export.formats import FORMATS
from rasid.export.run import Request, export
from rasid.model import Article
from rasid.store import corrections, derive, documents, merging, outgoing, reports
from rasid.store.find import Filter
from rasid.store.workspace import Workspace

from .conftest import Keep

WHO = {"by": "Mona", "at": "2026-01-01T00:00:00+00:00"}
TOLD = (
    Article(
        "قصفت طائرات حربية مدينة سراقب اليوم، ما أدى إلى مقتل ثلاثة مدنيين.",
        "one",
        "2025-03-12",
        "وكالة الضفة",
        "https://a.example/1",
    ),
    Article(
        "غارة جوية على مدينة سراقب اليوم أسفرت عن مقتل خمسة مدنيين بينهم طفلان.",
        "two",
        "2025-03-12",
        "شبكة السهل",
        "https://t.me/sahl/5",
    ),
    Article(
        "قُتل أربعة مدنيين أمس في غارة جوية استهدفت مدينة سراقب.",
        "three",
        "2025-03-13",
        "موقع النهر",
    ),
    Article(
        "اعتقلت قوات النظام خمسة شبان في مدينة دوما أمس.", "arrest", "2025-02-01", "شبكة السهل"
    ),
)
Out = Callable[..., tuple[bytes, Account]]


@pytest.fixture
def told(workspace: Workspace, keep: Keep) -> Workspace:
    """A strike that three outlets tell with other tolls, and an arrest; merged."""
    for article in TOLD:
        keep(workspace, article)
    with workspace.writing() as db:
        merging.place(db)
    return workspace


@pytest.fixture
def out(told: Workspace) -> Out:
    """`out("csv", incidents=True, asked=...)`: the bytes and the account."""

    def run(
        form: str, *, incidents: bool = True, profile: str = "internal", asked: Filter | None = None
    ) -> tuple[bytes, Account]:
        request = Request.of(form, profile, delay=0, incidents=incidents)
        take = outgoing.incidents if incidents else outgoing.events
        stream = io.BytesIO()
        with told.reading() as db:
            account = export(take(db, asked or Filter()), request, stream)
        return stream.getvalue(), account

    return run


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def decide(workspace: Workspace, name: str, field: str, value: Any) -> None:
    with workspace.writing() as db:
        document, one = reports.event(db, name)
        corrections.correct(db, (one.telling, one.event), field, value, **WHO)
        derive.report(db, documents.by_id(db, document.id))
        merging.place(db)


def one(found: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    (only,) = (row for row in found if wanted.items() <= row.items())
    return only


# ------------------------------------------------------------------ incidents
def test_a_row_for_an_act_with_its_bounds_and_sources(out: Out) -> None:
    content, account = out("csv")
    assert account.events == account.out == 2
    row = one(rows(content), type="air_strike")
    assert [row[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["3", "4", "5"]
    assert [row[f"killed_children_{bound}"] for bound in ("low", "best", "high")] == ["2"] * 3
    assert (row["independent_sources"], row["reports"], row["grade"]) == ("3", "3", "fair")
    assert row["sources"] == "وكالة الضفة; شبكة السهل; موقع النهر"
    assert (row["first_published"], row["last_published"]) == ("2025-03-12", "2025-03-13")
    assert row["differ"] == "casualties"


def test_coding_schemes_get_their_numbers(out: Out) -> None:
    acled = one(rows(out("acled")[0]), sub_event_type="Air/drone strike")
    assert acled["fatalities"] == "3"
    assert "3 to 5 reported" in acled["notes"]
    assert "Best supported: 4." in acled["notes"]
    assert "rasid grade=fair" in acled["tags"]
    (ged,) = rows(out("ucdp-ged")[0])
    assert [ged[name] for name in ("low", "best", "high")] == ["3", "4", "5"]
    assert (ged["deaths_civilians"], ged["deaths_unknown"]) == ("4", "0")
    assert ged["number_of_sources"] == "3"
    (airwars,) = rows(out("airwars")[0])
    group = "civilian_non_combatants_killed"
    assert (airwars[f"{group}_min"], airwars[f"{group}_max"]) == ("3", "5")
    assert (airwars["children_killed_min"], airwars["children_killed_max"]) == ("2", "2")
    assert (airwars["civilian_harm_grading"], airwars["strike_status"]) == ("fair", "likely")


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if not form.of_reports])
@pytest.mark.parametrize("profile", ["internal", "partner", "public"])
def test_every_format_takes_incidents(out: Out, form: str, profile: str) -> None:
    content, account = out(form, profile=profile)
    assert content
    assert account.out + sum(map(len, account.dropped.values())) == account.events == 2


def test_a_correction_counts_in_its_incident(told: Workspace, out: Out) -> None:
    decide(told, "three#e1", "casualties.0.max", 5)
    decide(told, "three#e1", "casualties.0.min", 5)
    row = one(rows(out("csv")[0]), type="air_strike")
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("3", "5", "5")


def test_what_is_asked_for_by_an_event_brings_its_whole_incident(out: Out) -> None:
    content, account = out("csv", asked=Filter(killed=5))
    (row,) = rows(content)
    assert (row["killed_low"], row["reports"], account.events) == ("3", "3", 1)


def test_the_id_of_an_incident_cannot_be_worked_out_from_its_reports(out: Out) -> None:
    internal = {row["incident"] for row in rows(out("csv")[0])}
    partner = {row["incident"] for row in rows(out("csv", profile="partner")[0])}
    again = {row["incident"] for row in rows(out("csv", profile="public")[0])}
    assert not internal & partner
    assert partner == again


def test_features_have_the_columns_of_incidents(out: Out) -> None:
    found = json.loads(out("geojson")[0])["features"]
    told = next(f for f in found if f["properties"]["type"] == "air_strike")
    assert told["properties"]["killed_best"] == 4
    assert "incident" not in told["properties"]
    assert told["id"] == one(rows(out("csv")[0]), type="air_strike")["incident"]


def test_a_day_that_nobody_tells_is_told_as_that(workspace: Workspace, keep: Keep) -> None:
    text = "انفجر لغم أرضي بسيارة مدنية قرب بلدة الباب، وقُتل طفل."
    keep(workspace, Article(text, "mine", "2024-12-30", "وكالة الضفة"))
    request = Request.of("csv", "internal", incidents=True)
    stream = io.BytesIO()
    with workspace.writing() as db:
        merging.place(db)
        account = export(outgoing.incidents(db, Filter()), request, stream)
    (row,) = rows(stream.getvalue())
    assert row["date_precision"] == "published"
    assert (row["date_start"], row["date_end"]) == ("2024-12-29", "2024-12-30")
    assert "December" not in row["summary_en"]
    assert list(account.noted) == ["day_of_publication"]


def test_many_incidents_at_once_are_as_each_by_itself(told: Workspace) -> None:
    from rasid.store import deciding
    from rasid.store.listing import incidents_of

    with told.writing() as db:
        first = incidents_of(db).incidents[0].id
        deciding.split(db, first, ["three#e1"], **WHO)
        deciding.join(db, [one.id for one in incidents_of(db).incidents][:2], **WHO)
    with told.reading() as db:
        ids = [one.id for one in incidents_of(db).incidents]
        assert list(merging.several(db, ids)) == [merging.shown(db, id)[0] for id in ids]
        assert list(merging.several(db, ["none", *ids])) == list(merging.several(db, ids))


# ------------------------------------------------------------------ events
def test_events_go_out_as_they_stand(told: Workspace, out: Out) -> None:
    decide(told, "one#e1", "type", "shelling")
    found = rows(out("csv", incidents=False)[0])
    row = one(found, id="one:e1")
    assert (row["type"], row["review"], row["acled_sub_event"]) == (
        "shelling",
        "corrected",
        "Shelling/artillery/missile attack",
    )
    assert len(found) == 4
    assert one(found, id="two:e1")["review"] == "open"


@pytest.mark.parametrize("form", list(FORMATS))
def test_what_is_rejected_never_leaves(told: Workspace, out: Out, form: str) -> None:
    decide(told, "arrest#e1", "review", "rejected")
    for incidents in (True, False):
        if incidents and FORMATS[form].of_reports:
            continue
        content, account = out(form, incidents=incidents)
        assert account.dropped["rejected"] == ["arrest:e1"]
        assert b"arrest:e1" not in content
        if form == "csv":
            assert "arrest" not in {row["type"] for row in rows(content)}


def test_a_rejected_telling_is_in_no_incident(told: Workspace, out: Out) -> None:
    """Whether the others are still one act without it is not the export's to say."""
    decide(told, "two#e1", "review", "rejected")
    content, account = out("csv")
    strikes = [row for row in rows(content) if row["type"] == "air_strike"]
    assert sum(int(row["reports"]) for row in strikes) == 2
    assert {row["killed_high"] for row in strikes} <= {"3", "4"}
    assert all("شبكة السهل" not in row["sources"] + row["outlets"] for row in strikes)
    assert account.dropped == {"rejected": ["two:e1"]}


def test_what_is_not_merged_is_accounted_for(told: Workspace, keep: Keep, out: Out) -> None:
    keep(told, Article("قُصفت بلدة الباب بالمدفعية أمس.", "new", "2025-05-02"))
    _, account = out("csv")
    assert account.dropped == {"unmerged": ["new:e1"]}


def test_revisions_go_out_to_those_who_can_give_rows_back(out: Out) -> None:
    marks = {
        profile: {r["rasid_rev"] for r in rows(out("csv", incidents=False, profile=profile)[0])}
        for profile in ("internal", "partner", "public")
    }
    assert all(rev.endswith("-i") for rev in marks["internal"])
    assert all(rev.endswith("-p") for rev in marks["partner"])
    assert marks["public"] == {""}


def test_a_camp_of_an_incident_is_no_name_for_partners(workspace: Workspace, keep: Keep) -> None:
    """Its reports call it a camp, though its name alone does not."""
    text = "قصف مدفعي على مخيم الوفاء شمال مدينة سرمدا أسفر عن إصابة امرأتين."
    keep(workspace, Article(text, "camp", "2025-03-12", "شبكة السهل"))
    with workspace.writing() as db:
        merging.place(db)
    told = {}
    for profile in ("internal", "partner"):
        stream = io.BytesIO()
        request = Request.of("csv", profile, delay=0, incidents=True)
        with workspace.reading() as db:
            export(outgoing.incidents(db, Filter()), request, stream)
        told[profile] = stream.getvalue().decode("utf-8-sig")
    assert "الوفاء" in told["internal"]
    assert "الوفاء" not in told["partner"]
    (row,) = rows(told["partner"].encode())
    assert float(row["radius_km"]) >= 10
