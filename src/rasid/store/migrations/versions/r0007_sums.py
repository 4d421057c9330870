"""What all incidents add up to, and whose word they are told by."""

from alembic import op

revision = "0007"
down_revision = "0006"

TOLL = ", ".join(
    f"{outcome}_{bound} INTEGER NOT NULL"
    for outcome in ("killed", "injured")
    for bound in ("told", "low", "best", "high", "open")
)
STATEMENTS = f"""
CREATE TABLE sums_of_periods (
  unit TEXT NOT NULL, start TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
  country TEXT NOT NULL, incidents INTEGER NOT NULL, {TOLL},
  PRIMARY KEY (unit, start, type, status, country)) WITHOUT ROWID;

CREATE TABLE sums_of_points (
  lat FLOAT NOT NULL, lon FLOAT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL,
  radius_km FLOAT NOT NULL, incidents INTEGER NOT NULL,
  PRIMARY KEY (lat, lon, type, country, radius_km)) WITHOUT ROWID;

CREATE TABLE sums_of_standings (
  grade TEXT NOT NULL, review TEXT NOT NULL, country TEXT NOT NULL, step INTEGER NOT NULL,
  incidents INTEGER NOT NULL, PRIMARY KEY (grade, review, country, step)) WITHOUT ROWID;

CREATE TABLE sums_of_pairs (
  agent TEXT NOT NULL, target TEXT NOT NULL, incidents INTEGER NOT NULL,
  PRIMARY KEY (agent, target)) WITHOUT ROWID;

CREATE TABLE sums_of_outlets (
  outlet TEXT NOT NULL, copy TEXT NOT NULL, repeats TEXT NOT NULL, tellings INTEGER NOT NULL,
  PRIMARY KEY (outlet, copy, repeats)) WITHOUT ROWID;

CREATE TABLE tellers (
  incident TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (incident, source),
  FOREIGN KEY (incident) REFERENCES incidents (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX tellers_source ON tellers (source, incident);
CREATE INDEX events_at ON events (lat, lon, radius_km, precision, day);
CREATE INDEX events_vast ON events (lat)
  WHERE radius_km > 100.0 AND precision NOT IN ('admin1', 'country');
CREATE INDEX incidents_toll ON incidents (id, killed_low, killed_best, killed_high)
"""


def upgrade() -> None:
    """Add them. Whoever opens the file fills them: see `rasid.store.sums`."""
    for statement in STATEMENTS.split(";"):
        op.execute(statement)
