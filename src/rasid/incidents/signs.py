"""What speaks for and against two tellings being of one act: named signs with their values.

Each sign is measured here, weighed in `data/models/incidents.yaml`, and put into words by
`rasid.incidents.reasons`. A sign that says nothing is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log, log1p

from rasid.geo.sphere import flat_km
from rasid.incidents.model import Wording
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import KIN, VAGUE, Days, Toll, Traits, Where
from rasid.incidents.wording import carries_on, share

Sign = tuple[str, float]
NEXT = 1
NEAR = 3
FAR = 30
"""Days beyond which it makes no difference how far apart two acts lie."""
COPY = 0.5
"""Share of common runs from which on one text repeats the other."""
WEIGHTY = 16.0
"""Weight of a word that at most one report in fifty has, the background counted in."""


def signs(one: Traits, other: Traits, rarity: Rarity) -> dict[str, float]:
    """The signs of a pair; the same in either order."""
    found = bearings(one, other, rarity)
    found.update(rest(one, other, rarity))
    return found


def bearings(one: Traits, other: Traits, rarity: Rarity) -> dict[str, float]:
    """When, where and by which outlet: the signs that may bar a pair."""
    found = dict(_when(one, other, rarity))
    found.update(_place(one, other, rarity))
    if one.outlet and one.outlet == other.outlet:
        found["outlet.same"] = 1.0
    return found


def rest(one: Traits, other: Traits, rarity: Rarity) -> Iterator[Sign]:
    """All other signs: kind, parties, things, tolls and texts."""
    yield from _kind(one, other)
    yield from _parties(one, other)
    yield from _things(one, other)
    yield from _tolls(one, other)
    yield from _names(one.wording, other.wording, rarity)
    yield from _texts(one, other, rarity)


# ------------------------------------------------------------------ when
def _when(one: Traits, other: Traits, rarity: Rarity) -> Iterator[Sign]:
    if one.days is not None and other.days is not None:
        yield from _days(one.days, other.days, rarity)
    if one.published is not None and other.published is not None:
        yield from _published(abs(one.published - other.published))
    if one.days is None and other.days is None:
        yield "day.unknown", 1.0


def _days(one: Days, other: Days, rarity: Rarity) -> Iterator[Sign]:
    how = (
        "told"
        if one.told and other.told
        else "published"
        if not (one.told or other.told)
        else "mixed"
    )
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap <= 0:
        yield f"day.{how}.same", rarity.day(one, other)
    else:
        yield f"day.{how}.apart", log1p(min(gap, FAR))


def _published(gap: int) -> Iterator[Sign]:
    if gap == 0:
        yield "published.same", 1.0
    elif gap > NEXT:
        yield "published.apart", log1p(min(gap, FAR))


# ------------------------------------------------------------------ what kind of act
def _kind(one: Traits, other: Traits) -> Iterator[Sign]:
    if not one.type or not other.type:
        return
    if one.type == other.type:
        yield "type.same", 1.0
    elif KIN.get(one.type, -1) == KIN.get(other.type, -2):
        yield "type.kin", 1.0
    elif one.family != other.family:
        yield "type.other", 1.0
    elif VAGUE.isdisjoint((one.type, other.type)):
        yield "type.differs", 1.0


# ------------------------------------------------------------------ where
def _place(one: Traits, other: Traits, rarity: Rarity) -> Iterator[Sign]:
    a, b = one.where, other.where
    yield from _named(one, other, rarity)
    if a is None or b is None:
        return
    if _one_place(a, b):
        yield ("place.wide" if a.wide else "place.same"), rarity.place(a)
        return
    if a.may_hold(b) or b.may_hold(a):
        yield "place.seat", 1.0
    else:
        yield from _distance(a, b)
    if a.country and b.country and a.country != b.country:
        yield "country.other", 1.0
    elif a.admin1 and b.admin1:
        yield ("unit.same" if a.admin1 == b.admin1 else "unit.other"), 1.0


def _one_place(a: Where, b: Where) -> bool:
    return a.key == b.key or (a.id is not None and a.id == b.id)


def _distance(a: Where, b: Where) -> Iterator[Sign]:
    """Two exact points are each a place of their own, so that only the wider of their bounds is
    taken off; areas reach towards each other.
    """
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return
    exact = a.exact and b.exact
    bounds = max(a.radius, b.radius) if exact else a.radius + b.radius
    far = flat_km(a.lat, a.lon, b.lat, b.lon) - bounds
    how = "exact" if exact else "loose"
    if far <= 0:
        yield f"place.{how}.reach", 1.0
    else:
        yield f"place.{how}.apart", log1p(far)


def _named(one: Traits, other: Traits, rarity: Rarity) -> Iterator[Sign]:
    """Whether the other report has the name of the place at all: how rare it is, or how often
    not.
    """
    sides = ((one.where, other.words), (other.where, one.words))
    told = [(w.words, words) for w, words in sides if w is not None and w.words and not w.wide]
    named = [max(map(rarity.word, name)) / WEIGHTY for name, words in told if name <= words]
    if named:
        yield "place.named", max(named)
    if len(named) < len(told):
        yield "place.unnamed", float(len(told) - len(named))


# ------------------------------------------------------------------ who, whom, with what
def _parties(one: Traits, other: Traits) -> Iterator[Sign]:
    if one.agents and other.agents:
        if one.agents & other.agents:
            yield "agents.same", 1.0
        elif one.agents & other.agent_lines or other.agents & one.agent_lines:
            yield "agents.kin", 1.0
        elif one.agents & other.targets or other.agents & one.targets:
            yield "agents.swapped", 1.0
        else:
            yield "agents.other", 1.0
    if one.targets and other.targets:
        same = one.targets & other.target_lines or other.targets & one.target_lines
        yield ("targets.same" if same else "targets.other"), 1.0


def _things(one: Traits, other: Traits) -> Iterator[Sign]:
    if one.weapons and other.weapons:
        yield ("weapons.same" if one.weapons & other.weapons else "weapons.other"), 1.0
    if one.kinds and other.kinds:
        yield ("object.same" if one.kinds & other.kinds else "object.other"), 1.0


def _names(one: Wording, other: Wording, rarity: Rarity) -> Iterator[Sign]:
    """Persons and facilities that both name: how rare the rarest is."""
    persons = set(one.persons).intersection(other.persons)
    facilities = set(one.facilities).intersection(other.facilities)
    for kind, common in (("persons", persons), ("facility", facilities)):
        if common:
            yield f"{kind}.same", max(map(rarity.word, common)) / WEIGHTY


# ------------------------------------------------------------------ tolls
def _tolls(one: Traits, other: Traits) -> Iterator[Sign]:
    common = sorted(one.tolls.keys() & other.tolls.keys())
    early, late = sorted((one, other), key=lambda t: _when_told(t, common))
    counts = {outcome: (early.tolls[outcome], late.tolls[outcome]) for outcome in common}
    if _carried_on(early, late) and all(old.least <= new.least for old, new in counts.values()):
        yield "update", 1.0
        if one.outlet and one.outlet == other.outlet:
            yield "update.outlet", 1.0
    for outcome, (old, new) in counts.items():
        name, value = _toll(old, new)
        if name == "differs" and old.least < new.least and early.published != late.published:
            name = "rises"
        yield f"{outcome}.{name}" if outcome in ("killed", "injured") else f"toll.{name}", value


def _when_told(one: Traits, common: Sequence[str]) -> tuple[int, bool, int]:
    """The order of two reports of one toll; on one day the greater is the later."""
    told = sum(one.tolls[outcome].least for outcome in common)
    return one.published or 0, carries_on(one.words), told


def _carried_on(early: Traits, late: Traits) -> bool:
    """Whether the later report is one that carries on what was told of the place before."""
    a, b = early.where, late.where
    if a is None or b is None or not carries_on(late.words):
        return False
    return _one_place(a, b) or a.may_hold(b) or b.may_hold(a)


def _toll(one: Toll, other: Toll) -> Sign:
    """Alike, compatible, or by how much they differ (natural logarithm of the ratio)."""
    low, high = sorted((one, other), key=lambda t: (t.least, t.most is None, t.most or 0))
    if low.least == high.least and low.exact and high.exact:
        return "same", log1p(low.least)
    if low.most is None or high.least <= low.most:
        return "fits", 1.0
    return "differs", log((high.least + 1) / (low.most + 1))


# ------------------------------------------------------------------ texts
def _texts(one: Traits, other: Traits, rarity: Rarity) -> Iterator[Sign]:
    weights = list(map(rarity.word, one.words & other.words))
    mine, theirs = rarity.total(one), rarity.total(other)
    if not weights or not mine or not theirs:
        return
    total = sum(weights)
    yield "words.alike", total / (mine * theirs) ** 0.5
    yield "words.within", total / min(mine, theirs)
    rare = sum(weight / WEIGHTY for weight in weights if weight >= WEIGHTY)
    if rare:
        yield "words.rare", log1p(rare)
    if total >= COPY * min(mine, theirs):
        copied = share(one.wording, other.wording)
        if copied >= COPY:
            yield "text.copy", copied
