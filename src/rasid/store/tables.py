"""The tables of a workspace, as SQLAlchemy Core sees them.

What is kept is only ever added to (`KEPT`; triggers refuse anything else). What is derived can be
made anew from it at any time (`DERIVED`). The migrations make the tables, never this metadata; a
test sees to it that both agree. Days are ISO dates, moments ISO times in UTC, JSON is text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from rasid.store.columns import metadata as metadata
from rasid.store.columns import number as _number
from rasid.store.columns import optional as _words
from rasid.store.columns import text as _text
from rasid.store.doing import DOING as DOING
from rasid.store.doing import situations as situations
from rasid.store.people import accounts, attempts, sessions
from rasid.store.sum_tables import SUMMED as SUMMED

HEAD = "0008"
"""The newest revision under `migrations/versions`; a test compares."""


def _handle(side: str) -> list[Column[Any]]:
    """Columns that find a telling again: see `rasid.incidents.model.Handle`."""
    texts = [_text(f"{side}{name}") for name in ("telling", "report", "sha256", "type")]
    return [*texts, _number(f"{side}start"), _number(f"{side}end")]


# ------------------------------------------------------------------ what is kept
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("source"),  # the id that Rasid knows the report by: one for all its versions
    _number("version"),
    _text("given"),  # the id as the input had it
    _text("sha256"),
    _words("outlet"),
    _words("url"),
    _words("published"),
    _words("title"),
    _text("lang"),
    _text("text"),
    _text("path"),  # the file or address that it was read from
    _text("retrieved_at"),  # when it came into the workspace
    _words("captured_at"),  # when it was taken from the web, by Rasid or by an archive
    _words("archive"),
    _words("content_sha256"),  # of the bytes that came
    _words("outlet_id"),
    _words("outlet_by"),
    _words("day_by"),
    _words("forwarded_from"),
    _words("edited"),
    UniqueConstraint("source", "version", name="documents_version"),
    UniqueConstraint("source", "sha256", name="documents_text"),
    Index("documents_given", "given"),
    Index("documents_url", "url"),
    Index("documents_sha256", "sha256"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    _text("engine"),
    _text("data"),
    _text("record"),
    _text("made_at"),
    Index("readings_document", "document", "id"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False),
    _text("claim"),
    _text("telling"),
    _text("report"),
    _text("field"),
    _text("value"),
    _words("words"),
    Column("start", Integer),
    Column("end", Integer),
    _text("attribution"),
    _text("stance"),
    _text("rules"),
    _text("data"),
    Index("claims_reading", "reading"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    _text("id", unique=True),
    *_handle("left_"),
    *_handle("right_"),
    _text("verdict"),
    Column("score", Float),
    _text("reasons"),
    _text("by"),
    _text("at"),
    _words("undoes"),
    CheckConstraint("verdict IN ('same', 'different', 'unsure')", name="judgements_verdict"),
    Index("judgements_left", "left_report"),
    Index("judgements_right", "right_report"),
    Index("judgements_undoes", "undoes"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    *_handle(""),
    _text("field"),
    _text("old"),
    _text("new"),
    _text("note"),
    _text("by"),
    _text("at"),
    Column("undoes", ForeignKey("corrections.id")),
    Index("corrections_report", "report"),
    Index("corrections_at", "at"),
)

KEPT = (documents, readings, claims, judgements, corrections)
"""Tables that are only ever added to."""

searches = Table(
    "searches",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("author"),
    _text("name"),
    _text("asked"),  # the query of the address
    _text("at"),
    UniqueConstraint("author", "name", name="searches_name"),
)
"""Searches that people saved for themselves; they may drop them again."""


# ------------------------------------------------------------------ what is derived
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("telling"),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("reading", ForeignKey("readings.id"), nullable=False),
    _text("number"),
    _text("type"),
    Column("main", Boolean, nullable=False),
    _text("status"),
    Column("confidence", Float, nullable=False),
    _text("day"),  # its first day, else that of publication, else empty: what lists are sorted by
    _text("last_day"),
    _words("time_precision"),
    _words("place"),
    _words("precision"),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    _words("admin1"),
    _words("country"),
    Column("killed_min", Integer),
    Column("killed_max", Integer),
    Column("injured_min", Integer),
    Column("injured_max", Integer),
    _text("review"),
    Column("urgency", Float, nullable=False, server_default="0"),  # see rasid.store.urgency
    Index("events_telling", "telling", unique=True),
    Index("events_document", "document"),
    Index("events_type", "type", "day", "id"),
    Index("events_country", "country", "day", "id"),
    Index("events_admin1", "admin1", "day", "id"),
    Index("events_status", "status", "day", "id"),
    Index("events_review", "review", "day", "id"),
    Index("events_killed", "killed_min"),
    Index("events_injured", "injured_min"),
    Index("events_at", "lat", "lon", "radius_km", "precision", "day"),
)
WALK = (
    "day id last_day type status main confidence country admin1 killed_min injured_min review"
    " lat lon"
).split()
"""Columns of the index that long lists are walked by: all that a filter may ask for."""
Index(
    "events_long", events.c.last_day, sqlite_where=events.c.last_day > events.c.day
)  # those of several days
VAST_KM = 100.0
VAST = text(f"radius_km > {VAST_KM} AND precision NOT IN ('admin1', 'country')")
"""That an event lies in a wide area which is no unit; for the index on these."""
Index("events_vast", events.c.lat, sqlite_where=VAST)
Index("events_walk", *(events.c[name] for name in WALK))
Index(
    "events_queue",
    *(events.c[name] for name in ("urgency", "id", "day", *WALK[2:])),
    sqlite_where=events.c.review.in_(["open", "stale"]),
)  # those that wait for a person

facets = Table(
    "facets",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("event", Integer, primary_key=True),
    Index("facets_event", "event"),
    sqlite_with_rowid=False,
)
"""Who and what an event names, several to an event: see `rasid.store.rows`."""

wordings = Table(
    "wordings",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    _text("founder"),
    _text("type"),
    _text("status"),
    _text("day"),
    _text("last_day"),
    _words("place"),
    _words("admin1"),
    _words("country"),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    _number("tellings"),
    _number("sources"),
    _text("grade"),
    Column("disagreement", Float, nullable=False),
    Column("doubt", Float, nullable=False),
    _number("stale"),
    _words("precision"),
    Column("radius_km", Float),
    _words("place_ar"),  # as the reports have it
    Column("injured_low", Integer),
    Column("injured_best", Integer),
    Column("injured_high", Integer),
    Column("confidence", Float),  # of its surest telling; null when nobody tells an act
    _text("review", server_default="open"),  # of the telling that is decided least
    Index("incidents_day", "day", "id"),
    Index("incidents_toll", "id", "killed_low", "killed_best", "killed_high"),
)
_FILTERED = "day last_day status review confidence grade country admin1 killed_best".split()
_UNIT = "precision country admin1 lat lon type id".split()
_BOUNDS = "killed_low killed_high injured_low injured_best injured_high".split()
UNPOINTED = text("coalesce(precision, 'unresolved') IN ('unresolved', 'admin1', 'country')")
"""That an incident has no point, or one that stands for a whole unit; for the index on these."""
for _name, _columns, _where in (
    ("map", ["lat", "lon", "precision", "type", "id", "radius_km", *_FILTERED], None),
    ("units", [*_UNIT, *(one for one in _FILTERED if one not in _UNIT)], UNPOINTED),
    ("days", ["day", "type", *_FILTERED[1:], *_BOUNDS, "lat", "lon", "precision", "id"], None),
):
    Index(f"incidents_{_name}", *(incidents.c[one] for one in _columns), sqlite_where=_where)


def _of_incident() -> Column[str]:
    """The incident that a row is of, and with which it goes."""
    home = ForeignKey("incidents.id", ondelete="CASCADE")
    return Column("incident", home, primary_key=True)


parties = Table(
    "parties",
    metadata,
    _of_incident(),
    Column("role", Text, primary_key=True),
    Column("actor", Text, primary_key=True),
    Index("parties_actor", "actor", "incident"),
    sqlite_with_rowid=False,
)
"""Who is told to have acted (`agent`) and against whom or what (`target`)."""

voices = Table(
    "voices",
    metadata,
    _of_incident(),
    Column("telling", Text, primary_key=True),
    _words("outlet"),
    _text("copy"),
    _words("repeats"),
    sqlite_with_rowid=False,
)
"""Who published a telling, how it stands to its source (`rasid.incidents.model.COPIES`), and whose
word it repeats.
"""

tellings = Table(
    "tellings",
    metadata,
    Column("telling", Text, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    _words("traits"),  # what is compared of it, once it is filed under its keys
    Column("waiting", Boolean, nullable=False),  # to be placed
    Index("tellings_document", "document"),
    Index("tellings_waiting", "telling", sqlite_where=text("waiting = 1")),
    sqlite_with_rowid=False,
)
"""What incidents are made of: the tellings of all reports as they stand now."""

members = Table(
    "members",
    metadata,
    Column("telling", Text, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Index("members_incident", "incident"),
    sqlite_with_rowid=False,
)

keys = Table(
    "keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("telling", Text, primary_key=True),
    Index("keys_telling", "telling"),
    sqlite_with_rowid=False,
)
"""Under which keys tellings look for others: see `rasid.incidents.blocks`."""

counts = Table(
    "counts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("reports", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""In how many reports words, days and places occur: see `rasid.incidents.rarity`."""

state = Table(
    "state",
    metadata,
    Column("name", Text, primary_key=True),
    _text("value"),
)
"""What the derived tables were made with."""

DERIVED = (
    parties,
    voices,
    members,
    incidents,
    tellings,
    keys,
    counts,
    wordings,
    facets,
    events,
    state,
)
"""Tables that can be made anew, in an order in which they can be emptied."""
VIRTUAL = ("boxes", "words")
"""The R-tree of where events are and the full-text index: see the second migration."""

PEOPLE = (sessions, attempts, accounts)
"""Who may come in: changed in place, and not made anew from anything. See `rasid.store.people`."""
