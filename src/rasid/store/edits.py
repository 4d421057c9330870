"""What a person changed in a row of an exported table, as corrections of the event's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from rasid.errors import InputError
from rasid.export import events, merged
from rasid.export.rows import Row, Setting
from rasid.export.tables import FORMULA, plain
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.model import OUTCOMES, Event
from rasid.record import to_json
from rasid.store.corrections import REVIEW, WORDS

NOWHERE = {"start": 0, "end": 0, "text": ""}
"""The words of a value that a person gave: none of the report's."""
PLACE = {
    "place": "name", "place_en": "name_en", "place_relation": "relation",
    "distance_km": "distance_km", "bearing": "bearing", "latitude": "lat", "longitude": "lon",
    "radius_km": "radius_km", "place_precision": "precision", "admin2": "admin2",
    "admin1": "admin1", "country": "country",
}  # fmt: skip
"""Columns of a place and its fields."""
TIME = ("date_start", "date_end", "date_precision", "part_of_day")
PARTIES = ("agents", "agent_certainty")
AIMS = ("targets", "target_kinds")
NOBODY = {"actor": None, "actor_id": None}
SINGLE_DAY, SEVERAL_DAYS = ("hour", "part_of_day", "day"), ("range", "week", "month", "year")
KINDS = {column.name: column.kind for column in (*events.COLUMNS, *merged.COLUMNS)}
DAYS = frozenset(("date_start", "date_end", "published"))
LIST = "; "
OTHER_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s.*)?")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of the event and the value that it is to get; the columns that say so."""

    field: str
    value: Any
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change that cannot be made, and why."""

    columns: tuple[str, ...]
    why: str


def cells(row: Row, setting: Setting) -> dict[str, str]:
    """A row as its table has it."""
    return {name: str(plain(cell)) for name, cell in merged.cells_of(row, setting).items()}


def changed(was: Cells, now: Cells) -> frozenset[str]:
    """The columns in which a row differs from what was exported."""
    there = (name for name in now if name in was)
    return frozenset(name for name in there if _differs(name, was[name], now[name]))


def edits(event: Event, was: Cells, now: Cells) -> Iterator[Edit | Misfit]:
    """What of a row differs from what was exported; `event` is as it was then."""
    differing = changed(was, now)
    given = {name: _bare(cell) for name, cell in now.items()}
    told = _Told(to_json(event), {**was, **given}, differing)
    for columns, make in MAKERS:
        touched = tuple(name for name in columns if name in differing)
        if touched:
            try:
                yield from (Edit(field, value, touched) for field, value in make(told))
            except InputError as error:
                yield Misfit(touched, str(error))
    fixed = tuple(sorted(differing - {name for names, _ in MAKERS for name in names}))
    if fixed:
        yield Misfit(fixed, "cannot be changed in a table")


@dataclass(frozen=True, slots=True)
class _Told:
    """The event as it was, the cells as they are now, the columns that were changed."""

    event: dict[str, Any]
    cells: Cells
    changed: frozenset[str]

    def given(self, name: str) -> Any:
        """The value of a cell in the type of its column; None when it is empty."""
        return _value(name, self.cells.get(name, ""))

    def listed(self, name: str) -> list[str]:
        return [part.strip() for part in self.cells.get(name, "").split(";") if part.strip()]


Made = Iterator[tuple[str, Any]]


# ------------------------------------------------------------------ cells
def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _differs(name: str, was: str, now: str) -> bool:
    one, other = _bare(was).strip(), _bare(now).strip()
    if one == other:
        return False
    if not one or not other:
        return True
    try:
        return bool(_value(name, one) != _value(name, other))
    except InputError:
        return name not in DAYS or _day_of(one) not in set(_readings(other))


def _value(name: str, text: str) -> Any:
    """InputError when it is not of the column's kind."""
    text = text.strip()
    if not text:
        return None
    if name in DAYS:
        return _day(text)
    kind = KINDS.get(name, "text")
    try:
        return READERS[kind](text)
    except (ValueError, KeyError) as error:
        raise InputError(f"{text!r} is no {NAMES.get(kind, kind)}") from error


