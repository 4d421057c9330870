"""The participants of an act that a verb tells: subject, object, and what prepositions govern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import takewhile

from rasid.extract.acts import Scene, anaphor_of, fired_by
from rasid.extract.agreement import act_gone_on_from, disagrees
from rasid.extract.circumstance import LATER, has_own_subject
from rasid.extract.phrases import Phrase
from rasid.extract.slots import (
    REACH,
    Roles,
    classes,
    ends,
    govern,
    of_toll,
    other_side,
    put,
    role_in,
    with_number,
)
from rasid.lexicon.rules import Slots
from rasid.values import dataclass, replace


def fill_verb(
    scene: Scene, index: int, roles: Roles, active: Slots, passive: Slots, aimed: bool
) -> None:
    """File what stands around a verb; `aimed` verbs tell of what is done to somebody."""
    left = subject_before(scene, index)
    bare, governed = ahead_of(scene, index)
    item = scene.phrases[index].items[0]
    form = item.form("trigger")
    voice = form.voice if form is not None else "either"
    if item.enclitic is not None and voice != "passive":
        _put_object(scene, index, roles, active)
        doers = [p for p in bare if p.party or p.platform or p.weapons or p.head == "trigger"]
        left = None if doers else left  # 'rockets that X fired': who did it stands after the verb
        bare = [*doers[:1], *(p for p in bare if p.place is not None)]
    slots, taking = active, ["object"] * len(bare)
    if has_own_subject(scene, index):
        left = None
    elif left is None and voice != "passive" and len(_nominal(bare)) < TWO:
        left = act_gone_on_from(scene, index)
    hidden = left is None and _hidden_subject(scene, index)
    if left is not None:
        _place_subject(scene, left, roles, active)
    elif bare and voice == "passive":
        slots, taking = passive, ["subject"] * len(bare)
    elif bare and not (hidden or disagrees(form, scene, bare[0]) or (aimed and _alone(bare))):
        if _can_act(scene, bare, active):
            taking = _subject_first(bare)
        else:
            slots, taking = passive, ["subject"] * len(bare)
    _take(scene, roles, slots, zip(taking, bare, strict=True), governed)


def _hidden_subject(scene: Scene, index: int) -> bool:
    """'the Afghan [president] accused X': a word that is not known, with a nation, did it; 'local
    sources accused X': so did a source that is no party.
    """
    following = scene.phrases[index + 1 : index + 2]
    if not following or following[0].party is not None or following[0].prep is not None:
        return False
    nation = following[0].head == "nationality" and bool(scene.between(index, index + 1))
    return nation or following[0].head == "source"


def _nominal(bare: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that may be a subject and its object, each with those joined to it."""
    return [p for p in bare if p.place is None and not p.conj]


def _subject_first(bare: Sequence[Phrase]) -> list[str]:
    """The slots of the phrases after an active verb: its subject with all that joins it, then its
    objects.
    """
    joined = len(list(takewhile(lambda p: p.conj, bare[1:])))
    return ["subject"] * (1 + joined) + ["object"] * (len(bare) - 1 - joined)


def _take(
    scene: Scene,
    roles: Roles,
    slots: Slots,
    bare: Iterable[tuple[str, Phrase]],
    governed: Iterable[tuple[str, Phrase]],
) -> None:
    for slot, phrase in bare:
        put(roles, scene, slots, slot, phrase)
    for slot, phrase in governed:
        govern(roles, scene, slots, slot, phrase)


def _put_object(scene: Scene, index: int, roles: Roles, slots: Slots) -> None:
    """'a raid killed him', 'which it struck': what the pronoun of the verb stands for."""
    meant = fired_by(scene, index) or antecedent(scene, index)
    if meant is not None and "object" in slots:
        put(roles, scene, slots, "object", meant)


def antecedent(scene: Scene, index: int) -> Phrase | None:
    """The person or thing named last before a pronoun; a feminine one is no single man."""
    feminine = scene.phrases[index].items[0].enclitic in FEMININE
    for behind in range(index - 1, -1, -1):
        phrase = scene.phrases[behind]
        if behind in scene.glosses or phrase.verb or phrase.head in ("trigger", "speech", "source"):
            continue
        if phrase.facility is not None:
            return phrase
        people = phrase.people
        if people is not None and phrase.prep not in ("with", "agent_by", "by_fire"):
            return None if feminine and people.part != "woman" else phrase
    return None


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
    if first.platform or "party" in classes(first):
        return agentive
    return agentive and any(not p.conj for p in bare[1:])


def _alone(bare: Sequence[Phrase]) -> bool:
    """'hit ten gunmen': a counted phrase with no other after it is an object."""
    return bare[0].quantity is not None and all(p.conj for p in bare[1:])


def subject_before(scene: Scene, index: int) -> int | None:
    """A subject that stands before its verb: headline order, 'that X did', 'X which did'; none
    stands before 'after' or 'before' and its verb.
    """
    if scene.phrases[index].conj or scene.phrases[index].prep in LATER:
        return None
    position = index - 1
    relative = False
    while position >= 0 and index - position <= 5:
        phrase = scene.phrases[position]
        relative = relative or phrase.connective == "relative"
        if scene.breaks(position, index) and not _announced(scene, position, index):
            return None
        thrown = relative and bool(phrase.conj or phrase.weapons)
        aside = phrase.head in ("time", "place") or (_governed(scene, position) and not thrown)
        if aside and phrase.head != "trigger":
            position -= 1
            continue
        if (
            phrase.connective in ("relative", "that", "belonging", "allied", "opposed", "backing")
            or phrase.cue == "negation"
        ):
            position -= 1
            continue
        if phrase.verb or phrase.head in ("connective", "cue", "speech", "support"):
            return None
        acting = phrase.party or phrase.platform or phrase.people or "party" in classes(phrase)
        if acting or phrase.head == "trigger" or _is_means(scene, position, index):
            return position
        if (meant := anaphor_of(phrase)) is not None and meant.refers_to == "actor":
            return position
        return None
    return None


