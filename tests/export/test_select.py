"""What is asked for goes out; what is not says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rasid.errors import InputError
from rasid.export.account import NOTES, REASONS
from rasid.export.formats import FORMATS
from rasid.export.profiles import Sharing
from rasid.export.run import Request
from rasid.export.select import Filters
from rasid.lexicon.lexicon import load

from .conftest import SETTING, Exported, day, event, place, record, row

LATE, EARLY = date(2025, 3, 13), date(2025, 3, 11)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"types": frozenset(("riot",))}, "type"),
        ({"countries": frozenset(("IQ",))}, "country"),
        ({"statuses": frozenset(("denied",))}, "status"),
        ({"since": LATE}, "since"),
        ({"until": EARLY}, "until"),
        ({"min_confidence": 0.9}, "confidence"),
        ({"before": EARLY}, "too_recent"),
    ],
)
def test_what_is_not_asked_for_says_why(asked: Any, reason: str) -> None:
    assert Filters(**asked).reason(row()) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"types": frozenset(("shelling", "riot"))},
        {"countries": frozenset(("SY",))},
        {"statuses": frozenset(("happened",))},
        {"since": date(2025, 3, 12)},
        {"until": date(2025, 3, 12)},
        {"min_confidence": 0.8},
        {"main": True},
        {"before": date(2025, 3, 14)},
    ],
)
def test_what_is_asked_for_goes_out(asked: Any) -> None:
    assert Filters(**asked).reason(row()) is None


def test_background_and_unknown_places_and_days() -> None:
    assert Filters(main=True).reason(row(main=False)) == "background"
    assert Filters(countries=frozenset(("SY",))).reason(row(place=None)) == "country"
    assert Filters(countries=frozenset(("SY",))).reason(row(place=place(country=None))) == "country"


def test_a_span_of_days_is_asked_for_when_a_day_of_it_is() -> None:
    told = row(time=day("2025-03-01", "2025-03-12", "range"))
    assert Filters(since=date(2025, 3, 12), until=date(2025, 3, 12)).reason(told) is None
    assert Filters(until=date(2025, 2, 28)).reason(told) == "until"


def test_every_event_is_accounted_for(exported: Exported) -> None:
    told = (event(), event(type="riot"), event(status="planned"), event(place=None))
    filters = Filters(types=frozenset(("shelling",)))
    _, account = exported("acled", record(*told), filters=filters)
    assert account.dropped == {
        "type": ["rep-7:e2"],
        "not_happened": ["rep-7:e3"],
        "no_place": ["rep-7:e4"],
    }
    told_json = account.to_json()
    assert (told_json["events_in"], told_json["events_out"]) == (4, 1)
    assert all(one["meaning"] and one["count"] == 1 for one in told_json["dropped"])


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="there are csv, xlsx"):
        Request("shapefile", Filters(), Sharing("partner", load), SETTING)


def test_quotes_alone_cannot_be_public() -> None:
    with pytest.raises(InputError, match="withholds them all"):
        Request("annotations", Filters(), Sharing("public", load), SETTING)


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_refusal_and_remark_has_plain_words(form: str) -> None:
    bare: Any = {"place": None, "time": None, "agents": (), "casualties": ()}
    for told in (row(), row(**bare), row(status="planned"), row(time=None)):
        reason = FORMATS[form].reason(told)
        assert reason is None or reason in REASONS
        assert set(FORMATS[form].notes(told)) <= set(NOTES)


@pytest.mark.parametrize("form", list(FORMATS))
def test_columns_have_names_of_their_own_and_meanings(form: str) -> None:
    names = [column.name for column in FORMATS[form].columns]
    assert len(names) == len(set(names))
    assert all(column.meaning for column in FORMATS[form].columns)
