"""Words of acts in one sentence that tell one act: its noun and its verb, its means, its sound."""

from __future__ import annotations

from rasid.extract.acts import REPELLING, Scene, trigger_of
from rasid.extract.circumstance import has_own_subject
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Trigger
from rasid.values import replace

VAGUE = frozenset(("strike", "attack", "kill_act"))
"""Frames of words that many kinds of acts are called by."""
AFTER = frozenset(("after", "because_of", "in"))
"""Prepositions of what was heard."""
LATER = frozenset(("after", "before", "since"))
OUTCOMES = frozenset(("result", "purpose"))
"""Connectives after which a clause tells what an act led to or was for."""
REACH = 3
"""How many phrases an act and its sound lie apart."""


def links(scene: Scene, index: int) -> tuple[int, ...]:
    """Act nouns that are the means, subject or relative head of this trigger: the same act."""
    linked: list[int] = []
    phrase = scene.phrases[index]
    before = index - 1
    if before >= 0 and _names_same(scene, before, index) and _adjoins(scene, index):
        linked.append(before)
    if phrase.verb or _repels(phrase):
        linked += means(scene, index)
    sound = _sound_of(scene, index)
    return tuple(linked) if sound is None else (*linked, sound)


def as_heard(scene: Scene, index: int, trigger: Trigger) -> Trigger:
    """The trigger of an act, a weak one where it tells of the sound of another act."""
    return trigger if _sound_of(scene, index) is None else replace(trigger, weak=True)


def _sound_of(scene: Scene, index: int) -> int | None:
    """'explosions shook the town after raids': what was heard was the raids."""
    trigger = trigger_of(scene.phrases[index].items[0])
    if trigger is None or trigger.frame != "explosion" or not _many(scene.phrases[index]):
        return None
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(ahead - 1, ahead) or phrase.verb:
            return None
        cause = trigger_of(phrase.items[0]) if phrase.head == "trigger" else None
        if cause is not None:
            caused = cause.frame == "strike" and phrase.prep in AFTER
            return ahead if caused else None
    return None


def _many(phrase: Phrase) -> bool:
    form = phrase.items[0].form("trigger")
    return not phrase.verb and form is not None and form.number == "pl"


def _names_same(scene: Scene, before: int, index: int) -> bool:
    """Whether two words of acts side by side may name one act: a verb and its noun, or two nouns
    neither of which tells of another kind ('the explosion that clashes followed').
    """
    left, right = scene.phrases[before], scene.phrases[index]
    one, other = trigger_of(left.items[0]), trigger_of(right.items[0])
    if left.head != "trigger" or one is None or other is None:
        return False
    if right.verb and (right.prep in LATER or has_own_subject(scene, index)):
        return False  # 'the raids come after the army took the town', 'after a raid X shelled'
    if right.verb or left.verb:
        return True
    if right.prep not in (None, "in"):
        return False
    kinds = {t.type for t in (one, other) if t.platform or t.frame not in VAGUE}
    return len(kinds) < 2


def _adjoins(scene: Scene, index: int) -> bool:
    """Right after the phrase before it, with at most a word or two between."""
    close = len(scene.between(index - 1, index)) <= 2 and not scene.breaks(index - 1, index)
    return close and not scene.phrases[index].conj


def means(scene: Scene, index: int) -> list[int]:
    """'struck the town with shelling': the act noun that a verb governs by 'with' or takes as
    subject.
    """
    for ahead in range(index + 1, min(index + 7, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) or phrase.verb or phrase.connective in OUTCOMES:
            return []
        if phrase.head == "trigger":
            by = (None, "in", "to") if _repels(scene.phrases[index]) else (None, "in")
            return [ahead] if phrase.prep in by and not phrase.conj else []
    return []


def _repels(phrase: Phrase) -> bool:
    """'the fighters stood up to an attack': the same fight."""
    trigger = trigger_of(phrase.items[0])
    return trigger is not None and trigger.id in REPELLING
