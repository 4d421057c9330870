"""The gazetteer: what ships with Rasid, and what a workspace has added, as one.

`match` finds the names that start at a token; `lookup` finds the places of a name. A place that
several layers know is one candidate. Besides `rasid.lexicon.load` the only reader of `rasid/data`.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path

from rasid import settings
from rasid.errors import GazetteerError
from rasid.geo import store
from rasid.geo.areas import Units
from rasid.geo.corrections import Corrections, load_corrections
from rasid.geo.merging import merge
from rasid.geo.openings import NO_OPENING, WORDS_REMEMBERED, Opening, Openings, Start
from rasid.geo.place import (
    SKELETON,
    SLIP,
    Candidate,
    GazetteerPlace,
    is_known,
    names_vast,
    without_misnamed,
)
from rasid.geo.placename import PlaceName
from rasid.geo.skeleton import misspellings, skeleton
from rasid.geo.sphere import km
from rasid.geo.store import Dataset, Named, Store, TableRow
from rasid.geo.table import read_table
from rasid.geo.toponym import ToponymRules, toponym_data, toponym_rules
from rasid.text.view import normalise
from rasid.values import dataclass

SHIPPED = "shipped"
_SHIPPED_LICENSE = "CC BY 4.0 and others, see NOTICE"
STORE_FILE = "gazetteer.sqlite"
_NAMES_REMEMBERED = 16_384
# What a spelling is worth against the table's own: other spacing or article, other name, both.
_VARIANT, _ALIAS, _LOOSE = 0.85, 0.95, 0.7


# ------------------------------------------------------------------ data files
def _data(name: str) -> str:
    return files("rasid").joinpath("data", "places", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _admin1_names() -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for row in csv.DictReader(io.StringIO(_data("admin1.csv"))):
        for name in (row["name"], row["name_ar"], *row["aliases"].split("|")):
            out[row["country"], _plain(name)] = row["name"]
    return out


@lru_cache(maxsize=1)
def arabic_units() -> dict[tuple[str, str], str]:
    """The Arabic name of each first-level unit, by country and English name."""
    rows = csv.DictReader(io.StringIO(_data("admin1.csv")))
    return {(row["country"], row["name"]): row["name_ar"] for row in rows}


def _plain(name: str) -> str:
    """A name without marks, spaces, article and the word for such a unit, for the comparison of
    transliterations.
    """
    rules = toponym_rules()
    words = rules.words(name)
    named = [word for word in words if word not in _unit_words()] or words
    marks_off = unicodedata.normalize("NFKD", rules.key_of(named))
    letters = "".join(char for char in marks_off if char.isalnum())
    return letters


@lru_cache(maxsize=1)
def _unit_words() -> frozenset[str]:
    return frozenset(
        word for form in toponym_data()["units"] for word in toponym_rules().words(form)
    )


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
    store.record(db, Dataset(SHIPPED, "", digest, "", len(rows), "csv", _SHIPPED_LICENSE))
    store.seal(db, toponym_rules())


# ------------------------------------------------------------------ the layers together
@dataclass(frozen=True, slots=True)
class Coverage:
    """Places of a country, and how many of them have a name in Arabic script."""

    country: str
    places: int
    named: int


class Gazetteer:
    """Layers of places as one: the later layer's point wins, and what it lacks the others lend.

    `openings` tells of a normalised word which names it can open. `corrections` win over all.
    """

    def __init__(
        self,
        layers: Sequence[Store],
        rules: ToponymRules | None = None,
        corrections: Corrections | None = None,
    ) -> None:
        self.rules = rules or toponym_rules()
        self._corrections = corrections or Corrections()
        own = [self._corrections.layer(self.rules)] if self._corrections else []
        self._layers = (*layers, *own)
        self._starts: dict[str, tuple[Start, ...]] = {}
        self.openings: Mapping[str, Opening] = Openings(self._opening)
        self._pairs: dict[tuple[str, str], int] = {}
        self.alike = lru_cache(maxsize=_NAMES_REMEMBERED)(self._alike)
        self._named = lru_cache(maxsize=_NAMES_REMEMBERED)(self._look_up)
        self._countries = lru_cache(maxsize=1)(self._find_countries)
        self._stems = lru_cache(maxsize=1)(self._find_stems)
        self._unit_near = lru_cache(maxsize=_NAMES_REMEMBERED)(self._find_unit)
        self._area_at = lru_cache(maxsize=_NAMES_REMEMBERED)(self._find_area)

    @classmethod
    def open(cls, home: Path | None = None) -> Gazetteer:
        """The shipped layer with what the workspace at `home` (default: settings.home()) has added.

        Raises GazetteerError when the workspace's file cannot be used.
        """
        folder, rules = home or settings.home(), toponym_rules()
        path = folder / STORE_FILE
        added = [store.open_current(path, rules)] if path.exists() else []
        return cls([shipped(), *added], rules, load_corrections(folder, rules))

    def starts(self, word: str) -> tuple[Start, ...]:
        """The ways in which a normalised word can open a name; empty for most words."""
        found = self._starts.get(word)
        if found is None:
            if len(self._starts) >= WORDS_REMEMBERED:
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
            if len(self._pairs) >= WORDS_REMEMBERED:
                self._pairs.clear()
            longest = self._longest(self.rules.key_of((first, second)))
            found = self._pairs[first, second] = longest + 1 if longest else 0
        return found

    def match(self, words: Sequence[str], i: int, whole: bool = False) -> PlaceName | None:
        """The longest name that starts at token `i`; a whole first word wins over a split one, but
        for a hamlet that is written like "in Sinai".

        With `whole`, no clitics are split off.
        """
        best: PlaceName | None = None
        for start in self.starts(words[i]):
            if whole and start.cut:
                break
            least = best.end - i - _is_hamlet(best, start) if best else 0
            for n in range(self._reach(words, i, start), least, -1):
                if n == 1 and not start.alone:
                    break
                name = " ".join((words[i][start.cut :], *words[i + 1 : i + n]))
                key, found = self._named(name)
                if found and (best is None or n > best.end - i or names_vast(found)):
                    best = PlaceName(i, i + n, start.cut, start.clitics, found, key)
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

    def _alike(self, name: str) -> tuple[Candidate, ...]:
        """Places by a likely slip in the name, else by the consonants of a Latin name."""
        key = self.rules.key_of(name.split(" "))
        known = {k: 1 for k in misspellings(key) if any(layer.has(k) for layer in self._layers)}
        found = [Candidate(c.place, SLIP) for k in known for c in self._named(k)[1]]
        bones = skeleton(name)
        for layer in self._layers if bones and not found else ():
            found += [Candidate(one.place, SKELETON) for one in layer.fetch(bones)]
        return tuple(dict.fromkeys(found))

    def _look_up(self, spelled: str) -> tuple[str, tuple[Candidate, ...]]:
        words = spelled.split(" ")
        key, loose = self.rules.key_of(words), self.rules.loose_key_of(words)
        found: list[tuple[Candidate, int]] = []
        for rank, layer in enumerate(self._layers):
            named = layer.fetch(key) or (layer.fetch(loose) if loose != key else [])
            for one in named:
                if self._corrections and self._corrections.hide(key, one.place):
                    continue
                place = self._corrections.moved(one.place)
                merge(found, Candidate(place, self._exactness(one, spelled, key)), rank)
        ordered = sorted((c for c, _ in found), key=lambda c: -c.exactness)
        return key, tuple(without_misnamed(ordered))

    def _exactness(self, named: Named, spelled: str, key: str) -> float:
        same_key = self.rules.key_of(named.spelled.split()) == key
        form = 1.0 if named.spelled == spelled else _VARIANT if same_key else _LOOSE
        return form * (_ALIAS if named.alias else 1.0)

    def by_id(self, id: str) -> GazetteerPlace | None:
        """The place of an id, where the user put it; None when no layer has it."""
        found = next(filter(None, (layer.by_id(id) for layer in self._layers)), None)
        return self._corrections.moved(found) if found else None

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

    def area_at(self, lat: float, lon: float) -> Units | None:
        """The first- and second-level units that a point lies in, by the boundaries that were
        added; None where there are none. The last layer that knows the point's unit tells.
        """
        return self._area_at(round(lat, 4), round(lon, 4))

    def _find_area(self, lat: float, lon: float) -> Units | None:
        for layer in reversed(self._layers):
            areas = {area.level: area for area in reversed(layer.areas_at(lat, lon))}
            if areas:
                told = areas.get(1) or areas.get(2) or areas[min(areas)]
                names = [(a.name_en, a.name_ar) if a else ("", "") for a in map(areas.get, (1, 2))]
                (admin1, admin1_ar), (admin2, admin2_ar) = names
                unit = canonical_admin1(told.country, admin1, admin1_ar)
                return Units(told.country, unit, admin1_ar, admin2, admin2_ar)
        return None

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


def _is_hamlet(found: PlaceName, start: Start) -> bool:
    """Whether a name of one word is of no known place, and may be one with "in" written onto it."""
    single = found.end - found.start == 1 and not found.cut and "in" in start.clitics
    return single and not is_known(found.candidates)


def _run(words: Sequence[str], i: int) -> int:
    """How many tokens from `i` on are words, as many as a name could have."""
    n = 1
    while n < 5 and i + n < len(words) and words[i + n][0].isalnum():
        n += 1
    return n
