"""What changed: against the period before, and against a report that was saved earlier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rasid.errors import InputError
from rasid.situation.model import Act, Area, Period, Question, Toll

KIND = "rasid situation report"
VERSION = 1
COMPARED = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Saved:
    """An earlier report, as it was kept beside its pages: its incidents by id."""

    made: str
    question: Question
    acts: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Revised:
    """An incident whose toll is told differently now; a null toll is one that nobody told."""

    act: Act
    outcome: str
    before: Toll | None
    now: Toll | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the incidents of an earlier report.

    `late` were not in it though they are of its period; `gone` counts those that are no longer
    incidents of their own: rejected, merged with another, or moved to another day or area.
    """

    made: str
    period: Period
    revised: tuple[Revised, ...]
    late: tuple[Act, ...]
    gone: int


def saved(question: Question, made: str, acts: Iterable[Act]) -> dict[str, Any]:
    """What is kept beside a report, as JSON: enough to tell later what changed."""
    return {
        "kind": KIND,
        "version": VERSION,
        "made": made,
        "from": question.period.start.isoformat(),
        "to": question.period.end.isoformat(),
        "country": question.area.country,
        "admin1": question.area.admin1,
        "profile": question.profile,
        "incidents": [_kept(act) for act in acts],
    }


def _kept(act: Act) -> dict[str, Any]:
    tolls = {t.outcome: [t.low, t.best, t.high] for t in act.tolls}
    about = {"id": act.id, "day": act.day, "type": act.type, "status": act.status}
    return {**about, "grade": act.grade, "admin1": act.admin1, "tolls": tolls}


def read(path: Path) -> Saved:
    """An earlier report. InputError when the file is none."""
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        wanted = "give the .json file that stands beside a report"
        raise InputError(f"{path}: is no earlier situation report; {wanted}") from error


def parsed(text: str) -> Saved:
    """An earlier report of its JSON. ValueError, KeyError, TypeError, AttributeError or
    RecursionError when it is none.
    """
    told = json.loads(text)
    if told["kind"] != KIND or told["version"] != VERSION:
        raise ValueError
    period = Period(date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))
    area = Area(str(told["country"]), str(told["admin1"]))
    acts = {str(one["id"]): {**one, "tolls": _tolls(one)} for one in told["incidents"]}
    return Saved(str(told["made"]), Question(period, area, str(told["profile"])), acts)


def _tolls(one: Mapping[str, Any]) -> dict[str, Toll]:
    return {
        str(outcome): Toll(str(outcome), int(low), int(best), None if high is None else int(high))
        for outcome, (low, best, high) in one["tolls"].items()
    }


def changes(before: Saved, now: Iterable[Act]) -> Changes:
    """The earlier report against the incidents that its period and area have now."""
    told = {act.id: (act, _earlier(before, act)) for act in now}
    revised = tuple(
        Revised(act, outcome, was, act.toll(outcome))
        for act, id in told.values()
        if id is not None
        for outcome in COMPARED
        if (was := before.acts[id]["tolls"].get(outcome)) != act.toll(outcome)
    )
    late = tuple(act for act, id in told.values() if id is None)
    gone = len(before.acts.keys() - {id for _, id in told.values()})
    return Changes(before.made, before.question.period, revised, late, gone)


def _earlier(before: Saved, act: Act) -> str | None:
    """The id under which the earlier report tells an incident."""
    return next((id for id in (act.id, *act.known_as) if id in before.acts), None)
