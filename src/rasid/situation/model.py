"""What a situation report is made of. All classes are frozen; nothing here is in a language yet,
and everything that a profile withholds is gone already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rasid.model import Place, Summary

OUTCOMES = ("killed", "injured", "displaced", "detained", "abducted", "missing")
"""Outcomes in the order in which a report tells them."""
NOT_ADDED = ("denied", "planned", "possible", "long")
"""Why the tolls of an incident are told but not added up: nobody says that it happened, it was only
planned, it only may have happened, or it tells of more days than LONGEST.
"""
LONGEST = 7
"""Days from which on a toll sums up many acts rather than one."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        return Period(self.start - timedelta(self.days), self.start - timedelta(1))

    def holds(self, day: str) -> bool:
        """Whether an ISO date lies in it."""
        return self.start.isoformat() <= day <= self.end.isoformat()


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or one of its first-level units; with neither it is everywhere."""

    country: str = ""
    admin1: str = ""
    name_ar: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Toll:
    """People of one outcome: the least and most that sources tell (`high` null: open-ended), and
    the number that is best supported.
    """

    outcome: str
    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source of an incident, and what it tells.

    `id` is the same wherever it speaks and is never shown; `name` is null where it has none or the
    profile withholds it; `reports` counts its publications,
    copies among them; `tolls` are least and most by outcome; `agents` names and certainties.
    """

    id: str
    kind: str
    name: str | None
    reports: int
    tolls: tuple[tuple[str, int, int | None], ...]
    agents: tuple[tuple[str, str], ...]
    status: str


@dataclass(frozen=True, slots=True)
class Act:
    """An incident as the report tells it.

    `day` and `last_day` are ISO dates, `dated` says that a report tells them (else they are those
    of publication). `civilians` are tolls of civilians among `tolls`. `disputed` names the fields
    on which sources differ. `parts_of` are ids of incidents whose tolls include this one's;
    `reviewed` counts tellings that a person confirmed or corrected. `known_as` are the ids that it
    would have by each of its tellings: an id is made of the first, which may come in late.
    """

    id: str
    day: str
    last_day: str
    dated: bool
    type: str
    status: str
    grade: str
    country: str
    admin1: str
    place: Place | None
    tolls: tuple[Toll, ...]
    civilians: tuple[Toll, ...]
    voices: tuple[Voice, ...]
    disputed: tuple[str, ...]
    summary: Summary
    reports: int
    reviewed: int
    parts_of: tuple[str, ...]
    known_as: tuple[str, ...]

    def toll(self, outcome: str) -> Toll | None:
        """The toll of one outcome; None when nobody tells any."""
        return next((toll for toll in self.tolls if toll.outcome == outcome), None)

    @property
    def not_added(self) -> str | None:
        """Why its tolls are not added up (one of NOT_ADDED); None when they are."""
        if self.status == "denied" or self.grade == "discounted":
            return "denied"
        if self.status != "happened":
            return self.status
        days = date.fromisoformat(self.last_day) - date.fromisoformat(self.day)
        return "long" if days.days >= LONGEST else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Incidents of no known day (`undated`), and those of the period that nobody knows whether
    they were in the area (`unplaced`).
    """

    undated: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked for."""

    period: Period
    area: Area
    profile: str
