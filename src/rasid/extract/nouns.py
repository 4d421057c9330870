"""The participants of an act that a noun tells: its genitive, and what its light verb brings."""

from __future__ import annotations

from rasid.extract.acts import Scene, fired_by, support_of, trigger_of, weapon_entry
from rasid.extract.circumstance import has_own_subject
from rasid.extract.phrases import Phrase
from rasid.extract.readings import SIDING
from rasid.extract.shelled import shelled
from rasid.extract.slots import (
    CLAUSE_OPENERS,
    HELP,
    OTHER_ACTS,
    REACH,
    Roles,
    classes,
    ends,
    govern,
    of_toll,
    other_side,
    put,
    role_in,
)
from rasid.extract.verbs import ahead_of, antecedent, subject_before
from rasid.lexicon.entries import Support
from rasid.lexicon.rules import Slots
from rasid.text.tables import ARTICLE

BEHIND = 6
"""How many phrases before an act noun its light verb stands, at most."""
USED = 3
"""How many phrases the doer and the means before an act noun are, at most."""
OPENING = "sup.open_fire"
MACHINES = frozenset(("vehicle", "tank"))
OTHER_CLAUSES = CLAUSE_OPENERS - {"relative"} | {"that"}
"""What opens a clause in which a light verb carries another act."""
URGED = frozenset(("on", "to"))
"""Prepositions of what somebody is made to do."""
AROUND = frozenset(("near", "outskirts"))
"""Relations of places whose words begin with a preposition of their own."""
LOCATIVE = frozenset(("in", "at", "within", "on", None))


def fill_noun(scene: Scene, index: int, roles: Roles, slots: Slots, objective: bool) -> None:
    slot = "of"
    owners: list[Phrase] = []
    struck = joined = False
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if ends(scene, index, ahead) or _of_other(phrase, roles):
            break
        if ahead in scene.glosses or phrase.head == "trigger" or of_toll(scene, index, ahead):
            continue
        slot = _slot(slot, phrase, roles, objective and not _fell_in(scene, index, phrase))
        if slot == "of" and joined and not phrase.conj:
            slot = "object"  # 'an attack and a bomb hit the army': no genitive comes after 'and'
        joined = joined or bool(phrase.conj)
        if slot == "to" and (_sided(scene, ahead) or _of_unknown(scene, index, ahead)):
            slot = "owner"
        if slot == "of" and _stands_apart(scene.phrases[index], phrase):
            continue
        if slot == "of" and shelled(scene, index, ahead):
            roles.put("target", scene, phrase)
            continue
        if slot == "of" and _owner(phrase, objective):
            owners.append(phrase)
            continue
        struck = struck or (bool(owners) and _struck(phrase))
        govern(roles, scene, slots, slot, phrase)
    _owners(scene, roles, slots, owners, objective and not struck)
    if objective and not roles.targets:
        _put_meant(scene, index, roles)


def _fell_in(scene: Scene, index: int, phrase: Phrase) -> bool:
    """'five were killed in an ambush of the resistance': the party laid it; 'laid an ambush for the
    patrol' has its doer elsewhere.
    """
    noun = scene.phrases[index]
    return noun.prep == "in" and phrase.prep == "to" and phrase.head == "actor"


def _sided(scene: Scene, ahead: int) -> bool:
    """'protests opposed to X': whose friend or foe an act is did not do it."""
    return scene.phrases[ahead - 1].connective in SIDING


def _of_unknown(scene: Scene, index: int, ahead: int) -> bool:
    """'the raids [a gathering] of the fighters': after a definite act noun an indefinite word is no
    adjective of it, and whose that thing is did not do the act. Nor did the army hold 'rallies
    [in support] of the army'.
    """
    between = scene.between(ahead - 1, ahead)
    described = ahead == index + 1 or scene.phrases[ahead - 1].head == "nationality"
    noun = scene.phrases[index].items[0]
    trigger = trigger_of(noun)
    crowd = trigger is not None and trigger.frame == "protest"
    rally = crowd and scene.phrases[ahead].party is not None
    closed = rally or (noun.definite and described)
    return closed and len(between) == 1 and not between[0].startswith(ARTICLE)


