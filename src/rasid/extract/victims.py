"""Victims: whom a word of death, injury or detention counts, and who is said to have done it."""

from __future__ import annotations

from rasid.extract.acts import Scene
from rasid.extract.extent import GLUE
from rasid.extract.light import FORMATIONS
from rasid.extract.phrases import Phrase
from rasid.extract.verbs import subject_before
from rasid.lexicon.entries import CasualtyWord

PEOPLE_HEADS = frozenset("quantity people force actor casualty source facility nationality".split())
THINGS = frozenset(("trigger", "weapon", "facility"))
DOING = frozenset(("agent_by", "by_fire"))
MEANS = frozenset(("in", "instrument", "by_fire"))
PRONOUNS = {"sgm": 1, "sgf": 1, "dum": 2}
"""Pronouns as objects, and how many they stand for."""
ADJUNCTS = frozenset(("in", "during", "after", "because_of", "by_fire", "agent_by", "at"))
ASIDE = 3
WIDE = 5
RISING = 7
NEAR = 4


def victims_after(
    scene: Scene, position: int, anchor: int, adjuncts: int = 0
) -> tuple[list[Phrase], int]:
    """Bare phrases of people after a word of death or injury, with those joined by 'and'.

    Up to `adjuncts` phrases may stand before them that tell when and how ('during the raid').
    """
    victims: list[Phrase] = []
    start = position
    while position < len(scene.phrases):
        phrase = scene.phrases[position]
        if scene.breaks(position - 1, position) == "stop" or phrase.verb:
            break
        beside = phrase.prep in ADJUNCTS or phrase.head == "anaphor"
        aside = not victims and beside and position - start < adjuncts
        aside = aside and not scene.breaks(anchor, position)
        where = phrase.place is not None and (not victims or _with_more(scene, position))
        if phrase.when is not None or aside or where or _of_number(phrase, victims):
            position += 1
            continue
        if not _joins(scene, position, victims):
            break
        victims.append(phrase)
        position += 1
    return victims, position


def _of_number(phrase: Phrase, victims: list[Phrase]) -> bool:
    """'at least' before the victims; 'nine years old' after one of them."""
    if phrase.head == "time":
        return bool(victims)
    form = phrase.items[0].form("number") if phrase.head == "number" else None
    bare = form is not None and getattr(form.entry, "value", None) is None
    return phrase.head == "number" and (bare or not victims)


VICTIMS_OF = ("of", "from", "to", "against")
"""Prepositions of the first victims: 'the killing of', 'executions against six captives'."""


def _with_more(scene: Scene, position: int) -> bool:
    """A place between the dead and those who died with them."""
    ahead = scene.phrases[position + 1 : position + 3]
    return any(p.prep == "with" and p.quantity is not None for p in ahead)


def _joins(scene: Scene, position: int, victims: list[Phrase]) -> bool:
    """Whether a phrase is the first victim, or one more: 'and a child', 'with two others'."""
    phrase = scene.phrases[position]
    if not person(phrase) or _describes(scene, position):
        return False
    if phrase.prep == "with":
        return phrase.quantity is not None
    if phrase.prep is not None and (victims or phrase.prep not in VICTIMS_OF):
        return False
    if phrase.head == "casualty" and (victims or phrase.quantity is None):
        return False
    if victims:
        return bool(phrase.conj)
    return not (_unlike(scene, position) or _far(scene, position))


def _describes(scene: Scene, position: int) -> bool:
    """'an Afghan helicopter': a nationality right after what it describes."""
    phrase, before = scene.phrases[position], scene.phrases[position - 1] if position else None
    bare = phrase.head == "nationality" and phrase.quantity is None and not phrase.conj
    noun = before is not None and before.end == phrase.start and before.head in THINGS
    return bare and noun and len(phrase.items) == 1


def _unlike(scene: Scene, position: int) -> bool:
    """'a death and twenty injuries': what is joined right to a noun of the event is no victim."""
    phrase = scene.phrases[position]
    return bool(phrase.conj) and position > 0 and scene.phrases[position - 1].end == phrase.start


