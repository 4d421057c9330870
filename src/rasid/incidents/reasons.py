"""The signs of a pair in plain words, for who judges a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import expm1

from rasid.incidents.traits import Days, Toll, Traits

PLAIN = {
    "published.same": "published on one day",
    "day.unknown": "neither report has a day",
    "type.same": "the same kind of act",
    "type.kin": "kinds of act that are near each other",
    "type.differs": "different kinds of act",
    "type.other": "acts of different families",
    "place.same": "the same place",
    "place.seat": "a town, and a place in the unit that goes by its name",
    "place.wide": "the same district, governorate or country",
    "place.named": "one report has the other's place in its words",
    "place.exact.reach": "places within what both points leave open",
    "place.loose.reach": "areas that overlap",
    "unit.same": "the same governorate",
    "unit.other": "different governorates",
    "country.other": "different countries",
    "agents.same": "the same doer",
    "agents.kin": "doers of whom one is part of the other",
    "agents.swapped": "the doer of one is the target of the other",
    "agents.other": "different doers",
    "targets.same": "the same party hit",
    "targets.other": "different parties hit",
    "weapons.same": "the same means",
    "weapons.other": "different means",
    "object.same": "the same kind of target",
    "object.other": "different kinds of target",
    "update": "the later report says that the toll rose, or that somebody died of wounds",
    "update.outlet": "an outlet carries on its own report",
    "persons.same": "a person whom both name",
    "facility.same": "a facility that both name",
    "outlet.same": "two reports of one outlet",
    "words.alike": "words in common, the rare ones counted most",
    "words.within": "the words of the shorter report are in the longer",
    "words.rare": "rare words in common",
}
OUTCOME_SIGNS = ("same", "fits", "differs", "rises")


def in_words(name: str, value: float, one: Traits, other: Traits) -> str:
    """One sign of a pair in a few words, with the values that it compares."""
    head, _, tail = name.partition(".")
    if head == "day" and tail != "unknown":
        return _days(tail, one.days, other.days)
    if head == "published" and tail == "apart":
        return f"published {_many(_gap(one.published, other.published), 'day')} apart"
    if name.startswith("place.") and tail.endswith(".apart"):
        return f"places {expm1(value):.1f} km apart beyond what both points leave open"
    if name == "place.unnamed":
        sides = "neither report has" if value == 2 else "one report does not have"
        return f"{sides} the other's place in its words"
    if name == "text.copy":
        return f"{value:.0%} of the shorter text is in the longer"
    if tail in OUTCOME_SIGNS and head in ("killed", "injured"):
        return _toll(head, tail, one.tolls[head], other.tolls[head])
    if head == "toll":
        return f"counts of {_common(one, other)}: {tail}"
    return PLAIN.get(name, name) + _detail(name, one, other)


def _detail(name: str, one: Traits, other: Traits) -> str:
    if name == "place.same" and one.where is not None and other.where is not None:
        return "" if one.where.id else " by name"
    if name in ("agents.same", "weapons.same"):
        field = name.partition(".")[0]
        return ": " + ", ".join(sorted(getattr(one, field) & getattr(other, field)))
    return ""


def _days(tail: str, one: Days | None, other: Days | None) -> str:
    if one is None or other is None:
        return tail
    how = {"told": "told", "mixed": "told by one, published by the other", "published": "published"}
    days = f"{_day(one)} and {_day(other)}"
    agree = "days agree" if tail.endswith("same") else "different days"
    return f"{agree} ({how[tail.partition('.')[0]]}): {days}"


def _day(days: Days) -> str:
    told = [date.fromordinal(day).isoformat() for day in (days.first, days.last)]
    return told[0] if days.first == days.last else f"{told[0]} to {told[1]}"


def _gap(one: int | None, other: int | None) -> int:
    return abs(one - other) if one is not None and other is not None else 0


def _toll(outcome: str, tail: str, one: Toll, other: Toll) -> str:
    agree = {
        "same": "as many",
        "fits": "counts that fit of people",
        "differs": "unlike counts of",
        "rises": "a later, greater count of",
    }
    return f"{agree[tail]} {outcome}: {_bounds(one)} and {_bounds(other)}"


def _bounds(toll: Toll) -> str:
    if toll.most is None:
        return f"{toll.least} or more"
    return str(toll.least) if toll.most == toll.least else f"{toll.least} to {toll.most}"


def _common(one: Traits, other: Traits) -> str:
    told: Iterable[str] = sorted((one.tolls.keys() & other.tolls.keys()) - {"killed", "injured"})
    return ", ".join(told)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
