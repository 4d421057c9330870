"""Mood: whether an act happened, is planned, possible or denied, and whether it is background.

What tells so stands before the act: a cue that governs it, alone or through the light verb or noun
that carries it ('did not witness any clashes', 'denied the outbreak of fighting').
"""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.acts import ASKING, STOPS, Scene, support_of, trigger_of
from rasid.extract.denial import DENYING, denier
from rasid.extract.phrases import Phrase
from rasid.values import dataclass

PLANNERS = frozenset(("force", "people"))
"""Heads of phrases for those who plan, though they are no party that is known."""
STATUS = {
    "planned": "planned",
    "threatened": "planned",
    "possible": "possible",
    "denied": "denied",
    "prevented": "denied",
    "disowned": "denied",
}
DROPS = frozenset(("habitual", "figurative", "topic"))
WIDE = frozenset(("drill", "general"))
"""Cues that cover the whole clause, through its verbs: practice, and what a law says of all."""
OBJECTS = frozenset(("in", "from", "to", "about", "on"))
"""Prepositions of what is asked for, warned of, called for."""
LACKED = frozenset(("in", "from"))
"""Prepositions of what failed or was absent: 'failed in taking', 'free of fighting'."""
COMPLEMENT = frozenset((None, "in", "from", "to", "of"))
"""How an act is joined to the light verb that carries it."""
ASIDE = frozenset("after before because_of during simultaneous response until".split())
"""Prepositions of another act, which a cue of the clause does not govern."""
GOING_ON = frozenset(("sup.keep_on", "sup.continue"))
CALLED = frozenset(("protest", "riot"))
BLAMED = frozenset(("accuse", "agree", "other"))
"""Frames of acts that an accusation does not tell as done."""
TELLING = frozenset(("trigger", "casualty", "speech"))
DOTS = frozenset(".\u2026")
SENDING = frozenset(("move", "base"))
"""Frames of acts that are done for the sake of another, which `to` tells."""
REACH = 9
CARRIED = 6
LOOSE = 3
"""How many unknown words may stand between a light verb and its act."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How an act is meant. `drop`: it is no act at all (habit, drill, purpose). `cue`: what told
    so. `follows`: another act came after it, by the sentence. `bygone`: others count from it
    ("since the withdrawal"). `subject`: the phrase of the party
    that plans it, threatens with it or denies that it did it.
    """

    status: str = "happened"
    background: bool = False
    drop: bool = False
    cue: str | None = None
    follows: bool = False
    bygone: bool = False
    subject: int | None = None


WEIGHT = {"denied": 3, "planned": 2, "possible": 1, "happened": 0}


def mood(scene: Scene, index: int) -> Mood:
    """The mood that the clause of the act at phrase `index` gives it."""
    told = list(_told(scene, index))
    if told:
        return max(told, key=lambda m: (m.drop, WEIGHT[m.status]))
    since = _since(scene, index)
    background = since or _opens_background(scene, index) or _recalled(scene, index)
    return Mood(
        background=background,
        drop=_habit(scene, index),
        follows=_follows(scene, index),
        bygone=since,
    )


def _told(scene: Scene, index: int) -> Iterator[Mood]:
    """All that is told of the mood of an act; the weightiest holds."""
    chain = list(_carriers(scene, index))
    head = chain[min(1, len(chain) - 1)]
    if any(scene.phrases[at].prep == "without" for at in chain):
        yield Mood("denied", drop=True, cue="without")
    if _asked(scene, index):
        yield Mood(drop=True, cue="question")
    if _practised(scene, index) or _blames(scene, index):
        yield Mood(drop=True, cue="drill")
    if "negation" in scene.cues and any(_not_done(scene, at) for at in chain):
        yield Mood("denied", cue="negation")
    if any(_to_come(scene.phrases[at]) for at in chain):
        yield Mood("planned", cue="planned")
    if aim(scene, index):
        yield Mood("planned", drop=True, cue="purpose")
    for behind in _before(scene, index):
        phrase = scene.phrases[behind]
        if phrase.cue is not None:
            found = _from_cue(scene, index, head, behind, phrase.cue)
            if found is not None:
                yield found
        if phrase.connective == "purpose" and index - behind <= 2:
            yield Mood("planned", drop=True, cue="purpose")
        if phrase.connective == "if" and behind + 1 in (index, head):
            yield Mood("possible", drop=True, cue="condition")


def aim(scene: Scene, index: int) -> bool:
    """'sent troops to storm the town', 'laid bombs to target patrols': what for, not what was."""
    start = _carried_to(scene, index)
    phrase = scene.phrases[start]
    if phrase.verb or phrase.prep != "to" or phrase.items[0].definite:
        return False
    for behind in _before(scene, start):
        before = scene.phrases[behind]
        done = trigger_of(before.items[0]) if before.head == "trigger" else None
        if done is not None:
            return start < index or done.frame in SENDING
        if before.verb or support_of(before) is not None:
            return False
    return False


