"""Discourse: tolls without an act in their sentence, main and background, what is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rasid.extract.acts import Act, Participant, Scene, anaphor_of, planters
from rasid.extract.circumstance import has_own_subject
from rasid.extract.fold import FAMILY, Draft, lone
from rasid.extract.inherit import OLD
from rasid.extract.kinds import Lineage
from rasid.extract.mood import mood
from rasid.extract.phrases import Phrase
from rasid.extract.scope import claimer_before, claimer_of
from rasid.extract.toll import Toll, same_people
from rasid.extract.where import exact_first
from rasid.lexicon.entries import Trigger
from rasid.measure.times import When
from rasid.values import replace

VIOLENT = ("killed", "injured")
NEAR = 3
BELOW = 5
"""How far below a headline its story begins."""


def settle(
    drafts: list[Draft], tolls: Sequence[Toll], scenes: dict[int, Scene], lineage: Lineage
) -> list[Draft]:
    """Attach loose tolls to the act in focus, else let a death be an event of its own.

    Acts of films and novels are dropped, and deaths of accidents and illness are no events.
    """
    drafts = [d for d in drafts if not _told_in(d, scenes, "fiction")]
    order = _Order(drafts)
    for toll in tolls:
        scene = scenes[toll.sentence]
        if toll.act is not None or toll.count.high == 0 or _cued(scene, "fiction"):
            continue
        focus = None if _cued(scene, "accident", fresh=True) else _focus(order, toll, scene)
        focus = focus or _told_again(drafts, toll)
        if focus is not None:
            focus.tolls.append(toll)
        elif toll.outcome in VIOLENT and not _orphan(toll) and not _cued(scene, "accident"):
            _own_event(order, toll, scene, lineage)
    _attach_zeros(order, tolls)
    _claims(order, scenes)
    return sorted(order.drafts, key=lambda d: (d.first.sentence, d.first.start))


class _Order:
    """Drafts by the sentence of their last mention."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self._by_last: dict[int, list[Draft]] = {}
        for draft in drafts:
            self._file(draft)

    def _file(self, draft: Draft) -> None:
        self._by_last.setdefault(draft.mentions[-1].sentence, []).append(draft)

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._file(draft)

    def last_at(self, sentence: int) -> list[Draft]:
        """Drafts whose last mention is in this sentence, in the order they were made."""
        return self._by_last.get(sentence, [])


def _told_in(draft: Draft, scenes: dict[int, Scene], cue: str) -> bool:
    return all(_cued(scenes[act.sentence], cue) for act in draft.mentions)


def _cued(scene: Scene, cue: str, fresh: bool = False) -> bool:
    """Whether a sentence has a cue; `fresh`: not as something already told ('the fire')."""
    return any(not (fresh and scene.phrases[at].items[0].definite) for at in scene.cued(cue))


def _orphan(toll: Toll) -> bool:
    """A count noun alone ('the wounded') tells of no act, nor does 'killed' of a mere name."""
    if toll.verb and not (toll.victims or toll.killers or toll.means):
        return True
    return toll.word is None or (toll.word.frame == "count_noun" and not toll.verb)


def _focus(order: _Order, toll: Toll, scene: Scene) -> Draft | None:
    """The latest violent event told at or shortly before the toll's sentence."""
    if toll.killers:
        return None
    here = {p.place.key for p in scene.phrases if p.place is not None}
    for distance in range(NEAR + 1):
        for draft in order.last_at(toll.sentence - distance):
            known = draft.where.keys | draft.where.holders
            elsewhere = here and known and not here & known
            if FAMILY[draft.type] == "violence" and not elsewhere:
                return draft
    return None


def _told_again(drafts: Sequence[Draft], toll: Toll) -> Draft | None:
    """A headline that gives only the toll: the event below it that has the same one."""
    for draft in drafts:
        below = 0 < draft.first.sentence - toll.sentence <= BELOW
        same = below and any(same_people(toll, other) for other in draft.tolls)
        if same and FAMILY[draft.type] == "violence":
            return draft
    return None


def _own_event(order: _Order, toll: Toll, scene: Scene, lineage: Lineage) -> None:
    """The death word is the trigger: `attack` on civilians, `armed_clash` on combatants."""
    for draft in order.last_at(toll.sentence):
        if draft.toll_only is not None:
            draft.tolls.append(toll)
            _share_killers(draft, toll, scene)
            return
    order.add(lone(_death(toll, scene), toll, lineage))


