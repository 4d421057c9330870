"""What is derived: events to filter, find and map, the index of words, incidents."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE events (
  id INTEGER NOT NULL PRIMARY KEY, telling TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES documents (id),
  reading INTEGER NOT NULL REFERENCES readings (id), number TEXT NOT NULL, type TEXT NOT NULL,
  main BOOLEAN NOT NULL, status TEXT NOT NULL, confidence FLOAT NOT NULL, day TEXT NOT NULL,
  last_day TEXT NOT NULL, time_precision TEXT, place TEXT, precision TEXT, lat FLOAT, lon FLOAT,
  radius_km FLOAT, admin1 TEXT, country TEXT, killed_min INTEGER, killed_max INTEGER,
  injured_min INTEGER, injured_max INTEGER, review TEXT NOT NULL);
CREATE UNIQUE INDEX events_telling ON events (telling);
CREATE INDEX events_document ON events (document);
CREATE INDEX events_type ON events (type, day, id);
CREATE INDEX events_country ON events (country, day, id);
CREATE INDEX events_admin1 ON events (admin1, day, id);
CREATE INDEX events_status ON events (status, day, id);
CREATE INDEX events_review ON events (review, day, id);
CREATE INDEX events_killed ON events (killed_min);
CREATE INDEX events_injured ON events (injured_min);
CREATE INDEX events_long ON events (last_day) WHERE last_day > day;
CREATE INDEX events_walk ON events (
  day, id, last_day, type, status, main, confidence, country, admin1, killed_min, injured_min,
  review, lat, lon);

CREATE TABLE facets (
  kind TEXT NOT NULL, value TEXT NOT NULL, day TEXT NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (kind, value, day, event)) WITHOUT ROWID;
CREATE INDEX facets_event ON facets (event);

CREATE TABLE wordings (
  document INTEGER NOT NULL PRIMARY KEY REFERENCES documents (id), packed BLOB NOT NULL);

CREATE TABLE incidents (
  id TEXT NOT NULL PRIMARY KEY, founder TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
  day TEXT NOT NULL, last_day TEXT NOT NULL, place TEXT, admin1 TEXT, country TEXT, lat FLOAT,
  lon FLOAT, killed_low INTEGER, killed_best INTEGER, killed_high INTEGER,
  tellings INTEGER NOT NULL, sources INTEGER NOT NULL, grade TEXT NOT NULL,
  disagreement FLOAT NOT NULL, doubt FLOAT NOT NULL, stale INTEGER NOT NULL);
CREATE INDEX incidents_day ON incidents (day, id);

CREATE TABLE tellings (
  telling TEXT NOT NULL PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (id),
  traits TEXT, waiting BOOLEAN NOT NULL) WITHOUT ROWID;
CREATE INDEX tellings_waiting ON tellings (telling) WHERE waiting = 1;
CREATE INDEX tellings_document ON tellings (document);

CREATE TABLE members (
  telling TEXT NOT NULL PRIMARY KEY, incident TEXT NOT NULL REFERENCES incidents (id)
) WITHOUT ROWID;
CREATE INDEX members_incident ON members (incident);

CREATE TABLE keys (
  key TEXT NOT NULL, day INTEGER NOT NULL, telling TEXT NOT NULL,
  PRIMARY KEY (key, day, telling)) WITHOUT ROWID;
CREATE INDEX keys_telling ON keys (telling);

CREATE TABLE counts (
  kind TEXT NOT NULL, value TEXT NOT NULL, reports INTEGER NOT NULL,
  PRIMARY KEY (kind, value)) WITHOUT ROWID;

CREATE TABLE state (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

CREATE VIRTUAL TABLE boxes USING rtree (event, south, north, west, east);
CREATE VIRTUAL TABLE words USING fts5 (stems, content = '', columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0");
"""


def upgrade() -> None:
    """Make the tables. They are filled by whoever opens the file: see `rasid.store.derive`."""
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
