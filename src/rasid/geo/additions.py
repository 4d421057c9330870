"""Adding a table of places to a workspace: checked, repeatable, all or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rasid.errors import GazetteerError
from rasid.geo import store
from rasid.geo.gazetteer import STORE_FILE, canonical_admin1, toponym_rules
from rasid.geo.store import Store, TableRow
from rasid.geo.table import Skipped, checksum, read_table

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `replaced` counts the places of the table's earlier version, `named`
    those with a name in Arabic script; `reasons` say why rows were skipped, `examples` which (the
    first 20).
    """

    dataset: str
    path: str
    sha256: str
    added_on: str
    added: int
    named: int
    replaced: int
    skipped: int
    reasons: tuple[tuple[str, int], ...]
    examples: tuple[Skipped, ...]


def add(path: Path | str, home: Path) -> ImportReport:
    """Add the places of a CSV table (or .csv.gz) to the workspace at `home`.

    The same table added again, or its next version under the same file name, takes the place of
    the earlier one. The store is written beside the old one and put in its place at the end, so an
    import that is cut off changes nothing. Raises GazetteerError when the table cannot be read, has
    not the right columns or no usable row.
    """
    table = Path(path)
    digest = checksum(table)
    home.mkdir(parents=True, exist_ok=True)
    working = home / f"{STORE_FILE}.{os.getpid()}.new"
    try:
        report = _write(table, digest, home / STORE_FILE, working)
        _sync(working)
        working.replace(home / STORE_FILE)
    except sqlite3.Error as error:
        raise GazetteerError(f"{home / STORE_FILE}: {error}; nothing was changed") from error
    finally:
        working.unlink(missing_ok=True)
        working.with_name(working.name + "-journal").unlink(missing_ok=True)
    return report


def _write(table: Path, digest: str, current: Path, working: Path) -> ImportReport:
    dataset = table.name.removesuffix(".gz").removesuffix(".csv")
    db = _copy(current, working)
    try:
        replaced = _count(db, dataset)
        store.remove(db, dataset)
        added, skipped = _insert(db, table, dataset)
        if not added:
            raise GazetteerError(f"{table}: no usable place ({_why(skipped)}); nothing was changed")
        today = date.today().isoformat()
        values = (dataset, str(table), digest, today, added)
        db.execute("INSERT INTO dataset VALUES (?, ?, ?, ?, ?)", values)
        store.seal(db, toponym_rules())
        return ImportReport(
            dataset, str(table), digest, today, added, _named(db, dataset), replaced, len(skipped),
            tuple(Counter(row.reason for row in skipped).most_common()), tuple(skipped[:_SHOWN]),
        )  # fmt: skip
    finally:
        db.close()


def _copy(current: Path, working: Path) -> sqlite3.Connection:
    """A store to write to, with what the workspace has."""
    if not current.exists():
        return store.create(working)
    Store(current)  # says in plain words when the file is damaged or of another format
    shutil.copyfile(current, working)
    return sqlite3.connect(working)


def _insert(db: sqlite3.Connection, table: Path, dataset: str) -> tuple[int, list[Skipped]]:
    added, skipped = 0, []
    for row in read_table(table):
        if isinstance(row, Skipped):
            skipped.append(row)
            continue
        store.insert(db, _canonical(row), dataset, toponym_rules())
        added += 1
    return added, skipped


def _canonical(row: TableRow) -> TableRow:
    """The row with the one English name of its first-level unit."""
    place = row.place
    unit = canonical_admin1(place.country, place.admin1, place.admin1_ar)
    if unit == place.admin1:
        return row
    return replace(row, place=replace(place, admin1=unit))


def _count(db: sqlite3.Connection, dataset: str) -> int:
    sql = "SELECT COUNT(*) FROM place WHERE dataset = ?"
    return int(db.execute(sql, (dataset,)).fetchone()[0])


def _named(db: sqlite3.Connection, dataset: str) -> int:
    sql = "SELECT COUNT(*) FROM place WHERE dataset = ? AND name_ar != ''"
    return int(db.execute(sql, (dataset,)).fetchone()[0])


def _why(skipped: list[Skipped]) -> str:
    reasons = Counter(row.reason for row in skipped).most_common(3)
    return "; ".join(f"{reason}: {count}" for reason, count in reasons) or "no row"


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
