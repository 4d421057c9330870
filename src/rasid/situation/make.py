"""All that a report tells, out of a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from rasid.export.profiles import Sharing
from rasid.lexicon.lexicon import load
from rasid.situation.changes import Changes, changes, read
from rasid.situation.collect import acts, left_out
from rasid.situation.material import Material
from rasid.situation.model import Area, Question


def material(
    db: Connection, asked: Question, since: Path | None, made: date, version: str
) -> Material:
    """The incidents of the period and of the one before, and what changed since an earlier report.

    `since` is the JSON file beside it. InputError when it is none.
    """
    sharing = Sharing(asked.profile, load)
    before = Question(asked.period.before(), asked.area, asked.profile)
    told, earlier = (acts(db, one, sharing, made) for one in (asked, before))
    found = _changes(db, asked, since, sharing, made) if since else None
    left = left_out(db, asked)
    return Material(asked, tuple(told), tuple(earlier), found, made, version, left)


def _changes(
    db: Connection, asked: Question, since: Path, sharing: Sharing, today: date
) -> Changes:
    saved = read(since)
    where = Area(saved.question.area.country, saved.question.area.admin1)
    again = Question(saved.question.period, where, asked.profile)
    return changes(saved, acts(db, again, sharing, today))
