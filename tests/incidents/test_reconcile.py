"""Reconciled fields: tolls with their bounds, places, days, doers, grades, and who disagrees."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.incidents.claims import claims
from rasid.incidents.merge import incidents
from rasid.incidents.model import Finding, Incident, Telling
from rasid.incidents.tolls import by_side, people
from rasid.model import Casualty, Place, Span

ARMY, OTHERS = (
    ("sy.armed-forces", "Syrian Armed Forces"),
    ("tr.armed-forces", "Turkish Armed Forces"),
)


@pytest.fixture
def merged(invented: ModuleType) -> Any:
    """One incident of reports that say what is given, all of one village and in like words."""
    words = invented.hashed(*(f"w{n}" for n in range(30)))

    def merge(*reports: dict[str, Any]) -> Incident:
        told = [
            invented.telling(
                f"r{n}",
                **{
                    "outlet": f"o{n}",
                    "place": invented.village(1),
                    "words": [*words, *invented.hashed(*(f"own{n} {k}" for k in range(20)))],
                    **report,
                },
            )
            for n, report in enumerate(reports)
        ]
        (incident,) = incidents(told)
        return incident

    return merge


def finding(incident: Incident, field: str, key: str = "") -> Finding:
    (found,) = (f for f in incident.findings if f.field == field and f.key == key)
    return found


def killed(incident: Incident) -> tuple[int | None, Any, int | None, str]:
    found = finding(incident, "casualties", "killed/all")
    assert found.best is not None
    return found.low, found.best["number"], found.high, found.rule


# ------------------------------------------------------------------ tolls
def test_sources_that_agree(merged: Any) -> None:
    incident = merged({"killed": 4}, {"killed": 4})
    assert killed(incident) == (4, 4, 4, "toll.agree")
    assert finding(incident, "casualties", "killed/all").disagreement == 0


def test_what_most_sources_tell_is_best_and_the_rest_is_kept(merged: Any) -> None:
    incident = merged({"killed": 7}, {"killed": 4}, {"killed": 4}, {"killed": 12})
    assert killed(incident) == (4, 4, 12, "toll.most_sources")
    found = finding(incident, "casualties", "killed/all")
    assert (len(found.support), len(found.against)) == (2, 2)
    assert found.disagreement == pytest.approx(8 / 12, abs=0.001)


def test_a_sources_latest_total_replaces_its_earlier_ones(merged: Any) -> None:
    one = {"outlet": "o"}
    incident = merged({**one, "killed": 3}, {**one, "killed": 7, "published": "2024-01-02"})
    assert killed(incident) == (7, 7, 7, "toll.one_source")


def test_of_one_day_the_greatest_total_of_a_source_is_its_latest(merged: Any) -> None:
    """Reports have a day and no hour, and tolls rise."""
    assert killed(merged({"outlet": "o", "killed": 7}, {"outlet": "o", "killed": 3}))[1] == 7


def test_a_copy_is_no_later_word_of_its_source(merged: Any, invented: ModuleType) -> None:
    first = invented.hashed(*(f"w{n}" for n in range(30)), *(f"told{n}" for n in range(20)))
    incident = merged(
        {"outlet": "o", "killed": 3, "words": first},
        {"outlet": "o", "killed": 7, "published": "2024-01-02"},
        {"outlet": "late", "killed": 3, "words": first, "published": "2024-01-03"},
    )
    assert killed(incident) == (7, 7, 7, "toll.one_source")


def test_of_a_toll_that_rose_the_latest_count_is_best(merged: Any) -> None:
    incident = merged({"killed": 3}, {"killed": 5}, {"killed": 9, "published": "2024-01-02"})
    assert killed(incident) == (3, 9, 9, "toll.latest")


def test_else_the_middle_of_the_sources(merged: Any) -> None:
    assert killed(merged({"killed": 2}, {"killed": 9}, {"killed": 5})) == (2, 5, 9, "toll.median")


def test_copies_do_not_outvote(merged: Any, invented: ModuleType) -> None:
    words = [*(f"w{n}" for n in range(20)), *(f"copied{n}" for n in range(20))]
    copied = {"words": invented.hashed(*words), "killed": 9}
    incident = merged(copied, copied, copied, {"killed": 3})
    assert killed(incident)[3] == "toll.median"
    assert len(incident.sources) == 2


def row(least: int, most: int | None, group: str = "unknown", side: str | None = None) -> Any:
    return {"min": least, "max": most, "group": group, "side": side}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([row(3, 3, "civilian"), row(2, 2, "combatant")], (5, 5)),
        ([row(5, 5), row(3, 3, "civilian")], (5, 5)),
        ([row(3, 3), row(4, 4)], (4, 4)),
        ([row(2, 2, "combatant", "A"), row(3, 3, "combatant", "B")], (5, 5)),
        ([row(10, None, "civilian"), row(2, 2, "combatant")], (12, None)),
    ],
)
def test_how_rows_of_one_report_count_together(rows: Any, count: Any) -> None:
    assert people(rows) == count


def test_the_dead_of_each_side_are_what_its_latest_counts_tell(invented: ModuleType) -> None:
    def told(id: str, *rows: Casualty) -> list[Any]:
        telling = invented.telling(id, killed=1)
        assert telling.event is not None
        return [
            ("2025-03-12", claims(replace(telling, event=replace(telling.event, casualties=rows))))
        ]

    def of(least: int, side: str | None, group: str = "combatant", outcome: str = "killed") -> Any:
        span = Span(0, 4, "toll")
        return Casualty(outcome, least, least, group, None, None, None, side, span)

    one = told("a", of(4, "A"), of(2, "B"), of(1, "B", "civilian"), of(9, None))
    other = told("b", of(4, "A"), of(7, "A", outcome="injured"))
    assert list(by_side([one, other], "killed")) == [("A", 4), ("B", 2)]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["civilian", "unknown"])), min_size=1)
)
def test_people_are_never_fewer_than_any_row(rows: list[tuple[int, str]]) -> None:
    least, most = people(row(n, n, group) for n, group in rows)
    assert least >= max(n for n, _ in rows)
    assert most is not None
    assert least <= most


# ------------------------------------------------------------------ other fields
def test_the_best_place_is_the_finest_of_the_best_supported(
    merged: Any, invented: ModuleType
) -> None:
    wide: Place = replace(
        invented.village(1), precision="admin1", radius_km=60.0, place_id="unit", name="Unit"
    )
    incident = merged({"place": wide}, {"place": wide}, {})
    found = finding(incident, "place")
    assert found.best is not None
    assert found.best["name"] == "village1"
    assert found.rule == "place.best_supported"
    assert len(found.support) == 3


def test_days_are_those_that_most_sources_tell(merged: Any) -> None:
    incident = merged({"day": "2024-01-01"}, {"day": "2024-01-01"}, {"day": "2023-12-31"})
    found = finding(incident, "time")
    assert found.best is not None
    assert found.best["start"] == "2024-01-01"
    assert found.disagreement == pytest.approx(2 / 3, abs=0.001)


def test_without_a_told_day_the_first_publication_bounds_it(merged: Any) -> None:
    found = finding(merged({}, {"published": "2024-01-02"}), "time")
    assert found.rule == "time.by_publication"
    assert found.best == {"start": "2023-12-31", "end": "2024-01-01", "precision": "range"}


def test_each_doer_is_kept_with_how_it_is_told(merged: Any) -> None:
    incident = merged({"actor": ARMY, "certainty": "accused"}, {"actor": ARMY}, {"actor": OTHERS})
    army = finding(incident, "agents", ARMY[0])
    assert army.best is not None
    assert army.best["stances"] == ["stated", "accused"]
    assert army.words == "2 sources of 3: stated by o1; accused by o0"
    assert (len(army.support), len(army.against)) == (2, 1)
    assert finding(incident, "agents", OTHERS[0]).disagreement == 1.0


def test_things_that_were_hit_stand_beside_each_other_and_parties_against(merged: Any) -> None:
    market, civilians = (
        {"target": (None, None, "market")},
        {"target": ("Civilians", None, "civilian")},
    )
    assert merged(market, civilians, market).disagreement == 0
    army, others = ({"target": (name, id, "combatant")} for id, name in (ARMY, OTHERS))
    assert merged(army, market).disagreement == 0
    assert merged(army, others).disagreement == 1.0


# ------------------------------------------------------------------ grades
def test_grades(merged: Any) -> None:
    assert merged({}).grade.name == "weak"
    assert merged({}, {}).grade.name == "fair"
    assert merged({"actor": ARMY}, {"actor": OTHERS}).grade.name == "contested"
    assert merged({}, {"status": "denied"}).grade.name == "contested"
    assert merged({"status": "denied"}).grade.name == "discounted"
    owned = merged({"actor": ARMY, "certainty": "claimed"}, {})
    assert (owned.grade.name, owned.grade.reasons) == (
        "confirmed", ("Syrian Armed Forces says that it did it",),
    )  # fmt: skip


def test_who_only_denies_having_done_it_does_not_say_that_it_did_not_happen(merged: Any) -> None:
    denial = {"actor": ARMY, "certainty": "accused", "status": "denied", "rules": ("cue.denied",)}
    alone = merged(denial).grade
    assert (alone.name, alone.reasons) == (
        "contested", ("Syrian Armed Forces denies that it did it",),
    )  # fmt: skip
    assert merged(denial, {"status": "denied"}).grade == alone
    assert merged(denial, {"actor": ARMY}).grade.reasons == (
        "it is told by some and denied by others",
    )
    failed = {**denial, "rules": ("cue.lacking",)}
    assert merged(failed).grade.name == "discounted"


def test_a_doer_who_is_accused_and_of_whose_act_another_source_says_no_is_contested(
    merged: Any,
) -> None:
    incident = merged({"actor": ARMY, "certainty": "accused"}, {"actor": ARMY, "status": "denied"})
    army = finding(incident, "agents", "sy.armed-forces")
    assert army.best is not None
    assert army.best["stances"] == ["accused", "denied"]
    assert army.words == "2 sources of 2: accused by o0; denied by o1"
    assert incident.grade.name == "contested"
    assert incident.disagreement == 1.0


def test_the_incident_disagrees_as_much_as_its_worst_field(merged: Any) -> None:
    incident = merged({"killed": 2}, {"killed": 8})
    assert incident.disagreement == 0.75 == max(f.disagreement for f in incident.findings)


# ------------------------------------------------------------------ claims
def test_every_value_becomes_a_claim_with_its_words(invented: ModuleType) -> None:
    telling: Telling = invented.telling("r", place=invented.village(1), day="2024-01-01", killed=2)
    told = {claim.field: claim for claim in claims(telling)}
    assert told.keys() == {"type", "status", "place", "time", "casualties"}
    assert told["place"].span is not None
    assert told["place"].span.text == "village1"
    assert "span" not in told["place"].value
    assert [s.kind for s in told["type"].speakers] == ["outlet"]


def test_rows_that_differ_only_in_their_words_are_two_claims(invented: ModuleType) -> None:
    telling: Telling = invented.telling("r", killed=2)
    assert telling.event is not None
    first: Casualty = telling.event.casualties[0]
    again = replace(first, span=replace(first.span, start=50, end=54))
    telling = replace(telling, event=replace(telling.event, casualties=(first, again, first)))
    assert sum(claim.field == "casualties" for claim in claims(telling)) == 2
