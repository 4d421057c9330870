"""Victims: whom a word of death, injury or detention counts, and who is said to have done it."""

from __future__ import annotations

from rasid.extract.acts import Scene
from rasid.extract.phrases import Phrase
from rasid.extract.verbs import subject_before
from rasid.lexicon.entries import CasualtyWord

PEOPLE_HEADS = frozenset("quantity people force actor casualty source facility nationality".split())
DOING = frozenset(("agent_by", "by_fire"))
MEANS = frozenset(("in", "instrument", "by_fire"))
NEAR = 4


def victims_after(scene: Scene, position: int, anchor: int) -> tuple[list[Phrase], int]:
    """Bare phrases of people after a word of death or injury, with those joined by 'and'."""
    victims: list[Phrase] = []
    while position < len(scene.phrases):
        phrase = scene.phrases[position]
        if scene.breaks(position - 1, position) == "stop" or phrase.verb:
            break
        if phrase.when is not None or (phrase.place is not None and not victims):
            position += 1
            continue
        if not person(phrase) or (victims and not phrase.conj):
            break
        if phrase.prep is not None and (victims or phrase.prep not in ("of", "from", "to")):
            break
        if phrase.head == "casualty" and (victims or phrase.quantity is None):
            break
        victims.append(phrase)
        position += 1
    return victims, position


def person(phrase: Phrase) -> bool:
    if phrase.head not in PEOPLE_HEADS and not phrase.people:
        return False
    return (
        phrase.quantity is not None
        or phrase.people is not None
        or phrase.head == "casualty"
        or (phrase.head == "nationality" and phrase.number is not None)
    )


def verb_victims(
    scene: Scene, index: int, word: CasualtyWord
) -> tuple[list[Phrase], list[Phrase], int]:
    """Who died and, for 'killed', who killed: one bare phrase is the victim, two are killer and
    victim.
    """
    before = subject_before(scene, index)
    after, stop = victims_after(scene, index + 1, index)
    form = scene.phrases[index].items[0].form("casualty")
    passive = word.frame == "intransitive" or (form is not None and form.voice == "passive")
    subject = scene.phrases[before] if before is not None else None
    if subject is not None and after and not passive:
        return after, [subject] if kills(subject) else [], stop
    if not passive and not after:
        killer = scene.phrases[index + 1] if index + 1 < len(scene.phrases) else None
        if killer is not None and kills(killer) and not killer.prep:
            after, stop = victims_after(scene, index + 2, index)
            if after:
                return after, [killer], stop
    if not passive and len(after) == 1 and kills(after[0]) and stop < len(scene.phrases):
        more, further = victims_after(scene, stop, index)
        if more and not scene.breaks(stop - 1, stop):
            return more, after, further
    if not after and subject is not None and person(subject):
        return [subject], [], index + 1
    return after, [], stop


def kills(phrase: Phrase) -> bool:
    if phrase.head == "trigger":
        return True
    return phrase.party is not None or (phrase.people is not None and phrase.people.armed)


def counted(scene: Scene, index: int) -> tuple[list[Phrase], int]:
    """'9 dead': the phrase counts itself; 'the dead rose to 9': the number stands after 'to'."""
    phrase = scene.phrases[index]
    if phrase.quantity is None and phrase.items[0].definite:
        for ahead in range(index + 1, min(index + 5, len(scene.phrases))):
            later = scene.phrases[ahead]
            adjoins = later.prep is None and ahead == index + 1 and later.head == "quantity"
            if later.quantity is not None and (later.prep == "to" or adjoins):
                return [later], ahead + 1
            if scene.breaks(index, ahead) == "stop" or later.verb:
                break
        return [], index + 1
    return [phrase], index + 1


def victims_before(scene: Scene, index: int) -> list[Phrase]:
    """'five people met their death': the victims stand between a light verb and the noun."""
    for behind in range(index - 1, max(index - 1 - NEAR, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.verb or scene.breaks(behind, index):
            return []
        if person(phrase) and phrase.prep is None:
            return [phrase]
    return []


def doers(scene: Scene, position: int) -> list[Phrase]:
    """'at the hands of X', 'by the fire of X' after the victims."""
    return [
        p
        for p in _tail(scene, position)
        if (p.prep in DOING and (kills(p) or p.people)) or (p.prep == "in" and p.head == "actor")
    ]


def means(scene: Scene, position: int) -> list[Phrase]:
    """'by a sniper's bullet': weapons named after the victims."""
    return [p for p in _tail(scene, position) if p.prep in MEANS and p.weapons]


def _tail(scene: Scene, position: int) -> list[Phrase]:
    """The phrases after the victims, as far as their clause goes."""
    out: list[Phrase] = []
    for ahead in range(position, min(position + NEAR, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if phrase.verb or phrase.head == "trigger":
            break
        if ahead and scene.breaks(ahead - 1, ahead) == "stop":
            break
        out.append(phrase)
    return out
