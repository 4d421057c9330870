"""Mood: whether an act happened, is planned, possible or denied, and whether it is background."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.acts import Scene, connective_role, cue_of

STATUS = {
    "planned": "planned",
    "threatened": "planned",
    "possible": "possible",
    "denied": "denied",
    "prevented": "denied",
}
DROPS = frozenset(("habitual", "drill", "figurative", "topic"))
REACH = 9


@dataclass(frozen=True, slots=True)
class Mood:
    """How an act is meant. `drop`: it is no act at all (habit, drill, purpose). `cue`: what told
    so. `follows`: another act came after it, by the sentence.
    """

    status: str = "happened"
    background: bool = False
    drop: bool = False
    cue: str | None = None
    follows: bool = False


def mood(scene: Scene, index: int) -> Mood:
    """The mood that the clause of the act at phrase `index` gives it."""
    if scene.phrases[index].prep == "without":
        return Mood("denied", drop=True, cue="without")
    background = False
    for behind in range(index - 1, max(index - 1 - REACH, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop":
            break
        cue = cue_of(phrase)
        if cue == "background":
            background = True
        elif cue is not None:
            found = _from_cue(scene, index, behind, cue)
            if found is not None:
                return found
        if connective_role(phrase) == "purpose" and index - behind <= 2:
            return Mood("planned", drop=True, cue="purpose")
        if phrase.head == "trigger" and phrase.verb and index - behind > 1:
            break
    background = background or _opens_background(scene, index)
    return Mood(background=background, drop=_habit(scene, index), follows=_follows(scene, index))


def _from_cue(scene: Scene, index: int, behind: int, cue: str) -> Mood | None:
    near = index - behind <= 2 and not scene.breaks(behind, index)
    if cue == "negation":
        if near and index - behind == 1 and len(scene.between(behind, index)) <= 1:
            return Mood("denied", cue=cue)
        return None
    if cue in DROPS and near:
        return Mood(drop=True, cue=cue)
    if cue in STATUS and (near or index - behind <= 3 or _prepares(scene, behind, index, cue)):
        return Mood(STATUS[cue], cue=cue)
    return None


def _prepares(scene: Scene, cue_at: int, index: int, cue: str) -> bool:
    """'X with all its allies prepares for ...': the subject may stand between cue and act."""
    between = scene.phrases[cue_at + 1 : index]
    return STATUS[cue] == "planned" and not any(p.verb for p in between)


def _follows(scene: Scene, index: int) -> bool:
    """'after the shelling of' another act that the sentence tells: an earlier act."""
    governor = scene.phrases[index]
    before = scene.phrases[index - 1] if index else None
    if before is not None and before.head == "support" and not before.verb:
        governor = before
    return governor.prep == "after" and any(p.head == "trigger" for p in scene.phrases[:index])


def _opens_background(scene: Scene, index: int) -> bool:
    """A background cue among the first phrases of the sentence covers the whole of it."""
    return any(cue_of(p) in ("background", "total") for p in scene.phrases[: min(3, index)])


def _habit(scene: Scene, index: int) -> bool:
    for ahead in range(index + 1, min(index + REACH, len(scene.phrases))):
        if scene.breaks(index, ahead):
            return False
        if cue_of(scene.phrases[ahead]) == "habitual":
            return True
    return False