NAMES = {"boolean": "truth value: write true or false", "integer": "whole number"}


DECIMAL = re.compile(r"(\d)[,\u066b](\d+)$")
"""A decimal comma, as spreadsheets write it in many countries."""


def _number(text: str) -> float:
    return float(DECIMAL.sub(r"\1.\2", text))


def _integer(text: str) -> int:
    number = float(text.replace(",", ""))
    if not number.is_integer():
        raise ValueError(text)
    return int(number)


READERS: Mapping[str, Callable[[str], Any]] = {
    "text": lambda text: " ".join(text.split()),
    "integer": _integer,
    "number": _number,
    "boolean": lambda text: {"true": True, "false": False, "1": True, "0": False}[text.lower()],
}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise InputError(f"{text!r} is no day: write YYYY-MM-DD") from error


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _readings(text: str) -> Iterator[date]:
    """The days that a day in another order could be."""
    found = OTHER_DAY.fullmatch(text)
    one, other, year = map(int, found.groups()[:3]) if found else (0, 0, 0)
    for day, month in ((one, other), (other, one)):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


# ------------------------------------------------------------------ fields
def _plain(name: str) -> Callable[[_Told], Made]:
    def make(told: _Told) -> Made:
        yield name, told.given(name)

    return make


def _review(told: _Told) -> Made:
    word = told.given("review")
    if word not in WORDS:
        raise InputError(f"{word!r} is not one of {', '.join(WORDS)}")
    yield REVIEW, word


def _place(told: _Told) -> Made:
    if told.event["place"] is None:
        yield "place", _new_place(told)
        return
    moved = {"latitude", "longitude"} & told.changed
    if moved and told.given("place_precision") == "unresolved":
        raise InputError("a place with a point needs a place_precision: point, settlement or other")
    for column, field in PLACE.items():
        if column in told.changed:
            yield f"place.{field}", told.given(column)


def _new_place(told: _Told) -> dict[str, Any]:
    found = {field: told.given(column) for column, field in PLACE.items()}
    if not found["name"] or not found["precision"]:
        raise InputError("the event has no place yet: give at least place and place_precision")
    found["relation"] = found["relation"] or "in"
    return {**found, "place_id": None, "candidates": 1, "span": NOWHERE}


def _time(told: _Told) -> Made:
    before = told.event["time"] or {"duration_min": None, "span": NOWHERE, "precision": ""}
    start, end = told.given("date_start"), told.given("date_end")
    if "date_end" not in told.changed and _was_one_day(told):
        end = start
    precision = told.given("date_precision")
    if "date_precision" not in told.changed:
        fitting = SINGLE_DAY if start == end else SEVERAL_DAYS
        kept = before["precision"]
        precision = kept if kept in fitting else ("day" if start == end else "range")
    given = {"start": start, "end": end, "precision": precision}
    yield "time", {**before, **given, "part_of_day": told.given("part_of_day")}


def _was_one_day(told: _Told) -> bool:
    time = told.event["time"]
    return time is None or time["start"] == time["end"]


def _agents(told: _Told) -> Made:
    names, certainties = (told.listed(name) for name in PARTIES)
    if len(names) != len(certainties):
        raise InputError(f"{len(names)} agents and {len(certainties)} certainties: give one each")
    before = {agent["actor"]: agent for agent in told.event["agents"]}
    yield (
        "agents",
        [
            {**_party(name, before.get(name)), "certainty": certainty}
            for name, certainty in zip(names, certainties, strict=True)
        ],
    )


