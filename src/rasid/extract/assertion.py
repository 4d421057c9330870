"""Assertion: is this act reported, or is it a figure of speech, a topic, an old story?

Rules propose, a small logistic model over named signs decides. Its weights are a table in
`data/models/assertion.yaml`, fitted on hand-coded reports by `scripts/fit_assertion.py`. The
probability is the event's confidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rasid.extract.fold import Draft
from rasid.lexicon.rules import read


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: `bias` plus the weight of each sign that holds; below `threshold` an act is
    dropped.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, signs: Mapping[str, float]) -> float:
        score = self.bias + sum(self.weights.get(name, 0.0) * v for name, v in signs.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def explicit(draft: Draft) -> bool:
    """Planned or denied in so many words, of a named actor: told of, although nothing happened.

    The coded reports hold hardly any such act, so the model cannot judge them.
    """
    named = any(p.phrase.party and p.phrase.party.actor for p in draft.gather("agents"))
    return draft.first.status in ("planned", "denied") and named


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped model."""
    raw = read("models/assertion.yaml")
    return Model(raw["bias"], raw["weights"], raw["threshold"])
