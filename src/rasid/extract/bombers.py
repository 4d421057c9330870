"""Suicide bombers: what their word, and that somebody blew himself up, tell of an act."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.acts import Act, Participant, Scene, trigger_of
from rasid.extract.phrases import Phrase
from rasid.extract.slots import Roles
from rasid.lexicon.entries import Trigger
from rasid.lexicon.rules import reflexives
from rasid.values import replace

BOMBER = "blast.suicide.word"
BOMBING = "suicide_bomb"
BOMBED = frozenset(("attack", "strike", "explosion"))
"""Frames of the verbs of which a bomber as their subject tells what kind of attack it was."""

OTHERS = frozenset("time place place_word connective cue".split())
"""Heads of phrases that are no objects."""


def as_told(scene: Scene, index: int, trigger: Trigger) -> Trigger:
    """The trigger of a verb, a bombing where a bomber is its subject ('a suicide bomber attacked
    the post') or where somebody blew himself up.
    """
    phrase = scene.phrases[index]
    if not phrase.verb or trigger.frame not in BOMBED or trigger.type == BOMBING:
        return trigger
    after = _subject_after(scene, index)
    bombs = after is not None and _is_bomber(after)
    himself = trigger.frame == "explosion" and _himself(scene, index)
    return replace(trigger, type=BOMBING) if bombs or himself else trigger


def bomber(scene: Scene, index: int, trigger: Trigger) -> Phrase | None:
    """Who blew himself up, by the verb or by his own word: 'a suicide bomber' is the doer of what
    he is named for, 'a suicide attack' is none.
    """
    phrase = scene.phrases[index]
    before = scene.phrases[index - 1] if index else None
    if trigger.id == BOMBER and not phrase.verb:
        person = "people" in phrase.items[0].readings.nouns
        return phrase if person and (before is None or before.head != "trigger") else None
    if not phrase.verb or trigger.type != BOMBING:
        return None
    if before is not None and _is_bomber(before) and not scene.breaks(index - 1, index):
        return before
    after = _subject_after(scene, index)
    person = after is not None and (after.people is not None or _is_bomber(after))
    return after if person else None


def name_bomber(roles: Roles, doer: Phrase, scene: Scene) -> None:
    """File a bomber as the doer of an act, unless another is named, and never as whom it hit."""
    roles.targets[:] = [one for one in roles.targets if one.phrase is not doer]
    if not roles.agents:
        roles.agents.append(Participant(scene.sentence, doer))


def attackers(found: Sequence[Act], scene: Scene) -> list[Act]:
    """The acts without those that only the word for the doer of another one tells."""
    whose = ((act, one.phrase) for act in found for one in act.agents)
    named = {id(phrase) for act, phrase in whose if phrase is not scene.phrases[act.anchor]}
    return [act for act in found if id(scene.phrases[act.anchor]) not in named]


def _is_bomber(phrase: Phrase) -> bool:
    told = trigger_of(phrase.items[0])
    return told is not None and told.id == BOMBER and not phrase.verb and phrase.prep is None


def _subject_after(scene: Scene, index: int) -> Phrase | None:
    """What stands bare right after an active verb that has no pronoun for whom it hit."""
    item = scene.phrases[index].items[0]
    form = item.form("trigger")
    after = scene.phrases[index + 1 : index + 2]
    if item.enclitic is not None or form is None or form.voice == "passive" or not after:
        return None
    bare = after[0].prep is None and not after[0].conj and not scene.breaks(index, index + 1)
    return after[0] if bare else None


def _himself(scene: Scene, index: int) -> bool:
    """Whether a word for oneself is what a verb has for an object, its subject between them: 'the
    army itself blew up two homes' has another object.
    """
    for ahead in range(index + 1, len(scene.phrases)):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) or phrase.verb:
            return False
        follows = scene.words[phrase.end : phrase.end + 1]
        if follows and follows[0] in reflexives():
            following = scene.phrases[ahead + 1 : ahead + 2]
            return not (following and _is_object(following[0], phrase.end + 1))
    return False


def _is_object(phrase: Phrase, at: int) -> bool:
    thing = phrase.head not in OTHERS and not phrase.verb
    return thing and phrase.start == at and phrase.prep is None and not phrase.conj
