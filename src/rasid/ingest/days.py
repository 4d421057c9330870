"""Days of publication, as feeds, exports and people write them."""

from __future__ import annotations

from datetime import date, datetime

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""No report was published outside these; a date that says so is a mistake."""


def iso_day(value: object) -> str | None:
    """The ISO day of an ISO date or time or of a feed's date (RFC 2822); None when it is neither.

    Orders that can be read in two ways (03/04/2024) are no dates here: nothing is guessed.
    """
    day = value if isinstance(value, date) else _parsed(str(value).strip())
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return day.isoformat()[:10]


def _parsed(text: str) -> date | None:
    for parse in (datetime.fromisoformat, _slashed, _of_mail):
        try:
            return parse(text)
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def _slashed(text: str) -> date:
    """2024/05/01, or an ISO day followed by a time that is not ISO."""
    return date.fromisoformat(text[:10].replace("/", "-"))


def _of_mail(text: str) -> date:
    """Wed, 12 Mar 2025 08:00:00 +0300."""
    from email.utils import parsedate_to_datetime  # an ISO day is the rule: reading starts sooner

    return parsedate_to_datetime(text)
