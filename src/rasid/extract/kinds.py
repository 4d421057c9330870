"""The kind of an act: what its trigger says by itself, and what the type rules make of the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rasid.extract.acts import Act, Participant, weapon_entries
from rasid.extract.phrases import PEACEFUL, Phrase
from rasid.extract.toll import Toll
from rasid.lexicon.entries import Actor
from rasid.lexicon.rules import Rule, holds, rules_for

Lineage = Callable[[Actor], frozenset[str]]
"""An actor to the ids of itself and all its parents."""


def refine(act: Act, tolls: Sequence[Toll], lineage: Lineage) -> tuple[str, Rule | None]:
    """The type of the act and the rule that changed it, null when the trigger's own type stands."""
    rules = rules_for(act.trigger.type, act.trigger.frame)
    facts = _facts(act, tolls, lineage) if rules else {}
    for rule in rules:
        if holds(rule, facts):
            return rule.then, rule
    return act.trigger.type, None


CIVILIAN = frozenset("civilian civilian_object school market mosque hospital camp".split())
ARMOUR = frozenset(("facility.military-vehicle", "facility.military-system"))
GROUND_PLATFORMS = frozenset("artillery rocket ground naval".split())
GROUND = frozenset("rocket missile artillery mortar tank incendiary".split())


def _facts(act: Act, tolls: Sequence[Toll], lineage: Lineage) -> dict[str, set[str]]:
    weapons = [w for p in act.weapons for w in weapon_entries(p.phrase)]
    classes = {w.weapon_class for w in weapons}
    agents: set[str] = set()
    kinds: set[str] = set()
    for participant in act.agents:
        party = participant.phrase.party
        if party is not None and party.actor is not None:
            agents |= lineage(party.actor)
            kinds.add(party.actor.type)
    target = _target_kinds(act, tolls)
    has = {
        name for name, held in (("agent", agents), ("weapon", classes), ("target", target)) if held
    }
    has |= {"civilian_target"} if target & CIVILIAN else set()
    has |= {"combatant_target"} if "combatant" in target else set()
    has |= {"ground_weapon"} if classes & GROUND or act.platform in GROUND_PLATFORMS else set()
    has |= {"platform"} if act.platform else set()
    has |= {"materiel"} if act.targets and all(map(_materiel, act.targets)) else set()
    has |= {"civilian_person"} if any(_unarmed(p) for p in act.targets) else set()
    return {
        "type": {act.trigger.type},
        "trigger": {act.trigger.id},
        "frame": {act.trigger.frame},
        "platform": {act.platform} if act.platform else set(),
        "weapon": classes,
        "implies": {w.implies for w in weapons if w.implies},
        "agent": agents,
        "agent_type": kinds,
        "target": target,
        "outcome": {toll.outcome for toll in tolls},
        "has": has,
    }


def _materiel(participant: Participant) -> bool:
    """Arms, ammunition or military vehicles, which are seized as ground is not."""
    phrase = participant.phrase
    if phrase.place is not None or phrase.people is not None:
        return False
    if phrase.facility is not None:
        return phrase.facility.id in ARMOUR
    return bool(phrase.weapons)


def _unarmed(participant: Participant) -> bool:
    people = participant.phrase.people
    return people is not None and not people.armed


def _target_kinds(act: Act, tolls: Sequence[Toll]) -> set[str]:
    kinds: set[str] = set()
    for participant in act.targets:
        kinds |= side_of(participant)
    for toll in tolls:
        if toll.outcome in ("killed", "injured") and toll.count.group != "unknown":
            kinds.add(toll.count.group)
    return kinds


def side_of(participant: Participant) -> set[str]:
    """civilian | combatant | target kinds of one target."""
    phrase = participant.phrase
    kinds: set[str] = set()
    if phrase.people is not None:
        kinds.add("combatant" if phrase.people.armed else phrase.people.group)
    elif phrase.party is not None:
        kinds.add("combatant")
    if phrase.facility is not None and is_staff(phrase):
        kinds |= {"civilian"} if phrase.facility.target_kind in PEACEFUL else set()
    elif phrase.facility is not None and phrase.place is None:
        kinds.add(phrase.facility.target_kind)
        if phrase.facility.target_kind in ("military_object", "checkpoint"):
            kinds.add("combatant")
    return kinds - {"unknown"}


def is_staff(phrase: Phrase) -> bool:
    """'the head of a school', 'the guard of a store': a person, and not the thing."""
    return phrase.head == "people" and phrase.people is not None
