"""Reading a sentence as the pipeline does: tokens, matches, then numbers and times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rasid.lexicon.lexicon import load
from rasid.measure import Quantity, When, quantities, times
from rasid.text.tokens import words_of

ReadNumbers = Callable[[str], list[tuple[str, Quantity]]]
ReadTimes = Callable[[str, date | None], list[tuple[str, When]]]


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

    def read(text: str, published: date | None) -> list[tuple[str, When]]:
        words = words_of(text)
        found = times(words, lexicon.match(words), published)
        return [(" ".join(words[w.start : w.end]), w) for w in found]

    return read
