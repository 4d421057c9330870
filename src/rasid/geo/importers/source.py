"""What every reader of a table gives: places, areas and skipped rows, one at a time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rasid.geo.areas import Area
from rasid.geo.store import TableRow
from rasid.geo.table import Skipped

_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters of Persian, Urdu and Kurdish, and all other scripts: names with them are not Arabic ones.
_FOREIGN = re.compile(r"[A-Za-z\u00c0-\u05ff\u0671-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff]")
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Edition:
    """A date that a table says of itself (ISO); the latest one is the table's version."""

    date: str


Item: TypeAlias = TableRow | Area | Skipped | Edition


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose format was recognised. `dataset` names it in the store; `read` goes through it
    and may use temporary tables of the connection that it is given.
    """

    path: Path
    format: str
    dataset: str
    license: str
    read: Callable[[sqlite3.Connection], Iterator[Item]]


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters and in no others."""
    return bool(_ARABIC.search(name)) and not _FOREIGN.search(name)


def arabic_names(names: Iterable[str]) -> tuple[str, ...]:
    """The Arabic ones, each once, in their order, without vowel marks and signs of direction."""
    bare = (" ".join(_MARKS.sub("", name).split()) for name in names if is_arabic(name))
    return tuple(dict.fromkeys(bare))
