"""The lexicon file format, derived from the entry classes: building, checking, describing."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, TypeVar, cast

from rasid import model
from rasid.lexicon import entries as e
from rasid.text.cues import ABBREVIATIONS, LANGUAGES, ROLES
from rasid.values import dataclass


@dataclass(frozen=True, slots=True)
class TextCue(e.Entry):
    """Words for the text layer, which are not matched: page chrome, abbreviations, languages."""

    role: str


KINDS: Mapping[str, type[e.Entry]] = {
    "trigger": e.Trigger,
    "casualty": e.CasualtyWord,
    "support": e.Support,
    "actor": e.Actor,
    "nationality": e.Nationality,
    "force": e.Force,
    "weapon": e.Weapon,
    "facility": e.Facility,
    "people": e.People,
    "source": e.SourceNoun,
    "speech": e.Speech,
    "cue": e.Cue,
    "connective": e.Connective,
    "place_word": e.PlaceWord,
    "number": e.NumberWord,
    "time": e.TimeWord,
    "anaphor": e.Anaphor,
}
"""Kind of file -> class of its entries; the order is that of `Match.forms`."""

TEXT_KINDS: Mapping[str, type[e.Entry]] = {"chrome": TextCue, "abbreviation": TextCue}
"""Kinds of files that `Lexicon.cues` hands to the text layer."""

EXAMPLES_NEEDED = frozenset({"trigger", "casualty", "cue", "anaphor"})
"""Kinds whose entries must have at least one example."""

PLATFORMS = ("aircraft", "drone", "artillery", "rocket", "ground", "naval")
CODES: Mapping[tuple[str, str], tuple[object, ...]] = {
    ("trigger", "type"): model.EVENT_TYPES,
    ("trigger", "frame"): (
        "strike", "attack", "clash", "explosion", "detain", "abduct", "release", "kill_act",
        "control", "withdraw", "move", "base", "agree", "protest", "riot", "destroy", "seize",
        "displace", "expel", "accuse", "violate", "yield", "other",
    ),
    ("trigger", "platform"): (*PLATFORMS, "foot"),
    ("trigger", "needs"): ("people", "forces", "protesters", "arms", "launch"),
    ("weapon", "platform"): PLATFORMS,
    ("actor", "type"): (
        "state_forces", "police", "intelligence", "government", "rebel", "political_militia",
        "communal_militia", "coalition", "private_security", "criminal", "civilian_group", "other",
        "unknown",
    ),
    ("casualty", "outcome"): model.OUTCOMES,
    ("casualty", "frame"): ("transitive", "intransitive", "event_noun", "count_noun"),
    ("casualty", "group"): model.GROUPS,
    ("support", "subject"): ("agent", "target", "act", "place", "weapon"),
    ("support", "object"): ("agent", "target", "act", "place", "weapon"),
    ("support", "outcome"): ("killed",),
    ("actor", "acled_inter"): tuple(range(1, 9)),
    ("force", "branch"): (
        "military", "air", "drone", "artillery", "navy", "police", "intelligence", "group",
        "government",
    ),
    ("weapon", "weapon_class"): model.WEAPON_CLASSES,
    ("weapon", "implies"): model.EVENT_TYPES,
    ("facility", "target_kind"): model.TARGET_KINDS,
    ("people", "group"): model.GROUPS,
    ("people", "part"): ("child", "woman", "man", "infant"),
    ("source", "source_kind"): model.SOURCE_KINDS,
    ("source", "also"): model.SOURCE_KINDS,
    ("speech", "mode"): ("say", "claim", "deny", "accuse", "report", "according"),
    ("speech", "order"): ("verb_subject", "subject_of"),
    ("cue", "cue"): (
        "negation", "planned", "threatened", "possible", "denied", "prevented", "suspected",
        "background", "main", "habitual", "total", "zero", "joint", "drill", "figurative", "topic",
        "wish", "refused", "call", "ceased", "condition", "general",
        "accident", "fiction", "number", "lacking", "disowned", "owned",
    ),
    ("place_word", "relation"): model.PLACE_RELATIONS,
    ("anaphor", "refers_to"): ("actor", "place", "act", "source", "weapon", "people"),
    ("chrome", "role"): (*ROLES, *LANGUAGES),
    ("abbreviation", "role"): ABBREVIATIONS,
    ("nouns", "gender"): ("m", "f"),
    ("verbs", "voice"): ("active", "passive", "either"),
    ("scope", "letters"): ("any",),
}  # fmt: skip
"""The closed vocabularies: (kind or block, field) -> allowed values. Other fields are free."""

ACTOR_REFERENCES = {
    "actor": ("parent",),
    "nationality": ("armed_forces", "police", "government"),
}
"""Fields that hold the id of an actor."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun. If not given, its dual is generated and its gender (m, f) told by the ending."""

    sg: str | None = None
    pl: tuple[str, ...] = ()
    du: tuple[str, ...] | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by the third person masculine; `rest` are fixed words right after it.

    `participle`: the active one, which the press uses for a verb ("shelled the town, accusing").
    """

    past: str | None = None
    present: str | None = None
    passive_past: str | None = None
    passive_present: str | None = None
    voice: str = "either"
    rest: str | None = None
    participle: str | None = None


@dataclass(frozen=True, slots=True)
class Adjective:
    """An adjective by its masculine; what is given replaces what would be generated."""

    m: str
    f: tuple[str, ...] | None = None
    du: tuple[str, ...] | None = None
    pl: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an entry holds. `letters: any` lets its forms have letters that Arabic does not use."""

    country: str | None = None
    dialect: str | None = None
    period: str | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What every entry of every kind has beside its own fields: its words, and how to test them."""

    forms: tuple[str, ...] = ()
    nouns: tuple[Noun, ...] = ()
    verbs: tuple[Verb, ...] = ()
    adjectives: tuple[Adjective, ...] = ()
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    ambiguous: bool = False
    scope: Scope | None = None
    source: str | None = None

    def spellings(self) -> Iterator[str]:
        """Every word or phrase as the file has it."""
        blocks: list[Noun | Verb | Adjective] = [*self.nouns, *self.verbs, *self.adjectives]
        for block in blocks:
            yield from _spellings(block)
        yield from map(unbracketed, self.forms)


BLOCKS: Mapping[str, type[Any]] = {
    "nouns": Noun, "verbs": Verb, "adjectives": Adjective, "scope": Scope,
}  # fmt: skip
NAMED = frozenset({"actor", "source"})
CONTEXT = "["
"""Opens what tells a form from others without being part of it: 'the committees [in Abyan]'."""
NOT_SPELLINGS = frozenset({"voice", "gender"})
YAML_NAMES = {"never": "not"}
T = TypeVar("T")
Fault = Callable[[str], None]


def unbracketed(form: str) -> str:
    """A form in ordinary spelling, with the context that the file has in brackets at its end."""
    return form.replace(CONTEXT, "").removesuffix("]")


def _spellings(block: Noun | Verb | Adjective) -> Iterator[str]:
    for field in fields(block):
        value = getattr(block, field.name)
        if field.name in NOT_SPELLINGS or value is None:
            continue
        yield from (value,) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as read: where it stands, what it means, and its words."""

    file: str
    entry: e.Entry
    words: Words

    @property
    def place(self) -> str:
        """File and id, as messages begin."""
        return f"{self.file}: {self.entry.id}"


