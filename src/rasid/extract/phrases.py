"""Noun phrases: quantity + head + idafa, adjectives, partitives and "belonging to" tails.

The parser is greedy and local: it never crosses punctuation, a conjunction or a preposition other
than the partitive "of" and the "to" of belonging. What it yields is a flat sequence in which verbs
and act nouns stand alone and every participant is one phrase.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from rasid.extract.actors import ActorIndex
from rasid.extract.items import Item
from rasid.extract.nations import adjectival, backer, closed, describes, hedged, nationals, of_land
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import (
    Actor,
    Anaphor,
    Connective,
    Cue,
    Facility,
    Force,
    Nationality,
    People,
    Weapon,
)  # fmt: skip
from rasid.measure.numerals import Quantity
from rasid.measure.times import When
from rasid.text.tables import ARTICLE

T = TypeVar("T")

NOMINAL = frozenset(
    "quantity actor nationality force people weapon facility source anaphor place_word".split()
)
PARTITIVE_HEADS = frozenset("quantity people force casualty".split())
PARTITIVE_TAILS = frozenset("actor force people nationality anaphor casualty source".split())
COUNTING = frozenset(("quantity", "facility"))
"""What the displaced or wounded may follow in one phrase: 'ten dead', 'a convoy of displaced'."""
PERSONS = frozenset(("people", "force"))
OWNERS = frozenset(("belonging", "allied", "backing"))
"""Roles of the connectives that lead from a unit to the party it is of or close to."""
COMMON = frozenset("force people weapon facility".split())
FIRING = frozenset("air drone artillery".split())
GLUE = frozenset('"\u00ab\u00bb')
MAX_GAP = 1


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a phrase names it; `actor` null when no neutral name is known for it."""

    start: int
    end: int
    actor: Actor | None
    force: Force | None = None
    suspected: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One chunk. `head` is the class of its head item: trigger, casualty, actor, place, ..."""

    start: int
    end: int
    head: str
    items: tuple[Item, ...]
    prep: str | None
    conj: str
    party: Party | None = None
    quantity: Quantity | None = None
    people: People | None = None
    number: str | None = None
    facility: Facility | None = None
    weapons: tuple[Item, ...] = ()
    platform: str | None = None
    cue: str | None = None
    connective: str | None = None

    @property
    def item(self) -> Item:
        """The head item."""
        return next((i for i in self.items if i.cls == self.head), self.items[0])

    @property
    def verb(self) -> bool:
        return self.items[0].verb

    @property
    def place(self) -> PlaceExpression | None:
        return self.items[0].place

    @property
    def when(self) -> When | None:
        return self.items[0].when


class PhraseReader:
    """Reads the sentences of one report in order; earlier actors resolve later descriptions."""

    def __init__(self, index: ActorIndex, theatre: Collection[str] = ()) -> None:
        self._index = index
        self._theatre = theatre
        self._earlier: list[Actor] = []

    def read(self, items: Sequence[Item], words: Sequence[str]) -> list[Phrase]:
        """The sentence as phrases, in order, covering every item once."""
        out: list[Phrase] = []
        position = 0
        while position < len(items):
            stop = _extent(items, position, words)
            chunk = tuple(items[position:stop])
            before = items[position - 1] if position else None
            if position and _backed(items, position - 1):
                chunk = (replace(chunk[0], prep="support"), *chunk[1:])
            if of_land(chunk, before, words):
                out.append(replace(_phrase(chunk, None), number=None))
            else:
                party = self._party(chunk, before)
                phrase = _phrase(chunk, party)
                if party is not None and hedged(items[:position]):
                    phrase = replace(phrase, party=replace(party, suspected=True))
                stray = party is None and describes(chunk)
                out.append(replace(phrase, number=None) if stray else phrase)
            position = stop
        return out

    def _party(self, items: Sequence[Item], before: Item | None) -> Party | None:
        """The first actor named, else what a nationality or a definite description stands for."""
        if items[0].verb or items[0].cls == "trigger":
            return None
        start, end = items[0].start, items[-1].end
        suspected = any(i.cls == "cue" for i in items)
        force = _entry(items, "force", Force)
        own, behind = _apart(items)
        if behind:
            return Party(start, end, self._allied(own, behind), force, suspected)
        named = [actor for actor in map(self._actor, items) if actor is not None]
        actor = next((a for a in named if a.type != "unknown"), named[0] if named else None)
        if actor is not None and actor.country is None:
            actor = next((a for a in named if a.country is not None), actor)
        nation = None
        if actor is None and not _civilian(items) and not nationals(items, before):
            anaphor = _entry(items, "anaphor", Anaphor)
            nation = _entry(items, "nationality", Nationality)
            if nation is not None and not backer(items):
                actor = self._index.national(nation, force)
            elif anaphor is not None and anaphor.refers_to == "actor":
                actor = self._index.antecedent(anaphor, self._earlier)
        if actor is not None:
            self._earlier.append(actor)
            return Party(start, end, actor, force, suspected, nation is not None)
        return Party(start, end, None, force, suspected, True) if nation is not None else None

    def _allied(self, own: Sequence[Item], behind: Sequence[Item]) -> Actor | None:
        """The actor that is named itself, else what is known as the friends of the one behind."""
        named = next((actor for actor in map(self._actor, own) if actor is not None), None)
        backer = next((actor for actor in map(self._actor, behind) if actor is not None), None)
        nation = _entry(behind, "nationality", Nationality)
        country = backer.country if backer is not None else nation.country if nation else None
        return named or self._index.allied(country, self._theatre)

    def _actor(self, item: Item) -> Actor | None:
        return self._index.meant(item.readings.actors, self._theatre) if not item.verb else None


def _extent(items: Sequence[Item], index: int, words: Sequence[str]) -> int:
    head = items[index]
    if head.verb or not (head.cls in NOMINAL or _counted(head)):
        return index + 1
    stop = index + 1
    belonging = False
    while stop < len(items) and _joined(items, stop, words):
        following = items[stop]
        if _backed(items, stop) or _of_unknown(items[stop - 1], following, words):
            break
        if _belongs(following):
            belonging = True
        elif not (_absorbs(items[index:stop], following) or (belonging and _member(following))):
            break
        else:
            belonging = False
        stop += 1
    while stop > index + 1 and items[stop - 1].cls in ("connective", "cue"):
        stop -= 1
    return stop


def _apart(items: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """'a faction | close to the intelligence service': what it is, and who stands behind it."""
    for at, item in enumerate(items):
        form = item.readings.nouns.get("connective") or item.readings.verbs.get("connective")
        if form is not None and isinstance(form.entry, Connective) and form.entry.role == "allied":
            return items[:at], items[at:]
    return items, ()


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
    return nation and unlike and between[0][0].isalpha()


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
    cue = item.form("cue")
    return cue is not None and isinstance(cue.entry, Cue) and cue.entry.cue == "suspected"


def _backed(items: Sequence[Item], index: int) -> bool:
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
        if _head(held).cls == "weapon" and item.cls in ("facility", "people", "place_word"):
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


def _described_by_nation(held: Sequence[Item]) -> bool:
    """'a Turkish plane': a common noun after it begins another phrase."""
    return held[-1].cls == "nationality" and adjectival(held[-1])


def _are_residents(item: Item) -> bool:
    """'residents accused the army': they are nobody's, so a party after them is another phrase."""
    form = item.readings.nouns.get("source")
    return form is not None and getattr(form.entry, "source_kind", None) == "witness"


