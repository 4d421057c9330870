"""The geographic reader: finds place expressions in sentences and resolves those of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.geo.expressions import PlaceExpression
from rasid.geo.gazetteer import (
    Gazetteer,
    ordinary_words,
    plain_words,
    toponym_data,
)
from rasid.geo.grammar import Grammar
from rasid.geo.names import NameFinder
from rasid.geo.openings import NO_OPENING
from rasid.geo.resolve import Resolution, Resolver
from rasid.geo.tokens import Tokens
from rasid.geo.wording import Wording
from rasid.lexicon.entries import Match, PlaceWord
from rasid.measure.numerals import Quantity
from rasid.text.segment import Sentence


class GeoReader:
    """Holds a gazetteer and no state of any report; safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._wording = Wording.of(toponym_data(), ordinary_words(), plain_words())

    def expressions(
        self, sentence: Sentence, matches: Sequence[Match], quantities: Sequence[Quantity]
    ) -> list[PlaceExpression]:
        """The place expressions of a sentence, in order, without overlap. Never raises."""
        tokens = Tokens(sentence.words, matches)
        names = NameFinder(self._gazetteer, tokens, self._wording)
        distances = _distances(matches, quantities)
        seeds = self._seeds(tokens, names, distances)
        return Grammar(sentence, tokens, names, distances).read(seeds) if seeds else []

    def _seeds(
        self, tokens: Tokens, names: NameFinder, distances: Mapping[int, object]
    ) -> list[int]:
        """The tokens at which an expression may begin; it runs over every token of a text."""
        openings, seeds = self._gazetteer.openings, []
        for i, known in enumerate(tokens.known):
            silent = known is not None and known.grammar and known.place is None
            if silent and not names.may_open(i):
                continue
            begins = known is not None and known.place is not None
            if begins or (openings[tokens.words[i]] is not NO_OPENING and names.may_begin(i)):
                seeds.append(i)
        return sorted({*seeds, *distances}) if distances else seeds

    def resolve(
        self, expressions: Sequence[PlaceExpression], outlet: str | None = None
    ) -> list[Resolution]:
        """What each of a report's expressions means, in order; all of the report at once.

        The outlet's name lends its country a vote. An expression that cannot be resolved gives a
        resolution without coordinates.
        """
        return Resolver(self._gazetteer, expressions, outlet).resolve()


def _distances(
    matches: Sequence[Match], quantities: Sequence[Quantity]
) -> dict[int, tuple[int, float]]:
    """Where a distance is told: the token it begins at -> the token after it, kilometres."""
    out: dict[int, tuple[int, float]] = {}
    for quantity in quantities:
        if quantity.km is not None:
            out[quantity.start] = (quantity.end, quantity.km)
    if out:
        for match in matches:
            far = any(
                isinstance(f.entry, PlaceWord) and f.entry.relation == "distance"
                for f in match.forms
            )
            if far and match.end in out:
                out[match.start] = out[match.end]
    return out
