"""Why a role of an act has no filler: what the frame would take, and what the sentence offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rasid.extract.acts import Act, Scene
from rasid.extract.phrases import Phrase
from rasid.extract.slots import classes
from rasid.lexicon.rules import Slots, frames

ROLES = {"agents": "agent", "targets": "target", "weapons": "weapon", "places": "place"}
"""Attributes of an act and the role that fills each."""
SHOWN = 3


def fillers(act: Act, attribute: str) -> Iterator[tuple[int, int]]:
    """Token ranges of what fills a role, as far as it stands in the act's own sentence."""
    for value in getattr(act, attribute):
        at = getattr(value, "phrase", value)
        if getattr(value, "sentence", act.sentence) == act.sentence:
            yield at.start, at.end


def why_empty(scene: Scene, act: Act, attribute: str) -> tuple[str, str]:
    """One line on an empty role, and the words that might have filled it but stand elsewhere."""
    role = ROLES.get(attribute)
    if role is None:
        return "none near the act", ""
    slots = _slots(act, role)
    if not slots:
        return f"frame {act.trigger.frame} has no slot for it", ""
    wanted = frozenset(cls for taken in slots.values() for cls in taken)
    free = [p for p in scene.phrases if wanted & set(classes(p)) and not _used(act, p)]
    if not free:
        return f"no {' or '.join(sorted(wanted))} left in the sentence", ""
    stand = ", ".join(_slot(phrase) for phrase in free[:SHOWN])
    offered = " | ".join(text(scene, phrase.start, phrase.end) for phrase in free[:SHOWN])
    return f"wants {' '.join(slots)}; found {stand}", offered


def text(scene: Scene, start: int, end: int) -> str:
    """The words at tokens [start, end)."""
    return " ".join(scene.words[start:end])


def _slots(act: Act, role: str) -> Mapping[str, list[str]]:
    """Slots of the act's frame that give the role, with the classes that each takes."""
    frame = frames().get(act.trigger.frame) or frames()["other"]
    kinds: tuple[Slots, ...] = (frame.active, frame.passive) if act.verb else (frame.noun,)
    found: dict[str, list[str]] = {}
    for slots in kinds:
        for slot, taken in slots.items():
            for cls in (cls for cls, given in taken.items() if given == role):
                found.setdefault(slot, []).append(cls)
    return found


def _used(act: Act, phrase: Phrase) -> bool:
    ranges = (filler for attribute in ROLES for filler in fillers(act, attribute))
    return any(start <= phrase.start < end for start, end in ranges)


def _slot(phrase: Phrase) -> str:
    return phrase.prep or ("and" if phrase.conj else "bare")
