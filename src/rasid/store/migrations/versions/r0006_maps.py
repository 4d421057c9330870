"""What maps and figures need of incidents: radius, parties, and who repeats whom."""

from alembic import op

revision = "0006"
down_revision = "0005"

COLUMNS = (
    "precision TEXT", "radius_km FLOAT", "place_ar TEXT",
    "injured_low INTEGER", "injured_best INTEGER",
    "injured_high INTEGER", "confidence FLOAT", "review TEXT NOT NULL DEFAULT 'open'",
)  # fmt: skip
FILTERED = "day, last_day, status, review, confidence, grade, country, admin1, killed_best"
UNPOINTED = "coalesce(precision, 'unresolved') IN ('unresolved', 'admin1', 'country')"
TABLES = f"""
CREATE INDEX incidents_map ON incidents (lat, lon, precision, type, id, radius_km, {FILTERED});
CREATE INDEX incidents_units ON incidents (
  precision, country, admin1, lat, lon, type, id, day, last_day, status, review, confidence, grade,
  killed_best) WHERE {UNPOINTED};
CREATE INDEX incidents_days ON incidents (
  day, type, last_day, status, review, confidence, grade, country, admin1, killed_best, killed_low,
  killed_high, injured_low, injured_best, injured_high, lat, lon, precision, id);

CREATE TABLE parties (
  incident TEXT NOT NULL, role TEXT NOT NULL, actor TEXT NOT NULL,
  PRIMARY KEY (incident, role, actor),
  FOREIGN KEY (incident) REFERENCES incidents (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX parties_actor ON parties (actor, incident);

CREATE TABLE voices (
  incident TEXT NOT NULL, telling TEXT NOT NULL, outlet TEXT, copy TEXT NOT NULL, repeats TEXT,
  PRIMARY KEY (incident, telling),
  FOREIGN KEY (incident) REFERENCES incidents (id) ON DELETE CASCADE) WITHOUT ROWID
"""


def upgrade() -> None:
    """Add the columns and tables. Whoever opens the file fills them: see `rasid.store.derive`."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE incidents ADD COLUMN {column}")
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
