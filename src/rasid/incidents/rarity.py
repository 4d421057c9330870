"""How much it tells that two reports agree: the rarer a value among the reports at hand, the more.

Agreement on a value counts as the logarithm of how seldom it is met (Fellegi and Sunter 1969; for
words, inverse document frequency: Spärck Jones 1972). BACKGROUND imagined reports stand beside the
real ones, so that in a small batch agreement is not taken for commonplace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from rasid.incidents.traits import Days, Traits, Where

BACKGROUND = 200


@dataclass(slots=True)
class Rarity:
    """In how many reports each word (or person, or facility), day and name of a place occurs."""

    reports: int = 0
    words: Counter[int] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    _totals: dict[str, float] = field(default_factory=dict)
    _words: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Iterable[Traits]) -> Rarity:
        """Counted over the reports of tellings."""
        rarity = cls()
        by_report: dict[str, list[Traits]] = {}
        for one in told:
            by_report.setdefault(one.report, []).append(one)
        for tellings in by_report.values():
            rarity.add(tellings)
        return rarity

    def add(self, tellings: list[Traits]) -> None:
        """Count one more report, given its tellings."""
        self.reports += 1
        self._totals.clear()
        self._words.clear()
        self.words.update(tellings[0].wording.counted())
        days = [t.days for t in tellings if t.days is not None]
        self.days.update({day for d in days for day in range(d.first, d.last + 1)})
        self.places.update({t.where.key for t in tellings if t.where is not None})

    def word(self, word: int) -> float:
        """Natural logarithm of how rare a word is, squared: rare words count most."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._rare(self.words[word]) ** 2
        return known

    def total(self, one: Traits) -> float:
        """What all words of a report would count together."""
        known = self._totals.get(one.report)
        if known is None:
            known = self._totals[one.report] = sum(map(self.word, one.words))
        return known

    def day(self, one: Days, other: Days) -> float:
        """How rare the days are that both may mean."""
        common = range(max(one.first, other.first), min(one.last, other.last) + 1)
        return self._rare(max((self.days[day] for day in common), default=0))

    def place(self, where: Where) -> float:
        """How rare a name is."""
        return self._rare(self.places[where.key])

    def _rare(self, count: int) -> float:
        return max(0.0, log((self.reports + BACKGROUND) / (count + 1)))
