"""Tolls: killed, injured, missing ... with the people counted and the act they are laid to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rasid.extract.acts import Participant, Scene, connective_role, cue_of
from rasid.extract.counts import Count, count, total, with_parts
from rasid.extract.mood import mood
from rasid.extract.phrases import Phrase
from rasid.extract.victims import (
    counted,
    doers,
    means,
    person,
    verb_victims,
    victims_after,
    victims_before,
)
from rasid.lexicon.entries import CasualtyWord

NEAR = 4
CAUSES = frozenset(
    ("in", "because_of", "after", "during", "by", "agent_by", "from", "at", "by_fire")
)


@dataclass(frozen=True, slots=True)
class Toll:
    """One outcome of one group. `act` is the phrase index of the act it is laid to in the
    sentence.
    """

    sentence: int
    anchor: int
    start: int
    end: int
    outcome: str
    count: Count
    act: int | None
    laid: bool
    word: CasualtyWord | None
    verb: bool
    victims: tuple[Participant, ...] = ()
    killers: tuple[Participant, ...] = ()
    update: bool = False
    means: tuple[Participant, ...] = ()


def tolls(scene: Scene, acts: Sequence[int], harming: Collection[int]) -> list[Toll]:
    """All tolls of a sentence. `acts` are the phrase indexes of its acts, `harming` of those that
    people die in.
    """
    out: list[Toll] = []
    group = "unknown"
    for index, word in _anchors(scene):
        for toll in _read(scene, index, word, group):
            group = toll.count.group if toll.count.group != "unknown" else group
            out.append(toll)
    out += _zeros(scene)
    out += _between_dead_and_wounded(scene)
    joined = _joint(scene, out)
    return [_lay(scene, toll, acts, harming) for toll in joined]


def casualty_of(phrase: Phrase) -> CasualtyWord | None:
    for item in phrase.items:
        form = item.form("casualty")
        if form is not None and isinstance(form.entry, CasualtyWord):
            return form.entry
    return None


def _anchors(scene: Scene) -> Iterator[tuple[int, CasualtyWord]]:
    for index, phrase in enumerate(scene.phrases):
        outcome_too = phrase.head == "trigger" and phrase.items[0].form("casualty") is not None
        if not outcome_too and not any(i.cls == "casualty" for i in phrase.items):
            continue
        word = casualty_of(phrase)
        if word is not None and not word.weak and phrase.prep != "without":
            yield index, word


def _read(scene: Scene, index: int, word: CasualtyWord, group: str) -> Iterator[Toll]:
    phrase = scene.phrases[index]
    killers: list[Phrase] = []
    if phrase.verb:
        victims, killers, stop = verb_victims(scene, index, word)
    elif word.frame == "count_noun":
        victims, stop = counted(scene, index)
    else:
        victims, stop = victims_after(scene, index + 1, index)
    victims = victims or _elsewhere(scene, index)
    joint = None
    if not victims:
        joint = _shared_with(scene, index, word)
        victims = victims_after(scene, index + 2, index + 1)[0] if joint else []
    counts = [c for c in (count(v, _fallback(word, group)) for v in victims) if c is not None]
    if not counts:
        return
    if _since(scene, index) or _denied(scene, index):
        return
    parts = _parts(scene, stop)
    killers = killers or doers(scene, stop)
    weapons = means(scene, stop)
    for whole in total(counts):
        yield Toll(
            scene.sentence,
            index,
            min(phrase.start, victims[0].start),
            max(phrase.end, victims[-1].end),
            _outcome(scene, index, word),
            _half(whole) if joint or _halved(scene, index) else with_parts(whole, parts),
            None,
            False,
            word,
            phrase.verb,
            tuple(Participant(scene.sentence, v) for v in victims),
            tuple(Participant(scene.sentence, k) for k in killers),
            _updates(scene, index),
            tuple(Participant(scene.sentence, w) for w in weapons),
        )


def _elsewhere(scene: Scene, index: int) -> list[Phrase]:
    """Victims that the word carries itself ('wounded others') or that stand before it."""
    phrase = scene.phrases[index]
    if phrase.items[0].other is not None:
        return [phrase]
    return victims_before(scene, index) if phrase.items[0].enclitic and not phrase.verb else []


def _shared_with(scene: Scene, index: int, word: CasualtyWord) -> bool:
    """'were killed and wounded 15 people': the next word of outcome has the victims of both."""
    if index + 1 >= len(scene.phrases) or scene.breaks(index, index + 1):
        return False
    following = scene.phrases[index + 1]
    other = casualty_of(following)
    return bool(following.conj) and other is not None and other.outcome != word.outcome


def _halved(scene: Scene, index: int) -> bool:
    """Whether the word before shares this word's victims."""
    if index == 0:
        return False
    before = casualty_of(scene.phrases[index - 1])
    alone = (
        scene.phrases[index - 1].quantity is None
        and scene.phrases[index - 1].items[0].other is None
    )
    counted = before is not None and before.frame == "count_noun"
    return before is not None and alone and not counted and _shared_with(scene, index - 1, before)