def _far(scene: Scene, position: int) -> bool:
    """Too many words that nothing is known of stand between: what follows is of another clause."""
    phrase = scene.phrases[position]
    gap = sum(w not in GLUE for w in scene.between(position - 1, position)) if position else 0
    return gap > (WIDE if phrase.prep is None else 1)


def person(phrase: Phrase) -> bool:
    if phrase.head not in PEOPLE_HEADS and not phrase.people:
        # 'ten of the members of the force'
        return phrase.quantity is not None and phrase.items[-1].cls in PEOPLE_HEADS
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
    before = _subject(scene, index)
    after, stop = victims_after(scene, index + 1, index, ASIDE)
    if word.frame == "transitive" and scene.phrases[index].items[0].enclitic in PRONOUNS:
        them = [scene.phrases[before]] if before is not None else []
        return [p for p in them if person(p)], [p for p in after if kills(p)], stop
    form = scene.phrases[index].items[0].form("casualty")
    passive = word.frame == "intransitive" or (form is not None and form.voice == "passive")
    subject = scene.phrases[before] if before is not None else None
    if subject is not None and after and not passive:
        return after, [subject] if kills(subject) else [], stop
    if not passive and (told := _killer_first(scene, index, after, stop)) is not None:
        return told
    if not after and before is not None and subject is not None and person(subject):
        return _joined_before(scene, before), [], index + 1
    return after or _number_before(scene, index), [], stop


def _subject(scene: Scene, index: int) -> int | None:
    """The subject before a verb, also where a bound of its number stands between ('at least')."""
    behind = index
    while behind > 0 and scene.phrases[behind - 1].head == "number":
        behind -= 1
    if behind == index or scene.phrases[index].conj or scene.breaks(behind - 1, index):
        return subject_before(scene, index)
    phrase = scene.phrases[behind - 1]
    return behind - 1 if person(phrase) and phrase.prep is None and not phrase.verb else None


def _killer_first(
    scene: Scene, index: int, after: list[Phrase], stop: int
) -> tuple[list[Phrase], list[Phrase], int] | None:
    """'the soldiers killed two men', verb first: the doer stands before those it was done to."""
    if not after and index + 1 < len(scene.phrases):
        killer = scene.phrases[index + 1]
        if kills(killer) and not killer.prep:
            victims, further = victims_after(scene, index + 2, index, ASIDE)
            return (victims, [killer], further) if victims else None
    if len(after) == 1 and kills(after[0]) and stop < len(scene.phrases):
        more, further = victims_after(scene, stop, index, ASIDE)
        is_object = bool(more) and more[0].prep is None  # 'in an attack of the rebels' is none
        if is_object and not scene.breaks(stop - 1, stop):
            return more, after, further
    return None


def _joined_before(scene: Scene, last: int) -> list[Phrase]:
    """'a child and his father died': the subject and those before it that it is joined to."""
    first = last
    while first > 0 and scene.phrases[first].conj and not scene.breaks(first - 1, first):
        before = scene.phrases[first - 1]
        if before.verb or before.prep is not None or not person(before):
            break
        first -= 1
    return list(scene.phrases[first : last + 1])


def _number_before(scene: Scene, index: int) -> list[Phrase]:
    """'seventeen of the crew were killed', with a word for them that is not known."""
    if index == 0 or scene.phrases[index].conj or scene.breaks(index - 1, index):
        return []
    phrase = scene.phrases[index - 1]
    close = phrase.head == "quantity" and len(scene.between(index - 1, index)) <= 1
    return [phrase] if close and phrase.prep is None else []


