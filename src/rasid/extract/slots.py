"""Slots and roles: what a phrase in a slot of the sentence is to an act.

Slots come from syntax (subject, object, the genitive of a noun, prepositions); what a slot means
for a frame is data (`rules/frames.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from rasid.extract.acts import Participant, Scene
from rasid.extract.items import Item
from rasid.extract.light import FORMATIONS
from rasid.extract.phrases import Phrase
from rasid.extract.toll import casualty_of
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import Weapon
from rasid.lexicon.rules import Slots
from rasid.measure.times import When
from rasid.text.tables import ARTICLE, FEMININE_PAST, PLURAL_AT, WAW
from rasid.values import dataclass

SHORTEST_VERB = 5
"""Letters of "and" with a past verb and its ending, at least."""
REACH = 14
"""How many phrases a trigger looks ahead."""

HIT = frozenset("on object subject to against target_of".split())
SETTLED = frozenset("town village city admin1 admin2 neighbourhood".split())
THINGS_FIRST = frozenset(("subject", "of", "to"))
"""Slots in which 'the post of the army' is the post."""
FORCES = "force.forces"
BODIES = FORMATIONS | {f"force.{b}" for b in "army forces patrol soldiers".split()}
"""Bodies of men that are one party where they are definite ('the army'), and formations always."""
COUNTED = frozenset(("quantity", "casualty"))
"""Heads of phrases that count people."""
POSTS = frozenset(("force.base", "force.checkpoint"))
HELP = frozenset(("support", "backer"))
AIMED_AT = frozenset("vehicle mosque hospital school market checkpoint government media".split())
"""Kinds of things that are bombed from within; homes and fields are where a bomb went off."""
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
            if phrase.prep not in HELP:  # 'stormed it with the support of the air force'
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
    """Whether who did it is the means as well, or is named with it: 'by the bullets of X'."""
    means = phrase.platform == "drone" or any(item.fire is not None for item in phrase.items)
    return means and bool(phrase.weapons)


def classes(phrase: Phrase) -> Iterator[str]:
    """The classes that a phrase can count as, the most telling first."""
    if phrase.place is not None:
        yield "place"
        return
    if (
        phrase.party is not None
        or (phrase.people is not None and phrase.people.armed)
        or _force(phrase)
    ):
        yield "party"
    if phrase.facility is not None:
        yield "facility"
    counted = phrase.head == "nationality" and (phrase.number or phrase.quantity)
    flying = phrase.platform == "aircraft" and phrase.head == "force"
    if (phrase.people is not None and not flying) or phrase.head in COUNTED or counted:
        yield "people"
    if phrase.weapons:
        if any(_materiel(item) for item in phrase.weapons):
            yield "materiel"
        yield "weapon"


def _force(phrase: Phrase) -> bool:
    """'the army', 'the patrol': an armed body of a party that the words do not name."""
    first = phrase.items[0]
    force = first.readings.nouns.get("force") if phrase.head == "force" else None
    if force is None or force.entry.id not in BODIES or first.enclitic is not None:
        return False
    described = first.end - first.start > 1 and force.entry.id == FORCES  # 'forces loyal to'
    formed = force.entry.id in FORMATIONS
    return described or formed or any(i.definite for i in phrase.items)


def _materiel(item: Item) -> bool:
    form = item.readings.nouns.get("weapon")
    return form is not None and isinstance(form.entry, Weapon) and form.entry.materiel


def role_in(slots: Slots, slot: str, phrase: Phrase) -> str | None:
    """The role that this slot gives to a phrase of these classes."""
    wanted: Mapping[str, str] = slots.get(slot, {})
    held = set(classes(phrase))
    if "facility" in held and phrase.facility is not None and slot in THINGS_FIRST:
        thing = phrase.head == "facility" or (slot == "of" and _post(phrase))
        held.discard("party") if thing else None
    return next((role for cls, role in wanted.items() if cls in held), None)


def _post(phrase: Phrase) -> bool:
    """'the bases of X': they are hit, and shell nobody."""
    force = phrase.items[0].readings.nouns.get("force") if phrase.head == "force" else None
    return force is not None and force.entry.id in POSTS


def put(roles: Roles, scene: Scene, slots: Slots, slot: str, phrase: Phrase) -> None:
    if phrase.when is not None:
        roles.times.append(phrase.when)
        return
    if slot == "backer":
        slot = "owner" if _of_target(roles, phrase) else "support"
    role = role_in(slots, slot, phrase)
    if role == "objective":
        role = "target"
    if role == "leader":  # 'an operation led by X'; 'the coalition led by X' did it itself
        role = "none" if roles.agents else "agent"
    if role == "agent" and slot == "origin" and phrase.head == "nationality":
        return  # 'raids from the direction of Lebanon': a country flown over is no army
    held = phrase.facility is not None or phrase.head == "place_word"
    if phrase.conj and roles.agents and roles.agents[-1].hint == "suspected":
        held = True
    if role == "agent" and slot in ("from", "origin") and held:
        role = "suspect"  # 'shelling from the posts of X', 'from areas that X and Y hold'
    if role is not None and not (role == "target" and _counted_only(phrase)):
        roles.put(role, scene, phrase)
    if phrase.facility is None:
        return
    if role == "place" and slot in HIT and _named_thing(phrase):
        roles.put("target", scene, phrase)
    kind = phrase.facility.target_kind
    if (role == "site" and kind == "vehicle" and slot == "in") or (
        role == "inside" and kind in AIMED_AT
    ):
        roles.put("target", scene, phrase)  # 'a bomb went off in a car', 'in a mosque'


def _of_target(roles: Roles, phrase: Phrase) -> bool:
    """'posts of X backed by Y': who stands behind those that were hit did nothing here."""
    return any(0 <= phrase.start - hit.phrase.end <= 1 for hit in roles.targets)


def _named_thing(phrase: Phrase) -> bool:
    """'the camp of X' is a thing to hit; a road, or a town called 'bridge of', is where."""
    place = phrase.place
    if place is None or place.kind == "road":
        return False
    kinds = {candidate.place.kind for candidate in place.name.candidates}
    return place.name_at > 0 or kinds.isdisjoint(SETTLED)


def govern(roles: Roles, scene: Scene, slots: Slots, slot: str, phrase: Phrase) -> None:
    if phrase.when is not None:
        roles.times.append(phrase.when)
    elif slot == "act":
        return
    elif slot == "of" and slot not in slots:
        roles.put("weapon" if phrase.weapons else "agent", scene, phrase)
    else:
        put(roles, scene, slots, slot, phrase)


def other_side(phrase: Phrase, sides: Sequence[Phrase]) -> bool:
    """'between the army in the town and the militia': after one side and where it is, the other."""
    armed = phrase.people is not None and phrase.people.armed
    joined = bool(phrase.conj) and phrase.prep is None and (phrase.party is not None or armed)
    return joined and len(sides) == 1 and sides[0].prep == "between"


def _counted_only(phrase: Phrase) -> bool:
    """A word of death or a bare number tells of victims, not of what was aimed at."""
    return phrase.head in ("casualty", "quantity")


def _says_next(scene: Scene, index: int) -> bool:
    """'an attack on the base, and the coalition confirms': the subject of a word of saying."""
    phrase, following = scene.phrases[index], scene.phrases[index + 1 : index + 2]
    if not phrase.conj or phrase.prep is not None:
        return False
    return any(
        (p.verb and p.head == "speech" and not p.conj) or _does(scene, index, p) for p in following
    )


def _does(scene: Scene, index: int, following: Phrase) -> bool:
    """'and the government blames the army': one unknown word between two parties is a verb."""
    between = scene.between(index, index + 1)
    bare = following.prep is None and not following.conj and following.party is not None
    if not bare or len(between) != 1 or scene.phrases[index].party is None:
        return False
    (word,) = between
    return len(word) >= SHORTEST_VERB - 1 and word.isalpha() and not word.startswith(ARTICLE)


def _unknown_verb(scene: Scene, ahead: int) -> bool:
    """'and Ankara allowed': a word that is not known, joined and with the ending of a verb, before
    a party that is its subject.
    """
    between = scene.between(ahead - 1, ahead)
    if scene.phrases[ahead].party is None or len(between) != 1 or len(between[0]) < SHORTEST_VERB:
        return False
    (word,) = between
    return word.startswith(WAW) and word.endswith(FEMININE_PAST) and not word.endswith(PLURAL_AT)


def ends(scene: Scene, index: int, ahead: int) -> bool:
    """Whether the clause of the trigger is over at a phrase."""
    phrase = scene.phrases[ahead]
    mark = scene.breaks(ahead - 1, ahead)
    if mark == "stop":
        return True
    if phrase.verb and phrase.head in ("trigger", "casualty", "support", "speech", "connective"):
        return True
    if phrase.head == "support" and (phrase.conj or phrase.prep is not None):
        return True
    if _says_next(scene, ahead) or _unknown_verb(scene, ahead):
        return True
    role = phrase.connective
    if role in CLAUSE_OPENERS:
        return True
    if phrase.head == "speech":
        return True
    if role == "backing":
        return False
    if phrase.head == "casualty" and (phrase.prep is None or phrase.conj == "besides"):
        return True
    if phrase.head in ("trigger", "casualty") and phrase.prep in OTHER_ACTS:
        return True
    if phrase.head == "trigger" and phrase.prep is None and not phrase.conj:
        return ahead > index + 1 and not with_number(scene, ahead)
    if mark == "comma" and _object_to_come(scene, index, ahead):
        return False
    return mark == "comma" and not (phrase.conj or phrase.prep or phrase.head in ("time", "place"))


def with_number(scene: Scene, ahead: int) -> bool:
    """'hit with four raids': the number has the preposition of the act noun."""
    number, act = scene.phrases[ahead - 1], scene.phrases[ahead]
    counts = number.head == "quantity" and number.prep == "in" and number.end == act.start
    return counts and act.head == "trigger" and not act.verb


def of_toll(scene: Scene, index: int, ahead: int) -> bool:
    """'the raid led to the killing of ten men': who is counted there is its toll, no target."""
    phrase = scene.phrases[ahead]
    if phrase.place is not None or phrase.when is not None:
        return False
    words = (casualty_of(p) for p in scene.phrases[index + 1 : ahead] if not p.verb)
    return any(word is not None and word.frame == "event_noun" for word in words)


def _object_to_come(scene: Scene, index: int, ahead: int) -> bool:
    """'the jets hit at dawn with four raids, a house': the thing hit stands behind the comma."""
    phrase, between = scene.phrases[ahead], scene.phrases[index + 1 : ahead]
    bare = [p for p in between if p.prep is None and p.head not in ("time", "place", "trigger")]
    late = phrase.facility is not None and phrase.head == "facility" and not phrase.conj
    doers = [p for p in bare if p.party or p.platform or p.people]
    return scene.phrases[index].verb and late and bare == doers and len(between) > len(bare)
