"""One gazetteer file: places and the keys of their names in SQLite, opened read-only.

Two sorted arrays of hashes stand before the tables, so that most words of a text never reach SQL:
one of the words that can open a name (with the most words such a name has), one of all keys.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from rasid.errors import GazetteerError
from rasid.geo.place import GazetteerPlace
from rasid.geo.toponym import ToponymRules

FORMAT = "1"  # raise it when the schema changes
_PLACE_COLUMNS = (
    "id, name_ar, name_en, lat, lon, kind, country, admin1, admin1_ar, admin2, population,"
    " source, radius_km"
)
_SCHEMA = """
CREATE TABLE place (
  rowid INTEGER PRIMARY KEY, id TEXT, name_ar TEXT, name_en TEXT, lat REAL, lon REAL, kind TEXT,
  country TEXT, admin1 TEXT, admin1_ar TEXT, admin2 TEXT, population INTEGER, source TEXT,
  radius_km REAL, other_ar TEXT, dataset TEXT);
CREATE TABLE name (
  key TEXT, place INTEGER, spelled TEXT, alias INTEGER,
  PRIMARY KEY (key, place, spelled)) WITHOUT ROWID;
CREATE TABLE dataset (name TEXT PRIMARY KEY, path TEXT, sha256 TEXT, added_on TEXT, places INTEGER);
CREATE TABLE hashes (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
"""
_FETCH = (
    "SELECT spelled, alias, p." + _PLACE_COLUMNS.replace(", ", ", p.") + " FROM name"
    " JOIN place p ON p.rowid = name.place WHERE key = ? ORDER BY p.rowid"
)
_NEAR = (
    "SELECT " + _PLACE_COLUMNS + " FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
    " AND country = ? AND admin1 != ''"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A place with its other Arabic names, as a table gives it."""

    place: GazetteerPlace
    other_ar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A place under one of its names, in normalised spelling."""

    spelled: str
    alias: bool
    place: GazetteerPlace


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table that was read into the store."""

    name: str
    path: str
    sha256: str
    added_on: str
    places: int


def hash_of(text: str) -> int:
    """A stable 64-bit hash."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


# ------------------------------------------------------------------ writing
def create(path: Path | str) -> sqlite3.Connection:
    """A new store at `path` (or ":memory:"), to be filled and `seal`ed."""
    db = sqlite3.connect(path, check_same_thread=False)
    db.executescript(_SCHEMA)
    db.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    return db


def insert(db: sqlite3.Connection, row: TableRow, dataset: str, rules: ToponymRules) -> None:
    """Add one place with all its names."""
    marks = ", ".join("?" * 15)
    cursor = db.execute(
        f"INSERT INTO place ({_PLACE_COLUMNS}, other_ar, dataset) VALUES ({marks})",
        (*astuple(row.place), "|".join(row.other_ar), dataset),
    )
    assert cursor.lastrowid is not None
    _insert_names(db, cursor.lastrowid, (row.place.name_ar, *row.other_ar), rules)


def _insert_names(
    db: sqlite3.Connection, place: int, names: Iterable[str], rules: ToponymRules
) -> None:
    for alias, name in enumerate(name for name in names if name):
        words = rules.words(name)
        for key in {rules.key_of(words), rules.loose_key_of(words)} - {""}:
            db.execute(
                "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)",
                (key, place, " ".join(words), int(alias > 0)),
            )


def rekey(db: sqlite3.Connection, rules: ToponymRules) -> None:
    """Make the names of all places anew, when names are compared in another way than before."""
    db.execute("DELETE FROM name")
    places = db.execute("SELECT rowid, name_ar, other_ar FROM place").fetchall()
    for place, name, others in places:
        _insert_names(db, place, (name, *others.split("|")), rules)
    seal(db, rules)


def remove(db: sqlite3.Connection, dataset: str) -> None:
    """Take out all that a table brought."""
    db.execute(
        "DELETE FROM name WHERE place IN (SELECT rowid FROM place WHERE dataset = ?)", (dataset,)
    )
    db.execute("DELETE FROM place WHERE dataset = ?", (dataset,))
    db.execute("DELETE FROM dataset WHERE name = ?", (dataset,))


def seal(db: sqlite3.Connection, rules: ToponymRules) -> None:
    """Write the hashes and indexes over the names that are in, and commit."""
    firsts: dict[int, int] = {}
    for (spelled,) in db.execute("SELECT DISTINCT spelled FROM name"):
        for word, longest in rules.first_words(spelled.split()):
            hashed = hash_of(word)
            firsts[hashed] = max(longest, firsts.get(hashed, 0))
    keys = sorted(hash_of(key) for (key,) in db.execute("SELECT DISTINCT key FROM name"))
    ordered = sorted(firsts)
    blobs = {
        "firsts": array("Q", ordered).tobytes(),
        "longest": bytes(firsts[hashed] for hashed in ordered),
        "keys": array("Q", keys).tobytes(),
    }
    db.executemany("INSERT OR REPLACE INTO hashes VALUES (?, ?)", blobs.items())
    db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (rules.digest,))
    db.execute("CREATE INDEX IF NOT EXISTS place_lat ON place (lat)")
    db.commit()


# ------------------------------------------------------------------ reading
class Store:
    """A sealed store, read-only. Safe to use from threads and after a fork.

    `rules` is the digest of the rules that its keys were made with.
    """

    def __init__(self, path: Path | None, db: sqlite3.Connection | None = None) -> None:
        """Open the file at `path`, or take a connection that is already open.

        Raises GazetteerError when the file is no gazetteer or of another format.
        """
        self._path = path
        self._lock = Lock()
        self._pid = os.getpid()
        self._db = db or self._open()
        try:
            self._read_hashes()
        except (sqlite3.Error, TypeError) as error:
            raise GazetteerError(_unusable(path, str(error))) from error

    def _open(self) -> sqlite3.Connection:
        try:
            uri = f"{Path(str(self._path)).absolute().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise GazetteerError(_unusable(self._path, str(error))) from error

    def _read_hashes(self) -> None:
        (found,) = self._db.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        if found != FORMAT:
            raise GazetteerError(_unusable(self._path, f"format {found}, not {FORMAT}"))
        (self.rules,) = self._db.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
        blobs = dict(self._db.execute("SELECT name, value FROM hashes"))
        self._firsts, self._keys = array("Q"), array("Q")
        self._firsts.frombytes(blobs["firsts"])
        self._keys.frombytes(blobs["keys"])
        self._longest: bytes = blobs["longest"]

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with self._lock:
            if self._pid != os.getpid() and self._path is not None:
                self._db, self._pid = self._open(), os.getpid()
            return self._db.execute(sql, values).fetchall()

    def longest(self, first_word: str) -> int:
        """The most words of a name that opens with this word's key; 0 when none does."""
        hashed = hash_of(first_word)
        at = bisect_left(self._firsts, hashed)
        there = at < len(self._firsts) and self._firsts[at] == hashed
        return self._longest[at] if there else 0

    def has(self, key: str) -> bool:
        """Whether a name has this key (a hash test: wrongly true once in 10^13)."""
        hashed = hash_of(key)
        at = bisect_left(self._keys, hashed)
        return at < len(self._keys) and self._keys[at] == hashed

    def fetch(self, key: str) -> list[Named]:
        """All places with a name of this key."""
        if not self.has(key):
            return []
        return [
            Named(str(spelled), bool(alias), GazetteerPlace(*fields))  # type: ignore[arg-type]
            for spelled, alias, *fields in self._rows(_FETCH, (key,))
        ]

    def around(self, lat: float, lon: float, country: str, degrees: float) -> list[GazetteerPlace]:
        """Places of the country in a box of 2 × `degrees`, that say their first-level unit."""
        box = (lat - degrees, lat + degrees, lon - degrees, lon + degrees)
        return [GazetteerPlace(*row) for row in self._rows(_NEAR, (*box, country))]  # type: ignore[arg-type]

    def countries(self) -> list[GazetteerPlace]:
        """The countries that the store has as places."""
        sql = f"SELECT {_PLACE_COLUMNS} FROM place WHERE kind = 'country'"
        return [GazetteerPlace(*row) for row in self._rows(sql, ())]  # type: ignore[arg-type]

    def datasets(self) -> Iterator[Dataset]:
        """The tables in the store, in the order of their names."""
        for row in self._rows("SELECT * FROM dataset ORDER BY name", ()):
            yield Dataset(*row)  # type: ignore[arg-type]

    def counts(self) -> Iterable[tuple[str, int, int]]:
        """Country, places, and places with an Arabic name."""
        sql = "SELECT country, COUNT(*), SUM(name_ar != '') FROM place GROUP BY country ORDER BY 1"
        return self._rows(sql, ())  # type: ignore[return-value]


def _unusable(path: Path | None, why: str) -> str:
    return f"{path}: no usable gazetteer ({why}); remove it and add its tables again"