def numbered_before(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'more than twenty injuries': a noun of the event in the singular, with its number before."""
    phrase = scene.phrases[index]
    if word.frame != "event_noun" or phrase.verb or phrase.prep or phrase.conj or index == 0:
        return False
    number = scene.phrases[index - 1]
    plain = number.head == "quantity" and number.end == phrase.start
    return plain and not phrase.items[0].definite


def kills(phrase: Phrase) -> bool:
    if phrase.head == "trigger" or _unit(phrase):
        return True
    return phrase.party is not None or (phrase.people is not None and phrase.people.armed)


def _unit(phrase: Phrase) -> bool:
    """'the patrol', 'the brigade of X': an armed force that no number counts."""
    force = phrase.items[0].readings.nouns.get("force") if phrase.head == "force" else None
    if force is None or phrase.quantity is not None or phrase.number is not None:
        return False
    called = force.entry.id in FORMATIONS or phrase.items[0].definite
    return called and bool(getattr(force.entry, "armed", False))


def unnamed_in(scene: Scene, index: int, word: CasualtyWord) -> int:
    """'killed him', 'led to his death': how many the pronoun stands for; 'and a third was hurt'."""
    phrase = scene.phrases[index]
    pronoun = PRONOUNS.get(phrase.items[0].enclitic or "", 0)
    if phrase.verb:
        kills = word.frame == "transitive" and word.outcome == "killed"
        return pronoun if kills and pronoun else int(_one_more(scene, index))
    result = scene.phrases[index - 1].connective if index else None
    return pronoun if result == "result" and phrase.prep in (None, "to") else 0


def _one_more(scene: Scene, index: int) -> bool:
    """'and a third was hurt' after two dead: the ordinal is a person."""
    following = scene.phrases[index + 1 : index + 2]
    if not (following and scene.phrases[index].conj) or following[0].prep is not None:
        return False
    form = following[0].items[0].form("number")
    ordinal = form is not None and getattr(form.entry, "role", None) == "ordinal"
    bare = not following[0].items[0].definite and len(following[0].items) == 1
    return ordinal and bare and not scene.between(index, index + 1)


def counted(scene: Scene, index: int) -> tuple[list[Phrase], int]:
    """'9 dead': the phrase counts itself; 'the dead rose to 9': the number stands after 'to';
    'bodies of four men': it stands right after.
    """
    phrase = scene.phrases[index]
    if phrase.quantity is not None:
        return [phrase], index + 1
    risen = _risen(scene, index)
    if risen is not None:
        return [scene.phrases[risen]], risen + 1
    if phrase.items[0].definite:
        return [], index + 1
    of = scene.phrases[index + 1] if index + 1 < len(scene.phrases) else phrase
    bodies = of.quantity is not None and of.prep is None and not of.conj and person(of)
    return ([of], index + 2) if bodies and of.start == phrase.end else ([phrase], index + 1)


def _risen(scene: Scene, index: int) -> int | None:
    """The number to which the dead rose, or which they are."""
    definite = scene.phrases[index].items[0].definite
    if not definite and (index == 0 or scene.phrases[index - 1].cue != "total"):
        return None
    for ahead in range(index + 1, min(index + RISING, len(scene.phrases))):
        later = scene.phrases[ahead]
        adjoins = later.prep is None and ahead == index + 1 and later.head == "quantity"
        if later.quantity is not None and (later.prep == "to" or adjoins):
            return ahead
        changing = later.verb and "number" in later.items[0].readings.verbs
        if scene.breaks(index, ahead) == "stop" or (later.verb and not changing):
            return None
    return None


def victims_before(scene: Scene, index: int) -> list[Phrase]:
    """'five of X and Y met their death': the victims stand between a light verb and the noun."""
    for behind in range(index - 1, max(index - 1 - NEAR, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.verb or scene.breaks(behind, index):
            return []
        whole = not phrase.conj or phrase.quantity is not None
        if whole and person(phrase) and phrase.prep is None:
            return [phrase]
    return []


def doers(scene: Scene, position: int) -> list[Phrase]:
    """'at the hands of X', 'by the fire of X' after the victims."""
    return [p for p in _tail(scene, position) if p.prep in DOING and (kills(p) or p.people)]


def ranks(scene: Scene, position: int) -> list[Phrase]:
    """'ten dead in the ranks of X': whose men the victims were."""
    return [p for p in scene.phrases[position : position + 1] if p.prep == "victim" and p.party]


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
