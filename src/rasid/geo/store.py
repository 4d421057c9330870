"""One gazetteer file: places and the keys of their names in SQLite, opened read-only.

Two sorted arrays of hashes stand before the tables, so that most words of a text never reach SQL:
one of the words that can open a name (with the most words such a name has), one of all keys. They
are what a store holds in memory: some 16 bytes a name.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import blake2b
from heapq import merge
from math import floor
from operator import attrgetter
from pathlib import Path
from threading import Lock

from rasid.errors import GazetteerError
from rasid.geo.areas import Area, Shape, box, pack, unpack
from rasid.geo.place import GazetteerPlace
from rasid.geo.skeleton import skeleton
from rasid.geo.toponym import ToponymRules

FORMAT = "2"  # raise it when the schema changes
_PLACE_COLUMNS = (
    "id, name_ar, name_en, lat, lon, kind, country, admin1, admin1_ar, admin2, population,"
    " source, radius_km"
)
_values = attrgetter(*_PLACE_COLUMNS.split(", "))
_SCHEMA = """
CREATE TABLE place (
  rowid INTEGER PRIMARY KEY, id TEXT, name_ar TEXT, name_en TEXT, lat REAL, lon REAL, kind TEXT,
  country TEXT, admin1 TEXT, admin1_ar TEXT, admin2 TEXT, population INTEGER, source TEXT,
  radius_km REAL, other_ar TEXT, dataset TEXT, cell INTEGER);
CREATE TABLE name (
  key TEXT, place INTEGER, spelled TEXT, alias INTEGER,
  PRIMARY KEY (key, place, spelled)) WITHOUT ROWID;
CREATE TABLE area (
  rowid INTEGER PRIMARY KEY, id TEXT, level INTEGER, name_ar TEXT, name_en TEXT, country TEXT,
  parent TEXT, south REAL, north REAL, west REAL, east REAL, rings BLOB, dataset TEXT);
CREATE TABLE dataset (
  name TEXT PRIMARY KEY, path TEXT, sha256 TEXT, added_on TEXT, places INTEGER, format TEXT,
  license TEXT, version TEXT, areas INTEGER, skipped INTEGER);
