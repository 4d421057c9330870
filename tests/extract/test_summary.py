"""Summaries: one sentence that keeps hedges, counts as grammar wants, and names who says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rasid
from rasid import model
from rasid.extract.summary import counted, summary
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import read

SPAN = model.Span(0, 4, "كلمة")
REPORT = "أصيب طفلان وامرأة بقصف مدفعي على بلدة سراقب يوم 3 أيار 2021، بحسب الدفاع المدني."
ARABIC = {"Shore Guard": "حرس الساحل", "Hill Front": "جبهة التل"}
ACT = replace(
    rasid.read(REPORT).events[0],
    agents=(), targets=(), place=None, time=None, casualties=(), sources=(),
)  # fmt: skip


def _agent(name: str, certainty: str = "stated") -> model.Agent:
    return model.Agent(name, None, certainty, SPAN)


def _toll(least: int, most: int | None, group: str = "unknown", **parts: int) -> model.Casualty:
    within = {"children": None, "women": None, "men": None, **parts}
    return model.Casualty("killed", least, most, group, **within, side=None, span=SPAN)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "شخص"), (2, "شخصين"), (3, "3 أشخاص"), (10, "10 أشخاص"), (11, "11 شخصاً"),
        (99, "99 شخصاً"), (100, "100 شخص"), (101, "101 شخص"), (103, "103 أشخاص"),
        (111, "111 شخصاً"), (1000, "1000 شخص"),
    ],
)  # fmt: skip
def test_arabic_nouns_agree_with_their_number(number: int, told: str) -> None:
    assert counted(number, read("rules/summary.yaml")["ar"]["counted"]["unknown"]) == told


@pytest.mark.parametrize("kind", model.EVENT_TYPES)
@pytest.mark.parametrize("status", model.STATUSES)
def test_every_type_and_status_makes_a_sentence(kind: str, status: str) -> None:
    told = summary(replace(ACT, type=kind, status=status, agents=(_agent("Shore Guard"),)), ARABIC)
    assert "Shore Guard" in told.en
    assert "حرس الساحل" in told.ar
    assert told.en[0].isupper()
    assert told.en.endswith(".")
    assert "  " not in told.en + told.ar


@pytest.mark.parametrize(
    ("certainty", "english", "arabic"),
    [
        ("stated", " by Shore Guard", " من جانب حرس الساحل"),
        ("suspected", "suspected to be by Shore Guard", "الاشتباه في حرس الساحل"),
        ("claimed", "claimed by Shore Guard", "والتبني من حرس الساحل"),
        ("accused", "attributed by others to Shore Guard", "والاتهام موجّه إلى حرس الساحل"),
    ],
)
def test_hedges_are_kept(certainty: str, english: str, arabic: str) -> None:
    told = summary(replace(ACT, agents=(_agent("Shore Guard", certainty),)), ARABIC)
    assert english in told.en
    assert arabic in told.ar


def test_two_parties_clash_with_each_other() -> None:
    both = (_agent("Shore Guard"), _agent("Hill Front"))
    told = summary(replace(ACT, type="armed_clash", agents=both), ARABIC)
    assert "between Shore Guard and Hill Front" in told.en
    assert "بين حرس الساحل وجبهة التل" in told.ar


def test_an_unknown_doer_is_said_to_be_unknown() -> None:
    told = summary(replace(ACT, agents=(_agent("Unknown"),)), ARABIC)
    assert "by unidentified perpetrators" in told.en
    assert "من جانب مجهولين" in told.ar


def test_a_name_without_a_neutral_arabic_one_is_quoted() -> None:
    assert "«كلمة»" in summary(replace(ACT, agents=(_agent("Nobody Listed"),)), ARABIC).ar


@pytest.mark.parametrize(
    ("row", "english", "arabic"),
    [
        (_toll(0, 0), "no one killed", "لا قتلى"),
        (_toll(3, None), "at least 3 people killed", "مقتل ما لا يقل عن 3 أشخاص"),
        (_toll(2, 4), "2 to 4 people killed", "مقتل ما بين 2 و4 أشخاص"),
        (_toll(0, 5), "up to 5 people killed", "مقتل ما لا يزيد على 5 أشخاص"),
        (_toll(1, 1, "combatant"), "1 fighter killed", "مقتل مقاتل"),
        (_toll(4, 4, "civilian", children=2, women=1),
         "4 civilians killed (including 2 children and 1 woman)",
         "مقتل 4 مدنيين (بينهم طفلان وامرأة)"),
        (_toll(1, 1, "civilian", children=1), "1 civilian killed (1 child)", "مقتل مدني (طفل)"),
    ],
)  # fmt: skip
def test_tolls_keep_their_bounds_and_parts(row: model.Casualty, english: str, arabic: str) -> None:
    told = summary(replace(ACT, casualties=(row,)), ARABIC)
    assert f"; reported toll: {english}" in told.en
    assert arabic in told.ar


def test_a_report_without_source_says_so() -> None:
    assert "a report that names no source" in summary(ACT, ARABIC).en
    assert "as told by Radio Sahil, no source named" in summary(ACT, ARABIC, "Radio Sahil").en


def test_a_whole_report_becomes_one_sentence_in_two_languages() -> None:
    (event,) = rasid.read(REPORT).events
    assert event.summary.en == (
        "Shelling took place in Saraqib (Idlib) on 3 May 2021; "
        "reported toll: 3 civilians injured (2 children and 1 woman), according to civil defence."
    )
    assert event.summary.ar == (
        "وقع قصف في سراقب في 3 أيار/مايو 2021، "
        "والحصيلة المذكورة: إصابة 3 مدنيين (طفلان وامرأة)، بحسب الدفاع المدني."
    )


def test_a_crowd_without_a_name_has_no_perpetrators() -> None:
    crowd = (model.Agent("Unknown", None, "stated", ACT.trigger),)
    march = replace(ACT, type="protest", agents=crowd, targets=())
    assert summary(march, ARABIC).en.startswith("A protest took place")
    blast = replace(ACT, type="ied", agents=crowd, targets=())
    assert "unidentified" in summary(blast, ARABIC).en


def test_epithets_of_a_report_never_enter_a_summary() -> None:
    (event,) = rasid.read("قصفت ميليشيا قسد بلدة مارع بالمدفعية.").events
    assert "قوات سوريا الديمقراطية" in event.summary.ar
    assert "ميليشيا" not in event.summary.ar


def test_every_neutral_name_has_an_arabic_one() -> None:
    entries = load().entries("actor")
    plain = {e.name for e in entries if isinstance(e, Actor) and not e.epithet}
    assert plain <= set(load().arabic_names())
