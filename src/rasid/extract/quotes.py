"""Quotes: the words of a report behind token spans, and its places as the record has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rasid import model
from rasid.geo.expressions import PlaceExpression
from rasid.geo.resolve import Resolution
from rasid.lexicon.entries import Match
from rasid.text.segment import Document
from rasid.values import replace


class Quotes:
    """Exact quotes of one report.

    `matches` and `places` are (sentence number, match or resolution) pairs. Conjunctions and
    prepositions written onto the first word of a span are left out of its quote.
    """

    def __init__(
        self,
        document: Document,
        matches: Iterable[tuple[int, Match]],
        places: Iterable[tuple[int, Resolution]],
    ) -> None:
        self._document = document
        self._cuts: Mapping[tuple[int, int], int] = {
            (number, match.start): _cut(match.proclitics)
            for number, match in matches
            if match.proclitics
        }
        self._places = {(n, found.expression.start): found for n, found in places}

    def span(self, sentence: int, start: int, end: int) -> model.Span:
        """The quote of tokens [start, end) without the clitics before it."""
        return self._quote(sentence, start, end, self._cuts.get((sentence, start), 0))

    def place(self, sentence: int, told: PlaceExpression) -> model.Place:
        """The resolved place of an expression."""
        found = self._places[(sentence, told.start)]
        whole = found.place(self._quote(sentence, told.start, told.end, 0))
        bare = (
            told.name.start == told.start
        )  # else a type word comes first, as the lexicon split it
        cut = told.name.cut if bare else self._cuts.get((sentence, told.start), 0)
        return replace(whole, span=self._quote(sentence, told.start, told.end, cut))

    def _quote(self, sentence: int, start: int, end: int, cut: int) -> model.Span:
        at = self._document.sentences[sentence]
        view = self._document.view
        first, last = view.span(at.starts[start] + cut, at.ends[end - 1])
        return model.Span(first, last, view.original[first:last])


def _cut(proclitics: Sequence[str]) -> int:
    """Letters of the clitics before a word; the contraction of 'to' and 'the' keeps its letters."""
    if "to" in proclitics and "the" in proclitics:
        return len(proclitics) - 2
    return sum(mark != "the" for mark in proclitics)
