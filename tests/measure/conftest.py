"""Reading a sentence as the pipeline does: tokens, matches, then numbers and times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rasid.lexicon.lexicon import load
from rasid.measure import Quantity, When, quantities, times
from rasid.model import PARTS_OF_DAY, TIME_PRECISIONS
from rasid.text.tokens import words_of

ReadNumbers = Callable[[str], list[tuple[str, Quantity]]]
ReadTimes = Callable[..., list[tuple[str, When]]]
REPORT = date(2024, 3, 13)
"""A Wednesday: the day of the report unless a test says otherwise."""


@pytest.fixture(scope="session")
def read_numbers() -> ReadNumbers:
    """Sentence -> its quantities, each with the words that it stands on."""
    lexicon = load()

    def read(text: str) -> list[tuple[str, Quantity]]:
        words = words_of(text)
        found = quantities(words, lexicon.match(words))
        return [(" ".join(words[q.start : q.end]), q) for q in found]

    return read


@pytest.fixture(scope="session")
def read_times() -> ReadTimes:
    """Sentence and day of the report -> its times, each with the words that it stands on."""
    lexicon = load()

    def read(text: str, published: date | None = REPORT) -> list[tuple[str, When]]:
        words = words_of(text)
        found = times(words, lexicon.match(words), published)
        return [(" ".join(words[w.start : w.end]), w) for w in found]

    return read


@pytest.fixture(scope="session")
def one_time(read_times: ReadTimes) -> Callable[..., When]:
    """The only time of a sentence, in codes of the model."""

    def read(text: str, published: date | None = REPORT) -> When:
        found = read_times(text, published)
        assert len(found) == 1, f"{text}: {found}"
        _, when = found[0]
        assert when.precision in TIME_PRECISIONS
        assert when.part_of_day is None or when.part_of_day in PARTS_OF_DAY
        return when

    return read


@pytest.fixture(scope="session")
def days() -> Callable[[When], tuple[str | None, str | None]]:
    """The first and the last day of a time, as tables spell them."""

    def spelled(when: When) -> tuple[str | None, str | None]:
        first, last = (day and day.isoformat() for day in (when.first, when.last))
        return first, last

    return spelled
