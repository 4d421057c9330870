"""Rules as data: role frames, type rules and codes, read from `data/rules/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from rasid.errors import DataError
from rasid.lexicon.cache import parsed
from rasid.text.view import normalise

Slots = Mapping[str, Mapping[str, str]]
"""slot -> class of the phrase -> role."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Slots of one frame for an active verb, a passive verb and a noun."""

    active: Slots
    passive: Slots
    noun: Slots


@dataclass(frozen=True, slots=True)
class TypeRule:
    """When all conditions (`name: allowed values`) hold, the act is of type `then`.

    A `default` type gives way to what another mention of the act says.
    """

    id: str
    when: Mapping[str, frozenset[str]]
    then: str
    example: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """How one event type is coded elsewhere."""

    disorder_type: str
    event_type: str
    sub_event_type: str
    plover_event: str | None
    plover_mode: str | None
    label_en: str
    label_ar: str


@lru_cache(maxsize=16)
def read(name: str) -> Mapping[str, Any]:
    """The raw content of `data/<name>`, kept; DataError when it is not a mapping."""
    path = resources.files("rasid") / "data" / name
    content = parsed(name, path.read_bytes())
    if not isinstance(content, dict):
        raise DataError(f"{name}: a mapping is expected")
    return content


@lru_cache(maxsize=1)
def frames() -> Mapping[str, Frame]:
    """All role frames by name, with the common slots filled in."""
    raw = read("rules/frames.yaml")
    return {name: _frame(raw["common"], own or {}) for name, own in raw["frames"].items()}


def _frame(common: Mapping[str, Any], own: Mapping[str, Any]) -> Frame:
    def slots(kind: str) -> Slots:
        merged: dict[str, Mapping[str, str]] = {}
        for layer in (common.get("any"), common.get(kind), own.get("any"), own.get(kind)):
            merged.update(layer or {})
        return merged

    return Frame(slots("active"), slots("passive"), slots("noun"))


@lru_cache(maxsize=1)
def type_rules() -> tuple[TypeRule, ...]:
    """The type rules in order: the first that holds decides."""
    return tuple(
        TypeRule(
            rule["id"],
            {key: frozenset(_listed(value)) for key, value in rule["when"].items()},
            rule["then"],
            rule["example"],
            bool(rule.get("default")),
        )
        for rule in read("rules/types.yaml")["rules"]
    )


@lru_cache(maxsize=256)
def rules_for(type_: str, frame: str) -> tuple[TypeRule, ...]:
    """The type rules that a trigger of this type and frame can meet, in order."""
    return tuple(
        rule
        for rule in type_rules()
        if type_ in rule.when.get("type", (type_,)) and frame in rule.when.get("frame", (frame,))
    )


@lru_cache(maxsize=1)
def reaching() -> frozenset[str]:
    """Triggers whose verb says of an act noun only whom or what it hit."""
    return frozenset(read("rules/frames.yaml").get("reaching", ()))


@lru_cache(maxsize=1)
def head_genders() -> Mapping[str, str]:
    """Normalised head words of parties and means -> m | f, as verbs agree with them."""
    told = read("rules/agreement.yaml")
    named = {"f": told["feminine"], "m": told["masculine"]}
    return {normalise(word): gender for gender, words in named.items() for word in words}


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """The ontology: event type -> codes of ACLED and PLOVER, and labels."""
    return {name: Code(**row) for name, row in read("ontology.yaml")["types"].items()}


@lru_cache(maxsize=1)
def objective_nouns() -> frozenset[str]:
    """Triggers whose noun names the one it was done to: 'the targeting of X' was done to X."""
    return frozenset(read("rules/frames.yaml").get("objective_nouns", ()))
