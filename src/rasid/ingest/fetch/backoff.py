"""How long to wait before another try: twice as long each time, and never all at one moment."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_S, LONGEST_S = 1.0, 60.0


def wait_s(tries: int, asked_s: float | None = None, longest_s: float = LONGEST_S) -> float:
    """Seconds to wait after so many tries: between half and the whole of a time that doubles, and
    no less than the server asked for.
    """
    whole = min(longest_s, FIRST_S * 2.0 ** min(tries - 1, 32))
    return max(random.uniform(whole / 2, whole), asked_s or 0.0)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header asks for, as a number or a moment; None for none."""
    told = (value or "").strip()
    if told.isascii() and told.isdigit():
        return float(min(int(told[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - (now or datetime.now(UTC))).total_seconds())
