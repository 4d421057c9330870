"""Situation reports that were written: what the next one tells the changes since."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = """
CREATE TABLE situations (
  id INTEGER NOT NULL PRIMARY KEY, start TEXT NOT NULL, "end" TEXT NOT NULL, country TEXT NOT NULL,
  admin1 TEXT NOT NULL, profile TEXT NOT NULL, at TEXT NOT NULL, told TEXT NOT NULL);
CREATE INDEX situations_of ON situations (country, admin1, profile)
"""


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)
