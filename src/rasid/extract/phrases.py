"""Noun phrases: quantity + head + idafa, adjectives, partitives and "belonging to" tails.

The parser is greedy and local: it never crosses punctuation, a conjunction or a preposition other
than the partitive "of" and the "to" of belonging. What it yields is a flat sequence in which verbs
and act nouns stand alone and every participant is one phrase.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rasid.extract.actors import GROUPS, ActorIndex
from rasid.extract.extent import backed, extent
from rasid.extract.items import Item, entry_of
from rasid.extract.nations import backer, describes, hedged, nationals, of_land, own_branch
from rasid.extract.readings import SIDING
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import (
    Actor,
    Anaphor,
    Facility,
    Force,
    Nationality,
    People,
    Weapon,
)  # fmt: skip
from rasid.measure.numerals import Quantity
from rasid.measure.times import When
from rasid.values import dataclass, replace

AIR = "air"
"""The branch of the nouns of aircraft with men on board."""
ARMS = frozenset(("force", "weapon"))
"""Classes of the nouns of troops and their arms."""
OPPOSED = "opposed"
PEACEFUL = frozenset(
    "civilian civilian_object vehicle school hospital mosque market media infrastructure".split()
)
"""Kinds of things that are not an army's because they bear its nation's name."""


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
    """One chunk. `head` is the class of its head item: trigger, casualty, actor, place, ...;
    `verb`, `place` and `when` are those of its first item, and so are `cue`, what its word says of
    how an act is meant (negation, planned, background), and `connective`, the role of a word, or of
    a verb such as 'led to', that joins clauses.
    """

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
    verb: bool = False
    place: PlaceExpression | None = None
    when: When | None = None

    @property
    def item(self) -> Item:
        """The head item."""
        return next((i for i in self.items if i.cls == self.head), self.items[0])


class PhraseReader:
    """Reads the sentences of one report in order; earlier actors resolve later descriptions."""

    def __init__(
        self,
        index: ActorIndex,
        theatre: Collection[str] = (),
        forces: Collection[Actor] = (),
    ) -> None:
        """`forces` are the armies and police that the report names anywhere."""
        self._index = index
        self._forces = forces
        self._theatre = theatre
        self._earlier: list[Actor] = []
        self._flying: set[str] = set()
        self._ground: str | None = None
        self._words: Sequence[str] = ()

    def read(
        self, items: Sequence[Item], words: Sequence[str], ground: str | None = None
    ) -> list[Phrase]:
        """The sentence as phrases, in order, covering every item once; `ground` is the country
        where it is.
        """
        self._ground, self._words = ground, words
        out: list[Phrase] = []
        position, land = 0, False
        while position < len(items):
            stop = extent(items, position, words)
            chunk = tuple(items[position:stop])
            before = items[position - 1] if position else None
            if position and backed(items, position - 1):
                chunk = (replace(chunk[0], prep="backer"), *chunk[1:])
            land = of_land(chunk, before, words, land)
            if land:
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
        if not any(i.readings.acting for i in items):
            return None
        start, end = items[0].start, items[-1].end
        suspected = any(i.cls == "cue" for i in items)
        force = entry_of(items, "force", Force)
        own, behind = _apart(items)
        if behind and not (own or behind[0].definite):
            return None
        if behind:
            return Party(start, end, self._allied(own, behind), force, suspected)
        named = [actor for actor in map(self._actor, items) if actor is not None]
        actor = _fullest(named)
        if actor is None or actor.type == "unknown":
            actor = self._meant_by_pronoun(items) or actor
        nation = None
        if actor is None and not _is_nobodys(items, before):
            anaphor = entry_of(items, "anaphor", Anaphor)
            nation = entry_of(items, "nationality", Nationality)
            if _movement(anaphor):
                nation = None
            if nation is not None and not backer(items):
                actor = self._index.national(nation, force, official=_official(items))
            elif anaphor is not None and anaphor.refers_to == "actor":
                actor = self._index.antecedent(anaphor, self._earlier)
            elif nation is None and _bare_aircraft(items):
                actor = self._only_flier()
        actor = self._own(items, actor) if nation is None else actor
        if actor is not None:
            self._earlier.append(actor)
            self._flying |= {actor.id} if force is not None and force.branch == AIR else set()
            return Party(start, end, actor, force, suspected, nation is not None)
        return Party(start, end, None, force, suspected, True) if nation is not None else None

    def _meant_by_pronoun(self, items: Sequence[Item]) -> Actor | None:
        """'X said that its fighters': the party named last, when the men or arms are said to be
        its.
        """
        head = items[1] if items[0].cls == "quantity" and len(items) > 1 else items[0]
        theirs = head.enclitic is not None and (head.cls in ARMS or _unnamed_men(head))
        named = (a for a in reversed(self._earlier) if a.type != "unknown")
        return next(named, None) if theirs else None

    def _own(self, items: Sequence[Item], actor: Actor | None) -> Actor | None:
        """'the army', 'the security forces': the country's own, when it is clear which."""
        branch = own_branch(items, actor, self._words)
        if branch is None:
            return actor
        nation = entry_of(items, "nationality", Nationality)
        if nation is not None:
            return self._index.of_nation(nation, branch) or actor
        return self._index.own(branch, self._ground, [*self._forces, *self._earlier]) or actor

    def _only_flier(self) -> Actor | None:
        """'the aircraft raided': whose they are when the report has told of one party's alone."""
        return self._index.party(*self._flying) if len(self._flying) == 1 else None

    def _allied(self, own: Sequence[Item], behind: Sequence[Item]) -> Actor | None:
        """The actor that is named itself, else what is known as the friends of the one behind."""
        named = next((actor for actor in map(self._actor, own) if actor is not None), None)
        backer = next((actor for actor in map(self._actor, behind) if actor is not None), None)
        nation = entry_of(behind, "nationality", Nationality)
        if behind[0].readings.role == OPPOSED:
            return named
        country = backer.country if backer is not None else nation.country if nation else None
        return named or self._index.allied(country, self._theatre)

    def _actor(self, item: Item) -> Actor | None:
        if item.verb or not item.readings.actors:
            return None
        return self._index.meant(item.readings.actors, self._theatre, self._earlier, self._ground)


