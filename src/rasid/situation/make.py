"""All that a report tells, out of a workspace."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from rasid.export.profiles import Sharing
from rasid.lexicon.lexicon import load
from rasid.situation.changes import Changes, Saved, changes, parsed
from rasid.situation.collect import acts, left_out
from rasid.situation.material import Material
from rasid.situation.model import Area, Question
from rasid.store import situations


def material(
    db: Connection, asked: Question, since: Saved | None, made: date, version: str
) -> Material:
    """The incidents of the period and of the one before, and what changed since another."""
    sharing = Sharing(asked.profile, load)
    before = Question(asked.period.before(), asked.area, asked.profile)
    told, earlier = (acts(db, one, sharing, made) for one in (asked, before))
    found = _changes(db, asked, since, sharing, made) if since else None
    left = left_out(db, asked)
    return Material(asked, tuple(told), tuple(earlier), found, made, version, left)


def _changes(
    db: Connection, asked: Question, saved: Saved, sharing: Sharing, today: date
) -> Changes:
    where = Area(saved.question.area.country, saved.question.area.admin1)
    again = Question(saved.question.period, where, asked.profile)
    return changes(saved, acts(db, again, sharing, today))


def remembered(db: Connection, asked: Question) -> Saved | None:
    """The report that the workspace remembers as the one before; None when there is none."""
    told = situations.earlier(db, _asked(asked))
    return parsed(told) if told else None


def remember(db: Connection, made: Material, told: str) -> None:
    """Keep what a report told, as `changes.saved` has it, for those that come after it."""
    situations.remember(db, _asked(made.asked), made.made.isoformat(), told)


def _asked(question: Question) -> situations.Asked:
    period, area = question.period, question.area
    start, end = period.start.isoformat(), period.end.isoformat()
    return situations.Asked(start, end, area.country, area.admin1, question.profile)