def _put_meant(scene: Scene, index: int, roles: Roles) -> None:
    """'after they targeted him': whom the pronoun means; 'by shelling' makes him its toll."""
    following = scene.phrases[index + 1 : index + 2]
    if scene.phrases[index].items[0].enclitic is None or any(
        p.head == "trigger" and p.prep == "in" for p in following
    ):
        return
    meant = antecedent(scene, index)
    if meant is not None:
        roles.put("target", scene, meant)


def _of_other(phrase: Phrase, roles: Roles) -> bool:
    """Whether another act begins that what follows belongs to; "in" only tells by what means."""
    if phrase.head != "trigger":
        return False
    joined = bool(phrase.conj) and bool(roles.places or roles.targets)
    return joined or phrase.prep not in (None, "in")


def _slot(slot: str, phrase: Phrase, roles: Roles, objective: bool) -> str:
    """The slot of the next phrase, after one in `slot`."""
    if other_side(phrase, [p.phrase for p in roles.agents]):
        return "between"
    if phrase.prep is not None:
        slot = "owner" if phrase.prep == "to" and roles.targets else phrase.prep
    elif not phrase.conj and slot != "of" and phrase.head not in ("time", "place"):
        slot = "object"
    elif slot == "of" and phrase.conj and roles.targets:
        slot = "object"  # 'the raids hit the home of X and the stores of Y'
    around = phrase.place is not None and phrase.place.relation in AROUND
    if slot == "from" and phrase.prep is None and around and not phrase.conj:
        slot = "object"  # 'raids by the jets of X [on] the edge of the town'
    if slot == "to" and objective and phrase.place is None:
        slot = "on"  # 'an ambush for a patrol'
    return slot


def _struck(phrase: Phrase) -> bool:
    """'the army's targeting of the town': a bare place after the owner; 'east of it' is where."""
    place = phrase.place
    bare = phrase.prep is None and not phrase.conj
    return place is not None and bare and place.relation == "in" and place.bearing is None


def _stands_apart(noun: Phrase, phrase: Phrase) -> bool:
    """'a leader was killed in the raids': the bare persons are no genitive of 'the raids'."""
    closed = noun.items[0].definite and noun.items[0].enclitic is None
    adjective = any(form.pos == "adjective" for form in phrase.items[0].readings.nouns.values())
    persons = phrase.people is not None or phrase.party is not None
    return closed and persons and not adjective and not phrase.items[0].definite


def _owner(phrase: Phrase, objective: bool) -> bool:
    if phrase.place is not None:
        return False
    armed = phrase.people is not None and phrase.people.armed
    return phrase.party is not None or (objective and armed)


def _owners(
    scene: Scene, roles: Roles, slots: Slots, owners: list[Phrase], objective: bool
) -> None:
    """A party in the genitive did it ('the shelling of the army') or suffered it ('the arrest
    of').
    """
    for phrase in owners:
        role = role_in(slots, "of", phrase)
        hit = role == "agent" or (role == "weapon" and _is_machine(phrase))
        suffers = role == "objective" or (objective and hit)
        if suffers and not _adjective(phrase):
            role = "agent" if roles.targets and phrase is owners[0] else "target"
        elif role == "objective":
            role = "agent"
        if role is not None:
            roles.put(role, scene, phrase)


def _adjective(phrase: Phrase) -> bool:
    """'the Turkish arrest' is by Turkey; 'the accusing of Turkey' is of it."""
    nation = phrase.items[0].form("nationality")
    return nation is not None and nation.pos == "adjective"


def _is_machine(phrase: Phrase) -> bool:
    """'the targeting of a police vehicle': machines with men in them are hit as men are."""
    weapon = weapon_entry(phrase)
    return weapon is not None and weapon.weapon_class in MACHINES


