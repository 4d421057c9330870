"""Assertion: is this act reported, or is it a figure of speech, a topic, an old story?

Rules propose, a small logistic model over named signs decides. Its weights are a table in
`data/models/assertion.yaml`, fitted on hand-coded reports by `scripts/fit_assertion.py`. The
probability, bent by a small curve (`scripts/fit_confidence.py`), is the event's confidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from rasid.extract.fold import Draft
from rasid.lexicon.rules import read
from rasid.values import dataclass

SELDOM = frozenset(
    "leave move base release deal flight speech sexual weapons property other".split()
)
"""Families of which the coded reports hold few acts, so the model is too strict with them."""


TINY = 1e-6
"""Probabilities are held this far from 0 and 1, where their log-odds end."""
PLACED = frozenset(("place.exact.own", "place.wide.own"))
SITED = PLACED | {"place.exact.near", "place.wide.near"}
PAST = frozenset(("verb.past", "carried.past"))
BYGONE = frozenset(("background", "quoted", "question", "before.relative"))
VOICED = frozenset(("crowd", "speech"))
WHOLE = 0.1
"""Below this even who did it to whom is told of another time, or in a figure of speech."""
FAINT = 0.02
"""Below this even a named planner plans no violence: sport, elections, figures of speech."""


@dataclass(frozen=True, slots=True)
class Curve:
    """From a probability of the model to one that holds on reports that it was not fitted on, and
    that counts the type: log-odds times `slope`, plus `shift` and the weights of its own `signs`.
    """

    slope: float
    shift: float
    signs: Mapping[str, float]

    def __call__(self, probability: float, held: Mapping[str, float]) -> float:
        inside = min(max(probability, TINY), 1.0 - TINY)
        own = sum(weight for name, weight in self.signs.items() if name in held)
        return _logistic(self.slope * math.log(inside / (1.0 - inside)) + self.shift + own)


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: `bias` plus the weight of each sign that holds.

    Below `threshold` an act is dropped; one of a seldom coded family, or to which a toll is laid in
    words, is kept from `lenient` on when its doer is named; one of a crowd, which has no name, from
    `crowd` on. `curve` makes the confidence of it.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float
    lenient: float
    crowd: float
    curve: Curve

    def probability(self, signs: Mapping[str, float]) -> float:
        score = self.bias + sum(self.weights.get(name, 0.0) * v for name, v in signs.items())
        return _logistic(score)

    def keeps(self, draft: Draft, held: Mapping[str, float], probability: float) -> bool:
        """Whether an act is told.

        One planned or denied in so many words by a named doer nearly always is, so is one that a
        party claims or announces as its own, and an overflight: the coded reports hold hardly any,
        so the model cannot judge them.
        """
        if probability >= self.threshold:
            return True
        if "own.claimed" in held:
            return probability >= FAINT
        if "own.announced" in held and probability >= self.lenient:
            return True
        named = any(p.phrase.party and p.phrase.party.actor for p in draft.gather("agents"))
        if draft.first.status in ("planned", "denied"):
            return named and probability >= FAINT
        if draft.family == "crowd" and probability >= self.crowd:
            return True
        if _is_flash(draft, held) and probability >= self.lenient:
            return True
        if _told_whole(draft, held) and probability >= WHOLE:
            return True
        flown = draft.family == "other" and draft.first.trigger.platform is not None
        telling = draft.family in SELDOM or flown or any(t.laid for t in draft.tolls)
        return named and telling and probability >= self.lenient


def _is_flash(draft: Draft, held: Mapping[str, float]) -> bool:
    """A post of one sentence that begins with its act and says where: a verb, or a noun with its
    means, for nouns alone are figures of speech as often. The coded reports hold hardly any, so the
    model is too strict with them.
    """
    act = draft.first
    opens = "report.post" in held and act.anchor <= 1 and act.status == "happened"
    sure = act.verb or "weapon" in held or "platform" in held
    return opens and sure and draft.family not in SELDOM and not PLACED.isdisjoint(held)


def _told_whole(draft: Draft, held: Mapping[str, float]) -> bool:
    """'X launched attacks on Y in Z', 'in Z 24 fighters met their death': which party did it to
    whom, or how many died, and where, told with a verb in the past.
    """
    if PAST.isdisjoint(held) or SITED.isdisjoint(held) or not BYGONE.isdisjoint(held):
        return False
    whole = {"agent.named", "agent.and_target"} <= held.keys() or "toll.only" in held
    return whole and draft.first.status == "happened" and draft.family not in VOICED


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped model."""
    raw = read("models/assertion.yaml")
    curve = Curve(**raw["confidence"])
    levels = (raw["threshold"], raw["lenient"], raw["crowd"])
    return Model(raw["bias"], raw["weights"], *levels, curve)
