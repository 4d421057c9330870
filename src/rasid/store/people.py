"""Tables of who may come in, and of what was done: accounts, sessions, failed logins, audit."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from rasid.store.columns import metadata, number, optional, text

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    text("name"),
    text("role"),
    text("password"),  # its hash, as argon2 writes it
    text("made_at"),
    optional("removed_at"),
    CheckConstraint("role IN ('reader', 'analyst', 'editor', 'admin')", name="accounts_role"),
    Index("accounts_name", "name", unique=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),  # the hash of the secret that the browser has
    Column("account", ForeignKey("accounts.id"), nullable=False),
    text("made_at"),
    text("seen_at"),
    text("ends_at"),
    optional("address"),
    Index("sessions_account", "account"),
    sqlite_with_rowid=False,
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", Text, primary_key=True),  # an account, or an address
    number("failures"),
    text("last_at"),
    text("free_at"),  # when the next attempt is heard
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    text("at"),
    text("who"),
    text("what"),
    text("about"),
    text("address"),
    Column("kept", Boolean, nullable=False),  # whether what was asked for was done
)
"""Who did what, when, from where; only ever added to."""
