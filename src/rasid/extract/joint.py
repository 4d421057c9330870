"""Joint numbers: killed and injured counted in one, of which each outcome has its part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rasid.extract.acts import Scene, cue_of
from rasid.extract.counts import Count, count
from rasid.extract.toll import Toll, casualty_of
from rasid.extract.verbs import subject_before
from rasid.extract.victims import person
from rasid.lexicon.entries import CasualtyWord

ROUND = frozenset((20, 200, 2000))
"""The least that 'dozens', 'hundreds' and 'thousands' are: plurals, and no numbers."""


def shared_with(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'were killed and wounded 15 people': the next word of outcome has the victims of both."""
    if index + 1 >= len(scene.phrases) or scene.breaks(index, index + 1):
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


def has_own(scene: Scene, index: int) -> bool:
    """'ten men were killed and': a verb whose dead stand before it."""
    before = subject_before(scene, index) if scene.phrases[index].verb else None
    return before is not None and person(scene.phrases[before])


def half(whole: Count) -> Count:
    """One outcome's part of a joint number: all but one at most, one at least."""
    if whole.high is not None and whole.high > 1:
        return Count(1, whole.high - 1, whole.group)
    numbered = whole.low > 2 and whole.low not in ROUND
    return Count(1 if numbered else min(whole.low, 2), None, whole.group)


def between_dead_and_wounded(scene: Scene) -> Iterator[Toll]:
    """'7 people, dead or wounded': each outcome took 1 to 6 of them; without a number at least
    one.
    """
    for index, phrase in enumerate(scene.phrases):
        if cue_of(phrase) != "joint":
            continue
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
