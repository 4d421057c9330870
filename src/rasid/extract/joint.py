"""Joint numbers: killed and injured counted in one, of which each outcome has its part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.acts import Scene
from rasid.extract.counts import Count, count
from rasid.extract.phrases import Phrase
from rasid.extract.toll import Toll, casualty_of
from rasid.extract.verbs import subject_before
from rasid.extract.victims import person
from rasid.lexicon.entries import CasualtyWord
from rasid.values import replace

ROUND = frozenset((20, 200, 2000))
"""The least that 'dozens', 'hundreds' and 'thousands' are: plurals, and no numbers."""


def shared_with(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'were killed and wounded 15 people': the next word of outcome has the victims of both."""
    if (
        _possessed(scene.phrases[index])
        or index + 1 >= len(scene.phrases)
        or scene.breaks(index, index + 1)
    ):
        return False
    following = scene.phrases[index + 1]
    either = "casualty" in following.items[0].readings.nouns
    if following.verb != scene.phrases[index].verb and not either:
        return False
    other = casualty_of(following)
    return bool(following.conj) and other is not None and other.outcome != word.outcome


def halved(scene: Scene, index: int) -> bool:
    """Whether the word before shares this word's victims."""
    if index == 0:
        return False
    phrase = scene.phrases[index - 1]
    before = casualty_of(phrase)
    if before is None or before.weak or before.frame == "count_noun" or has_own(scene, index - 1):
        return False
    alone = phrase.quantity is None and phrase.items[0].other is None
    return alone and shared_with(scene, index - 1, before)


def _possessed(phrase: Phrase) -> bool:
    """'met their death': the word of the outcome has a pronoun of its dead in it."""
    return phrase.end - phrase.start > 1 and phrase.quantity is None


def has_own(scene: Scene, index: int) -> bool:
    """'ten men were killed and', 'they met their death and': a verb whose dead stand before it, or
    whose ending tells of them.
    """
    phrase, word = scene.phrases[index], casualty_of(scene.phrases[index])
    told = phrase.verb or (word is not None and word.frame == "intransitive")
    form = phrase.items[0].readings.verbs.get("casualty")
    if told and (_possessed(phrase) or (form is not None and form.number == "pl")):
        return True
    before = subject_before(scene, index) if told else None
    return before is not None and person(scene.phrases[before])


def told_together(scene: Scene, index: int) -> bool:
    """'the number of the dead and wounded rose to': a plural beside that of another outcome."""
    phrase = scene.phrases[index]
    if not phrase.items[0].definite or phrase.quantity is not None:
        return False
    left = index - 1 if phrase.conj else index
    pair = scene.phrases[max(left, 0) : left + 2]
    words = [casualty_of(p) for p in pair]
    outcomes = {w.outcome for w in words if w is not None and w.frame == "count_noun"}
    adjoin = len(pair) == 2 and pair[0].end == pair[1].start and bool(pair[1].conj)
    return adjoin and len(outcomes) == 2 and pair[1].quantity is None


def half(whole: Count, least: int = 1) -> Count:
    """One outcome's part of a joint number: `least`, up to all but that many."""
    if whole.high is not None and whole.high > 2 * least - 1:
        return Count(least, whole.high - least, whole.group)
    numbered = whole.low > 2 and whole.low not in ROUND
    return Count(1 if numbered else min(whole.low, 2), None, whole.group)


def between_dead_and_wounded(scene: Scene) -> Iterator[Toll]:
    """'7 people, dead or wounded': each outcome took 1 to 6 of them; without a number at least
    one.
    """
    for index in scene.cued("joint"):
        phrase = scene.phrases[index]
        counted = [p for p in scene.phrases[max(0, index - 2) : index] if p.quantity is not None]
        counted += [phrase] if phrase.quantity is not None else []
        whole = count(counted[-1]) if counted else None
        start = counted[-1].start if counted else phrase.start
        group = whole.group if whole is not None else "unknown"
        high = whole.high - 1 if whole is not None and whole.high and whole.high > 1 else None
        for outcome in ("killed", "injured"):
            shared = Count(1, high, group)
            yield Toll(
                scene.sentence, index, start, phrase.end, outcome, shared, None, False, None, True
            )


def joint_numbers(scene: Scene, found: Sequence[Toll]) -> list[Toll]:
    """'6 killed and wounded': one number for two outcomes gives each 1 to number - 1."""
    out = list(found)
    for left, right in zip(range(len(out)), range(1, len(out)), strict=False):
        first, second = out[left], out[right]
        words = first.word, second.word
        if first.outcome == second.outcome or second.anchor != first.anchor + 1:
            continue
        if any(w is None or w.frame != "count_noun" for w in words):
            continue
        other = scene.phrases[second.anchor]
        if (
            not other.conj
            or other.quantity is not None
            or scene.phrases[first.anchor].quantity is None
        ):
            continue
        if first.count.high is not None and first.count.low == first.count.high > 3:
            low = 2 if other.number == "pl" else 1
            shared = replace(first.count, low=low, high=first.count.high - low)
            out[left], out[right] = replace(first, count=shared), replace(second, count=shared)
    return out
