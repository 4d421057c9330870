"""What placing a report needs of all others, fetched from the workspace as it is asked for.

The same as `rasid.incidents.rarity` and `blocks` hold in memory: in how many reports a word, a day
or a place occurs, and which tellings lie under a key.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects.sqlite import insert as upsert

from rasid.incidents.blocks import CROWD, UNDATED, WINDOW, Key
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import Traits
from rasid.store import derive, packed_traits
from rasid.store.tables import counts, keys, tellings

REPORTS = "reports"
"""The count of all reports, among those of words, days and places."""
_NEAR = """
SELECT telling FROM (SELECT telling FROM keys WHERE key = :key AND day BETWEEN :low AND :day
  AND (day, telling) < (:day, :telling) ORDER BY day DESC, telling DESC LIMIT :half)
UNION ALL
SELECT telling FROM (SELECT telling FROM keys WHERE key = :key AND day BETWEEN :day AND :high
  AND (day, telling) >= (:day, :telling) ORDER BY day, telling LIMIT :half + 1)
"""
_UNDATED = "SELECT telling FROM keys WHERE key = ? AND day = ? LIMIT ?"
_ALL = "SELECT telling FROM keys WHERE key = ? LIMIT ?"


class _Counts(Counter[Any]):
    """Counts of one kind, each asked for once."""

    def __init__(self, db: Connection, kind: str) -> None:
        super().__init__()
        self._db, self._kind = db, kind

    def __missing__(self, value: Any) -> int:
        asked = "SELECT reports FROM counts WHERE kind = ? AND value = ?"
        found = self._db.exec_driver_sql(asked, (self._kind, str(value))).scalar()
        self[value] = int(found or 0)
        return self[value]

    def fetch(self, values: Iterable[Any]) -> None:
        """Ask for many at once."""
        wanted = {str(value): value for value in set(values).difference(self)}
        asked = (
            "SELECT value, reports FROM counts WHERE kind = ?"
            " AND value IN (SELECT value FROM json_each(?))"
        )
        told = dict(_raw(self._db).execute(asked, (self._kind, json.dumps(list(wanted)))))
        dict.update(self, {value: told.get(named, 0) for named, value in wanted.items()})


def rarity(db: Connection) -> Rarity:
    """How rare things are in the whole workspace."""
    reports = _Counts(db, REPORTS)[REPORTS]
    words, days, places = (_Counts(db, kind) for kind in ("words", "days", "places"))
    return Rarity(reports, words, days, places)


def fetch(known: Rarity, told: Iterable[Traits]) -> None:
    """Ask for the words of some tellings at once."""
    assert isinstance(known.words, _Counts)
    known.words.fetch(word for one in told for word in one.wording.counted())


def count(db: Connection, told: list[Traits]) -> None:
    """Count the reports of tellings that are new."""
    added = Rarity.of(told)
    kinds: dict[str, Counter[Any]] = {
        "words": added.words,
        "days": added.days,
        "places": added.places,
    }
    rows = [
        {"kind": kind, "value": str(value), "reports": number}
        for kind, found in kinds.items()
        for value, number in found.items()
    ]
    rows.append({"kind": REPORTS, "value": REPORTS, "reports": added.reports})
    query = upsert(counts)
    more = {"reports": counts.c.reports + query.excluded.reports}
    db.execute(query.on_conflict_do_update(index_elements=["kind", "value"], set_=more), rows)


class StoredShelf:
    """Tellings under their keys, in the workspace: see `rasid.incidents.blocks.Shelf`."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._raw = _raw(db)
        self._waiting: list[dict[str, Any]] = []

    def file(self, key: Key, day: int | None, id: str) -> None:
        """File a telling under a key; `write` keeps it."""
        filed = UNDATED if day is None else day
        self._waiting.append({"key": _named(key), "day": filed, "telling": id})

    def write(self) -> None:
        """Keep what was filed."""
        if self._waiting:
            self._db.execute(insert(keys).prefix_with("OR IGNORE"), self._waiting)
        self._waiting.clear()

    def shown(self, key: Key, day: int | None, id: str) -> Iterator[str]:
        """The nearest in time under a key; those without a day only where there are few."""
        named = _named(key)
        if day is None:
            yield from self._few(_ALL, named)
            return
        yield from self._few(_UNDATED, named, UNDATED)
        near = {"low": day - WINDOW, "high": day + WINDOW, "half": CROWD // 2}
        asked = {"key": named, "day": day, "telling": id, **near}
        yield from (one for (one,) in self._raw.execute(_NEAR, asked))

    def _few(self, query: str, *asked: Any) -> list[str]:
        found = self._raw.execute(query, (*asked, CROWD + 1)).fetchall()
        return [one for (one,) in found] if len(found) <= CROWD else []


def _raw(db: Connection) -> Any:
    """The driver's own connection: a hundred small questions for each telling, a thousand counts,
    no time for layers.
    """
    raw = db.connection.dbapi_connection
    assert raw is not None
    return raw


def _named(key: Key) -> str:
    return json.dumps(key, ensure_ascii=False)


def known_traits(db: Connection, ids: Iterable[str]) -> dict[str, Traits]:
    """The traits of tellings that are filed."""
    asked = (
        "SELECT t.telling, t.traits, w.packed FROM tellings t"
        " JOIN wordings w ON w.document = t.document"
        " WHERE t.traits IS NOT NULL AND t.telling IN (SELECT value FROM json_each(?))"
    )
    told = db.exec_driver_sql(asked, (json.dumps(sorted(ids)),))
    return {id: packed_traits.unpack(held, derive.unpack(packed)) for id, held, packed in told}


def keep_traits(db: Connection, told: Iterable[Traits]) -> None:
    """Note of tellings that they are filed, and what is compared of them."""
    rows = [(packed_traits.pack(one), one.telling) for one in told]
    db.exec_driver_sql("UPDATE tellings SET traits = ? WHERE telling = ?", rows)


def unfiled(db: Connection, ids: Iterable[str]) -> set[str]:
    """Those of some tellings that have no keys yet."""
    asked = (
        "SELECT telling FROM tellings WHERE traits IS NULL"
        " AND telling IN (SELECT value FROM json_each(?))"
    )
    return set(db.exec_driver_sql(asked, (json.dumps(sorted(ids)),)).scalars())


def forget(db: Connection) -> None:
    """Take everything off."""
    db.execute(delete(keys))
    db.execute(delete(counts))
    db.execute(tellings.update().values(traits=None))
