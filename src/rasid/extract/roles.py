"""Roles: what each phrase around a trigger is to the act, by slot, class and voice."""

from __future__ import annotations

from rasid.extract.acts import Scene, support_of
from rasid.extract.agreement import noun_after_all
from rasid.extract.nouns import (
    fill_backing,
    fill_carried,
    fill_damage,
    fill_noun,
    fill_support,
    fill_used,
)
from rasid.extract.phrases import Phrase
from rasid.extract.slots import Roles
from rasid.extract.verbs import fill_participle, fill_verb, is_participle
from rasid.lexicon.entries import Trigger
from rasid.lexicon.rules import frames

AIMED = frozenset("strike attack kill_act detain abduct destroy violate".split())
"""Frames of acts that somebody does to somebody."""
FIRED = frozenset(("strike", "launch", "explosion"))
"""Frames of acts that harm things where they land."""


def fill(scene: Scene, index: int, trigger: Trigger, objective: bool) -> Roles:
    """All roles that the sentence gives to the trigger at phrase `index`."""
    roles = Roles()
    frame = frames().get(trigger.frame) or frames()["other"]
    phrase = scene.phrases[index]
    if is_participle(phrase):
        fill_participle(scene, index, roles, frame.active)
    elif phrase.verb and not noun_after_all(scene, index):
        active = frame.passive if _suffers(phrase) else frame.active
        fill_verb(scene, index, roles, active, frame.passive, trigger.frame in AIMED)
    else:
        fill_noun(scene, index, roles, frame.noun, objective)
        fill_support(scene, index, roles)
        fill_carried(scene, index, roles, frame.active)
        fill_used(scene, index, roles, frame.active)
    fill_backing(scene, index, roles, frame.active)
    if trigger.frame in FIRED:
        fill_damage(scene, index, roles)
    return roles


def _suffers(phrase: Phrase) -> bool:
    """'the patrol came under shells': the subject of the verb is whom it was done to."""
    support = support_of(phrase)
    return support is not None and support.subject == "target"
