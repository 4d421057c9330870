"""A toll: how many of which people one word of death, injury or custody counts, and its act."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.acts import Participant
from rasid.extract.counts import Count
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import CasualtyWord
from rasid.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Toll:
    """One outcome of one group. `act` is the phrase index of the act it is laid to in the
    sentence; `dated` tells that it is a sum over a time until now.
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
    dated: bool = False


def casualty_of(phrase: Phrase) -> CasualtyWord | None:
    """The word of outcome in a phrase; 'a convoy of the displaced' tells only whose it is."""
    if phrase.head == "facility":
        return None
    for item in phrase.items:
        if item.sense.casualty is not None:
            return item.sense.casualty
    return None


def lost(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls of a report; where it calls the dead lost ('lost their lives'), as many lost
    elsewhere are these dead.
    """
    dead = [t for t in tolls if t.outcome == "killed" and t.word is not None and _loses(t.word)]
    counts = {(t.count.low, t.count.high) for t in dead}
    return [
        replace(t, outcome="killed")
        if t.outcome == "missing" and (t.count.low, t.count.high) in counts
        else t
        for t in tolls
    ]


def _loses(word: CasualtyWord) -> bool:
    return word.weak or word.outcome == "missing"


def same_people(one: Toll, other: Toll) -> bool:
    """Whether two tolls give the same number, two at least, of the same outcome."""
    count, told = one.count, other.count
    bounds = (one.outcome, count.low, count.high) == (other.outcome, told.low, told.high)
    known = {count.group, told.group} - {"unknown"}
    return bounds and count.high is not None and count.high > 1 and len(known) <= 1
