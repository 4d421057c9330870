"""Accounts, sessions, failed logins, and the log of what was done, which is only added to."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE accounts (
  id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
  made_at TEXT NOT NULL, removed_at TEXT,
  CONSTRAINT accounts_role CHECK (role IN ('reader', 'analyst', 'editor', 'admin')));
CREATE UNIQUE INDEX accounts_name ON accounts (name);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL, seen_at TEXT NOT NULL, ends_at TEXT NOT NULL, address TEXT) WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE attempts (
  "key" TEXT NOT NULL PRIMARY KEY, failures INTEGER NOT NULL, last_at TEXT NOT NULL,
  free_at TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
  about TEXT NOT NULL, address TEXT NOT NULL, kept BOOLEAN NOT NULL);
"""
REFUSAL = "BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END"
THERE = "EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)"


def upgrade() -> None:
    """Make the tables, and what guards the log."""
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_{act.lower()} BEFORE {act} ON audit {REFUSAL}")
    op.execute(f"CREATE TRIGGER audit_replace BEFORE INSERT ON audit WHEN {THERE} {REFUSAL}")
