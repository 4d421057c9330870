"""Words that are light where they stand: acts that only carry the act noun that they govern, and
the martyrs after whom a formation is called.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.items import Item, act_noun, entry_of
from rasid.lexicon.entries import Force
from rasid.values import replace

OBJECT_REACH = 4
"""Within how many items the object of a light word stands."""
CAMPAIGN = "custody.campaign.plain"
COMPELLING = "move.compel"
LEAVING_HOME = frozenset(("expel", "displace"))
FORMATIONS = frozenset(("force.formation",))
"""Bodies of men that are called after somebody: 'a brigade', 'Brigades of X'."""


def lighten(items: list[Item]) -> list[Item]:
    """'set an ambush', 'an ambush that they set': a word that is an act by itself ('set up a
    post') only carries the act that it governs.
    """
    for i, item in enumerate(items):
        if item.cls == "trigger" and item.sense.support is not None and _carries(items, i):
            items[i] = replace(item, cls="support")
    return [i for n, i in enumerate(items) if not (_campaign_of(items, n) or _compels(items, n))]


def _compels(items: Sequence[Item], index: int) -> bool:
    """'forced them to withdraw': what they did is the act."""
    trigger = items[index].sense.trigger
    if trigger is None or trigger.id != COMPELLING:
        return False
    ahead = items[index + 1 : index + 1 + OBJECT_REACH]
    act = next((i for i in ahead if i.cls == "trigger"), None)
    done = act.sense.trigger if act is not None and act_noun(act) and act.prep == "on" else None
    return done is not None and done.frame not in LEAVING_HOME


def _campaign_of(items: Sequence[Item], index: int) -> bool:
    """'a campaign of shelling' is the shelling."""
    item, after = items[index], items[index + 1 : index + 2]
    trigger = item.sense.trigger
    if not after or trigger is None or trigger.id != CAMPAIGN or not act_noun(after[0]):
        return False
    return after[0].prep is None and after[0].start == item.end and not after[0].definite


def christened(items: Sequence[Item]) -> list[Item]:
    """'the Martyrs of X Brigade': its name counts nobody."""
    out: list[Item] = []
    for item in items:
        if out and item.cls == "casualty" and _called(out[-1], item):
            out[-1] = replace(out[-1], end=item.end)
        else:
            out.append(item)
    return out


def _called(formation: Item, name: Item) -> bool:
    force = entry_of((formation,), "force", Force)
    genitive = formation.end == name.start and name.prep is None and not name.conj
    return genitive and not formation.definite and force is not None and force.id in FORMATIONS


def _carries(items: Sequence[Item], index: int) -> bool:
    """Whether the act noun that the word before or after it names is its object."""
    item = items[index]
    last = items[index - 1] if index else None
    if item.verb and item.enclitic is not None and last is not None and act_noun(last):
        return last.end == item.start
    ahead = items[index + 1 : index + 1 + OBJECT_REACH]
    objects = (i for i, other in enumerate(ahead) if other.cls == "trigger")
    at = next(objects, None)
    if at is None or not act_noun(ahead[at]) or ahead[at].prep is not None:
        return False
    return not any(other.verb or other.prep or other.cls == "place" for other in ahead[:at])
