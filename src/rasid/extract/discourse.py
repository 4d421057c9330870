"""Discourse: tolls without an act in their sentence, main and background, what is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rasid.extract.acts import Act, Scene
from rasid.extract.fold import FAMILY, Draft, names
from rasid.extract.mood import mood
from rasid.extract.tolls import Toll
from rasid.lexicon.entries import Trigger
from rasid.measure.times import When

OLD = timedelta(days=4)
VIOLENT = ("killed", "injured")
NEAR = 3


def settle(drafts: list[Draft], tolls: Sequence[Toll], scenes: dict[int, Scene]) -> list[Draft]:
    """Attach loose tolls to the act in focus, else let a death be an event of its own."""
    for toll in tolls:
        if toll.act is not None or toll.count.high == 0:
            continue
        focus = _focus(drafts, toll, scenes[toll.sentence])
        if focus is not None:
            focus.tolls.append(toll)
        elif toll.outcome in VIOLENT and not _orphan(toll):
            _own_event(drafts, toll, scenes[toll.sentence])
    _attach_zeros(drafts, tolls)
    return sorted(drafts, key=lambda d: (d.first.sentence, d.first.start))


def _orphan(toll: Toll) -> bool:
    """A count noun alone ('the wounded') tells of no act."""
    return toll.word is None or (toll.word.frame == "count_noun" and not toll.verb)


def _focus(drafts: Sequence[Draft], toll: Toll, scene: Scene) -> Draft | None:
    """The latest violent event told at or shortly before the toll's sentence."""
    if toll.killers:
        return None
    here = {p.place.key for p in scene.phrases if p.place is not None}
    for draft in sorted(drafts, key=lambda d: -d.mentions[-1].sentence):
        distance = toll.sentence - draft.mentions[-1].sentence
        if FAMILY[draft.type] != "violence" or not 0 <= distance <= NEAR:
            continue
        known = set().union(*(names(p) for p in draft.places))
        if here and known and not here & known:
            continue
        return draft
    return None


def _own_event(drafts: list[Draft], toll: Toll, scene: Scene) -> None:
    """The death word is the trigger: `attack` on civilians, `armed_clash` on combatants."""
    for draft in drafts:
        if draft.toll_only is not None and draft.toll_only.sentence == toll.sentence:
            draft.tolls.append(toll)
            return
    kind = "armed_clash" if toll.count.group == "combatant" else "attack"
    word = toll.word.id if toll.word is not None else "casualty"
    phrase = scene.phrases[toll.anchor]
    told = mood(scene, toll.anchor)
    act = Act(
        toll.sentence,
        toll.anchor,
        phrase.start,
        phrase.end,
        Trigger(word, "trigger", kind, "kill_act"),
        phrase.verb,
        definite=False,
        plural=False,
        agents=toll.killers,
        targets=toll.victims,
        places=tuple(p.place for p in scene.phrases if p.place is not None)[:1],
        times=tuple(p.when for p in scene.phrases if p.when is not None)[:1],
        status=told.status,
        background=told.background,
        rules=(word,),
    )
    drafts.append(Draft([act], [(kind, None, True)], [toll], toll))


def _attach_zeros(drafts: Sequence[Draft], tolls: Sequence[Toll]) -> None:
    for toll in tolls:
        if toll.act is None and toll.count.high == 0:
            near = [d for d in drafts if 0 <= toll.sentence - d.mentions[-1].sentence <= 1]
            if near:
                near[-1].tolls.append(toll)


def supported(draft: Draft) -> bool:
    """An act is told of only with something to hold on to: a place, a party, a toll or a time."""
    acts = draft.mentions
    anchored = draft.places or draft.tolls or draft.gather("agents") or draft.gather("targets")
    if any(a.trigger.weak for a in acts) and all(a.trigger.weak for a in acts):
        return bool(draft.tolls) or bool(draft.places and draft.gather("agents"))
    return bool(anchored) or any(a.times for a in acts) or bool(draft.gather("weapons"))


def is_main(draft: Draft, when: When | None, lead: date | None) -> bool:
    """Not recalled, and not older than the report's own time."""
    if draft.first.background or draft.first.status == "planned":
        return False
    if when is not None and when.last is not None and lead is not None:
        return lead - when.last <= OLD
    return True
