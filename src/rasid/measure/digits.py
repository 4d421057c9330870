"""Numbers written in digits: 1,250 and 3.5, 10:30, 24/11/2025."""

from __future__ import annotations

import re
from functools import lru_cache

from rasid.values import dataclass

_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_PLAIN = re.compile(r"\d{1,15}")
_DECIMAL = re.compile(r"(\d{1,12})[.,](\d{1,6})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_PARTS = re.compile(r"(\d{1,4})([/.,-])(\d{1,4})(?:\2(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Digits:
    """What a token of digits is: `int`, `decimal`, `clock`, `parts` (a date or range) or `other`.

    `parts` are the numbers of a clock, a decimal, a date or a range.
    """

    shape: str
    amount: float = 0.0
    parts: tuple[int, ...] = ()
    mark: str = ""

    @property
    def value(self) -> int:
        """The amount without its fraction."""
        return int(self.amount)


OTHER = Digits("other")


@lru_cache(maxsize=8192)
def read_digits(word: str) -> Digits | None:
    """What the token says; None when it does not begin with a digit.

    Three digits after a separator are thousands (1.250 is 1250); fewer or more are a fraction.
    """
    if not "0" <= word[:1] <= "9" or not word.isascii():
        return None
    if _PLAIN.fullmatch(word):
        return _plain(word)
    if _GROUPED.fullmatch(word):
        return Digits("int", float(word.replace(",", "").replace(".", "")))
    return _clock(word) or _decimal(word) or _composed(word) or OTHER


def _plain(word: str) -> Digits:
    """Eight digits and more, and a leading zero before others, are telephone and file numbers."""
    if len(word) > 9 or (word[0] == "0" and len(word) > 2):
        return OTHER
    return Digits("int", float(word))


def _clock(word: str) -> Digits | None:
    found = _CLOCK.fullmatch(word)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return Digits("clock", hour, (hour, minute)) if hour <= 24 and minute < 60 else OTHER


def _decimal(word: str) -> Digits | None:
    found = _DECIMAL.fullmatch(word)
    if not found:
        return None
    return Digits("decimal", float(f"{found[1]}.{found[2]}"), (int(found[1]), int(found[2])))


def _composed(word: str) -> Digits | None:
    found = _PARTS.fullmatch(word)
    if not found:
        return None
    numbers = tuple(int(g) for g in (found[1], found[3], found[4]) if g)
    return Digits("parts", float(numbers[0]), numbers, found[2])
