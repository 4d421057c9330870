"""How sure an event is: a sum of inspectable signs, between 0 and 1."""

from __future__ import annotations

from rasid.extract.fold import Draft

BASE = 0.35
SIGNS = {
    "specific_type": 0.10,
    "agent": 0.10,
    "place": 0.15,
    "time": 0.05,
    "toll": 0.10,
    "repeated": 0.10,
    "sourced": 0.05,
}


def confidence(draft: Draft, placed: bool, timed: bool, sourced: bool) -> float:
    """The base plus the weight of each sign that holds; weak triggers alone halve it."""
    held = {
        "specific_type": any(sure for _, _, sure in draft.types),
        "agent": bool(draft.gather("agents")),
        "place": placed,
        "time": timed,
        "toll": bool(draft.tolls),
        "repeated": len(draft.mentions) > 1,
        "sourced": sourced,
    }
    score = BASE + sum(weight for sign, weight in SIGNS.items() if held[sign])
    if all(act.trigger.weak for act in draft.mentions):
        score /= 2
    return round(min(score, 0.99), 2)
