"""Where reports come from; addresses, watched sources and alerts: work that goes on."""

from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    "captured_at archive content_sha256 outlet_id outlet_by day_by forwarded_from edited".split()
)
TABLES = """
CREATE TABLE fetched (
  url TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, via TEXT, held TEXT, tries INTEGER NOT NULL,
  fault TEXT, at TEXT NOT NULL, kind TEXT, etag TEXT, modified TEXT, content_sha256 TEXT,
  CONSTRAINT fetched_state CHECK (state IN ('wanted', 'done', 'failed'))) WITHOUT ROWID;
CREATE INDEX fetched_via ON fetched (via, state);

CREATE TABLE watched (
  name TEXT NOT NULL PRIMARY KEY, due_at TEXT NOT NULL, failures INTEGER NOT NULL,
  told TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE alerted (
  rule TEXT NOT NULL, subject TEXT NOT NULL, output TEXT NOT NULL, state TEXT NOT NULL,
  payload TEXT NOT NULL, tries INTEGER NOT NULL, due_at TEXT NOT NULL, fault TEXT, at TEXT NOT NULL,
  PRIMARY KEY (rule, subject, output),
  CONSTRAINT alerted_state CHECK (state IN ('waiting', 'sent', 'failed'))) WITHOUT ROWID;
CREATE INDEX alerted_state ON alerted (state, due_at);

CREATE TABLE marks (
  name TEXT NOT NULL PRIMARY KEY, document INTEGER NOT NULL) WITHOUT ROWID;
"""


def upgrade() -> None:
    """Add the columns, which nobody fills for reports that are there, and make the tables."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT")
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
