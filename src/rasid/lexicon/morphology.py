"""The affix tables of `morphology.yaml`: shapes, paradigms and clitics, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from rasid.errors import DataError
from rasid.values import dataclass

CLASSES = (
    "fixed",
    "particle",
    "noun",
    "bare",
    "adjective",
    "past",
    "present",
    "jussive",
)
BIT: Mapping[str, int] = {name: 1 << i for i, name in enumerate(CLASSES)}
ALL = (1 << len(CLASSES)) - 1


def mask(classes: Iterable[str]) -> int:
    """The classes as one number: a bit for each."""
    return sum(BIT[name] for name in classes)


@dataclass(frozen=True, slots=True)
class Shape:
    """A spelling pattern: `*` any letters, `_` one letter, anything else itself."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> Shape:
        """The shape written as `text`."""
        parts = {"*": "(.*)", "_": "(.)"}
        return cls(re.compile("".join(parts.get(c) or re.escape(c) for c in text)))

    def groups(self, word: str) -> tuple[str, ...] | None:
        """What the `*` and `_` stand for in the word; None when it does not fit."""
        found = self.pattern.fullmatch(word)
        return found.groups() if found else None


def fill(template: str, groups: tuple[str, ...]) -> str:
    """The template with its `*` and `_` replaced, in order, by the groups."""
    left = iter(groups)
    return "".join(next(left) if c in "*_" else c for c in template)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what words of a shape become, by column."""

    shape: Shape
    past: Shape | None
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Row:
        """The row as the data file gives it."""
        columns = {k: tuple(v) for k, v in raw.items() if k not in ("shape", "past")}
        past = raw.get("past")
        return cls(Shape.of(raw["shape"]), Shape.of(past) if past else None, columns)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in order; the first whose shape fits a word makes its forms."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, raw: Iterable[Mapping[str, Any]]) -> Table:
        """The table as the data file gives it."""
        return cls(tuple(map(Row.of, raw)))

    def forms(self, word: str, past: str = "") -> dict[str, tuple[str, ...]]:
        """Column -> spellings. `past` is the past of a verb in the present, for rows that ask."""
        for row in self.rows:
            groups = row.shape.groups(word)
            if groups is None or (row.past and row.past.groups(past) is None):
                continue
            return {k: tuple(fill(t, groups) for t in v) for k, v in row.columns.items()}
        return {}

    def to(self, word: str, past: str = "") -> tuple[str, ...]:
        """The column `to`."""
        return self.forms(word, past).get("to", ())


@dataclass(frozen=True, slots=True)
class Proclitic:
    """A chain of particles written before a word.

    `before` are the classes that may follow (a mask); `written` those that may when the chain ends
    in the article and the form is written with it.
    """

    write: str
    names: tuple[str, ...]
    before: int
    written: int


@dataclass(frozen=True, slots=True)
class Enclitic:
    """A pronoun suffix; `like_feminine` when the fold spells the ending of the feminine so too."""

    code: str
    like_feminine: bool


@dataclass(frozen=True, slots=True)
class FeminineLike:
    """Words that do not take such an enclitic: of a class and shape, maybe of a kind, a number."""

    cls: int
    number: str | None
    kinds: frozenset[str]
    shapes: tuple[Shape, ...]
    unless: tuple[Shape, ...]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> FeminineLike:
        """The row as the data file gives it."""
        kinds = frozenset(raw.get("kinds", ()))
        shapes, unless = (tuple(map(Shape.of, raw.get(key, ()))) for key in ("shapes", "unless"))
        return cls(BIT[raw["class"]], raw.get("number"), kinds, shapes, unless)

    def holds(self, word: str, kind: str, cls: int, number: str | None) -> bool:
        """Whether the row is about this word."""
        return (
            cls == self.cls
            and (not self.kinds or kind in self.kinds)
            and self.number in (None, number)
            and any(shape.groups(word) is not None for shape in self.shapes)
            and all(shape.groups(word) is None for shape in self.unless)
        )


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the present: its code, the first letter, the table column, the shortest verb."""

    code: str
    prefix: str
    column: str
    min: int