def _official(items: Sequence[Item]) -> bool:
    """'the American consulate': what is a government's, and no army's."""
    facility = _facility(items)
    return facility is not None and facility.target_kind == "government"


def _movement(anaphor: Anaphor | None) -> bool:
    """'the Egyptian movement', 'the Iraqi party': no army of the state."""
    return anaphor is not None and (anaphor.type in GROUPS or anaphor.type == "armed_group")


def _bare_aircraft(items: Sequence[Item]) -> bool:
    """'the jets', with nothing that says whose."""
    force = entry_of(items[:1], "force", Force)
    alone = len(items) == 1 and items[0].definite and items[0].enclitic is None
    return alone and force is not None and force.branch == AIR


def _fullest(named: Sequence[Actor]) -> Actor | None:
    """Of the names in a phrase the one that tells most: 'militants of the organisation X' are X."""
    actor = next((a for a in named if a.type != "unknown"), named[0] if named else None)
    if actor is not None and actor.described:
        actor = next((a for a in named if not a.described), actor)
    if actor is not None and actor.country is None:
        actor = next((a for a in named if a.country is not None), actor)
    return actor


def _apart(items: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """'a faction | close to the intelligence service': what it is, and whose friend or foe."""
    for at, item in enumerate(items):
        if item.readings.role in SIDING:
            return items[:at], items[at:]
    return items, ()


def _phrase(items: tuple[Item, ...], party: Party | None) -> Phrase:
    first = items[0]
    named = first if first.cls != "quantity" or len(items) == 1 else items[1]
    told: dict[str, Any] = {}
    if first.cls == "place":
        told = {"facility": _facility(items)}
    elif first.cls != "trigger" and not first.verb:
        told = _described(items, party)
    base = (first.start, items[-1].end, named.cls, items, first.prep, first.conj)
    return Phrase(
        *base,
        cue=first.sense.cue,
        connective=first.sense.connective if first.cls != "facility" else None,
        verb=first.verb,
        place=first.place,
        when=first.when,
        **told,
    )


def _described(items: tuple[Item, ...], party: Party | None) -> dict[str, Any]:
    """What the items of a noun phrase say of people, things and means."""
    if not any(i.readings.bodied or i.fire for i in items):
        return {"party": party, "quantity": next((i.quantity for i in items if i.quantity), None)}
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


def _unnamed_men(item: Item) -> bool:
    return item.cls == "actor" and all(
        isinstance(f.entry, Actor) and f.entry.type == "unknown" for f in item.readings.actors
    )


def _is_nobodys(items: Sequence[Item], before: Item | None) -> bool:
    """Persons of a nation, and its ships, buses or schools, are no party to a conflict."""
    facility = _facility(items)
    peaceful = facility is not None and facility.target_kind in PEACEFUL
    force = any("force" in i.readings.nouns for i in items)
    return (peaceful and not force) or _civilian(items) or nationals(items, before)


def _civilian(items: Sequence[Item]) -> bool:
    people = entry_of(items, "people", People)
    return people is not None and not people.armed
