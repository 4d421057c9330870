"""Which act of its sentence a toll is laid to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from rasid.extract.acts import Scene
from rasid.extract.toll import Toll
from rasid.values import replace

CAUSES = frozenset(
    ("in", "because_of", "after", "during", "by", "agent_by", "from", "at", "by_fire")
)

REACH = 3
YEAR = 366
MOST = 5000
"""Halabja, 1988."""
SINCE = frozenset(("since", "after", "before"))
"""Prepositions of acts that only tell when another was."""


def lay(scene: Scene, toll: Toll, acts: Sequence[int], harming: Collection[int]) -> Toll:
    """Find the act that the sentence lays the toll to: a cause after it, else a result before
    it.
    """
    if toll.anchor in acts:
        return replace(toll, act=toll.anchor, laid=True)
    if toll.killers:  # 'killed by the bullets of X after a brawl'
        acts = [a for a in acts if scene.phrases[a].prep != "after"]
    hurt = toll.outcome in ("killed", "injured")
    cause = _cause_after(scene, toll, [a for a in acts if a in harming] if hurt else acts)
    cause = _cause_after(scene, toll, acts) if cause is None else cause
    if cause is not None:
        return replace(toll, act=cause, laid=True)
    before = [a for a in acts if a < toll.anchor and not _stopped(scene, a, toll.anchor)]
    causes = [a for a in before if a in harming] if hurt else before
    cause = (causes or before)[-1] if before else None
    if cause is not None and _resulting(scene, cause, toll.anchor):
        return replace(toll, act=cause, laid=True)
    if hurt:
        acts, before = [a for a in acts if a in harming], causes
    if before:
        return replace(toll, act=before[-1], laid=_resulting(scene, 0, before[-1]))
    after = [a for a in acts if a > toll.anchor and not _stopped(scene, toll.anchor, a)]
    return replace(toll, act=after[0]) if after else toll


def of_untold(scene: Scene, anchor: int, acts: Collection[int]) -> bool:
    """'since the bombing that took 32 lives': the toll of an act that is told as none itself."""
    opener = anchor - 1
    if opener < 1 or scene.phrases[opener].connective != "relative":
        return False
    for behind in range(opener - 1, -1, -1):
        phrase = scene.phrases[behind]
        if phrase.head == "trigger":
            before = scene.phrases[behind - 1].connective if behind else None
            long_ago = phrase.prep in SINCE or before in SINCE
            return not phrase.verb and behind not in acts and long_ago
        if phrase.verb or scene.breaks(behind, behind + 1) == "stop":
            return False
    return False


def of_a_war(toll: Toll) -> bool:
    """More dead or wounded than any one act of these wars had: a sum of the whole."""
    return toll.outcome in ("killed", "injured") and toll.count.low > MOST


def of_years(scene: Scene, index: int) -> bool:
    """'40,000 dead since 1984': the toll of a whole war, whatever act is told beside it."""
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        if scene.breaks(ahead - 1, ahead) == "stop" or scene.phrases[ahead].verb:
            return False
        when = scene.phrases[ahead].when
        if when is not None and when.role == "since" and when.first is not None:
            until = when.last or date.max
            return (until - when.first).days > YEAR
    return False


def _cause_after(scene: Scene, toll: Toll, acts: Sequence[int]) -> int | None:
    """'dead in the raid', 'victims of the raid': the first act after a toll that it came of."""
    for act in acts:
        phrase = scene.phrases[act]
        of = act == toll.anchor + 1 and phrase.prep is None and not (phrase.conj or phrase.verb)
        close = of and not toll.verb and phrase.start == scene.phrases[toll.anchor].end
        if act > toll.anchor and (close or phrase.prep in CAUSES) and _open(scene, toll, act):
            return act
    return None


def _open(scene: Scene, toll: Toll, act: int) -> bool:
    """No other clause opens between a toll and the act: only people, places, times and tolls."""
    for position in range(toll.anchor + 1, act):
        phrase = scene.phrases[position]
        if phrase.head == "trigger" and phrase.verb:
            return False
        if phrase.connective in ("result", "while", "relative"):
            return False
    return not _stopped(scene, toll.anchor, act)


def _stopped(scene: Scene, left: int, right: int) -> bool:
    return scene.breaks(left, right) == "stop"


def _resulting(scene: Scene, act: int, anchor: int) -> bool:
    """Whether a word of result stands between an act and a toll, or right before the act: 'led
    the raid to'.
    """
    if (
        act
        and scene.phrases[anchor].prep in ("to", "from", "in")
        and not scene.breaks(act - 1, act)
    ):
        before = scene.phrases[act - 1]
        if before.verb and before.connective == "result":
            return True
    return any(scene.phrases[p].connective == "result" for p in range(act + 1, anchor))
