"""The gazetteer: what ships with Rasid, and what a workspace has added, as one.

`match` finds the names that start at a token; `lookup` finds the places of a name. A place that
several layers know is one candidate. Besides `rasid.lexicon.load` the only reader of `rasid/data`.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from rasid import settings
from rasid.errors import GazetteerError
from rasid.geo import store
from rasid.geo.merging import merge
from rasid.geo.place import Candidate, GazetteerPlace, NameHit, is_known
from rasid.geo.sphere import km
from rasid.geo.store import Dataset, Named, Store, TableRow
from rasid.geo.table import read_table
from rasid.geo.toponym import ToponymRules
from rasid.text.view import normalise

SHIPPED = "shipped"
STORE_FILE = "gazetteer.sqlite"
_WORDS_REMEMBERED = 200_000
_NAMES_REMEMBERED = 16_384
# What a spelling is worth against the table's own: other spacing or article, other name, both.
_VARIANT, _ALIAS, _LOOSE = 0.85, 0.95, 0.7


# ------------------------------------------------------------------ data files
def _data(name: str) -> str:
    return files("rasid").joinpath("data", "places", name).read_text("utf-8")


@lru_cache(maxsize=1)
def toponym_data() -> dict[str, Any]:
    """The language data of place names, as in `data/places/toponyms.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load(_data("toponyms.yaml"))
    return loaded


@lru_cache(maxsize=1)
def toponym_rules() -> ToponymRules:
    """How spellings of names are compared."""
    return ToponymRules.of(toponym_data())


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that are names of places and ordinary words: a type word or a container must tell."""
    rules = toponym_rules()
    listed = [form for forms in _stop_list()["words"].values() for form in forms]
    words = {word for form in listed for word in rules.words(form)}
    return frozenset(words | {rules.article + word for word in words} | plain_words())


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Those of them, exactly as spelled, that no size of the place makes a name."""
    rules = toponym_rules()
    return frozenset(" ".join(rules.words(form)) for form in _stop_list()["forms"])


def _stop_list() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_data("toponym_stop.yaml"))
    return loaded


@lru_cache(maxsize=1)
def _admin1_names() -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for row in csv.DictReader(io.StringIO(_data("admin1.csv"))):
        for name in (row["name"], row["name_ar"], *row["aliases"].split("|")):
            out[row["country"], _plain(name)] = row["name"]
    return out


def _plain(name: str) -> str:
    """A name without marks, spaces and article, for the comparison of transliterations."""
    marks_off = unicodedata.normalize("NFKD", toponym_rules().key(name))
    letters = "".join(char for char in marks_off if char.isalnum())
    return letters


def canonical_admin1(country: str, name_en: str, name_ar: str) -> str:
    """The one English name of a first-level unit, whichever way a table spells it."""
    table = _admin1_names()
    for name in (name_en, name_ar):
        found = table.get((country, _plain(name))) if name else None
        if found:
            return found
    return name_en


# ------------------------------------------------------------------ the shipped layer
def shipped() -> Store:
    """The layer that comes with Rasid, compiled into the cache folder on first use."""
    parts = (store.FORMAT, toponym_rules().digest, _data("shipped.csv"))
    digest = sha256("".join(parts).encode()).hexdigest()[:16]
    path = settings.cache_dir() / f"places-{digest}.sqlite"
    try:
        return Store(path) if path.exists() else _compile(path)
    except GazetteerError:  # a damaged cache is made anew
        return _compile(path)
    except (OSError, sqlite3.OperationalError):  # one that cannot be written to is done without
        db = store.create(":memory:")
        _fill(db)
        return Store(None, db)


def _compile(path: Path) -> Store:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    os.close(handle)
    try:
        db = store.create(name)
        _fill(db)
        db.close()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return Store(path)


def _fill(db: sqlite3.Connection) -> None:
    with as_file(files("rasid").joinpath("data", "places", "shipped.csv")) as path:
        rows = [row for row in read_table(path) if isinstance(row, TableRow)]
    for row in rows:
        store.insert(db, row, SHIPPED, toponym_rules())
    digest = sha256(_data("shipped.csv").encode()).hexdigest()
    db.execute("INSERT INTO dataset VALUES (?, '', ?, '', ?)", (SHIPPED, digest, len(rows)))
    store.seal(db, toponym_rules())


def _added(path: Path) -> Store:
    """The workspace's layer; its keys are made anew when the rules for names have changed."""
    found = Store(path)
    if found.rules == toponym_rules().digest:
        return found
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    os.close(handle)
    try:
        shutil.copyfile(path, name)
        with closing(sqlite3.connect(name)) as db:
            store.rekey(db, toponym_rules())
        Path(name).replace(path)
    except OSError as error:
        raise GazetteerError(
            f"{path}: {error.strerror}; the folder must be writable once"
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return Store(path)


# ------------------------------------------------------------------ the layers together
@dataclass(frozen=True, slots=True)
class Start:
    """How a word can open a name: `cut` letters of it are clitics, `longest` words the name has.

    `alone`: the word by itself is a name.
    """

    cut: int
    clitics: tuple[str, ...]
    longest: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What a word can open: its `ways`, whether names of `longer` than a word begin with it, and
    how well it is known as a name by itself: 0 not, 1 a little, 2 well (a place of some size).
    """

    ways: tuple[Start, ...]
    longer: bool
    alone: int


NO_OPENING = Opening((), False, 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Places of a country, and how many of them have a name in Arabic script."""

    country: str
    places: int
    named: int


class _Openings(dict[str, Opening]):
    """Word -> what it can open, found on first use."""

    def __init__(self, find: Callable[[str], Opening]) -> None:
        self._find = find

    def __missing__(self, word: str) -> Opening:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found


class Gazetteer:
    """Layers of places as one: the later layer's point wins, and what it lacks the others lend.

    `openings` tells of a normalised word which names it can open.
    """

    def __init__(self, layers: Sequence[Store], rules: ToponymRules | None = None) -> None:
        self.rules = rules or toponym_rules()
        self._layers = tuple(layers)
        self._starts: dict[str, tuple[Start, ...]] = {}
        self.openings: Mapping[str, Opening] = _Openings(self._opening)
        self._pairs: dict[tuple[str, str], int] = {}
        self._named = lru_cache(maxsize=_NAMES_REMEMBERED)(self._look_up)
        self._countries = lru_cache(maxsize=1)(self._find_countries)
        self._stems = lru_cache(maxsize=1)(self._find_stems)
        self._unit_near = lru_cache(maxsize=_NAMES_REMEMBERED)(self._find_unit)

    @classmethod
    def open(cls, home: Path | None = None) -> Gazetteer:
        """The shipped layer with what the workspace at `home` (default: settings.home()) has added.

        Raises GazetteerError when the workspace's file cannot be used.
        """
        path = (home or settings.home()) / STORE_FILE
        return cls([shipped(), *([_added(path)] if path.exists() else [])])

    def starts(self, word: str) -> tuple[Start, ...]:
        """The ways in which a normalised word can open a name; empty for most words."""
        found = self._starts.get(word)
        if found is None:
            if len(self._starts) >= _WORDS_REMEMBERED:
                self._starts.clear()
            found = self._starts[word] = tuple(self._ways(word))
        return found

    def _opening(self, word: str) -> Opening:
        ways = self.starts(word)
        if not ways:
            return NO_OPENING
        alone = [c for way in ways if way.alone for c in self._named(word[way.cut :])[1]]
        known = (1 + is_known(alone)) if alone else 0
        return Opening(ways, any(way.longest > 1 for way in ways), known)

    def opens_longer(self, words: Sequence[str], i: int, ways: Sequence[Start]) -> bool:
        """Whether a name of two words or more may begin at token `i`."""
        if i + 1 >= len(words) or not words[i + 1][0].isalnum():
            return False
        second = words[i + 1]
        return any(self._pair(words[i][way.cut :], second) for way in ways if way.longest > 1)

    def _ways(self, word: str) -> list[Start]:
        if len(word) < 2 or not word[0].isalpha():
            return []
        ways = []
        for cut, clitics in self.rules.splits(word):
            key = self.rules.key_of([word[cut:]])
            longest = self._longest(key)
            if longest:
                alone = any(layer.has(key) for layer in self._layers)
                ways.append(Start(cut, clitics, longest, alone))
        return ways

    def _longest(self, key: str) -> int:
        return max((layer.longest(key) for layer in self._layers), default=0)

    def _pair(self, first: str, second: str) -> int:
        """The most words of a name that opens with two words; 0 for most pairs."""
        found = self._pairs.get((first, second))
        if found is None:
            if len(self._pairs) >= _WORDS_REMEMBERED:
                self._pairs.clear()
            longest = self._longest(self.rules.key_of((first, second)))
            found = self._pairs[first, second] = longest + 1 if longest else 0
        return found

    def match(self, words: Sequence[str], i: int, whole: bool = False) -> NameHit | None:
        """The longest name that starts at token `i`; a whole first word wins over a split one.

        With `whole`, no clitics are split off.
        """
        best: NameHit | None = None
        for start in self.starts(words[i]):
            if whole and start.cut:
                break
            for n in range(self._reach(words, i, start), best.end - i if best else 0, -1):
                if n == 1 and not start.alone:
                    break
                name = " ".join((words[i][start.cut :], *words[i + 1 : i + n]))
                key, found = self._named(name)
                if found:
                    best = NameHit(i, i + n, start.cut, start.clitics, found, key)
                    break
        return best

    def _reach(self, words: Sequence[str], i: int, start: Start) -> int:
        """How many tokens from `i` on a name could have."""
        if start.longest < 2 or i + 1 >= len(words) or not words[i + 1][0].isalnum():
            return 1
        pair = self._pair(words[i][start.cut :], words[i + 1])
        return min(start.longest, pair, _run(words, i)) if pair else 1

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that a name in any spelling could mean, the most exact first."""
        return self._named(" ".join(self.rules.words(name)))[1]

    def _look_up(self, spelled: str) -> tuple[str, tuple[Candidate, ...]]:
        words = spelled.split(" ")
        key, loose = self.rules.key_of(words), self.rules.loose_key_of(words)
        found: list[tuple[Candidate, int]] = []
        for rank, layer in enumerate(self._layers):
            named = layer.fetch(key) or (layer.fetch(loose) if loose != key else [])
            for one in named:
                merge(found, Candidate(one.place, self._exactness(one, spelled, key)), rank)
        return key, tuple(sorted((c for c, _ in found), key=lambda c: -c.exactness))

    def _exactness(self, named: Named, spelled: str, key: str) -> float:
        same_key = self.rules.key_of(named.spelled.split()) == key
        form = 1.0 if named.spelled == spelled else _VARIANT if same_key else _LOOSE
        return form * (_ALIAS if named.alias else 1.0)

    def country(self, code: str) -> GazetteerPlace | None:
        """The country with this ISO code."""
        return self._countries().get(code)

    def _find_countries(self) -> dict[str, GazetteerPlace]:
        return {p.country: p for layer in reversed(self._layers) for p in layer.countries()}

    def outlet_countries(self, outlet: str | None) -> list[str]:
        """Countries that an outlet's name speaks of, in Arabic or in English."""
        if not outlet:
            return []
        folded = normalise(outlet)
        return list({code: 1 for stem, code in self._stems() if stem in folded})

    def _find_stems(self) -> tuple[tuple[str, str], ...]:
        """What names and nationalities of a country have in common, for countries of one word."""
        stems: dict[str, str] = {}
        for place in self._countries().values():
            bare = self.rules.key(place.name_ar)
            for name, letters in ((place.name_en.lower(), 5), (bare, len(bare) - 1)):
                if " " not in name and len(name) >= 4:
                    stems[name[: max(4, letters)]] = place.country
        return tuple(stems.items())

    def unit_near(self, place: GazetteerPlace) -> GazetteerPlace | None:
        """The nearest place of the same country, within some 15 km, that says its unit."""
        return self._unit_near(round(place.lat, 3), round(place.lon, 3), place.country)

    def _find_unit(self, lat: float, lon: float, country: str) -> GazetteerPlace | None:
        near = [p for layer in self._layers for p in layer.around(lat, lon, country, 0.15)]
        return min(near, key=lambda p: km(lat, lon, p.lat, p.lon), default=None)

    def coverage(self) -> list[Coverage]:
        """Places per country over all layers (a place in two layers counts twice)."""
        totals: dict[str, tuple[int, int]] = {}
        for layer in self._layers:
            for country, places, named in layer.counts():
                before = totals.get(country, (0, 0))
                totals[country] = (before[0] + places, before[1] + (named or 0))
        return [Coverage(country, *counts) for country, counts in sorted(totals.items())]

    def datasets(self) -> list[Dataset]:
        """The tables in use: the shipped one, then those that were added (`added_on` tells)."""
        return [dataset for layer in self._layers for dataset in layer.datasets()]


def _run(words: Sequence[str], i: int) -> int:
    """How many tokens from `i` on are words, as many as a name could have."""
    n = 1
    while n < 5 and i + n < len(words) and words[i + n][0].isalnum():
        n += 1
    return n
