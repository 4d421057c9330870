"""Tables of what is to be done, and was: addresses to fetch, sources to watch, alerts to send,
situation reports that were written.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text

from rasid.store.columns import metadata, number, optional, text

fetched = Table(
    "fetched",
    metadata,
    Column("url", Text, primary_key=True),
    text("state"),
    optional("via"),  # the feed that told the address
    optional("held"),  # its entry there, as JSON, for when the page cannot be had
    number("tries"),
    optional("fault"),
    text("at"),
    optional("kind"),
    optional("etag"),
    optional("modified"),
    optional("content_sha256"),
    CheckConstraint("state IN ('wanted', 'done', 'failed')", name="fetched_state"),
    Index("fetched_via", "via", "state"),
    sqlite_with_rowid=False,
)
"""Addresses: those that are still wanted, and what the server said of those that were had."""

watched = Table(
    "watched",
    metadata,
    Column("name", Text, primary_key=True),
    text("due_at"),
    number("failures"),
    text("told"),
    sqlite_with_rowid=False,
)
"""Sources that are looked at again and again: when next, and how often in a row they failed."""

alerted = Table(
    "alerted",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("output", Text, primary_key=True),
    text("state"),
    text("payload"),
    number("tries"),
    text("due_at"),
    optional("fault"),
    text("at"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="alerted_state"),
    Index("alerted_state", "state", "due_at"),
    sqlite_with_rowid=False,
)
"""Alerts on their way to each output, and those that were sent: nobody is told twice."""

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    number("document"),
    sqlite_with_rowid=False,
)
"""Up to which document each alert rule has seen the workspace."""

situations = Table(
    "situations",
    metadata,
    Column("id", Integer, primary_key=True),
    text("start"),
    text("end"),
    text("country"),
    text("admin1"),
    text("profile"),
    text("at"),
    text("told"),
    Index("situations_of", "country", "admin1", "profile"),
)
"""Situation reports that were written: incidents, grades and tolls of each, as JSON."""

DOING = (fetched, watched, alerted, marks, situations)
"""Tables of work that goes on: changed in place, and not made anew from anything."""