def fill_support(scene: Scene, index: int, roles: Roles) -> None:
    """'X launched raids on', 'Y came under shelling': the light verb brings its own subject."""
    if scene.phrases[index].prep in OTHER_ACTS:
        return  # 'sent a letter after the attacks'
    compelled = _compelled(scene, index)
    if compelled is not None:
        roles.put("agent", scene, compelled)
        return
    position = carrier(scene, index)
    support = support_of(scene.phrases[position]) if position is not None else None
    if position is None or support is None:
        return
    between = range(index - 1 - _counted(scene, index), position, -1)
    subjects = [p for p in reversed(between) if _stands_bare(scene.phrases[p])]
    if not subjects:
        before = subject_before(scene, position)
        subjects = [before] if before is not None else []
    role = support.subject
    if role == "agent" and (_owned(scene, index) or _unopened(scene, index, support)):
        return
    if role == "act" and _governed(scene, position, index).prep == "in":
        role = support.into or "none"
    _support_subject(scene, role, subjects, roles)
    for p in between:
        phrase = scene.phrases[p]
        if phrase.when is not None:
            roles.times.append(phrase.when)
        elif phrase.prep in HELP and phrase.party is not None:
            roles.put("agent", scene, phrase)
        elif phrase.place is not None and phrase.prep in LOCATIVE:
            roles.places.append(phrase.place)


def _unopened(scene: Scene, index: int, support: Support) -> bool:
    """'opened [an inquiry] into the killing': a word for opening fire that has another object."""
    return support.id == OPENING and scene.phrases[index].prep == "in"


def _compelled(scene: Scene, index: int) -> Phrase | None:
    """'forced Y to withdraw': who leaves is named right before it."""
    act, before = scene.phrases[index], scene.phrases[index - 1] if index else None
    trigger = trigger_of(act.items[0])
    if before is None or trigger is None or trigger.frame != "withdraw" or act.prep not in URGED:
        return None
    adjoins = before.prep is None and not before.conj and len(scene.between(index - 1, index)) <= 1
    return before if adjoins and _armed(before) else None


def _governed(scene: Scene, verb: int, index: int) -> Phrase:
    """What a light verb governs: the act noun, or the first light noun before it ('replied | by
    launching | raids').
    """
    between = (p for p in scene.phrases[verb + 1 : index] if support_of(p) is not None)
    return next(between, scene.phrases[index])


def _counted(scene: Scene, index: int) -> bool:
    """'dozens of raids': how many acts, and nobody who did them."""
    number, act = scene.phrases[index - 1], scene.phrases[index]
    bare = number.prep is None and act.prep is None and not act.conj
    return bare and number.head == "quantity" and number.end == act.start


def _owned(scene: Scene, index: int) -> bool:
    """'searched the scene of the attack': the act owns the thing before it, and is no object."""
    thing, act = scene.phrases[index - 1], scene.phrases[index]
    adjoins = thing.end == act.start and act.prep is None and not act.conj
    if (
        thing.facility is None
        or thing.head != "facility"
        or thing.facility.target_kind == "vehicle"
    ):
        return False
    return adjoins and thing.facility.site and thing.prep is None


def _stands_bare(phrase: Phrase) -> bool:
    return phrase.prep is None and support_of(phrase) is None


def carrier(scene: Scene, index: int) -> int | None:
    """The light word before an act noun; of a chain ('launched a wave of raids') the verb."""
    noun: int | None = None
    for position in range(index - 1, max(index - 1 - BEHIND, -1), -1):
        phrase = scene.phrases[position]
        if scene.breaks(position, index) == "stop":
            return noun
        if phrase.head in ("trigger", "casualty"):
            if phrase.prep in OTHER_ACTS and scene.phrases[index].prep == "from":
                continue  # 'managed, after clashes with Y, to take'
            return noun
        if phrase.connective == "that":
            return noun  # 'took the case up, and it turned out that he had been stabbed'
        if support_of(phrase) is not None:
            if phrase.verb or not _light_noun(scene, position, index):
                return position if noun is None or phrase.verb else noun
            noun = position if noun is None else noun
        elif noun is not None and phrase.verb:
            return noun
    return noun