def record(file: str, kind: str, raw: object, fault: Fault) -> Record | None:
    """The entry that `raw` gives; None after reporting why it gives none."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        fault(f"{file}: an entry must be a mapping with an id, not {raw!r}")
        return None
    place = f"{file}: {raw['id']}"

    def here(message: str) -> None:
        fault(f"{place}: {message}")

    words_keys = {YAML_NAMES.get(f.name, f.name) for f in fields(Words)}
    own = {**_named(kind, raw), **{k: v for k, v in raw.items() if k not in words_keys}}
    entry = build({**KINDS, **TEXT_KINDS}[kind], {**own, "kind": kind}, here)
    words = build(Words, {k: v for k, v in raw.items() if k in words_keys}, here)
    if entry is None or words is None:
        return None
    _check_codes(kind, entry, here)
    for block in BLOCKS:
        for one in _listed(getattr(words, block)):
            _check_codes(block, one, here)
    return Record(file, entry, words)


def _named(kind: str, raw: Mapping[str, object]) -> dict[str, object]:
    """The Arabic name of what has a neutral one, unless the entry gives it: its first form."""
    forms = raw.get("forms")
    named = kind in NAMED and raw.get("name") is not None and not raw.get("epithet")
    return {"name_ar": forms[0]} if named and isinstance(forms, list) and forms else {}


def build(cls: type[T], raw: object, fault: Fault) -> T | None:
    """An instance of a dataclass from a mapping; None after reporting what is wrong with it."""
    if not isinstance(raw, dict):
        fault(f"a mapping is expected, not {raw!r}")
        return None
    known = _fields(cast(Any, cls))
    unknown = [str(key) for key in raw if key not in known]
    missing = [key for key, (_, _, needed) in known.items() if needed and key not in raw]
    for problem, keys in (("unknown", unknown), ("missing", missing)):
        if keys:
            fault(f"{problem} key {', '.join(keys)}")
    values, bad = _values(known, raw, fault)
    return None if unknown or missing or bad else cls(**values)


@cache
def _fields(cls: Any) -> Mapping[str, tuple[str, Any, bool]]:
    """YAML key -> field name, type, whether it is required."""
    hints = typing.get_type_hints(cls)
    return {
        YAML_NAMES.get(f.name, f.name): (
            f.name,
            hints[f.name],
            f.default is MISSING and not _optional(hints[f.name]),
        )
        for f in fields(cls)
    }


def _optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _values(
    known: Mapping[str, tuple[str, Any, bool]], raw: Mapping[str, object], fault: Fault
) -> tuple[dict[str, Any], bool]:
    values: dict[str, Any] = {}
    bad = False
    for key, (name, hint, needed) in known.items():
        if key not in raw:
            if _optional(hint) and not needed:
                values.setdefault(name, None)
            continue
        try:
            values[name] = _value(hint, raw[key], fault)
        except TypeError:
            fault(f"{key}: {_type_name(hint)} is expected, not {raw[key]!r}")
            bad = True
    return values, bad


def _value(hint: Any, value: object, fault: Fault) -> object:
    """The value as the type says; TypeError when it cannot be."""
    if isinstance(hint, types.UnionType):
        return _one_of(typing.get_args(hint), value, fault)
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        listed = value if isinstance(value, list) else [value]
        return tuple(_value(item, one, fault) for one in listed)
    if hasattr(hint, "__dataclass_fields__"):
        built = build(hint, value, fault)
        if built is None:
            raise TypeError
        return built
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise TypeError
    return value


def _one_of(hints: tuple[Any, ...], value: object, fault: Fault) -> object:
    if value is None:
        if type(None) in hints:
            return None
        raise TypeError
    for hint in hints:
        try:
            return _value(hint, value, fault)
        except TypeError:
            continue
    raise TypeError


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _check_codes(name: str, made: Any, fault: Fault) -> None:
    """`name` is the kind of an entry or the key of a block."""
    for field in fields(made):
        allowed = CODES.get((name, field.name))
        value = getattr(made, field.name)
        if allowed is not None and value is not None and value not in allowed:
            fault(f"{field.name}: {value!r} is none of {', '.join(map(str, allowed))}")


def _type_name(hint: Any) -> str:
    if typing.get_origin(hint) is tuple:
        return f"list of {_type_name(typing.get_args(hint)[0])}"
    if isinstance(hint, types.UnionType):
        return " or ".join(map(_type_name, typing.get_args(hint)))
    names = {str: "text", int: "number", float: "number", bool: "true or false"}
    return "null" if hint is type(None) else names.get(hint, getattr(hint, "__name__", str(hint)))


def describe() -> str:
    """Markdown tables of all kinds and blocks: the generated part of `docs/data-formats.md`."""
    tables: dict[str, type[object]] = {"every entry": Words, **BLOCKS, **KINDS, **TEXT_KINDS}
    return "\n".join(_table(name, cls) for name, cls in tables.items())


def _table(name: str, cls: type[object]) -> str:
    lines = [f"### {name}", "", (cls.__doc__ or "").strip(), ""]
    lines += ["| key | value | required | allowed |", "|---|---|---|---|"]
    for key, (field, hint, needed) in _fields(cast(Any, cls)).items():
        if key != "kind":
            allowed = ", ".join(map(str, CODES.get((name, field), ())))
            need = "yes" if needed else ""
            lines.append(f"| `{key}` | {_type_name(hint)} | {need} | {allowed} |")
    return "\n".join([*lines, ""])