def _party(name: str, before: dict[str, Any] | None) -> dict[str, Any]:
    """An agent as it was, or a new one: under its neutral name when the lexicon knows it."""
    if before is not None:
        return before
    actor = _known().get(name.casefold())
    return {
        "actor": actor.name if actor else name,
        "actor_id": actor.id if actor else None,
        "span": NOWHERE,
    }


@lru_cache(maxsize=1)
def _known() -> dict[str, Actor]:
    """Actors by id and neutral name; of several entries of one name the one above the others."""
    actors = [entry for entry in load().entries("actor") if isinstance(entry, Actor)]
    actors.sort(key=lambda actor: (actor.parent is not None, actor.epithet))
    return {key.casefold(): actor for actor in reversed(actors) for key in (actor.id, actor.name)}


def _targets(told: _Told) -> Made:
    """Parties are named, kinds are of all targets; one kind for another is a kind put right."""
    before: list[dict[str, Any]] = told.event["targets"]
    names, kinds = (told.listed(name) for name in AIMS)
    was = dict.fromkeys(row["kind"] for row in before)
    gone, new = [k for k in was if k not in kinds], [k for k in kinds if k not in was]
    if len(gone) == len(new) == 1:
        before = [{**row, "kind": new[0]} if row["kind"] == gone[0] else row for row in before]
        gone, new = [], []
    kept = [row for row in before if row["actor"] in (None, *names)]
    lost = next((row for row in kept if row["actor"] and row["kind"] in gone), None)
    if lost is not None:
        raise InputError(f"{lost['kind']} is what {lost['actor']} is: give another kind for it")
    known = {row["actor"] for row in before}
    added = [_party(name, None) for name in names if name not in known]
    kind = new[0] if len(new) == 1 and added else "unknown"
    named = {kind} if added else set()
    yield (
        "targets",
        [row for row in kept if row["kind"] not in gone]
        + [{**party, "kind": kind} for party in added]
        + [{**NOBODY, "kind": one, "span": NOWHERE} for one in new if one not in named],
    )


def _weapons(told: _Told) -> Made:
    before = {weapon["class"]: weapon for weapon in told.event["weapons"]}
    yield (
        "weapons",
        [before.get(name, {"class": name, "span": NOWHERE}) for name in told.listed("weapons")],
    )


def _toll(outcome: str) -> Callable[[_Told], Made]:
    """Bounds of an outcome that one row tells; a row of its own when none does yet."""

    def make(told: _Told) -> Made:
        rows = told.event["casualties"]
        at = [number for number, row in enumerate(rows) if row["outcome"] == outcome]
        if len(at) > 1:
            raise InputError(f"{outcome} is told in {len(at)} rows: use rasid review --set")
        least, most = (told.given(f"{outcome}_{bound}") for bound in ("min", "max"))
        if least is None:
            raise InputError(f"{outcome}_min is empty: give a number, 0 for none")
        if at and f"{outcome}_max" not in told.changed and most == rows[at[0]]["min"] < least:
            most = least  # an exact count that rose stays one
        bounds = {"min": least, "max": most}
        if at:
            yield f"casualties.{at[0]}", {**rows[at[0]], **bounds}
            return
        empty = dict.fromkeys(("children", "women", "men", "side"))
        new = {"outcome": outcome, **bounds, "group": "unknown", **empty, "span": NOWHERE}
        yield "casualties", [*rows, new]

    return make


MAKERS: tuple[tuple[tuple[str, ...], Callable[[_Told], Made]], ...] = (
    (("type",), _plain("type")),
    (("status",), _plain("status")),
    (("main",), _plain("main")),
    (tuple(PLACE), _place),
    (TIME, _time),
    (PARTIES, _agents),
    (AIMS, _targets),
    (("weapons",), _weapons),
    *(((f"{outcome}_min", f"{outcome}_max"), _toll(outcome)) for outcome in OUTCOMES),
    (("review",), _review),
)
"""Columns that belong together, and what makes corrections of them."""
EDITABLE = tuple(name for names, _ in MAKERS for name in names)
