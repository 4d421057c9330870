"""Which events are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from rasid.export.rows import Row, when


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty filter asks for all. `before` is the first day too young to go
    out, as a profile's delay makes it.
    """

    types: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    main: bool | None = None
    before: date | None = None

    def reason(self, row: Row) -> str | None:
        """Why an event is not asked for (a code of REASONS); None when it is."""
        return next(chain(self._told(row), self._days(row)), None)

    def _told(self, row: Row) -> Iterator[str]:
        event = row.event
        if self.types and event.type not in self.types:
            yield "type"
        if self.countries and (event.place is None or event.place.country not in self.countries):
            yield "country"
        if self.statuses and event.status not in self.statuses:
            yield "status"
        if event.confidence < self.min_confidence:
            yield "confidence"
        if self.main is not None and event.main is not self.main:
            yield "main" if event.main else "background"

    def _days(self, row: Row) -> Iterator[str]:
        day = when(row)
        if self.since and (day is None or day.end < self.since):
            yield "since"
        if self.until and (day is None or day.start > self.until):
            yield "until"
        if self.before and day is None:
            yield "no_day"
        elif self.before and day is not None and self._young(row, day.end):
            yield "too_recent"

    def _young(self, row: Row, end: date) -> bool:
        """By the act's last day or the last day of publication, whichever is later."""
        reports = row.merged.reports if row.merged else (row.report,)
        told = [date.fromisoformat(one.published) for one in reports if one.published]
        return self.before is not None and max([end, *told]) >= self.before