def _serves(held: Sequence[Item], item: Item) -> bool:
    """'an officer in the army', 'a leader in the movement': a member of it, not a place."""
    member = _entry(held, "people", People)
    force = _entry((item,), "force", Force)
    if member is None or member.group == "civilian":
        return False
    actor = _entry((item,), "actor", Actor)
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
    return adjectival(item) or (
        noun.definite and people is not None and people.number == "sg" and noun.cls != "people"
    )


def _numbers(held: Sequence[Item], item: Item) -> bool:
    """'two farmers' with the number after the noun."""
    small = item.quantity is not None and item.quantity.high in (1, 2)
    return small and item.quantity is not None and all(i.cls != "quantity" for i in held)


def _phrase(items: tuple[Item, ...], party: Party | None) -> Phrase:
    first = items[0]
    named = first if first.cls != "quantity" or len(items) == 1 else items[1]
    told: dict[str, Any] = {}
    if first.cls == "place":
        told = {"facility": _facility(items)}
    elif first.cls != "trigger" and not first.verb:
        told = _described(items, party)
    cue, connective = _cue(first), _connective(first)
    base = (first.start, items[-1].end, named.cls, items, first.prep, first.conj)
    return Phrase(*base, cue=cue, connective=connective, **told)


def _described(items: tuple[Item, ...], party: Party | None) -> dict[str, Any]:
    """What the items of a noun phrase say of people, things and means."""
    people, number = _people(items)
    return {
        "party": party,
        "quantity": next((i.quantity for i in items if i.quantity), None),
        "people": people,
        "number": number,
        "facility": _facility(items),
        "weapons": tuple(_weapons(items)),
        "platform": _platform(items),
    }


def _weapons(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        if item.fire is not None:
            yield item.fire
        if "weapon" in item.readings.nouns and not item.verb:
            yield item


def _cue(item: Item) -> str | None:
    form = item.form("cue")
    return form.entry.cue if form is not None and isinstance(form.entry, Cue) else None


def _connective(item: Item) -> str | None:
    form = item.form("connective") if item.cls != "facility" else None
    return form.entry.role if form is not None and isinstance(form.entry, Connective) else None


def _people(items: Sequence[Item]) -> tuple[People | None, str | None]:
    for item in items:
        form = item.readings.nouns.get("people")
        if form is not None and isinstance(form.entry, People):
            return form.entry, form.number
        if "casualty" in item.readings.nouns:
            return None, item.readings.nouns["casualty"].number
    nation = items[0].readings.nouns.get("nationality")
    if nation is not None and nation.pos == "adjective" and len(items) == 1:
        return None, nation.number
    return None, None


def _facility(items: Sequence[Item]) -> Facility | None:
    for item in items:
        form = item.readings.nouns.get("facility")
        if form is not None and isinstance(form.entry, Facility):
            return form.entry
    return None


def _platform(items: Sequence[Item]) -> str | None:
    for item in items:
        for kind in ("weapon", "force"):
            form = item.readings.nouns.get(kind)
            entry = form.entry if form is not None else None
            if isinstance(entry, Weapon) and entry.platform:
                return entry.platform
            if isinstance(entry, Force) and entry.branch in ("air", "drone", "artillery"):
                return "aircraft" if entry.branch == "air" else entry.branch
    return None


def _civilian(items: Sequence[Item]) -> bool:
    people = _entry(items, "people", People)
    return people is not None and not people.armed


def _entry(items: Sequence[Item], kind: str, cls: type[T]) -> T | None:
    for item in items:
        form = item.readings.nouns.get(kind)
        if form is not None and isinstance(form.entry, cls) and not item.verb:
            return form.entry
    return None
