"""Rules as data: role frames, type rules and codes, read from `data/rules/*.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from rasid.errors import DataError
from rasid.lexicon.cache import parsed
from rasid.text.view import normalise
from rasid.values import dataclass

Slots = Mapping[str, Mapping[str, str]]
"""slot -> class of the phrase -> role."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Slots of one frame for an active verb, a passive verb and a noun."""

    active: Slots
    passive: Slots
    noun: Slots


@dataclass(frozen=True, slots=True)
class Rule:
    """When all conditions (`name: allowed values`) hold, `then` is what it decides.

    What a `default` rule decides gives way to what another mention of the act says.
    """

    id: str
    when: Mapping[str, frozenset[str]]
    then: str
    example: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """How one event type is coded elsewhere."""

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
def type_rules() -> tuple[Rule, ...]:
    """The type rules in order: the first that holds decides."""
    return _rules(read("rules/types.yaml")["rules"])


def _rules(listed: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            rule["id"],
            {key: frozenset(_listed(value)) for key, value in rule["when"].items()},
            rule["then"],
            rule["example"],
            bool(rule.get("default")),
        )
        for rule in listed
    )


def holds(rule: Rule, facts: Mapping[str, Collection[str]]) -> bool:
    """Whether the facts fulfil all conditions of a rule; `lacks` names what `has` must not."""
    for name, allowed in rule.when.items():
        lacks = name == "lacks"
        if allowed.isdisjoint(facts["has" if lacks else name]) != lacks:
            return False
    return True


def decide(rules: Iterable[Rule], facts: Mapping[str, Collection[str]]) -> str | None:
    """What the first rule that holds decides."""
    return next((rule.then for rule in rules if holds(rule, facts)), None)


@lru_cache(maxsize=8)
def code_rules(scheme: str) -> tuple[Rule, ...]:
    """The rules that code an event in a scheme (acled, plover, ucdp), in order."""
    return _rules(read("rules/codes.yaml")[scheme])


@lru_cache(maxsize=1)
def sub_events() -> Mapping[str, tuple[str, str]]:
    """ACLED's sub-events: disorder type and event type of each."""
    listed = read("rules/codes.yaml")["acled_sub_events"]
    return {name: (str(disorder), str(kind)) for name, (disorder, kind) in listed.items()}


@lru_cache(maxsize=256)
def rules_for(type_: str, frame: str) -> tuple[Rule, ...]:
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


@lru_cache(maxsize=1)
def feminine_ending() -> str:
    """The letter that a feminine verb of the past ends in."""
    return str(read("rules/agreement.yaml")["feminine_ending"])


@lru_cache(maxsize=1)
def reflexives() -> frozenset[str]:
    """Normalised words for oneself as an object: 'blew himself up'."""
    return frozenset(map(normalise, read("rules/agreement.yaml")["reflexive"]))


@lru_cache(maxsize=1)
def circumstances() -> frozenset[tuple[str, ...]]:
    """Normalised words that open a clause of time, cause or circumstance before its verb."""
    listed = read("rules/agreement.yaml")["circumstance"]
    return frozenset(tuple(normalise(words).split()) for words in listed)


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