def _half(whole: Count) -> Count:
    """One outcome's part of a joint number: all but one at most, one at least."""
    if whole.high is not None and whole.high > 1:
        return Count(1, whole.high - 1, whole.group)
    return Count(min(whole.low, 2), None, whole.group)


def _outcome(scene: Scene, index: int, word: CasualtyWord) -> str:
    """'lost' means killed when it is one's life that was lost."""
    if word.outcome != "missing":
        return word.outcome
    ahead = scene.phrases[index + 1 : index + 5]
    lives = any(w is not None and w.weak for w in map(casualty_of, ahead))
    return "killed" if lives else word.outcome


def _fallback(word: CasualtyWord, group: str) -> str:
    return word.group or group


def _parts(scene: Scene, position: int) -> list[Count]:
    """'among them', or a bracket right after: the people named there are part of the whole."""
    if position >= len(scene.phrases):
        return []
    bracket = "(" in scene.between(position - 1, position)
    phrase = scene.phrases[position]
    including = phrase.prep == "including" or connective_role(phrase) == "including"
    if not (bracket or including):
        return []
    if connective_role(phrase) == "including":
        position += 1
    parts: list[Count] = []
    while position < len(scene.phrases):
        phrase = scene.phrases[position]
        one = count(phrase) if person(phrase) and phrase.head != "casualty" else None
        if one is None or (parts and not phrase.conj) or phrase.verb:
            break
        parts.append(one)
        position += 1
    return parts


# ------------------------------------------------------------------ special forms
def _updates(scene: Scene, index: int) -> bool:
    return any(cue_of(p) == "total" for p in scene.phrases[:index])


def _denied(scene: Scene, index: int) -> bool:
    """'X denied that a soldier was killed' states no toll."""
    told = mood(scene, index)
    return told.status == "denied" and told.cue != "prevented"


def _since(scene: Scene, index: int) -> bool:
    """A total 'since the start of the year' is no toll of the act told."""
    for position in range(max(0, index - NEAR), min(index + NEAR, len(scene.phrases))):
        when = scene.phrases[position].when
        if when is not None and when.role == "since":
            low, high = sorted((position, index))
            return not scene.breaks(low, high) and _updates(scene, index)
    return False


def _zeros(scene: Scene) -> Iterator[Toll]:
    """'no casualties': a stated zero of killed and injured."""
    for index, phrase in enumerate(scene.phrases):
        if cue_of(phrase) != "zero":
            continue
        for outcome in ("killed", "injured"):
            yield Toll(
                scene.sentence, index, phrase.start, phrase.end, outcome,
                Count(0, 0, "unknown"), None, False, None, False,
            )  # fmt: skip


def _between_dead_and_wounded(scene: Scene) -> Iterator[Toll]:
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


def _joint(scene: Scene, found: Sequence[Toll]) -> list[Toll]:
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


# ------------------------------------------------------------------ causes
def _lay(scene: Scene, toll: Toll, acts: Sequence[int], harming: Collection[int]) -> Toll:
    """Find the act that the sentence lays the toll to: a cause after it, else a result before
    it.
    """
    if toll.anchor in acts:
        return replace(toll, act=toll.anchor, laid=True)
    for act in acts:
        if act > toll.anchor and scene.phrases[act].prep in CAUSES and _open(scene, toll, act):
            return replace(toll, act=act, laid=True)
    before = [a for a in acts if a < toll.anchor and not _stopped(scene, a, toll.anchor)]
    hurt = toll.outcome in ("killed", "injured")
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


def _open(scene: Scene, toll: Toll, act: int) -> bool:
    """No other clause opens between a toll and the act: only people, places, times and tolls."""
    for position in range(toll.anchor + 1, act):
        phrase = scene.phrases[position]
        if phrase.head == "trigger" and phrase.verb:
            return False
        if connective_role(phrase) in ("result", "while", "relative"):
            return False
    return not _stopped(scene, toll.anchor, act)


def _stopped(scene: Scene, left: int, right: int) -> bool:
    return scene.breaks(left, right) == "stop"


def _resulting(scene: Scene, act: int, anchor: int) -> bool:
    """Whether a word of result stands between an act and a toll, or an act that is a result."""
    return any(connective_role(scene.phrases[p]) == "result" for p in range(act + 1, anchor))
