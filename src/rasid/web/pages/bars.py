"""Numbers month by month as bars, drawn without styles so that any policy lets them be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.extract import summary
from rasid.model import Span, Time
from rasid.web.language import Language

HEIGHT = 100
WIDTH, GAP = 16, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A month: from where it is drawn, how high, and what it is called."""

    x: int
    y: float
    height: float
    month: str
    count: int


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars of a picture; time runs in the direction of the language."""

    width: int
    bars: tuple[Bar, ...]


def bars(months: Sequence[tuple[str, int]], language: Language) -> Bars:
    """The bars of months (`2025-03`) with numbers."""
    most = max((count for _, count in months), default=0) or 1
    width = len(months) * (WIDTH + GAP)
    made = []
    for number, (month, count) in enumerate(months):
        at = number * (WIDTH + GAP)
        x = width - at - WIDTH if language.dir == "rtl" else at
        high = max(count / most * HEIGHT, 2.0 if count else 0.0)
        made.append(Bar(x, HEIGHT - high, high, in_words(month, language), count))
    return Bars(width, tuple(made))


def in_words(month: str, language: Language) -> str:
    """A month as the language writes it."""
    first = f"{month}-01"
    told = Time(first, first, "month", None, None, Span(0, 0, ""))
    return language.numerals(summary.days(told, language.code))
