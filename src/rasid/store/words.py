"""The words that reports are found by: folded, and without what is written on to them.

Text and query go through the same mill, one word in and one word out, so that a word finds itself
whatever particle, article or pronoun it carries and however it is spelled, and phrases keep their
order. Where neither vocabulary nor gazetteer knows a word, particles are taken off as long as four
letters remain: whatever that does to a word, it does to all its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rasid.errors import InputError
from rasid.geo.gazetteer import shipped
from rasid.geo.toponym import toponym_rules
from rasid.lexicon.lexicon import load
from rasid.text.tokens import tokenise
from rasid.text.view import View

SHORTEST = 4
"""Letters that must be left of a word that nobody knows."""
MOST_WORDS = 200_000
_PARTS = re.compile(r'"([^"]*)"|([^"\s]+)')
_names = lru_cache(maxsize=1)(shipped)


def column(text: str) -> str:
    """The words of a text as the index has them, separated by spaces."""
    return " ".join(_stems(View.of(text).text))


def expression(query: str) -> str:
    """A search as FTS5 expects it: all its words, and what stands in quotation marks in that order.

    Nothing in it is taken for an operator. InputError when it has no word at all.
    """
    parts = (" ".join(_stems(quoted or plain)) for quoted, plain in _PARTS.findall(_plain(query)))
    asked = [f'"{part}"' for part in parts if part]
    if not asked:
        raise InputError(f"search: {query!r} has no word to look for")
    return " AND ".join(asked)


def found(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text, half-open, in order; phrases as they stand."""
    view = View.of(text)
    tokens = tokenise(view.text)
    at = [n for n, word in enumerate(tokens.words) if any(map(str.isalnum, word))]
    stems = [stem(tokens.words[n]) for n in at]
    parts = (list(_stems(quoted or plain)) for quoted, plain in _PARTS.findall(_plain(query)))
    runs = {
        (first, first + len(part))
        for part in parts
        for first in range(len(stems))
        if part and stems[first : first + len(part)] == part
    }
    return [
        view.span(tokens.starts[at[first]], tokens.ends[at[end - 1]]) for first, end in sorted(runs)
    ]


def _plain(query: str) -> str:
    return View.of(query.replace("\0", " ")).text


def _stems(folded: str) -> Iterator[str]:
    return (stem(word) for word in tokenise(folded).words if any(map(str.isalnum, word)))


@lru_cache(maxsize=MOST_WORDS)
def stem(word: str) -> str:
    """A folded word as it is indexed."""
    if word.isascii():
        return word
    return toponym_rules().bare(load().stem(word) or _named(word) or _cut(word))


def _named(word: str) -> str | None:
    """The word, or what is left of it, if that is a name on the map."""
    rules = toponym_rules()
    parts = (word[length:] for length, _ in rules.splits(word))
    return next((part for part in parts if _names().has(rules.key_of([part]))), None)


def _cut(word: str) -> str:
    """The word without all that could be particles."""
    lengths = [n for n, _ in toponym_rules().splits(word) if n and len(word) - n >= SHORTEST]
    return _cut(word[max(lengths) :]) if lengths else word