def _light_noun(scene: Scene, position: int, index: int) -> bool:
    """'a wave of', 'the carrying out of': nothing but other light nouns before the act noun."""
    return all(support_of(p) is not None for p in scene.phrases[position:index])


def fill_carried(scene: Scene, index: int, roles: Roles, slots: Slots) -> None:
    """'attacks that X carried out': the light verb after the noun brings the doer and more."""
    for ahead in range(index + 1, min(index + 5, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) == "stop" or phrase.head == "trigger":
            return
        if phrase.connective in OTHER_CLAUSES:
            return
        support = support_of(phrase) if phrase.verb else None
        if support is not None:
            break
    else:
        return
    governed_itself = bool(phrase.conj) or phrase.prep is not None
    governed_itself = governed_itself or fired_by(scene, ahead) is not None
    governed_itself = governed_itself or has_own_subject(scene, ahead)
    if support is None or governed_itself or support.subject not in ("agent", "act"):
        return
    bare, governed = ahead_of(scene, ahead)
    if support.subject == "agent":
        for subject in bare[:1]:
            put(roles, scene, slots, "subject", subject)
    for slot, argument in governed:
        govern(roles, scene, slots, slot, argument)


def fill_used(scene: Scene, index: int, roles: Roles, slots: Slots) -> None:
    """'gunmen used bombs in the attack': doer and means stand before the act noun."""
    if scene.phrases[index].prep != "in":
        return
    start = index
    while start and index - start < USED and _used(scene, start):
        start -= 1
    told = scene.phrases[start:index]
    if any(p.prep == "instrument" for p in told) and any(p.weapons for p in told):
        for phrase in told:
            role = "subject" if _armed(phrase) and not phrase.weapons else "instrument"
            put(roles, scene, slots, role, phrase)


def _used(scene: Scene, index: int) -> bool:
    phrase = scene.phrases[index - 1]
    takes_part = bool(phrase.weapons) or _armed(phrase)
    return takes_part and phrase.prep in (None, "instrument") and not scene.breaks(index - 1, index)


def _armed(phrase: Phrase) -> bool:
    return phrase.party is not None or (phrase.people is not None and phrase.people.armed)


def fill_backing(scene: Scene, index: int, roles: Roles, slots: Slots) -> None:
    """'with the help of X, Y arrested': who is named at the head of the sentence took part."""
    head = scene.phrases[0]
    if not 0 < index <= BEHIND or head.prep not in HELP or head.party is None:
        return
    if not any(p.verb or p.head in ("trigger", "connective") for p in scene.phrases[1:index]):
        put(roles, scene, slots, "support", head)


def fill_damage(scene: Scene, index: int, roles: Roles) -> None:
    """'which caused damage in the homes': what was harmed was hit."""
    if any(p.phrase.facility is not None for p in roles.targets):
        return
    for ahead in range(index + 1, min(index + REACH, len(scene.phrases) - 1)):
        phrase, harmed = scene.phrases[ahead], scene.phrases[ahead + 1]
        if _hurts(phrase) and harmed.head == "facility" and harmed.prep is None:
            roles.put("target", scene, harmed)
        if scene.breaks(ahead - 1, ahead) == "stop" or phrase.head in ("trigger", "casualty"):
            return
        if phrase.connective == "result":
            near = harmed.prep in ("in", "on") and not scene.breaks(ahead, ahead + 1)
            if near and harmed.facility is not None and harmed.place is None:
                roles.put("target", scene, harmed)
            return


def _hurts(phrase: Phrase) -> bool:
    """'the shelling hit a school': the verb of wounding, of a thing."""
    return phrase.head == "casualty" and phrase.verb and not phrase.conj


def _support_subject(scene: Scene, role: str, subjects: list[int], roles: Roles) -> None:
    for position in subjects:
        phrase = scene.phrases[position]
        if phrase.place is not None:
            roles.put("place", scene, phrase)
        elif role == "target" and phrase.head == "weapon" and "materiel" not in classes(phrase):
            roles.put("weapon", scene, phrase)
        elif role in ("agent", "target") and any(True for _ in classes(phrase)):
            roles.put(role, scene, phrase)
