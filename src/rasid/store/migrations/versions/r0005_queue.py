"""The order in which events are reviewed, what was decided lately, and saved searches."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = """
ALTER TABLE events ADD COLUMN urgency FLOAT NOT NULL DEFAULT 0;
CREATE INDEX events_queue ON events (
  urgency, id, day, last_day, type, status, main, confidence, country, admin1, killed_min,
  injured_min, review, lat, lon) WHERE review IN ('open', 'stale');
CREATE INDEX corrections_at ON corrections (at);

CREATE TABLE searches (
  id INTEGER NOT NULL PRIMARY KEY, author TEXT NOT NULL, name TEXT NOT NULL, asked TEXT NOT NULL,
  at TEXT NOT NULL, CONSTRAINT searches_name UNIQUE (author, name))
"""


def upgrade() -> None:
    """Add them. `rasid.store.derive` works out the order."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)
