"""Words that name an act only when told of the right ones: who or what is stopped or sent."""

from __future__ import annotations

from rasid.extract.acts import Participant, Scene, support_of
from rasid.extract.phrases import Phrase
from rasid.extract.slots import Roles
from rasid.lexicon.entries import Trigger

OBJECT_REACH = 5
"""Within how many phrases the object of a verb of sending stands."""
CARRIERS = 3
"""Within how many phrases before a campaign the verb that begins it stands."""
CIRCUMSTANTIAL = frozenset(("in", "within", "during", "after", "since", "to", "of"))
PROTESTERS = "gen.protesters"


def has_needed(scene: Scene, index: int, trigger: Trigger, roles: Roles) -> bool:
    """Whether the act is of those whom it must be of: people stopped, forces sent, protesters,
    arms stopped on their way.
    """
    if trigger.type == "protest" and roles.agents and all(map(_is_state, roles.agents)):
        return False  # 'Turkey protested against': a note, and no crowd
    if trigger.needs == "launch":
        return _is_launched(scene, index)
    if trigger.needs == "protesters":
        return any(map(protests, roles.agents))
    if trigger.needs == "people":
        return any(p.phrase.people or p.phrase.party for p in roles.targets)
    if trigger.needs == "arms":
        near = scene.phrases[max(index - 1, 0) : index + 1 + OBJECT_REACH]
        return any(p.weapons or p.platform for p in near if not p.verb)
    return trigger.needs != "forces" or any(_is_sent(p) for p in _objects(scene, index))


def _is_launched(scene: Scene, index: int) -> bool:
    """'began operation X'; who 'took part in operation X' tells no more than when."""
    if scene.phrases[index].prep in CIRCUMSTANTIAL:
        return False
    for behind in range(index - 1, max(index - 1 - CARRIERS, -1), -1):
        support = support_of(scene.phrases[behind])
        if scene.breaks(behind, index) or scene.phrases[behind].head == "trigger":
            return False
        if support is not None:
            return support.subject == "agent"
    return False


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


def _is_state(participant: Participant) -> bool:
    """A country by its name alone."""
    party = participant.phrase.party
    return party is not None and party.national and party.force is None


def protests(participant: Participant) -> bool:
    """Whether a participant is protesters, by that name."""
    party = participant.phrase.party
    return party is not None and party.actor is not None and party.actor.id == PROTESTERS
