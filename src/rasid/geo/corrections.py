"""The user's own corrections: a small table in the workspace that wins over all others.

Its columns are those of any plain table, so it can be edited by hand. A row with the id of a known
place moves that place; one without (`user:…`) stands for all places of its name in its country.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from rasid.errors import GazetteerError
from rasid.geo import store
from rasid.geo.place import CORRECTED, GazetteerPlace
from rasid.geo.store import Dataset, Store, TableRow
from rasid.geo.table import NEEDED, read_table
from rasid.geo.toponym import ToponymRules, kind_class
from rasid.values import replace

CORRECTIONS_FILE = "corrections.csv"
OWN = "user:"
_COLUMNS = (*NEEDED, "admin1", "admin1_ar", "admin2", "source")


class Corrections:
    """What the user has put right; empty for most workspaces."""

    def __init__(self, rows: Sequence[TableRow] = (), rules: ToponymRules | None = None) -> None:
        self._by_id = {row.place.id: row for row in rows}  # the last of one id counts
        self._by_key: dict[str, list[GazetteerPlace]] = {}
        for row in self._by_id.values():
            if rules and row.place.id.startswith(OWN):
                self._by_key.setdefault(rules.key(row.place.name_ar), []).append(row.place)

    def moved(self, place: GazetteerPlace) -> GazetteerPlace:
        """The place at its corrected point."""
        row = self._by_id.get(place.id)
        return replace(place, lat=row.place.lat, lon=row.place.lon) if row else place

    def hide(self, key: str, place: GazetteerPlace) -> bool:
        """Whether a correction stands for this place, found under the name of `key`."""
        return any(
            own.country == place.country
            and kind_class(own.kind) == kind_class(place.kind)
            and own.id != place.id
            for own in self._by_key.get(key, ())
        )

    def layer(self, rules: ToponymRules) -> Store:
        """The corrected places as a layer of their own."""
        db = store.create(":memory:")
        for row in self._by_id.values():
            store.insert(db, row, CORRECTED, rules)
        store.record(db, Dataset(CORRECTED, CORRECTIONS_FILE, "", "", len(self._by_id), "csv"))
        store.seal(db, rules)
        return Store(None, db)

    def __len__(self) -> int:
        return len(self._by_id)


def load_corrections(home: Path, rules: ToponymRules) -> Corrections:
    """The corrections of a workspace. Rows that cannot be read are left out.

    Raises GazetteerError when the file has not the right columns.
    """
    path = home / CORRECTIONS_FILE
    if not path.exists():
        return Corrections()
    return Corrections([row for row in read_table(path) if isinstance(row, TableRow)], rules)


def correct(place: GazetteerPlace, home: Path) -> Path:
    """Append one correction to the workspace's table and give the path of it.

    Raises GazetteerError when it cannot be written.
    """
    path = home / CORRECTIONS_FILE
    line = io.StringIO()
    values = {name: getattr(place, name) for name in _COLUMNS}
    csv.DictWriter(line, _COLUMNS, lineterminator="\n").writerow(values)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as stream:
            stream.write((_before(stream) + line.getvalue()).encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; the workspace must be writable") from error
    return path


def _before(stream: io.BufferedRandom) -> str:
    """What a new row needs before it: the columns, or the end of a line that was cut off."""
    if not stream.seek(0, os.SEEK_END):
        return ",".join(_COLUMNS) + "\n"
    stream.seek(-1, os.SEEK_END)
    return "" if stream.read(1) == b"\n" else "\n"
