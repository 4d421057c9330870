"""Checks of single values: each returns the value, or raises ValueError with what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from rasid.errors import InputError
from rasid.ingest.columns import Columns
from rasid.ingest.fetch.failed import NotFetched
from rasid.ingest.fetch.urls import normal
from rasid.ingest.profiles import columns as columns_of

NAME = re.compile(r"\w[\w.-]{0,63}")
DURATION = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST_S, MOST_S = 30, 366 * 86400
MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


def name(told: Any) -> str:
    """A name of letters, digits, - _ and dots."""
    if not isinstance(told, str | int) or not NAME.fullmatch(str(told)):
        raise ValueError(f"{told!r} is no name: letters, digits, - _ . are, up to 64")
    return str(told)


def words(told: Any) -> str:
    """A text that is not empty."""
    if not isinstance(told, str) or not told.strip():
        raise ValueError(f"{told!r} is no text")
    return told.strip()


def many(told: Any) -> tuple[str, ...]:
    """A text or a list of them."""
    return tuple(words(one) for one in (told if isinstance(told, list) else [told]))


def yes(told: Any) -> bool:
    """true or false."""
    if not isinstance(told, bool):
        raise ValueError(f"{told!r}: true or false is expected")
    return told


def number(least: float, most: float) -> Callable[[Any], float]:
    """A number within bounds."""

    def check(told: Any) -> float:
        is_number = isinstance(told, int | float) and not isinstance(told, bool)
        if not is_number or not least <= told <= most:
            raise ValueError(f"{told!r}: a number from {least:g} to {most:g} is expected")
        return float(told)

    return check


def one_of(known: Collection[str]) -> Callable[[Any], str]:
    """One of some codes."""

    def check(told: Any) -> str:
        if not isinstance(told, str) or told not in known:
            raise ValueError(f"{told!r} is not one of {', '.join(known)}")
        return told

    return check


def some_of(known: Collection[str]) -> Callable[[Any], tuple[str, ...]]:
    """A code or a list of codes."""
    one = one_of(known)
    return lambda told: tuple(map(one, told if isinstance(told, list) else [told]))


def duration(told: Any) -> float:
    """A length of time in seconds: 90s, 15m, 6h, 1d."""
    found = DURATION.fullmatch(told.strip()) if isinstance(told, str) else None
    seconds = int(found[1]) * SECONDS[found[2]] if found else 0
    if not LEAST_S <= seconds <= MOST_S:
        raise ValueError(f"{told!r}: a time from 30s to 366d is expected, as in 15m, 6h or 1d")
    return float(seconds)


def address(told: Any) -> str:
    """An address of the web, in one form."""
    try:
        return normal(words(told))
    except NotFetched as error:
        raise ValueError(f"{told!r}: {error}") from error


def mapped(told: Any) -> Columns:
    """Columns as `--map` tells them, or the name of a saved map."""
    try:
        return columns_of(words(told))
    except InputError as error:
        raise ValueError(str(error)) from error


def mails(told: Any) -> tuple[str, ...]:
    """Addresses of e-mail."""
    for one in many(told):
        if not MAIL.fullmatch(one):
            raise ValueError(f"{one!r} is no address of e-mail")
    return many(told)
