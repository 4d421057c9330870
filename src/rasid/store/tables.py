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
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD = "0003"
"""The newest revision under `migrations/versions`; a test compares."""

metadata = MetaData()


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _words(name: str) -> Column[str]:
    return Column(name, Text)


def _number(name: str, **more: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **more)


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
)

KEPT = (documents, readings, claims, judgements, corrections)
"""Tables that are only ever added to."""

# ------------------------------------------------------------------ what is to be done, and was
fetched = Table(
    "fetched",
    metadata,
    Column("url", Text, primary_key=True),
    _text("state"),
    _words("via"),  # the feed that told the address
    _words("held"),  # its entry there, as JSON, for when the page cannot be had
    _number("tries"),
    _words("fault"),
    _text("at"),
    _words("kind"),
    _words("etag"),
    _words("modified"),
    _words("content_sha256"),
    CheckConstraint("state IN ('wanted', 'done', 'failed')", name="fetched_state"),
    Index("fetched_via", "via", "state"),
    sqlite_with_rowid=False,
)
"""Addresses: those that are still wanted, and what the server said of those that were had."""

watched = Table(
    "watched",
    metadata,
    Column("name", Text, primary_key=True),
    _text("due_at"),
    _number("failures"),
    _text("told"),
    sqlite_with_rowid=False,
)
"""Sources that are looked at again and again: when next, and how often in a row they failed."""

alerted = Table(
    "alerted",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("output", Text, primary_key=True),
    _text("state"),
    _text("payload"),
    _number("tries"),
    _text("due_at"),
    _words("fault"),
    _text("at"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="alerted_state"),
    Index("alerted_state", "state", "due_at"),
    sqlite_with_rowid=False,
)
"""Alerts on their way to each output, and those that were sent: nobody is told twice."""

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    _number("document"),
    sqlite_with_rowid=False,
)
"""Up to which document each alert rule has seen the workspace."""

DOING = (fetched, watched, alerted, marks)
"""Tables of work that goes on: changed in place, and not made anew from anything."""

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
    Index("events_telling", "telling", unique=True),
    Index("events_document", "document"),
    Index("events_type", "type", "day", "id"),
    Index("events_country", "country", "day", "id"),
    Index("events_admin1", "admin1", "day", "id"),
    Index("events_status", "status", "day", "id"),
    Index("events_review", "review", "day", "id"),
    Index("events_killed", "killed_min"),
    Index("events_injured", "injured_min"),
)
WALK = (
    "day id last_day type status main confidence country admin1 killed_min injured_min review"
    " lat lon"
).split()
"""Columns of the index that long lists are walked by: all that a filter may ask for."""
Index(
    "events_long", events.c.last_day, sqlite_where=events.c.last_day > events.c.day
)  # those of several days
Index("events_walk", *(events.c[name] for name in WALK))

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
    Index("incidents_day", "day", "id"),
)

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

DERIVED = (members, incidents, tellings, keys, counts, wordings, facets, events, state)
"""Tables that can be made anew, in an order in which they can be emptied."""
VIRTUAL = ("boxes", "words")
"""The R-tree of where events are and the full-text index: see the second migration."""
