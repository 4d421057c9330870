"""Words of death, injury or custody that count people, and those that only speak of it."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.acts import Scene, support_of
from rasid.extract.phrases import Phrase
from rasid.extract.toll import casualty_of
from rasid.extract.victims import person
from rasid.lexicon.entries import CasualtyWord

NEAR = 4
LIVES = 6
PAIR = 2


def outcomes(scene: Scene) -> Iterator[tuple[int, CasualtyWord]]:
    """The phrases of a sentence whose word of an outcome counts people."""
    for index, phrase in enumerate(scene.phrases):
        if phrase.head == "support" and (word := _fell(scene, index)) is not None:
            yield index, word
            continue
        word = casualty_of(phrase)
        if word is None or phrase.prep == "without" or not _is_outcome(phrase):
            continue
        if word.weak and not (phrase.verb and lives_ahead(scene, index)):
            continue
        if not any(says(scene, index, word) for says in (_cognate, _counted_as_dead, _unreal)):
            yield index, word


def _is_outcome(phrase: Phrase) -> bool:
    """Whether it is read as an outcome, or as an act whose word tells one too."""
    first = phrase.items[0]
    if phrase.head == "trigger" and first.sense.casualty is not None:
        return True
    return any(item.cls == "casualty" for item in phrase.items)


def _fell(scene: Scene, index: int) -> CasualtyWord | None:
    """'ten people fell and six were wounded': those who fell beside the wounded are dead."""
    support, following = support_of(scene.phrases[index]), scene.phrases[index + 1 : index + 3]
    if support is None or support.outcome is None or len(following) < PAIR:
        return None
    fallen, hurt = following
    counts = fallen.prep is None and fallen.quantity is not None and person(fallen)
    word = casualty_of(hurt)
    beside = bool(hurt.conj) and word is not None and word.outcome == "injured"
    if not (counts and beside) or casualty_of(fallen) is not None:
        return None
    frame = "intransitive" if scene.phrases[index].verb else "event_noun"
    return CasualtyWord(support.id, "casualty", support.outcome, frame)


def _cognate(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'was wounded a light wound': the noun repeats its verb, and counts nobody."""
    phrase = scene.phrases[index]
    if phrase.verb or phrase.conj or phrase.prep or word.frame != "event_noun":
        return False
    for behind in range(index - 1, max(index - 1 - NEAR, -1), -1):
        if scene.breaks(behind, index):
            return False
        before = casualty_of(scene.phrases[behind])
        if before is not None:
            return scene.phrases[behind].verb and before.outcome == word.outcome
    return False


def _counted_as_dead(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'one of the wounded died', 'three displaced were hurt': whom another word counts."""
    phrase = scene.phrases[index]
    if index == 0 or word.frame != "count_noun" or phrase.verb or phrase.conj:
        return False
    before = scene.phrases[index - 1]
    if scene.breaks(index - 1, index):
        return False
    other = casualty_of(before) if phrase.prep is None else None
    counts = other is not None and (before.verb or other.frame != "count_noun")
    return counts and other is not None and other.outcome != word.outcome


def _unreal(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'that he kill a soldier', 'since the announcement of his death', 'one of the wounded': none
    of them tells how many died.
    """
    phrase, before = scene.phrases[index], scene.phrases[index - 1] if index else None
    if word.frame == "count_noun" and phrase.number == "pl" and phrase.quantity is not None:
        return phrase.quantity.high == 1
    if before is None or phrase.conj or scene.between(index - 1, index):
        return False
    form = phrase.items[0].form("casualty")
    if phrase.verb and form is not None and form.tense == "present":
        return before.connective == "that" and before.prep is None
    since = scene.phrases[index - 2].connective == "since" if index > 1 else False
    return since and before.head == "speech" and not before.verb


def lives_ahead(scene: Scene, index: int) -> bool:
    """'lost' ... 'their lives': the word of what was lost stands behind those who lost it."""
    for ahead in range(index + 1, min(index + 1 + LIVES, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if phrase.verb or scene.breaks(index, ahead) == "stop":
            return False
        word = casualty_of(phrase)
        if word is not None:
            return word.weak
    return False
