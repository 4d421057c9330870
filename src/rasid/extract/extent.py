"""How far a noun phrase goes: idafa, adjectives, partitives and "belonging to" tails.

Local and greedy: it never crosses punctuation, a conjunction or a preposition other than the
partitive "of" and the "to" of belonging.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.items import Item, entry_of
from rasid.extract.nations import adjectival, closed
from rasid.lexicon.entries import Actor, Connective, Force, People
from rasid.text.tables import ADJECTIVE, ARTICLE, CONSTRUCT_PLURAL

NOMINAL = frozenset(
    "quantity actor nationality force people weapon facility source anaphor place_word".split()
)
PARTITIVE_HEADS = frozenset("quantity people force casualty".split())
PARTITIVE_TAILS = frozenset("actor force people nationality anaphor casualty source".split())
COMMON = frozenset("force people weapon facility".split())
FIRING = frozenset("air drone artillery".split())
SOURCES = frozenset(("local", "unnamed", "medical"))
"""Kinds of sources whose names of several words end in an adjective."""
GLUE = frozenset('"\u00ab\u00bb')
MAX_GAP = 1
COUNTING = frozenset(("quantity", "facility"))
"""What the displaced or wounded may follow in one phrase: 'ten dead', 'a convoy of displaced'."""
PERSONS = frozenset(("people", "force"))
OWNERS = frozenset(("belonging", "allied", "opposed", "backing"))
"""Roles of the connectives that lead from a unit to the party it is of, close to or against."""


def extent(items: Sequence[Item], index: int, words: Sequence[str]) -> int:
    head = items[index]
    if head.verb or not (head.cls in NOMINAL or _counted(head)):
        return index + 1
    stop = index + 1
    belonging = False
    while stop < len(items) and _joined(items, stop, words):
        following = items[stop]
        if backed(items, stop) or _of_unknown(items[stop - 1], following, words):
            break
        if _another_person(items[stop - 1], following, words):
            break
        if _after_name(items[stop - 1], following, words) or _after_adjective(
            items[stop - 1], following, words
        ):
            break
        if _belongs(following):
            belonging = True
        elif _men_of(items[stop - 1], following, words):
            belonging = False
        elif not (_absorbs(items[index:stop], following) or (belonging and _member(following))):
            break
        else:
            belonging = False
        stop += 1
    while stop > index + 1 and items[stop - 1].cls in ("connective", "cue"):
        stop -= 1
    return stop


def _adjacent(left: Item, right: Item, words: Sequence[str]) -> bool:
    gap = 0
    for word in words[left.end : right.start]:
        if word in GLUE:
            continue
        if not word[0].isalnum():
            return False
        gap += 1
    return gap <= MAX_GAP or (gap == MAX_GAP + 1 and right.prep is not None)


def _of_unknown(left: Item, right: Item, words: Sequence[str]) -> bool:
    """'the forces [of the president of] Yemen': the nation is the unknown word's."""
    between = words[left.end : right.start]
    nation = right.cls == "nationality" and right.definite and adjectival(right)
    unlike = len(between) == 1 and not between[0].startswith(ARTICLE)
    unlike = unlike or (len(between) == 1 and left.cls == "actor" and not left.definite)
    return nation and unlike and between[0][0].isalpha()


def _men_of(left: Item, right: Item, words: Sequence[str]) -> bool:
    """'gunmen of X': the plural that only stands before a genitive, with a party after it."""
    actor = entry_of((left,), "actor", Actor)
    called = actor is not None and (actor.type == "unknown" or actor.described)
    unnamed = left.cls == "actor" and called
    construct = unnamed and not left.definite and words[left.end - 1].endswith(CONSTRUCT_PLURAL)
    follows = right.prep is None and not right.conj and right.start == left.end
    return construct and follows and right.cls == "actor"


def _another_person(left: Item, right: Item, words: Sequence[str]) -> bool:
    """'members of the police | a youth': an indefinite person after a name that ends definite."""
    person = right.cls == "people" and not right.definite and right.prep is None
    whole = left.end - left.start > 1 and words[left.end - 1].startswith(ARTICLE)
    return person and whole and not adjectival(right)


def _after_name(left: Item, right: Item, words: Sequence[str]) -> bool:
    """'brigades of the [name] | a tank': a thing after a name that is not known."""
    name = words[left.end : right.start]
    ended = len(name) == 1 and name[0].startswith(ARTICLE) and left.cls == "force"
    thing = right.cls in ("force", "facility", "weapon") and not right.definite
    return ended and not left.definite and thing and right.prep is None


def _after_adjective(left: Item, right: Item, words: Sequence[str]) -> bool:
    """'a military detachment | a group of gunmen': a noun with its adjective governs no other."""
    described = left.cls == "force" and left.end - left.start > 1 and not left.definite
    ended = described and words[left.end - 1].endswith(ADJECTIVE)
    noun = right.cls in ("people", "actor", "facility") and not right.definite
    return ended and noun and right.prep is None and not adjectival(right)


def _joined(items: Sequence[Item], stop: int, words: Sequence[str]) -> bool:
    """Adjacent, or '(5) dead': a number in brackets, and not after a word that it may count."""
    number = items[stop - 1]
    if number.cls != "quantity" or number.start == 0 or _adjacent(number, items[stop], words):
        return _adjacent(number, items[stop], words)
    marks = [words[number.start - 1], *words[number.end : items[stop].start]]
    told = stop > 1 and items[stop - 2].end == number.start - 1 and _counted(items[stop - 2])
    return marks == ["(", ")"] and not told


