"""The day of publication where it stands in Arabic words: a line by itself, or the dateline.

Only whole days count, with their year. A day in a sentence is that of an act, and is none here.
"""

from __future__ import annotations

import re
from datetime import date

from rasid.ingest.days import FIRST_YEAR, LAST_YEAR
from rasid.lexicon.lexicon import load
from rasid.measure import measure
from rasid.text.tokens import tokenise
from rasid.text.view import normalise

LONGEST_LINE = 120
MOST_BESIDE = 5
"""Words beside the day in a line of its own: that it was published, the weekday, the time."""
MOST_BEFORE = 8
MARKS = re.compile(r"[-\u2013\u2014:|/()\[\],\u060c]+")
NUMBERS = re.compile(r"\d+")
WORD_OF_MONTH = re.compile(r"[^\W\d_]{3,}")


def day_of_line(line: str) -> str | None:
    """The ISO day of a line that holds little beside it; None for any other line."""
    found = _whole_day(line)
    if found is None:
        return None
    day, start, end, words = found
    beside = [w for w in (*words[:start], *words[end:]) if any(map(str.isalpha, w))]
    return day if len(beside) <= MOST_BESIDE else None


def dateline(text: str) -> str | None:
    """The ISO day in the dateline that a text begins with ("Damascus (SANA) - 3 May 2025 -")."""
    line = text.lstrip().partition("\n")[0]
    found = _whole_day(line)
    if found is None:
        return None
    day, start, end, words = found
    opens = start == 0 or MARKS.fullmatch(words[start - 1]) is not None
    closes = end == len(words) or MARKS.fullmatch(words[end]) is not None
    return day if opens and closes and start <= MOST_BEFORE else None


def _whole_day(line: str) -> tuple[str, int, int, tuple[str, ...]] | None:
    """The first day of a line with its year: ISO, where its words begin and end, all words."""
    words = tuple(tokenise(normalise(line[:LONGEST_LINE])).words)
    _, when = measure(words, load().match(words), None)
    for one in when:
        if one.first and one.first == one.last and one.precision in ("day", "hour"):
            shown = " ".join(words[one.start : one.end])
            if _sure(shown, one.first):
                return one.first.isoformat(), one.start, one.end, words
            return None
    return None


def _sure(shown: str, day: date) -> bool:
    """Whether the words can be read in one way only."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    numbers = NUMBERS.findall(shown)
    if WORD_OF_MONTH.search(shown) or len(numbers) < len(("d", "m", "y")):
        return True
    return len(numbers[0]) == len("2025") or int(numbers[0]) > 12 or numbers[0] == numbers[1]
