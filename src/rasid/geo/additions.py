"""Adding tables of places to a workspace: checked, repeatable, all or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from rasid.errors import GazetteerError
from rasid.geo import store
from rasid.geo.areas import Area
from rasid.geo.boxes import SWAPPED, Boxes
from rasid.geo.gazetteer import STORE_FILE, canonical_admin1, shipped
from rasid.geo.importers.detect import detect
from rasid.geo.importers.source import Edition, Source
from rasid.geo.store import Dataset, TableRow
from rasid.geo.table import Skipped, checksum
from rasid.geo.toponym import toponym_rules

_SHOWN = 20
_SWAPPED_SHARE = 0.2  # of a table's rows: then those that cannot be told are swapped as well
_NOTHING = "nothing was changed"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `replaced` counts the places of the table's earlier version, `named`
    those with a name in Arabic script, `areas` the boundaries; `reasons` say why rows were skipped,
    `examples` which (the first 20).
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
    areas: int = 0
    format: str = ""
    license: str = ""
    version: str = ""


@dataclass(slots=True)
class _Tally:
    """Counts while a table is read."""

    places: int = 0
    named: int = 0
    areas: int = 0
    version: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[Skipped] = field(default_factory=list)

    def skip(self, row: Skipped) -> None:
        self.reasons[row.reason] += 1
        if len(self.examples) < _SHOWN:
            self.examples.append(row)

    @property
    def swapped(self) -> int:
        return sum(count for reason, count in self.reasons.items() if reason.startswith(SWAPPED))

    def why(self) -> str:
        common = self.reasons.most_common(3)
        return "; ".join(f"{reason}: {count}" for reason, count in common) or "no row"


def add(
    path: Path | str,
    home: Path,
    *,
    alternates: tuple[Path, ...] = (),
    country: str = "",
    license: str = "",
) -> ImportReport:
    """Add the places or boundaries of a table to the workspace at `home`.

    The format is told by the content. `alternates` are GeoNames' language-tagged names for a
    country file, `country` (ISO code) is for boundaries that do not say it, `license` is noted
    instead of the format's usual one. The same table added again, or its next version under the
    same name, takes the place of the earlier one. The store is written beside the old one and put
    in its place at the end, so an import that is cut off changes nothing. Raises GazetteerError
    when the table cannot be read, is of no known format or has no usable row.
    """
    source = detect(Path(path), alternates, country)
    source = replace(source, license=license or source.license)
    digest = _digest(source.path, alternates)
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        working = home / f"{STORE_FILE}.{os.getpid()}.new"
        try:
            report = _write(source, digest, home / STORE_FILE, working)
            _sync(working)
            working.replace(home / STORE_FILE)
            _sync(home)
        except sqlite3.Error as error:
            raise GazetteerError(f"{home / STORE_FILE}: {error}; {_NOTHING}") from error
        except OSError as error:
            raise GazetteerError(f"{home}: {error.strerror}; {_NOTHING}") from error
        finally:
            _clear(working)
    return report


def _digest(path: Path, alternates: tuple[Path, ...]) -> str:
    """SHA-256 of a file; of a folder or of several files, that of the list of their sums."""
    if not path.is_dir() and not alternates:
        return checksum(path)
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    whole = sha256()
    for file in (*files, *alternates):
        name = file.relative_to(path) if path.is_dir() and file in files else file.name
        whole.update(f"{checksum(file)}  {name}\n".encode())
    return whole.hexdigest()


# ------------------------------------------------------------------ one import at a time
@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep other imports out, and clear away what killed ones left."""
    with (home / f"{STORE_FILE}.lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.stat(lock.name)  # an import that just ended has taken its lock away
        except ImportError:
            pass  # no locks on this system: the last import wins
        except OSError as error:
            raise GazetteerError(f"{home}: another import is running; wait for it") from error
        for left in home.glob(f"{STORE_FILE}.*.new*"):
            left.unlink(missing_ok=True)
        try:
            yield
        finally:
            with suppress(OSError):
                Path(lock.name).unlink()


def _clear(working: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        working.with_name(working.name + ending).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the disk keep a file or a folder's list of files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------------ writing
def _write(source: Source, digest: str, current: Path, working: Path) -> ImportReport:
    db = _copy(current, working)
    try:
        # The copy is thrown away when anything fails: it needs no journal of its own.
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        db.execute("PRAGMA cache_size = -65536")
        replaced = _count(db, source.dataset)
        store.remove(db, source.dataset)
        tally = _insert(db, source)
        _check(source, tally)
        report = _report(source, digest, replaced, tally)
        skipped = report.skipped
        dataset = (source.dataset, report.path, digest, report.added_on, tally.places)
        about = (source.format, report.license, report.version, tally.areas, skipped)
        store.record(db, Dataset(*dataset, *about))
        store.seal(db, toponym_rules())
        return report
    finally:
        db.close()


def _copy(current: Path, working: Path) -> sqlite3.Connection:
    """A store to write to, with what the workspace has."""
    if not current.exists():
        return store.create(working)
    store.open_current(current, toponym_rules())  # says it when the file is damaged
    shutil.copyfile(current, working)
    return sqlite3.connect(working)


def _insert(db: sqlite3.Connection, source: Source) -> _Tally:
    tally, boxes = _Tally(), Boxes.of(shipped())
    db.execute("CREATE TEMP TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    for item in source.read(db):
        if isinstance(item, Edition):
            tally.version = max(tally.version, item.date)
            continue
        try:
            wrong = item if isinstance(item, Skipped) else _fault(db, item, boxes)
            if wrong is None and not isinstance(item, Skipped):
                _keep(db, item, source.dataset, tally)
        except (UnicodeError, OverflowError):  # half a letter, or more people than can be
            wrong = Skipped(0, "letters or numbers that cannot be kept")
        if wrong:
            tally.skip(wrong)
    return tally


def _keep(db: sqlite3.Connection, item: TableRow | Area, dataset: str, tally: _Tally) -> None:
    if isinstance(item, Area):
        store.insert_area(db, item, dataset)
        tally.areas += 1
        return
    store.insert(db, _canonical(item), dataset, toponym_rules())
    tally.places += 1
    tally.named += bool(item.place.name_ar)


def _fault(db: sqlite3.Connection, item: TableRow | Area, boxes: Boxes) -> Skipped | None:
    """Why a row that can be read is left out all the same."""
    name = f"area {item.id}" if isinstance(item, Area) else item.place.id
    wrong = None if isinstance(item, Area) else boxes.fault(item.place)
    if wrong is None:
        new = db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (name,)).rowcount
        wrong = None if new else "id occurs before in this table"
    return Skipped(0, wrong, name) if wrong else None


def _check(source: Source, tally: _Tally) -> None:
    """Raises GazetteerError when the table as a whole is not to be trusted."""
    rows = tally.places + tally.swapped
    if tally.swapped >= 3 and tally.swapped > _SWAPPED_SHARE * rows:
        raise GazetteerError(
            f"{source.path}: {SWAPPED} in {tally.swapped} of {rows} rows; exchange the two columns"
            f" ({_NOTHING})"
        )
    if not tally.places and not tally.areas:
        raise GazetteerError(f"{source.path}: no usable place ({tally.why()}); {_NOTHING}")


def _report(source: Source, digest: str, replaced: int, tally: _Tally) -> ImportReport:
    return ImportReport(
        source.dataset, str(source.path), digest, date.today().isoformat(), tally.places,
        tally.named, replaced, tally.reasons.total(), tuple(tally.reasons.most_common()),
        tuple(tally.examples), tally.areas, source.format, source.license,
        tally.version or _dated(source.path),
    )  # fmt: skip


def _dated(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _canonical(row: TableRow) -> TableRow:
    """The row with the one English name of its first-level unit."""
    place = row.place
    unit = canonical_admin1(place.country, place.admin1, place.admin1_ar)
    if unit == place.admin1:
        return row
    return replace(row, place=replace(place, admin1=unit))


def _count(db: sqlite3.Connection, dataset: str) -> int:
    sql = "SELECT places + areas FROM dataset WHERE name = ?"
    found = db.execute(sql, (dataset,)).fetchone()
    return int(found[0]) if found else 0
