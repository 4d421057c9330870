"""What is kept: documents, readings, claims, judgements, corrections; only ever added to."""

from collections.abc import Iterator

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY, source TEXT NOT NULL, version INTEGER NOT NULL,
  given TEXT NOT NULL, sha256 TEXT NOT NULL, outlet TEXT, url TEXT, published TEXT, title TEXT,
  lang TEXT NOT NULL, text TEXT NOT NULL, path TEXT NOT NULL, retrieved_at TEXT NOT NULL,
  CONSTRAINT documents_version UNIQUE (source, version),
  CONSTRAINT documents_text UNIQUE (source, sha256));
CREATE INDEX documents_given ON documents (given);
CREATE INDEX documents_url ON documents (url);
CREATE INDEX documents_sha256 ON documents (sha256);

CREATE TABLE readings (
  id INTEGER NOT NULL PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (id),
  engine TEXT NOT NULL, data TEXT NOT NULL, record TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE INDEX readings_document ON readings (document, id);

CREATE TABLE claims (
  id INTEGER NOT NULL PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings (id),
  claim TEXT NOT NULL, telling TEXT NOT NULL, report TEXT NOT NULL, field TEXT NOT NULL,
  value TEXT NOT NULL, words TEXT, start INTEGER, "end" INTEGER, attribution TEXT NOT NULL,
  stance TEXT NOT NULL, rules TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX claims_reading ON claims (reading);

CREATE TABLE judgements (
  seq INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  left_telling TEXT NOT NULL, left_report TEXT NOT NULL, left_sha256 TEXT NOT NULL,
  left_type TEXT NOT NULL, left_start INTEGER NOT NULL, left_end INTEGER NOT NULL,
  right_telling TEXT NOT NULL, right_report TEXT NOT NULL, right_sha256 TEXT NOT NULL,
  right_type TEXT NOT NULL, right_start INTEGER NOT NULL, right_end INTEGER NOT NULL,
  verdict TEXT NOT NULL, score FLOAT, reasons TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL,
  undoes TEXT,
  CONSTRAINT judgements_verdict CHECK (verdict IN ('same', 'different', 'unsure')));
CREATE INDEX judgements_left ON judgements (left_report);
CREATE INDEX judgements_right ON judgements (right_report);
CREATE INDEX judgements_undoes ON judgements (undoes);

CREATE TABLE corrections (
  id INTEGER NOT NULL PRIMARY KEY, telling TEXT NOT NULL, report TEXT NOT NULL,
  sha256 TEXT NOT NULL, type TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  field TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, note TEXT NOT NULL,
  "by" TEXT NOT NULL, at TEXT NOT NULL, undoes INTEGER REFERENCES corrections (id));
CREATE INDEX corrections_report ON corrections (report);
"""
KEYS = {
    "documents": ("id = NEW.id", "source = NEW.source AND version = NEW.version",
                  "source = NEW.source AND sha256 = NEW.sha256"),
    "readings": ("id = NEW.id",),
    "claims": ("id = NEW.id",),
    "judgements": ("seq = NEW.seq", "id = NEW.id"),
    "corrections": ("id = NEW.id",),
}  # fmt: skip
"""What is unique in each table: a row that is there must not be replaced by another."""


def triggers(table: str) -> Iterator[str]:
    """Triggers that refuse to change, delete or replace a row."""
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
    for act in ("UPDATE", "DELETE"):
        yield f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {refusal}"
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in KEYS[table])
    yield f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {there} {refusal}"


def upgrade() -> None:
    """Make the tables and what guards them."""
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for table in KEYS:
        for statement in triggers(table):
            op.execute(statement)