def _counted(item: Item) -> bool:
    form = item.readings.nouns.get("casualty")
    return form is not None and getattr(form.entry, "frame", "") == "count_noun"


def _belongs(item: Item) -> bool:
    form = item.readings.nouns.get("connective") or item.readings.verbs.get("connective")
    if form is not None and isinstance(form.entry, Connective):
        return form.entry.role in OWNERS and not item.conj
    return item.sense.cue == "suspected"


def backed(items: Sequence[Item], index: int) -> bool:
    """'backed with the coalition': its help in the act, not whose men they are."""
    if items[index].readings.role != "backing" or index + 1 >= len(items):
        return False
    return items[index + 1].prep == "in" and not items[index].conj


def _member(item: Item) -> bool:
    return item.cls in PARTITIVE_TAILS and not item.verb


def _absorbs(held: Sequence[Item], item: Item) -> bool:
    """Whether an adjacent item continues the phrase: idafa, adjective, or partitive."""
    if item.conj or item.verb:
        return False
    if item.prep is None:
        if item.cls == "quantity":
            return _numbers(held, item)
        if closed(held[-1]) and not _agrees(held[-1], item):
            return False
        if _locates(item):
            return False
        if _beside_means(_head(held), item):
            return False
        if item.cls == "actor" and not _agrees(held[-1], item) and _are_residents(_head(held)):
            return False
        if _described_by_nation(held) and item.cls in COMMON and not adjectival(item):
            return False
        return item.cls in NOMINAL or (_counted(item) and held[-1].cls in COUNTING)
    if item.prep == "to":
        persons = item.cls in PERSONS and "facility" in _head(held).readings.nouns
        return (persons or item.cls in ("actor", "nationality")) and _owned(held)
    if item.prep == "in":
        return _serves(held, item)
    partitive = item.prep in ("from", "of") and item.cls in PARTITIVE_TAILS
    heads = (i.cls in PARTITIVE_HEADS or "force" in i.readings.nouns for i in held)
    return partitive and any(heads)


def _head(held: Sequence[Item]) -> Item:
    return held[1] if held[0].cls == "quantity" and len(held) > 1 else held[0]


def _beside_means(means: Item, item: Item) -> bool:
    """'a bomb hit a patrol', 'a drone struck a hospital': what was hit stands right behind the
    means.
    """
    if means.cls == "weapon":
        return item.cls in ("facility", "people", "place_word") or _thing(item)
    force = entry_of((means,), "force", Force)
    flies = force is not None and force.branch in ("air", "drone")
    return flies and not item.definite and (item.cls == "facility" or _thing(item))


def _thing(item: Item) -> bool:
    """'a patrol', 'a convoy': a force that is a thing to be hit as well."""
    return not item.definite and "facility" in item.readings.nouns


def _described_by_nation(held: Sequence[Item]) -> bool:
    """'a Turkish plane': a common noun after it begins another phrase."""
    return held[-1].cls == "nationality" and adjectival(held[-1])


def _are_residents(item: Item) -> bool:
    """'residents accused the army': they are nobody's, so a party after them is another phrase; and
    'local sources' take no genitive.
    """
    form = item.readings.nouns.get("source")
    kind = getattr(form.entry, "source_kind", None) if form is not None else None
    return kind == "witness" or (kind in SOURCES and item.end - item.start > 1)


def _serves(held: Sequence[Item], item: Item) -> bool:
    """'an officer in the army', 'a leader in the movement': a member of it, not a place."""
    member = entry_of(held, "people", People)
    force = entry_of((item,), "force", Force)
    if member is None or member.group == "civilian":
        return False
    actor = entry_of((item,), "actor", Actor)
    known = item.cls == "actor" and actor is not None and actor.type != "unknown"
    return known or (force is not None and force.branch not in FIRING)


def _locates(item: Item) -> bool:
    """'near', 'outskirts of': what follows is where, not whose."""
    form = item.readings.nouns.get("place_word") if item.cls == "place_word" else None
    return form is not None and getattr(form.entry, "relation", None) is not None


def _owned(held: Sequence[Item]) -> bool:
    """'a post of the army': after a thing or a unit without an owner yet, 'to' tells whose it
    is.
    """
    owned = any(i.cls in ("actor", "nationality") for i in held)
    return not owned and held[0].cls in ("facility", "force", "quantity")


def _agrees(noun: Item, item: Item) -> bool:
    """An adjective after a definite noun or a name is definite too."""
    if not item.definite or item.cls == "actor":
        return False
    people = item.readings.nouns.get("people")
    if item.readings.national and noun.definite and "force" in noun.readings.nouns:
        return True  # also where the country is spelled like its adjective
    return adjectival(item) or (
        noun.definite and people is not None and people.number == "sg" and noun.cls != "people"
    )


def _numbers(held: Sequence[Item], item: Item) -> bool:
    """'two farmers' with the number after the noun."""
    small = item.quantity is not None and item.quantity.high in (1, 2)
    return small and item.quantity is not None and all(i.cls != "quantity" for i in held)