def _share_killers(draft: Draft, toll: Toll, scene: Scene) -> None:
    """'ten died and dozens were hurt by the fire of X': one clause, and one doer of both."""
    last = draft.mentions[-1]
    joined = bool(scene.phrases[toll.anchor].conj) and last.anchor < toll.anchor
    if joined and not last.agents and not scene.breaks(last.anchor, toll.anchor):
        draft.mentions[-1] = replace(last, agents=toll.killers)


def _death(toll: Toll, scene: Scene) -> Act:
    """The act that a word of death tells by itself."""
    kind = "armed_clash" if toll.count.group == "combatant" else "attack"
    word = toll.word.id if toll.word is not None else "casualty"
    phrase = scene.phrases[toll.anchor]
    told = mood(scene, toll.anchor)
    main = toll.anchor if toll.killers and has_own_subject(scene, toll.anchor) else 0
    return Act(
        toll.sentence,
        toll.anchor,
        phrase.start,
        phrase.end,
        Trigger(word, "trigger", kind, "kill_act"),
        phrase.verb,
        definite=False,
        plural=False,
        agents=toll.killers or tuple(_users(toll, scene)),
        targets=toll.victims,
        weapons=toll.means,
        places=exact_first(scene, main),
        times=tuple(_times(scene, main))[:1],
        status=told.status,
        background=told.background,
        rules=(word,),
    )


def _times(scene: Scene, start: int) -> Iterator[When]:
    """The times of a sentence, those from phrase `start` on before those that come earlier."""
    for phrase in (*scene.phrases[start:], *scene.phrases[:start]):
        if phrase.when is not None:
            yield phrase.when


def _users(toll: Toll, scene: Scene) -> Iterator[Participant]:
    """Those whose the means are, and those who laid them."""
    for mean in toll.means:
        if mean.phrase.party is not None:
            yield mean
        yield from planters(scene, mean.phrase)


def _claims(order: _Order, scenes: dict[int, Scene]) -> None:
    """'this attack, which X claimed', 'X claimed this attack': the claim is of the violence that
    was told last.
    """
    for scene in scenes.values():
        for index, phrase in enumerate(scene.phrases):
            told = anaphor_of(phrase)
            if told is None or told.refers_to != "act":
                continue
            claimer = claimer_of(scene, index) or claimer_before(scene, index)
            if claimer is None:
                continue
            near = (d for n in range(NEAR) for d in reversed(order.last_at(scene.sentence - n)))
            told_before = (d for d in near if _begins(d) < (scene.sentence, index))
            draft = next((d for d in told_before if FAMILY[d.type] == "violence"), None)
            if draft is not None:
                last = draft.mentions[-1]
                doer = Participant(scene.sentence, claimer, "claimed")
                draft.mentions[-1] = replace(last, agents=(*last.agents, doer))


def _begins(draft: Draft) -> tuple[int, int]:
    return draft.first.sentence, draft.first.anchor


def _attach_zeros(order: _Order, tolls: Sequence[Toll]) -> None:
    for toll in tolls:
        if toll.act is None and toll.count.high == 0:
            near = order.last_at(toll.sentence) or order.last_at(toll.sentence - 1)
            if near:
                near[-1].tolls.append(toll)


def _may_be_armed(phrase: Phrase) -> bool:
    """Whoever is a party, or not plainly civilian: youths who set out for town deploy nothing."""
    return phrase.party is not None or phrase.people is None or phrase.people.armed


def supported(draft: Draft) -> bool:
    """An act is told of only with something to hold on to: a place, a party, a toll or a time."""
    acts = draft.mentions
    anchored = draft.places or draft.tolls or draft.gather("agents") or draft.gather("targets")
    if any(a.trigger.weak for a in acts) and all(a.trigger.weak for a in acts):
        told = draft.places or draft.gather("targets")
        doers = [p for p in draft.gather("agents") if _may_be_armed(p.phrase)]
        return bool(draft.tolls) or bool(told and doers)
    return bool(anchored) or any(a.times for a in acts) or bool(draft.gather("weapons"))


def is_main(draft: Draft, when: When | None, lead: date | None) -> bool:
    """Not recalled, and not older than the report's own time."""
    if draft.first.background or draft.first.status == "planned":
        return False
    if when is not None and when.last is not None and lead is not None:
        return lead - when.last <= OLD
    return True
