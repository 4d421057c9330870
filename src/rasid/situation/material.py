"""What a report is composed of, before it is in any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasid.situation.changes import Changes
from rasid.situation.model import OUTCOMES, Act, LeftOut, Question

SHOWN_ALWAYS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Material:
    """All that a report tells: its incidents, those of the period before, what became of an earlier
    report (null without one), the day it is made on, the version that made it, what is left out.
    """

    asked: Question
    acts: tuple[Act, ...]
    before: tuple[Act, ...]
    changes: Changes | None
    made: date
    version: str
    left: LeftOut

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Outcomes that the report tells: killed and injured, and what any incident adds."""
        return tuple(
            outcome
            for outcome in OUTCOMES
            if outcome in SHOWN_ALWAYS or any(act.toll(outcome) for act in self.acts)
        )

    @property
    def reports(self) -> int:
        return sum(act.reports for act in self.acts)
