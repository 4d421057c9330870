"""Which column or field of an object is which field of a report.

What a person says counts first, then Rasid's own names, then the usual names of
`data/ingest/columns.yaml`, in Arabic and English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rasid.errors import InputError
from rasid.lexicon.rules import read
from rasid.text.view import normalise

FIELDS = ("id", "text", "published", "outlet", "url", "title")


@dataclass(frozen=True, slots=True)
class Columns:
    """What somebody says of the columns: pairs of a field and the name of the column it is in."""

    told: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, spec: str) -> Columns:
        """`text=Body,published=Date`; InputError for what is no such list."""
        told: dict[str, str] = {}
        for pair in spec.split(","):
            name, sign, column = (part.strip() for part in pair.partition("="))
            if not sign or not column or name not in FIELDS:
                wanted = ", ".join(FIELDS)
                raise InputError(
                    f"--map {pair.strip()!r}: FIELD=COLUMN is expected, FIELD one of {wanted}"
                )
            told[name] = column
        return cls(tuple(told.items()))

    def of(self, names: Iterable[Any]) -> Mapping[str, str]:
        """Field -> column, of the columns that there are; none stands for two fields."""
        return _resolved(self.told, tuple(map(str, names)))

    def guessed(self, names: Iterable[Any]) -> str | None:
        """A line on the columns that are taken for a field by their usual names; None for none."""
        told = dict(self.told)
        found = self.of(names).items()
        pairs = [f"{n}={c}" for n, c in found if n not in told and _key(c) != n]
        told_of = ",".join(pairs)
        return f"columns taken by their names: {told_of} (--map tells others)" if pairs else None


@lru_cache(maxsize=256)
def _resolved(told: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> Mapping[str, str]:
    present = {_key(name): name for name in reversed(names)}
    found = {name: present[_key(column)] for name, column in told if _key(column) in present}
    for name in FIELDS:
        if name in dict(told):
            continue
        candidates = (present.get(key) for key in (name, *_usual().get(name, ())))
        free = (c for c in candidates if c is not None and c not in found.values())
        if (column := next(free, None)) is not None:
            found[name] = column
    return found


class Renamed:
    """Objects with the fields' own names; what was guessed is told once for each set of names."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._noted: set[str] = set()

    def __call__(self, data: Any) -> tuple[Any, str | None]:
        """The object renamed, and what there is to tell; what is no object stays as it is."""
        if not isinstance(data, Mapping):
            return data, None
        found = self._columns.of(data)
        note = self._columns.guessed(data) if "text" in found else None
        told = None if note in self._noted else note
        self._noted.update([note] if note else [])
        return {name: data[column] for name, column in found.items()}, told


def _key(name: str) -> str:
    """A column's name without what makes no difference: case, spaces, marks, spelling."""
    return " ".join(normalise(name).replace("_", " ").replace("-", " ").split())


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, tuple[str, ...]]:
    listed = read("ingest/columns.yaml")["columns"]
    return {name: tuple(_key(one) for one in usual) for name, usual in listed.items()}
