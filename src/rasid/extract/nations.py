"""Nations: when the adjective or name of a country stands for its forces, and when it does not."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.actors import SECURITY, STATE
from rasid.extract.items import Item
from rasid.lexicon.entries import Actor, Trigger
from rasid.text.tables import ARTICLE, NISBA

ACTING = frozenset(("trigger", "weapon"))
"""Kinds of nouns that a nationality after them says whose they are."""
GUARDS = "Security forces"
"""The description of all who keep order, the police and others."""
ARMY = "force.army"
INSIDE = frozenset(("in", "at", "within", "toward"))


def of_land(
    items: Sequence[Item], before: Item | None, words: Sequence[str], lands: bool = False
) -> bool:
    """'the Syrian-Jordanian border', 'in Syria and Iraq': a land, and no one who acts; `lands`
    tells that the phrase before is one.
    """
    first = items[0]
    if len(items) > 1 or first.cls != "nationality":
        return False
    form = first.readings.nouns["nationality"]
    if form.pos == "fixed" and first.prep in INSIDE:
        return True
    if form.pos == "fixed" and first.prep == "from" and not (before and _acts(before)):
        return True  # 'the pipeline from Azerbaijan'; a strike 'from Israel' is by it
    if before is None:
        return False
    if first.conj and (lands or before.cls == "place"):
        return form.pos == "fixed"
    return form.pos == "adjective" and "-" in words[before.end : first.start]


def hedged(before: Sequence[Item]) -> bool:
    """'thought to be' right before a name."""
    last = before[-2:] if before and before[-1].readings.role == "that" else before[-1:]
    return bool(last) and last[0].sense.cue == "suspected"


def describes(items: Sequence[Item]) -> bool:
    """'the Yemeni' alone, in the singular: an adjective of a noun that is not known."""
    if len(items) > 1 or not items[0].definite:
        return False
    nation = items[0].form("nationality")
    return nation is not None and nation.pos == "adjective" and nation.number == "sg"


def nationals(items: Sequence[Item], before: Item | None) -> bool:
    """'seven Syrians', 'a Palestinian': persons of a nation, not its army."""
    if any("force" in i.readings.nouns or i.cls in ("weapon", "facility") for i in items):
        return False
    nation = next((i for i in items if "nationality" in i.readings.nouns), None)
    if nation is None or nation.readings.nouns["nationality"].pos != "adjective":
        return False
    if len(items) > 1 or nation.readings.nouns["nationality"].number in ("du", "pl"):
        return True
    return not _tells_whose(before, nation)


def _tells_whose(before: Item | None, nation: Item) -> bool:
    """'Turkish shelling': an adjective names an army after an act or its means; 'the Saudi bomber',
    'the Yemeni town' name none.
    """
    if before is not None and (before.cls == "cue" or before.readings.role == "that"):
        return True  # 'a raid thought to be Israeli'
    if before is None or before.verb or _by_a_person(before):
        return False
    if nation.prep is not None or (closed(before) and not nation.definite):
        return False
    beside = before.cls == "actor" and bool(nation.conj)  # 'the Russian forces and the Turkish'
    return _acts(before) or before.cls == "nationality" or beside


def _acts(item: Item) -> bool:
    """An act, or its means."""
    return not item.verb and bool(ACTING.intersection(item.readings.nouns))


def _by_a_person(act: Item) -> bool:
    """'the bomber', 'the suicide bombing': what follows says what person did it."""
    form = act.readings.nouns.get("trigger")
    trigger = form.entry if form is not None else None
    bombing = isinstance(trigger, Trigger) and trigger.type == "suicide_bomb"
    return bombing or "people" in act.readings.nouns


def own_branch(items: Sequence[Item], actor: Actor | None, words: Sequence[str]) -> str | None:
    """The branch of 'the army', 'the police' when nothing in the phrase says whose they are."""
    if actor is None:
        item = next(filter(_army, items), None)
        alone = item is not None and item.definite and not _named_so(item, words)
        return "military" if alone else None
    if not actor.described or actor.type not in STATE:
        return None
    if actor.type == "police":
        return SECURITY if actor.name == GUARDS else "police"
    told = (i for i in items if actor.id in {form.entry.id for form in i.readings.actors})
    definite = any(i.definite or words[i.end - 1].startswith(ARTICLE) for i in told)
    return "military" if definite else None


def _named_so(army: Item, words: Sequence[str]) -> bool:
    """'the Popular Army': an adjective that is not known makes it another."""
    after = "".join(words[army.end : army.end + 1])
    return after.startswith(ARTICLE) and after.endswith(NISBA)


def _army(item: Item) -> bool:
    form = item.readings.nouns.get("force")
    return form is not None and form.entry.id == ARMY and item.enclitic is None


def backer(items: Sequence[Item]) -> bool:
    """'forces loyal to the Yemeni president': the nation is not whose men they are."""
    owner = next((n for n, i in enumerate(items) if "nationality" in i.readings.nouns), 0)
    return any(i.cls == "source" and i.prep == "to" for i in items[1:owner])


def closed(item: Item) -> bool:
    """A definite noun or a name takes no genitive: an indefinite noun after it is another
    phrase.
    """
    return item.definite or item.cls in ("actor", "anaphor") or item.enclitic is not None


def adjectival(item: Item) -> bool:
    return any(form.pos == "adjective" for form in item.readings.nouns.values())