CREATE TABLE hashes (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
"""
_FETCH = (
    "SELECT spelled, alias, p." + _PLACE_COLUMNS.replace(", ", ", p.") + " FROM name"
    " JOIN place p ON p.rowid = name.place WHERE key = ? ORDER BY p.rowid"
)
_NEAR = (
    "SELECT " + _PLACE_COLUMNS + " FROM place WHERE cell BETWEEN ? AND ? AND lat BETWEEN ? AND ?"
    " AND lon BETWEEN ? AND ? AND country = ? AND admin1 != ''"
)
_HOLDING = (
    "SELECT rowid, id, level, name_ar, name_en, country, parent FROM area"
    " WHERE ? BETWEEN south AND north AND ? BETWEEN west AND east"
    " ORDER BY level, (north - south) * (east - west)"
)
_CELLS = 5  # to a degree: a search of 15 km looks into four to nine of them
_LINE = 4096  # cells with one latitude are numbered one after the other
_CACHE_KB = 8192  # holds the upper pages of a million names
_SHAPES = 256  # outlines kept ready, some 50 kB each
_RUN = 1 << 18  # hashes that are sorted at once


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
    """A table that was read into the store: where from, when (ISO date; empty for what ships with
    Rasid), how much of it. `version` is what the table says of its own date.
    """

    name: str
    path: str
    sha256: str
    added_on: str
    places: int
    format: str = ""
    license: str = ""
    version: str = ""
    areas: int = 0
    skipped: int = 0


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
    marks = ", ".join("?" * 16)
    place = row.place
    cursor = db.execute(
        f"INSERT INTO place ({_PLACE_COLUMNS}, other_ar, dataset, cell) VALUES ({marks})",
        (*_values(place), "|".join(row.other_ar), dataset, _cell(place.lat, place.lon)),
    )
    assert cursor.lastrowid is not None
    _insert_names(db, cursor.lastrowid, (place.name_ar, *row.other_ar), rules)
    _insert_skeleton(db, cursor.lastrowid, place.name_ar, place.name_en)


def _cell(lat: float, lon: float) -> int:
    return floor(lat * _CELLS) * _LINE + floor(lon * _CELLS)


def insert_area(db: sqlite3.Connection, area: Area, dataset: str) -> None:
    """Add one area with its outline."""
    told = (area.id, area.level, area.name_ar, area.name_en, area.country, area.parent)
    db.execute(
        f"INSERT INTO area VALUES (NULL, {', '.join('?' * 12)})",
        (*told, *box(area.rings), pack(area.rings), dataset),
    )


def record(db: sqlite3.Connection, dataset: Dataset) -> None:
    """Note what was read in."""
    db.execute(f"INSERT INTO dataset VALUES ({', '.join('?' * 10)})", astuple(dataset))


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


def _insert_skeleton(db: sqlite3.Connection, place: int, arabic: str, latin: str) -> None:
    """The consonants of a place that has no Arabic name, so that its Arabic name finds it."""
    key = "" if arabic or not latin else skeleton(latin)
    if key:
        db.execute("INSERT OR IGNORE INTO name VALUES (?, ?, ?, 1)", (key, place, key))


def rekey(db: sqlite3.Connection, rules: ToponymRules) -> None:
    """Make the names of all places anew, when names are compared in another way than before."""
    db.execute("DELETE FROM name")
    rows = db.execute("SELECT rowid, name_ar, other_ar, name_en FROM place")
    for place, name, others, latin in rows:
        _insert_names(db, place, (name, *others.split("|")), rules)
        _insert_skeleton(db, place, name, latin)
    seal(db, rules)


def remove(db: sqlite3.Connection, dataset: str) -> None:
    """Take out all that a table brought."""
    db.execute(
        "DELETE FROM name WHERE place IN (SELECT rowid FROM place WHERE dataset = ?)", (dataset,)
    )
    db.execute("DELETE FROM place WHERE dataset = ?", (dataset,))
    db.execute("DELETE FROM area WHERE dataset = ?", (dataset,))
    db.execute("DELETE FROM dataset WHERE name = ?", (dataset,))


def seal(db: sqlite3.Connection, rules: ToponymRules) -> None:
    """Write the hashes and indexes over the names that are in, and commit."""
    ordered, longest = _first_words(db, rules)
    keys = _sorted(hash_of(key) for (key,) in db.execute("SELECT DISTINCT key FROM name"))
    blobs = {"firsts": ordered.tobytes(), "longest": bytes(longest), "keys": keys.tobytes()}
    db.executemany("INSERT OR REPLACE INTO hashes VALUES (?, ?)", blobs.items())
    db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (rules.digest,))
    for statement in _INDEXES:
        db.execute(statement)
    db.commit()


_INDEXES = (
    "CREATE INDEX IF NOT EXISTS place_cell ON place (cell)",
    "CREATE INDEX IF NOT EXISTS place_country ON place (kind) WHERE kind = 'country'",
    "CREATE INDEX IF NOT EXISTS area_box ON area (south, north, west, east)",
)


def _first_words(db: sqlite3.Connection, rules: ToponymRules) -> tuple[array[int], bytearray]:
    """Hashes of the words that open names, in order, and the most words of such names."""
    names = (name.split() for (name,) in db.execute("SELECT spelled FROM name"))
    # The low three bits hold how many words, so that one sorting serves both.
    both = _sorted(hash_of(w) & ~7 | n for words in names for w, n in rules.first_words(words))
    ordered, longest = array("Q"), bytearray()
    for value in both:
        if ordered and ordered[-1] == value & ~7:
            longest[-1] = value & 7
        else:
            ordered.append(value & ~7)
            longest.append(value & 7)
    return ordered, longest


def _sorted(hashes: Iterable[int]) -> array[int]:
    """The different ones in order, sorted in runs so that memory stays small."""
    runs: list[array[int]] = []
    run: set[int] = set()
    for value in hashes:
        run.add(value)
        if len(run) >= _RUN:
            runs.append(array("Q", sorted(run)))
            run.clear()
    runs.append(array("Q", sorted(run)))
    out = array("Q")
    for value in merge(*runs):
        if not out or out[-1] != value:
            out.append(value)
    return out


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
        self._shape = lru_cache(maxsize=_SHAPES)(self._unpacked)
        try:
            self._read_hashes()
        except (sqlite3.Error, TypeError) as error:
            raise GazetteerError(_unusable(path, str(error))) from error

    def _open(self) -> sqlite3.Connection:
        try:
            uri = f"{Path(str(self._path)).absolute().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            return db
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
        hashed = hash_of(first_word) & ~7
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
        edges = (lat - degrees, lat + degrees, lon - degrees, lon + degrees)
        lines = range(floor(edges[0] * _CELLS), floor(edges[1] * _CELLS) + 1)
        west, east = floor(edges[2] * _CELLS), floor(edges[3] * _CELLS)
        found = [
            self._rows(_NEAR, (line * _LINE + west, line * _LINE + east, *edges, country))
            for line in lines
        ]
        return [GazetteerPlace(*row) for rows in found for row in rows]  # type: ignore[arg-type]

    def areas_at(self, lat: float, lon: float) -> list[Area]:
        """The areas that a point lies in, the largest units first, without their outlines."""
        rows = self._rows(_HOLDING, (lat, lon))
        return [Area(*row[1:], ()) for row in rows if self._shape(row[0]).holds(lat, lon)]  # type: ignore[arg-type, call-arg]

    def _unpacked(self, rowid: object) -> Shape:
        ((packed,),) = self._rows("SELECT rings FROM area WHERE rowid = ?", (rowid,))
        assert isinstance(packed, bytes)
        return Shape(unpack(packed))

    def by_id(self, id: str) -> GazetteerPlace | None:
        """The place of an id. Looks at every place: for one that a person asks for."""
        rows = self._rows(f"SELECT {_PLACE_COLUMNS} FROM place WHERE id = ? LIMIT 1", (id,))
        return GazetteerPlace(*rows[0]) if rows else None  # type: ignore[arg-type]

    def countries(self) -> list[GazetteerPlace]:
        """The countries that the store has as places."""
        sql = f"SELECT {_PLACE_COLUMNS} FROM place WHERE kind = 'country'"
        return [GazetteerPlace(*row) for row in self._rows(sql, ())]  # type: ignore[arg-type]

    def extents(self) -> list[tuple[str, float, float, float, float]]:
        """Country, and the edges of the box around its places, where it has 20 or more."""
        sql = (
            "SELECT country, MIN(lat), MAX(lat), MIN(lon), MAX(lon) FROM place"
            " WHERE kind != 'country' GROUP BY country HAVING COUNT(*) >= 20"
        )
        return self._rows(sql, ())  # type: ignore[return-value]

    def datasets(self) -> Iterator[Dataset]:
        """The tables in the store, in the order of their names."""
        for row in self._rows("SELECT * FROM dataset ORDER BY name", ()):
            yield Dataset(*row)  # type: ignore[arg-type]

    def counts(self) -> Iterable[tuple[str, int, int]]:
        """Country, places, and places with an Arabic name."""
        sql = "SELECT country, COUNT(*), SUM(name_ar != '') FROM place GROUP BY country ORDER BY 1"
        return self._rows(sql, ())  # type: ignore[return-value]


def open_current(path: Path, rules: ToponymRules) -> Store:
    """The store at `path`; its keys are made anew when the rules for names have changed.

    Raises GazetteerError when it cannot be used, or cannot be written to when it must.
    """
    found = Store(path)
    if found.rules == rules.digest:
        return found
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    os.close(handle)
    try:
        shutil.copyfile(path, name)
        with closing(sqlite3.connect(name)) as db:
            rekey(db, rules)
        Path(name).replace(path)
    except OSError as error:
        raise GazetteerError(
            f"{path}: {error.strerror}; the folder must be writable once"
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return Store(path)


def _unusable(path: Path | None, why: str) -> str:
    return f"{path}: no usable gazetteer ({why}); remove it and add its tables again"
