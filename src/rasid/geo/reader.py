"""The geographic reader: finds place expressions in sentences and resolves those of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.geo.expressions import PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.grammar import DATELINE_MARKS, Grammar
from rasid.geo.names import NameFinder
from rasid.geo.openings import NO_OPENING
from rasid.geo.resolve import Resolution, Resolver
from rasid.geo.tokens import DASHES, Tokens
from rasid.geo.wording import Wording
from rasid.lexicon.entries import Match, PlaceWord, SourceNoun
from rasid.measure.numerals import Quantity
from rasid.text.segment import Sentence

ENDS_HEADING = DASHES | DATELINE_MARKS
LAST_HEADING = 1
"""The last token at which an outlet's name still heads a sentence."""


class GeoReader:
    """Holds a gazetteer and no state of any report; safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._wording = Wording.load()

    def expressions(
        self, sentence: Sentence, matches: Sequence[Match], quantities: Sequence[Quantity]
    ) -> list[PlaceExpression]:
        """The place expressions of a sentence, in order, without overlap. Never raises."""
        tokens = Tokens(sentence.words, matches)
        names = NameFinder(self._gazetteer, tokens, self._wording)
        distances = _distances(matches, quantities)
        seeds = self._seeds(tokens, names, distances)
        return Grammar(sentence, tokens, names, distances).read(seeds) if seeds else []

    def of_source(self, sentence: Sentence, matches: Sequence[Match]) -> list[PlaceExpression]:
        """The town in the name of a local outlet that heads the sentence ("Tadmur Coordination -"):
        all that a report without another place tells of where it was.
        """
        words = sentence.words
        for match in matches:
            after = words[match.end] if match.end < len(words) else ""
            heads = match.start <= LAST_HEADING and after in ENDS_HEADING
            if heads and any(isinstance(form.entry, SourceNoun) for form in match.forms):
                tokens = Tokens(words, ())
                names = NameFinder(self._gazetteer, tokens, self._wording)
                return Grammar(sentence, tokens, names, {}).of_source(match.start, match.end)
        return []

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
        self,
        expressions: Sequence[PlaceExpression],
        outlet: str | None = None,
        spoken: Mapping[str, float] | None = None,
        home: str | None = None,
    ) -> list[Resolution]:
        """What each of a report's expressions means, in order; all of the report at once.

        The outlet's name lends its country a vote, or else `home`, the country that it is known to
        report on; and so do the countries of `spoken`: how often the report speaks of their actors
        and sources. An expression that cannot be resolved
        gives a resolution without coordinates.
        """
        return Resolver(self._gazetteer, expressions, outlet, spoken or {}, home).resolve()


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