def _carried_to(scene: Scene, index: int) -> int:
    """'to carry out a raid', 'to mount a campaign of arrests': the light noun that the act goes
    with, else the act itself.
    """
    at = index
    while at and _bare_noun(scene, at) and scene.phrases[at - 1].head in ("trigger", "support"):
        at -= 1
        if scene.phrases[at].verb:
            return index
    return at if support_of(scene.phrases[at]) is not None else index


def _bare_noun(scene: Scene, at: int) -> bool:
    """An act noun in the genitive."""
    phrase = scene.phrases[at]
    alone = phrase.prep is None and not phrase.conj and len(scene.between(at - 1, at)) <= 1
    return phrase.head == "trigger" and not phrase.verb and alone


def _before(scene: Scene, index: int) -> Iterator[int]:
    """The phrases of the clause before an act, the nearest first."""
    for behind in range(index - 1, max(index - 1 - REACH, -1), -1):
        if scene.breaks(behind, index) == "stop":
            return
        yield behind
        phrase = scene.phrases[behind]
        if phrase.head == "trigger" and phrase.verb and index - behind > 1:
            return


# ------------------------------------------------------------------ what carries the act
def _carriers(scene: Scene, index: int) -> Iterator[int]:
    """The act, then the light nouns and the light verb that carry it, the nearest first."""
    yield index
    if scene.phrases[index].verb or scene.phrases[index].prep not in COMPLEMENT:
        return
    for behind in range(index - 1, max(index - 1 - CARRIED, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) or phrase.head in ("trigger", "casualty"):
            return
        carries = support_of(phrase) is not None or (_ends(phrase) and not phrase.verb)
        if carries and _loose(scene, behind, index) <= LOOSE:
            yield behind
        if phrase.verb or phrase.head == "connective":
            return


def _to_come(phrase: Phrase) -> bool:
    """'will shell'; but 'will go on shelling' tells of what is going on."""
    support = support_of(phrase) if phrase.items[0].future else None
    return phrase.items[0].future and (support is None or support.id not in GOING_ON)


def _not_done(scene: Scene, at: int) -> bool:
    """'did not shell'; but 'did not stop shelling' tells of what is going on."""
    return _negated(scene, at) and not _ends(scene.phrases[at])


def _ends(phrase: Phrase) -> bool:
    return phrase.cue == "ceased"


def _loose(scene: Scene, left: int, right: int) -> int:
    """Words that no phrase covers between two phrases."""
    return sum(len(scene.between(at, at + 1)) for at in range(left, right))


def _negated(scene: Scene, at: int) -> bool:
    before = at - 1
    if before < 0 or scene.phrases[before].cue != "negation":
        return False
    return len(scene.between(before, at)) <= 1 and not scene.breaks(before, at)


def _asked(scene: Scene, index: int) -> bool:
    """A question asserts nothing, but presupposes what it names as known ('the raid')."""
    phrase = scene.phrases[index]
    if scene.words[-1] not in ASKING or phrase.items[0].definite:
        return False
    return not any(word in STOPS or set(word) <= DOTS for word in scene.words[phrase.end : -1])


def _practised(scene: Scene, index: int) -> bool:
    """An act that is itself a drill, or is told of as done during one."""
    drills = scene.cued("drill")
    if index in drills:
        return True
    at = next((d for d in drills if index < d < index + CARRIED), None)
    if at is None or scene.breaks(index, at):
        return False
    during = scene.phrases[at].prep in ("during", "in", "within", "as")
    return during and not any(p.verb for p in scene.phrases[index + 1 : at + 1])


def _blames(scene: Scene, index: int) -> bool:
    """'accused X of shelling': the act laid on X is told, not the accusing of it."""
    accusing = trigger_of(scene.phrases[index].items[0])
    if accusing is None or accusing.frame != "accuse":
        return False
    for ahead in range(index + 1, min(index + CARRIED, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) == "stop" or phrase.verb:
            return False
        laid = trigger_of(phrase.items[0]) if phrase.prep == "in" else None
        if laid is not None:
            return laid.frame not in BLAMED
    return False


# ------------------------------------------------------------------ cues
def _from_cue(scene: Scene, index: int, head: int, behind: int, cue: str) -> Mood | None:
    near = index - behind <= 2 and not scene.breaks(behind, index)
    if cue in DROPS and near:
        return Mood(drop=True, cue=cue)
    if cue in WIDE and not _new_clause(scene, behind, index):
        return Mood(drop=True, cue=cue)
    if not _reaches(scene, behind, index, head):
        return None
    if cue == "call":
        return _called(scene, index, head)
    if cue == "lacking":
        lacked = scene.phrases[head].prep in LACKED and _governs(scene, behind, head, cue)
        return Mood("denied", cue=cue, subject=_planner(scene, behind, index)) if lacked else None
    if _unmeant(scene, index, head, behind, cue):
        return Mood(drop=True, cue=cue)
    if cue in DENYING and _negated(scene, behind):
        return None
    if cue in STATUS and (near or index - behind <= 3 or _governs(scene, behind, index, cue)):
        return Mood(STATUS[cue], cue=cue, subject=_subject(scene, behind, index, cue))
    return None


def _subject(scene: Scene, behind: int, index: int, cue: str) -> int | None:
    """The party that plans an act, or denies it as its own."""
    if cue in DENYING:
        return denier(scene, behind, index)
    return _planner(scene, behind, index) if STATUS[cue] == "planned" else None


def _unmeant(scene: Scene, index: int, head: int, behind: int, cue: str) -> bool:
    """Whether the act is only asked for, warned of, refused, supposed, or said to be over."""
    adjacent = behind + 1 in (index, head)
    prep = scene.phrases[head].prep
    if scene.breaks(behind, index):
        return False
    if cue == "wish":
        return adjacent or prep in OBJECTS
    if cue == "refused":
        return adjacent or (prep is None and not scene.phrases[index].verb)
    if cue == "condition":
        return adjacent
    if cue == "ceased":
        return behind + 1 == index and _ceased(scene, behind, index)
    return False


def _ceased(scene: Scene, behind: int, index: int) -> bool:
    """'the shelling stopped'; but what someone came 'to stop' goes on."""
    stopping = scene.phrases[behind]
    if scene.phrases[index].prep is not None or _negated(scene, behind):
        return False
    return stopping.verb or stopping.prep != "to"


def _called(scene: Scene, index: int, head: int) -> Mood | None:
    """'called for a demonstration' plans one; 'called for the release of' only wants it."""
    if scene.phrases[head].prep not in OBJECTS:
        return None
    trigger = trigger_of(scene.phrases[index].items[0])
    planned = trigger is not None and trigger.frame in CALLED
    return Mood("planned", cue="call") if planned else Mood(drop=True, cue="call")


def _reaches(scene: Scene, behind: int, index: int, head: int) -> bool:
    """Whether nothing between a cue and an act begins another clause."""
    act = scene.phrases[index]
    if act.verb and act.conj:
        return False
    if index - behind > 1 and scene.phrases[head].prep in ASIDE:
        return False
    return not _new_clause(scene, behind, index)


def _new_clause(scene: Scene, behind: int, index: int) -> bool:
    return any(p.verb and (p.conj or p.head in TELLING) for p in scene.phrases[behind + 1 : index])


def _governs(scene: Scene, behind: int, index: int, cue: str) -> bool:
    """'X with all its allies prepares for ...', 'X denies ...': the subject may stand between."""
    between = scene.phrases[behind + 1 : index]
    return cue != "possible" and cue != "prevented" and not any(p.verb for p in between)


def _planner(scene: Scene, behind: int, index: int) -> int | None:
    """The subject of a verb of planning, or the genitive of a noun of it."""
    for at in range(behind + 1, index):
        if _party(scene.phrases[at]):
            return at
    for at in range(behind - 1, max(behind - 3, -1), -1):
        phrase = scene.phrases[at]
        if phrase.verb or scene.breaks(at, behind):
            return None
        if _party(phrase) and not scene.phrases[behind].conj:
            return at
        if phrase.head in PLANNERS and phrase.prep is None:
            return None  # 'uncovered a cell that planned': who uncovered it planned nothing
    return None


def _party(phrase: Phrase) -> bool:
    return phrase.party is not None and phrase.prep is None


# ------------------------------------------------------------------ background
def _recalled(scene: Scene, index: int) -> bool:
    recalling = scene.cued("background")
    return bool(recalling) and any(behind in recalling for behind in _before(scene, index))


def _since(scene: Scene, index: int) -> bool:
    """'the first of its kind since the withdrawal': an act of the past that others count from."""
    before = scene.phrases[index - 1] if index else None
    if before is None or scene.phrases[index].verb or scene.breaks(index - 1, index):
        return False
    return before.connective == "since" and not scene.between(index - 1, index)


def _opens_background(scene: Scene, index: int) -> bool:
    """A background cue among the first phrases of the sentence covers the whole of it."""
    first = min(3, index)
    if any(at < first for at in scene.cued("background")):
        return True
    return any(at < first for at in scene.cued("total")) and any(
        p.when is not None and p.when.role == "since" for p in scene.phrases
    )


def _follows(scene: Scene, index: int) -> bool:
    """'after the shelling of', 'after the town came under shelling': an act earlier than another
    that the sentence tells.
    """
    other = next((at for at in range(index) if scene.phrases[at].head == "trigger"), None)
    if other is None:
        return False
    governors = (at for at in _carriers(scene, index) if at == index or not scene.phrases[at].verb)
    return any(other < at and _after(scene, at) for at in governors)


def _after(scene: Scene, index: int) -> bool:
    """'after the shelling', 'hours after the shelling'."""
    phrase, before = scene.phrases[index], scene.phrases[index - 1]
    hours = before.head == "time" and before.prep == "after" and phrase.prep == "from"
    return phrase.prep == "after" or hours


def _habit(scene: Scene, index: int) -> bool:
    for ahead in scene.cued("habitual"):
        if index < ahead < index + REACH:
            return not scene.breaks(index, ahead)
    return False
