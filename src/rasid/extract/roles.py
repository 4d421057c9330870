"""Roles: what each phrase around a trigger is to the act, by slot, class and voice.

Slots come from syntax (subject, object, the genitive of a noun, prepositions); what a slot means
for a frame is data (`rules/frames.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rasid.extract.acts import Participant, Scene, connective_role, cue_of, support_of
from rasid.extract.phrases import Phrase
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import Trigger
from rasid.lexicon.rules import Slots, frames
from rasid.measure.times import When

REACH = 14
"""How many phrases a trigger looks ahead."""

HIT = frozenset("on object subject to against target_of".split())
LOCATIVE = frozenset(("in", "at", "within", "on", None))
CLAUSE_OPENERS = frozenset("result relative that while where then but if despite purpose".split())
OTHER_ACTS = frozenset("after before because_of during against simultaneous response".split())


@dataclass(slots=True)
class Roles:
    """What was found for one trigger."""

    agents: list[Participant] = field(default_factory=list)
    targets: list[Participant] = field(default_factory=list)
    weapons: list[Participant] = field(default_factory=list)
    places: list[PlaceExpression] = field(default_factory=list)
    origin: list[PlaceExpression] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    platform: str | None = None
    links: list[int] = field(default_factory=list)

    def put(self, role: str, scene: Scene, phrase: Phrase) -> None:
        """File a phrase under its role; places and platforms are taken along."""
        participant = Participant(scene.sentence, phrase, _hint(role, phrase))
        if role in ("agent", "suspect"):
            self.agents.append(participant)
            self.platform = self.platform or phrase.platform
            if _drone(phrase):
                self.weapons.append(participant)
        elif role == "target":
            self.targets.append(participant)
        elif role == "weapon":
            self.weapons.append(participant)
            self.platform = self.platform or phrase.platform
            if phrase.party is not None:
                self.agents.append(participant)
        elif role == "place" and phrase.place is not None:
            self.places.append(phrase.place)
        elif role == "origin" and phrase.place is not None:
            self.origin.append(phrase.place)


def _hint(role: str, phrase: Phrase) -> str:
    suspected = role == "suspect" or (phrase.party is not None and phrase.party.suspected)
    return "suspected" if suspected else "stated"


def _drone(phrase: Phrase) -> bool:
    return phrase.platform == "drone" and bool(phrase.weapons)


def classes(phrase: Phrase) -> Iterator[str]:
    """The classes that a phrase can count as, the most telling first."""
    if phrase.place is not None:
        yield "place"
        return
    if phrase.party is not None or (phrase.people is not None and phrase.people.armed):
        yield "party"
    if phrase.facility is not None:
        yield "facility"
    counted = phrase.head == "nationality" and (phrase.number or phrase.quantity)
    if phrase.people is not None or phrase.head in ("quantity", "casualty") or counted:
        yield "people"
    if phrase.weapons:
        yield "weapon"


def role_in(slots: Slots, slot: str, phrase: Phrase) -> str | None:
    """The role that this slot gives to a phrase of these classes."""
    wanted: Mapping[str, str] = slots.get(slot, {})
    held = set(classes(phrase))
    if "facility" in held and phrase.facility is not None and slot in ("subject", "of"):
        held.discard("party") if phrase.head == "facility" else None
    return next((role for cls, role in wanted.items() if cls in held), None)


def fill(scene: Scene, index: int, trigger: Trigger, objective: bool) -> Roles:
    """All roles that the sentence gives to the trigger at phrase `index`."""
    roles = Roles()
    frame = frames().get(trigger.frame) or frames()["other"]
    phrase = scene.phrases[index]
    if phrase.verb:
        _fill_verb(scene, index, roles, frame.active, frame.passive)
    else:
        _fill_noun(scene, index, roles, frame.noun, objective)
        _fill_support(scene, index, roles)
        _fill_carried(scene, index, roles, frame.active)
    return roles


# ------------------------------------------------------------------ verbs
def _fill_verb(scene: Scene, index: int, roles: Roles, active: Slots, passive: Slots) -> None:
    left = subject_before(scene, index)
    bare, governed = _ahead(scene, index)
    form = scene.phrases[index].items[0].form("trigger")
    voice = form.voice if form is not None else "either"
    if left is not None:
        _place_subject(scene, left, roles, active)
        slots = active
        for phrase in bare:
            _put(roles, scene, slots, "object", phrase)
    elif voice != "passive" and bare and _can_act(scene, bare, active):
        slots = active
        _put(roles, scene, slots, "subject", bare[0])
        slot = "subject"
        for phrase in bare[1:]:
            slot = slot if phrase.conj and slot == "subject" else "object"
            _put(roles, scene, slots, slot, phrase)
    else:
        slots = passive if bare else active
        for phrase in bare:
            _put(roles, scene, slots, "subject" if bare else "object", phrase)
    for slot, phrase in governed:
        _governed(roles, scene, slots, slot, phrase)


def _can_act(scene: Scene, bare: list[Phrase], active: Slots) -> bool:
    first = bare[0]
    if first.head == "trigger":
        return True
    role = role_in(active, "subject", first)
    agentive = role is not None
    if role == "weapon":
        return True
    if first.facility is not None and first.head == "facility":
        return False
    if first.platform or (first.party is not None):
        return agentive
    return agentive and any(not p.conj for p in bare[1:])


def subject_before(scene: Scene, index: int) -> int | None:
    """A subject that stands before its verb: headline order, 'that X did', 'X which did'."""
    if scene.phrases[index].conj:
        return None
    position = index - 1
    while position >= 0 and index - position <= 5:
        phrase = scene.phrases[position]
        if scene.breaks(position, index):
            return None
        if phrase.head in ("time", "place") or (phrase.prep and phrase.head != "trigger"):
            position -= 1
            continue
        if (
            connective_role(phrase) in ("relative", "that", "belonging")
            or cue_of(phrase) == "negation"
        ):
            position -= 1
            continue
        if phrase.verb or phrase.head in ("connective", "cue", "speech", "support"):
            return None
        if phrase.party or phrase.platform or phrase.head == "trigger" or phrase.people:
            return position
        return None
    return None


def _place_subject(scene: Scene, left: int, roles: Roles, active: Slots) -> None:
    phrase = scene.phrases[left]
    if phrase.head == "trigger":
        roles.links.append(left)
        return
    position = left
    while position >= 0:
        phrase = scene.phrases[position]
        _put(roles, scene, active, "subject", phrase)
        if not phrase.conj or position == 0 or scene.breaks(position - 1, position):
            return
        position -= 1
        if scene.phrases[position].verb or scene.phrases[position].head == "trigger":
            return


def _ahead(scene: Scene, index: int) -> tuple[list[Phrase], list[tuple[str, Phrase]]]:
    """Bare phrases, and governed ones with their slot, to the right of a verb."""
    found = _Ahead()
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if found.carried(phrase):
            continue
        if _ends(scene, index, ahead):
            break
        found.take(phrase)
    return found.bare, found.governed


@dataclass(slots=True)
class _Ahead:
    """What stands to the right of a verb, phrase by phrase."""

    bare: list[Phrase] = field(default_factory=list)
    governed: list[tuple[str, Phrase]] = field(default_factory=list)
    slot: str | None = None
    modifies: bool = False
    carrier: bool = False

    def carried(self, phrase: Phrase) -> bool:
        """'a raid that the jets carried out': the light verb and its doer belong to the noun."""
        if phrase.head == "support" and phrase.verb and phrase.items[0].enclitic and self.bare:
            self.carrier = not phrase.conj
            return self.carrier
        done = self.carrier and phrase.prep is None and phrase.party is not None
        self.carrier = self.carrier and not done
        return done

    def take(self, phrase: Phrase) -> None:
        if phrase.head == "trigger":
            self.governed.append(("act", phrase)) if phrase.prep else self.bare.append(phrase)
            self.slot, self.modifies = None, True
        elif phrase.prep is None and phrase.conj and self.slot is not None:
            self.governed.append((self.slot, phrase))
        elif phrase.prep is not None or phrase.head in ("time", "place"):
            self.slot = phrase.prep or "in"
            self.governed.append((self.slot, phrase))
        elif self.modifies and not phrase.conj and phrase.head in ("weapon", "nationality"):
            self.governed.append(("of", phrase))
        elif next(classes(phrase), None) is not None:
            self.slot, self.modifies = None, False
            self.bare.append(phrase)


def _ends(scene: Scene, index: int, ahead: int) -> bool:
    """Whether the clause of the trigger is over at a phrase."""
    phrase = scene.phrases[ahead]
    mark = scene.breaks(ahead - 1, ahead)
    if mark == "stop":
        return True
    if phrase.verb and phrase.head in ("trigger", "casualty", "support", "speech", "connective"):
        return True
    if phrase.head == "support" and (phrase.conj or phrase.prep is not None):
        return True
    role = connective_role(phrase)
    if role in CLAUSE_OPENERS:
        return True
    if phrase.head == "speech":
        return True
    if phrase.head == "casualty" and phrase.prep is None and not phrase.conj:
        return True
    if phrase.head in ("trigger", "casualty") and phrase.prep in OTHER_ACTS:
        return True
    if phrase.head == "trigger" and phrase.prep is None and not phrase.conj:
        return ahead > index + 1
    return mark == "comma" and not (phrase.conj or phrase.prep or phrase.head in ("time", "place"))


# ------------------------------------------------------------------ nouns
def _fill_noun(scene: Scene, index: int, roles: Roles, slots: Slots, objective: bool) -> None:
    slot = "of"
    owners: list[Phrase] = []
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if _ends(scene, index, ahead):
            break
        if phrase.head == "trigger":
            if phrase.conj and (roles.places or roles.targets):
                break
            continue
        if phrase.prep is not None:
            slot = "owner" if phrase.prep == "to" and roles.targets else phrase.prep
        elif not phrase.conj and slot != "of" and phrase.head not in ("time", "place"):
            slot = "object"
        if slot == "of" and phrase.party is not None and "place" not in set(classes(phrase)):
            owners.append(phrase)
            continue
        if slot == "to" and objective and phrase.place is None:
            slot = "on"  # 'an ambush for a patrol'
        _governed(roles, scene, slots, slot, phrase)
    _owners(scene, roles, slots, owners, objective)


def _owners(
    scene: Scene, roles: Roles, slots: Slots, owners: list[Phrase], objective: bool
) -> None:
    """A party in the genitive did it ('the shelling of the army') or suffered it ('the arrest
    of').
    """
    for phrase in owners:
        role = role_in(slots, "of", phrase)
        suffers = role == "objective" or (objective and role == "agent")
        if suffers and phrase.items[0].form("nationality") is None:
            role = "agent" if roles.targets and phrase is owners[0] else "target"
        elif role == "objective":
            role = "agent"
        if role is not None:
            roles.put(role, scene, phrase)


def _governed(roles: Roles, scene: Scene, slots: Slots, slot: str, phrase: Phrase) -> None:
    if phrase.when is not None:
        roles.times.append(phrase.when)
    elif slot == "act":
        return
    elif slot == "of" and slot not in slots:
        roles.put("weapon" if phrase.weapons else "agent", scene, phrase)
    else:
        _put(roles, scene, slots, slot, phrase)


def _put(roles: Roles, scene: Scene, slots: Slots, slot: str, phrase: Phrase) -> None:
    if phrase.when is not None:
        roles.times.append(phrase.when)
        return
    role = role_in(slots, slot, phrase)
    if role == "objective":
        role = "target"
    if role is not None and not (role == "target" and _counted_only(phrase)):
        roles.put(role, scene, phrase)
    if role == "place" and phrase.facility is not None and slot in HIT:
        roles.put("target", scene, phrase)


def _counted_only(phrase: Phrase) -> bool:
    """A word of death or a bare number tells of victims, not of what was aimed at."""
    return phrase.head in ("casualty", "quantity")


def _fill_support(scene: Scene, index: int, roles: Roles) -> None:
    """'X launched raids on', 'Y came under shelling': the light verb brings its own subject."""
    position = index - 1
    between: list[int] = []
    while position >= 0 and index - position <= 6:
        phrase = scene.phrases[position]
        if scene.breaks(position, index) == "stop" or phrase.head in ("trigger", "casualty"):
            return
        support = support_of(phrase)
        if support is not None:
            break
        between.append(position)
        position -= 1
    else:
        return
    if position < 0:
        return
    subjects = [p for p in reversed(between) if scene.phrases[p].prep is None]
    if not subjects:
        before = subject_before(scene, position)
        subjects = [before] if before is not None else []
    role = support.subject
    if role == "act" and scene.phrases[index].prep == "in":
        role = "target"  # 'a car fell into an ambush'
    _support_subject(scene, role, subjects, roles)
    for p in between:
        phrase = scene.phrases[p]
        if phrase.when is not None:
            roles.times.append(phrase.when)
        elif phrase.place is not None and phrase.prep in LOCATIVE:
            roles.places.append(phrase.place)


def _fill_carried(scene: Scene, index: int, roles: Roles, slots: Slots) -> None:
    """'attacks that X carried out': the light verb after the noun brings the doer and more."""
    for ahead in range(index + 1, min(index + 5, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) == "stop" or phrase.head == "trigger":
            return
        support = support_of(phrase) if phrase.verb else None
        if support is not None:
            break
    else:
        return
    if support is None or phrase.conj or support.subject not in ("agent", "act"):
        return
    bare, governed = _ahead(scene, ahead)
    if support.subject == "agent":
        for subject in bare[:1]:
            _put(roles, scene, slots, "subject", subject)
    for slot, argument in governed:
        _governed(roles, scene, slots, slot, argument)


def _support_subject(scene: Scene, role: str, subjects: list[int], roles: Roles) -> None:
    for position in subjects:
        phrase = scene.phrases[position]
        if phrase.place is not None:
            roles.put("place", scene, phrase)
        elif role in ("agent", "target") and any(True for _ in classes(phrase)):
            roles.put(role, scene, phrase)
