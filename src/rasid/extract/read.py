"""From a scene to its acts: anchors, roles, mood, and the type that all of it makes likely."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from rasid.extract.acts import (
    Act,
    Participant,
    Scene,
    anaphor_of,
    anchors,
    support_of,
    weapon_entry,
)
from rasid.extract.mood import mood
from rasid.extract.phrases import Phrase
from rasid.extract.roles import fill
from rasid.extract.slots import Roles
from rasid.extract.toll import Toll
from rasid.extract.where import without_peoples
from rasid.lexicon.entries import Actor, Trigger
from rasid.lexicon.rules import holds, objective_nouns, rules_for

OBJECT_REACH = 5
"""Within how many phrases the object of a verb of sending stands."""
LAYING = frozenset(("base", "launch"))
"""Frames of the acts that 'a mine that X laid', 'a rocket that X fired' tell of a weapon."""
STRIKING = frozenset(("strike", "explosion"))
"""Frames of the acts of which a destruction told beside them is the effect."""
CARRIERS = 3
"""How many phrases an act and the light nouns before it are, at most."""
Lineage = Callable[[Actor], frozenset[str]]
"""An actor to the ids of itself and all its parents."""


def acts(scene: Scene) -> list[Act]:
    """All acts that a sentence tells, in order; figures of speech and habits are left out."""
    found = [act for index, trigger in anchors(scene) for act in _act(scene, index, trigger)]
    out: list[Act] = []
    for act in _paired(_laid(_share(found, scene), scene)):
        out.append(_subject_dropped(act, scene, out))
    return out


def _laid(found: Sequence[Act], scene: Scene) -> list[Act]:
    """'a mine that X laid went off': who laid it is who did it; the laying is no act here."""
    out: list[Act] = []
    for act in found:
        phrase = scene.phrases[act.anchor]
        before = scene.phrases[act.anchor - 1] if act.anchor else None
        clause = phrase.items[0].enclitic is not None and act.trigger.frame in LAYING
        whose = next(
            (i for i, a in enumerate(out) if any(w.phrase is before for w in a.weapons)), None
        )
        if clause and whose is not None:
            out[whose] = replace(out[whose], agents=out[whose].agents or act.agents)
        else:
            out.append(act)
    return out


def _paired(found: Sequence[Act]) -> list[Act]:
    """A verb and the act noun it takes as subject are one act: 'another' on one holds for both."""
    if not any(a.links for a in found):
        return list(found)
    strikes = {a.anchor for a in found if a.trigger.frame in STRIKING and not a.definite}
    return [
        _with_linked(act, found)
        for act in found  # 'the shelling destroyed two homes' tells one act
        if not (act.trigger.frame == "destroy" and act.verb and strikes.intersection(act.links))
    ]


def _with_linked(act: Act, found: Sequence[Act]) -> Act:
    """The act with what the acts that it is linked to tell of both."""
    governors = [a for a in found if act.anchor in a.links and a.anchor < act.anchor]
    linked = [a for a in found if a.anchor in act.links]
    if not (governors or linked):
        return act
    return replace(
        act,
        another=any(a.another for a in (act, *linked, *governors)),
        links=act.links + tuple(a.anchor for a in governors),
        platform=act.platform or (linked[0].platform if linked else None),
    )


def also(phrase: Phrase) -> bool:
    """'as it also hit': a verb that tells a further act of the last doer."""
    return phrase.verb and phrase.prep == "as"


def carried_on(found: Sequence[Act], scenes: Mapping[int, Scene]) -> list[Act]:
    """Acts told as further ones of a doer whom the sentence before names."""
    out: list[Act] = []
    last: Act | None = None
    for act in found:
        further = not act.agents and also(scenes[act.sentence].phrases[act.anchor])
        if further and last is not None and act.sentence - last.sentence <= 1:
            act = replace(act, agents=last.agents, platform=act.platform or last.platform)
        last = act if act.agents else last
        out.append(act)
    return out


def _subject_dropped(act: Act, scene: Scene, earlier: Sequence[Act]) -> Act:
    """'and they clashed with': a plural verb without a subject goes on with the last one named."""
    form = scene.phrases[act.anchor].items[0].form("trigger")
    plural = act.verb and form is not None and form.number == "pl"
    if act.agents or not (plural or _done_by_them(scene, act.anchor)):
        return act
    doers = next((a.agents for a in reversed(earlier) if a.agents), ())
    if doers:
        return replace(act, agents=doers)
    for behind in range(act.anchor - 1, -1, -1):
        phrase = scene.phrases[behind]
        if phrase.prep is None and phrase.party is not None and phrase.party.actor is not None:
            return replace(act, agents=(Participant(act.sentence, phrase),))
    return act


def _done_by_them(scene: Scene, index: int) -> bool:
    """'their preparing of ambushes': a light noun with a pronoun stands before the act noun."""
    for behind in range(index - 1, max(index - 3, -1), -1):
        phrase = scene.phrases[behind]
        support = support_of(phrase)
        if support is not None:
            return not phrase.verb and support.subject == "agent" and bool(phrase.items[0].enclitic)
    return False


def _act(scene: Scene, index: int, trigger: Trigger) -> Iterator[Act]:
    told = mood(scene, index)
    if told.drop:
        return
    phrase = scene.phrases[index]
    roles = fill(scene, index, trigger, trigger.id in objective_nouns())
    if not _has_needed(scene, index, trigger, roles):
        return
    if told.subject is not None and not roles.agents:
        roles.put("agent", scene, scene.phrases[told.subject])
    if not roles.agents and _bomber(scene, index):
        roles.agents.append(Participant(scene.sentence, phrase))
    item = phrase.items[0]
    form = item.form("trigger")
    yield Act(
        scene.sentence,
        index,
        phrase.start,
        phrase.end,
        trigger,
        phrase.verb,
        item.definite or item.enclitic is not None or _demonstrated(scene, index),
        form is not None and form.number == "pl" and not phrase.verb,
        tuple(roles.agents),
        tuple(roles.targets),
        tuple(roles.weapons),
        trigger.platform or roles.platform,
        without_peoples(scene, roles.places),
        tuple(roles.origin),
        tuple(roles.times),
        told.status,
        told.background,
        told.follows,
        told.bygone,
        item.other is not None or also(phrase) or _besides(scene, index),
        links=tuple(roles.links) + _links(scene, index, roles),
        rules=(trigger.id,),
    )


def _has_needed(scene: Scene, index: int, trigger: Trigger, roles: Roles) -> bool:
    """Whether the act is done to what it must be done to: people stopped, forces sent."""
    if trigger.needs == "people":
        return any(p.phrase.people or p.phrase.party for p in roles.targets)
    return trigger.needs != "forces" or any(_is_sent(p) for p in _objects(scene, index))


def _objects(scene: Scene, index: int) -> list[Phrase]:
    """The bare phrases of the clause that a verb opens, but for the party that is its subject."""
    found: list[Phrase] = []
    for ahead in range(index + 1, min(index + 1 + OBJECT_REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) == "stop" or (phrase.verb and found):
            break
        if phrase.prep is None:
            found.append(phrase)
    named = bool(found) and found[0].party is not None and found[0].head != "force"
    return found[1:] if named and scene.phrases[index].verb else found


def _is_sent(phrase: Phrase) -> bool:
    if phrase.verb or phrase.head == "source":
        return False
    armed = phrase.people is not None and phrase.people.armed
    means = phrase.weapons or phrase.facility or phrase.party
    return bool(armed or means) or phrase.head in ("force", "trigger")


def _bomber(scene: Scene, index: int) -> bool:
    """'a suicide bomber': the word of the act is its doer; 'a suicide attack' is none."""
    phrase = scene.phrases[index]
    person = "people" in phrase.items[0].readings.nouns and not phrase.verb
    return person and not (index and scene.phrases[index - 1].head == "trigger")


def _besides(scene: Scene, index: int) -> bool:
    """'besides their setting of ambushes': an act that adds to those told before."""
    for behind in range(index, max(index - CARRIERS, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.verb or (behind < index and support_of(phrase) is None):
            return False
        if phrase.conj == "besides":
            return True
    return False


def _demonstrated(scene: Scene, index: int) -> bool:
    before = scene.phrases[index - 1] if index else None
    anaphor = anaphor_of(before) if before is not None else None
    return anaphor is not None and anaphor.refers_to == "act"


def _links(scene: Scene, index: int, roles: Roles) -> tuple[int, ...]:
    """Act nouns that are the means, subject or relative head of this trigger: the same act."""
    linked: list[int] = []
    phrase = scene.phrases[index]
    before = index - 1
    if before >= 0 and scene.phrases[before].head == "trigger" and _adjoins(scene, index):
        linked.append(before)
    if phrase.verb:
        linked += _means(scene, index)
    return tuple(linked)


def _adjoins(scene: Scene, index: int) -> bool:
    """Right after the phrase before it, with at most a word or two between."""
    close = len(scene.between(index - 1, index)) <= 2 and not scene.breaks(index - 1, index)
    return close and not scene.phrases[index].conj


def _means(scene: Scene, index: int) -> list[int]:
    """'struck the town with shelling': the act noun that a verb governs by 'with' or takes as
    subject.
    """
    for ahead in range(index + 1, min(index + 7, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) or phrase.verb:
            return []
        if phrase.head == "trigger":
            return [ahead] if phrase.prep in (None, "in") and not phrase.conj else []
    return []


def _share(found: list[Act], scene: Scene) -> list[Act]:
    """Coordinated acts share what only one of them names: 'raids and shelling on the town'."""
    out = list(found)
    for i in range(1, len(out)):
        left, right = out[i - 1], out[i]
        if (
            not scene.phrases[right.anchor].conj
            or scene.breaks(left.anchor, right.anchor) == "stop"
        ):
            continue
        if not right.agents and left.agents and (right.verb or right.anchor == left.anchor + 1):
            right = _with_agents(right, left.agents)
        if right.anchor <= left.anchor + 2 and not right.verb and not left.verb:
            left = replace(
                left,
                places=left.places or right.places,
                agents=left.agents or right.agents,
                targets=left.targets or right.targets,
            )
        out[i - 1], out[i] = left, right
    return out


def _with_agents(act: Act, agents: tuple[Participant, ...]) -> Act:
    """Explosions have no doer unless one is told."""
    return act if act.trigger.frame == "explosion" else replace(act, agents=agents)


# ------------------------------------------------------------------ types
def refine(act: Act, tolls: Sequence[Toll], lineage: Lineage) -> tuple[str, str | None]:
    """The type of the act and the rule that changed it, null when the trigger's own type stands."""
    rules = rules_for(act.trigger.type, act.trigger.frame)
    facts = _facts(act, tolls, lineage) if rules else {}
    for rule in rules:
        if holds(rule, facts):
            return rule.then, rule.id
    return act.trigger.type, None


CIVILIAN = frozenset("civilian civilian_object school market mosque hospital camp".split())
GROUND_PLATFORMS = frozenset("artillery rocket ground naval".split())
GROUND = frozenset("rocket missile artillery mortar tank".split())


def _facts(act: Act, tolls: Sequence[Toll], lineage: Lineage) -> dict[str, set[str]]:
    weapons = [w for p in act.weapons for w in (weapon_entry(p.phrase),) if w is not None]
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
    if phrase.facility is not None and phrase.place is None:
        kinds.add(phrase.facility.target_kind)
        if phrase.facility.target_kind in ("military_object", "checkpoint"):
            kinds.add("combatant")
    return kinds - {"unknown"}