def _is_means(scene: Scene, position: int, index: int) -> bool:
    """'a bomb hit a convoy': a weapon right before a verb that has no pronoun for it."""
    weapon = scene.phrases[position].head == "weapon" and position == index - 1
    return weapon and scene.phrases[index].items[0].enclitic is None


def _governed(scene: Scene, position: int) -> bool:
    """'[by the army] and its allies': a preposition governs it or what it is joined to."""
    while position > 0 and scene.phrases[position].conj and scene.phrases[position].prep is None:
        if scene.breaks(position - 1, position) or scene.phrases[position - 1].verb:
            return False
        position -= 1
    return scene.phrases[position].prep is not None


def _announced(scene: Scene, position: int, index: int) -> bool:
    """'that X, did': a comma after a subject that can only be that of the verb."""
    if position == 0 or index != position + 1 or scene.breaks(position, index) == "stop":
        return False
    doer = scene.phrases[position].party or scene.phrases[position].platform
    return bool(doer) and scene.phrases[position - 1].connective == "that"


def _place_subject(scene: Scene, left: int, roles: Roles, active: Slots) -> None:
    phrase = scene.phrases[left]
    if phrase.head == "trigger":
        roles.links.append(left)
        return
    position = left
    while position >= 0:
        phrase = scene.phrases[position]
        put(roles, scene, active, "subject", phrase)
        if not phrase.conj or position == 0 or scene.breaks(position - 1, position):
            return
        position -= 1
        if scene.phrases[position].verb or scene.phrases[position].head == "trigger":
            return


def is_participle(phrase: Phrase) -> bool:
    """'accusing X': a verb whose doer is that of the clause before it."""
    form = phrase.items[0].readings.verbs.get("trigger") if phrase.verb else None
    return form is not None and form.tense == "participle"


def fill_participle(scene: Scene, index: int, roles: Roles, active: Slots) -> None:
    doer = _doer_before(scene, index)
    if doer is not None:
        put(roles, scene, active, "subject", doer)
    bare, governed = ahead_of(scene, index)
    _take(scene, roles, active, (("object", phrase) for phrase in bare), governed)


def _doer_before(scene: Scene, index: int) -> Phrase | None:
    """The subject of the verb before a participle, else the first party that the sentence names."""
    start = 0
    for behind in range(index - 1, -1, -1):
        if scene.breaks(behind, index) == "stop":
            return None
        if scene.phrases[behind].verb:
            start = behind
            break
    if start and scene.phrases[start - 1].connective == "relative":
        heads = (p for p in reversed(scene.phrases[: start - 1]) if _may_do(p))
        return next(heads, None)
    named = (p for p in scene.phrases[start:index] if p.prep is None and _may_do(p))
    return next(named, None)


def _may_do(phrase: Phrase) -> bool:
    return phrase.party is not None or phrase.people is not None or phrase.head == "source"


def ahead_of(scene: Scene, index: int) -> tuple[list[Phrase], list[tuple[str, Phrase]]]:
    """Bare phrases, and governed ones with their slot, to the right of a verb."""
    found = _Ahead()
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if ahead in scene.glosses or found.carried(phrase) or of_toll(scene, index, ahead):
            continue
        if ends(scene, index, ahead):
            break
        found.take(replace(phrase, prep="in") if with_number(scene, ahead) else phrase)
    return found.bare, found.governed


TWO = 2
"""A subject and an object after its verb."""
FEMININE = frozenset(("sgf",))


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

    def _resumed(self, phrase: Phrase) -> bool:
        """'hit the homes in the town and a school': a thing joins the things, not the place."""
        last = self.governed[-1][1] if self.governed else None
        thing = phrase.facility is not None and phrase.place is None
        between = last is not None and (last.place is not None or last.when is not None)
        return thing and between and any(p.facility is not None for p in self.bare)

    def take(self, phrase: Phrase) -> None:
        if phrase.head == "trigger":
            self.governed.append(("act", phrase)) if phrase.prep else self.bare.append(phrase)
            self.slot, self.modifies = None, True
        elif other_side(phrase, [p for slot, p in self.governed if slot == "between"]):
            self.slot = "between"
            self.governed.append((self.slot, phrase))
        elif (
            phrase.prep is None
            and phrase.conj
            and self.slot is not None
            and not self._resumed(phrase)
        ):
            self.governed.append((self.slot, phrase))
        elif phrase.prep is None and phrase.place is not None and phrase.facility is not None:
            self.slot, self.modifies = None, False
            self.bare.append(phrase)
        elif phrase.prep is not None or phrase.head in ("time", "place"):
            self.slot = phrase.prep or "in"
            self.governed.append((self.slot, phrase))
        elif self.modifies and not phrase.conj and phrase.head in ("weapon", "nationality"):
            self.governed.append(("of", phrase))
        elif next(classes(phrase), None) is not None:
            self.slot, self.modifies = None, False
            self.bare.append(phrase)
