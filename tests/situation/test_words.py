"""The messages: whole in both languages, and every code of the record has its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from rasid.incidents.model import GRADES
from rasid.lexicon.rules import read
from rasid.model import CERTAINTIES, EVENT_TYPES, SOURCE_KINDS, STATUSES
from rasid.situation.model import NOT_ADDED, OUTCOMES, Period
from rasid.situation.words import LANGUAGES, MESSAGES, Words, families

FIELD = re.compile(r"\{(\w+)\}")
GOVERNED = re.compile(r"^counted\.\w+_of\b")
"""Forms after a preposition, which English does not tell from others."""


def leaves(told: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from leaves(value, f"{path}.{number}")
    else:
        yield path, str(told)


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    arabic, english = (dict(leaves(read(MESSAGES)[x])) for x in LANGUAGES)
    assert {k for k in arabic if not GOVERNED.match(k)} == set(english)
    for path, message in english.items():
        assert set(FIELD.findall(arabic[path])) == set(FIELD.findall(message)), path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("source_kinds", SOURCE_KINDS), ("statuses", STATUSES), ("certainties", CERTAINTIES),
        ("grades", GRADES), ("grade_meanings", GRADES), ("outcome_nouns", OUTCOMES),
        ("not_added", NOT_ADDED), ("families", [one.id for one in families()]),
    ],
)  # fmt: skip
def test_every_code_has_its_word(lang: str, path: str, codes: tuple[str, ...]) -> None:
    assert set(codes) <= set(Words(lang).told[path])


def test_every_type_of_event_has_one_family() -> None:
    told = [type for family in families() for type in family.types]
    assert sorted(told) == sorted(EVENT_TYPES)


def test_families_are_told_apart_by_colour() -> None:
    assert len({family.colour for family in families()}) == len(families())


@pytest.mark.parametrize(
    ("low", "high", "arabic", "english"),
    [
        (4, 7, "ما بين 4 و7 أشخاص", "4 to 7 people"),
        (41, 58, "ما بين 41 و58 شخصاً", "41 to 58 people"),
        (14, None, "ما لا يقل عن 14 شخصاً", "at least 14 people"),
        (1, 1, "شخص واحد", "1 person"),
        (2, 2, "شخصين", "2 people"),
        (1300, 1300, "1,300 شخص", "1,300 people"),
    ],
)
def test_bounds_of_people(low: int, high: int | None, arabic: str, english: str) -> None:
    assert Words("ar").people(low, high) == arabic
    assert Words("en").people(low, high) == english


def test_days_and_periods() -> None:
    period = Period(date(2025, 3, 3), date(2025, 4, 1))
    assert Words("en").period(period) == "3 March 2025 to 1 April 2025"
    assert Words("ar").period(period) == "من 3 آذار/مارس 2025 إلى 1 نيسان/أبريل 2025"
    assert Words("en").period(Period(period.start, period.start)) == "3 March 2025"
