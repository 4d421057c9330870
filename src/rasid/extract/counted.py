"""Numbers that count acts, and no people."""

from __future__ import annotations

from collections.abc import Mapping

from rasid.extract.readings import NO_READINGS, readings
from rasid.lexicon.entries import Match
from rasid.measure.numerals import Quantity


def of_acts(quantity: Quantity, at: Mapping[int, Match]) -> bool:
    """'in one of these ambushes', 'five raids': it picks or counts acts, and no people."""
    following = at.get(quantity.end)
    found = readings(following.forms) if following is not None else NO_READINGS
    counted = following is not None and found.noun == "trigger" and not following.proclitics
    return (counted and not found.verbs) or _one_of_acts(quantity, at)


def _one_of_acts(quantity: Quantity, at: Mapping[int, Match]) -> bool:
    """'in one of these ambushes': it picks an act, and counts no people."""
    first, following = at.get(quantity.start), at.get(quantity.end)
    if first is None or first.end != quantity.end or readings(first.forms).role != "one_of":
        return False
    if following is not None and readings(following.forms).role == "demonstrative":
        following = at.get(following.end)
    return following is not None and "trigger" in readings(following.forms).nouns
