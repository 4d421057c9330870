"""When a source is due again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

LONGEST_S = 86_400.0
SPREAD = 0.05
"""Sources with one rhythm drift apart by up to this share of it."""


def next_due(now: datetime, every: float, failures: int) -> datetime:
    """The moment to look again: after `every` seconds; after failures in a row twice as late for
    each, up to a day or the source's own rhythm where that is longer.
    """
    longest = max(every, LONGEST_S)
    seconds = min(longest, every * 2.0 ** min(failures, 32))
    return now + timedelta(seconds=seconds * random.uniform(1, 1 + SPREAD))


def moment(at: datetime) -> str:
    """A moment as the workspace writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