class Morphology:
    """The content of `morphology.yaml`. DataError when a table is missing or is not as expected."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        try:
            self._read(raw)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise DataError(f"morphology.yaml: missing or malformed: {error!r}") from error

    def _read(self, raw: Mapping[str, Any]) -> None:
        self.article: str = raw["article"]["write"]
        self.article_stems: tuple[str, ...] = tuple(raw["article"]["stems"])
        self.particle_kinds = frozenset(raw["particle_kinds"])
        self.jussive_not = frozenset(raw["jussive_not"])
        self.jussive_after = frozenset(raw["jussive_after"])
        self.enclitics = {
            e["write"]: Enclitic(e["code"], e.get("like_feminine", False)) for e in raw["enclitics"]
        }
        bound = {name: Table.of(rows) for name, rows in raw["before_enclitic"].items()}
        self.bound_last = bound.pop("last")
        self.bound = {BIT[name]: table for name, table in bound.items()}
        self._feminine_like = tuple(map(FeminineLike.of, raw["feminine_like"]))
        self._read_nominal(raw["nouns"], raw["adjectives"])
        self._read_verbal(raw["verbs"])

    def _read_nominal(self, nouns: Mapping[str, Any], adjectives: Mapping[str, Any]) -> None:
        self.dual = Table.of(nouns["dual"])
        self.accusative = Table.of(nouns["accusative"])
        self.no_accusative_plural: tuple[str, ...] = tuple(nouns["no_accusative_plural"])
        self._diptote = nouns["diptote_plural"]
        self.person_kinds = frozenset(nouns["person_kinds"])
        self.feminine: tuple[str, ...] = tuple(nouns["feminine"])
        sound = nouns["sound_plural"]
        self.sound_absolute: tuple[str, ...] = tuple(sound["absolute"])
        self.sound_construct: tuple[str, ...] = tuple(sound["construct"])
        self.sound_drop: tuple[str, ...] = tuple(sound["drop"])
        self.adjective = Table.of(adjectives["rows"])
        self.invariable = frozenset(adjectives["invariable"])

    def _read_verbal(self, verbs: Mapping[str, Any]) -> None:
        self.past = Table.of(verbs["past"])
        self.past_min: Mapping[str, int] = verbs["past_min"]
        self.present = Table.of(verbs["present"])
        self.persons = tuple(
            Person(p["code"], p["prefix"], p["of"], p.get("min", 0)) for p in verbs["persons"]
        )
        self.participle = Table.of(verbs["participle"])
        self.passive_past = Table.of(verbs["passive_past"])
        self.passive_present = Table.of(verbs["passive_present"])

    def takes_accusative(self, plural: str) -> bool:
        """Whether a broken plural may have the ending of the indefinite accusative."""
        told = self._diptote
        diptote = len(plural) in told["lengths"] and plural[told["at"]] == told["letter"]
        return not (diptote or plural.endswith(self.no_accusative_plural))

    def feminine_like(self, word: str, kind: str, cls: int, number: str | None) -> bool:
        """Whether a word that does not change refuses the enclitics that are `like_feminine`."""
        return any(row.holds(word, kind, cls, number) for row in self._feminine_like)

    @cached_property
    def proclitics(self) -> tuple[Proclitic, ...]:
        """All chains of at least one particle, at most one from each row of the data."""
        chains = [Proclitic("", (), ALL, ALL)]
        for row in self._raw["proclitics"]:
            chains += [self._join(chain, one) for chain in chains for one in row]
        return tuple(c for c in chains if c.names and c.before)

    def _join(self, chain: Proclitic, one: Mapping[str, Any]) -> Proclitic:
        names = (*chain.names, one["name"])
        write = chain.write + one["write"]
        for fusion in self._raw["fusions"]:
            if names[-2:] == tuple(fusion["of"]):
                shorter = chain.write[: -len(self._letters(names[-2]))]
                write = shorter + fusion["write"]
        return Proclitic(write, names, chain.before & mask(one["before"]), chain.before)

    def _letters(self, name: str) -> str:
        rows = self._raw["proclitics"]
        return str(next(one["write"] for row in rows for one in row if one["name"] == name))
