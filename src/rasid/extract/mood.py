"""Mood: whether an act happened, is planned, possible or denied, and whether it is background."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.acts import Scene, connective_role
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Cue

STATUS = {
    "planned": "planned",
    "threatened": "planned",
    "possible": "possible",
    "denied": "denied",
    "prevented": "denied",
}
DROPS = frozenset(("habitual", "drill", "figurative", "topic"))
REACH = 5


@dataclass(frozen=True, slots=True)
class Mood:
    """How an act is meant. `drop`: it is no act at all (habit, drill, purpose). `cue`: what told so."""

    status: str = "happened"
    background: bool = False
    drop: bool = False
    cue: str | None = None


def cue_of(phrase: Phrase) -> str | None:
    form = phrase.items[0].form("cue")
    return form.entry.cue if form is not None and isinstance(form.entry, Cue) else None


def mood(scene: Scene, index: int) -> Mood:
    """The mood that the clause of the act at phrase `index` gives it."""
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
    return Mood(background=background or _opens_background(scene, index), drop=_habit(scene, index))


def _from_cue(scene: Scene, index: int, behind: int, cue: str) -> Mood | None:
    near = index - behind <= 2 and not scene.breaks(behind, index)
    if cue == "negation":
        if near and index - behind == 1 and len(scene.between(behind, index)) <= 1:
            return Mood("denied", cue=cue)
        return None
    if cue in DROPS and near:
        return Mood(drop=True, cue=cue)
    if cue in STATUS and (near or index - behind <= 3):
        return Mood(STATUS[cue], cue=cue)
    return None


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
