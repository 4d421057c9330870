"""Troops in the genitive of a word for shelling: those shelled, and those who shell."""

from __future__ import annotations

from rasid.extract.acts import Scene, trigger_of
from rasid.extract.items import entry_of
from rasid.lexicon.entries import Force

TROOPS = frozenset(("group", "military"))
"""Branches of the words for men, columns and vehicles of any army."""


def shelled(scene: Scene, index: int, ahead: int) -> bool:
    """'the shelling of a column of X': any such troops, who do not fire themselves, were shelled;
    'the shelling of the forces', 'of a battery of X' is theirs.
    """
    phrase = scene.phrases[ahead]
    act = trigger_of(scene.phrases[index].items[0])
    force = entry_of(phrase.items[:1], "force", Force)
    if act is None or act.frame != "strike" or force is None or force.branch not in TROOPS:
        return False
    following = scene.phrases[ahead + 1 : ahead + 2]
    beside = any(p.prep == "to" and p.start == phrase.end for p in following)
    owned = beside or any(item.prep == "to" for item in phrase.items[1:])
    return owned and not phrase.items[0].definite
