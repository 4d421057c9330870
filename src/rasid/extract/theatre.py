"""The theatre: the countries that a report is about, by what names no other country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rasid.geo.resolve import Resolution
from rasid.lexicon.entries import Actor, Form, Match, Nationality, SourceNoun
from rasid.lexicon.lexicon import Lexicon

SHARE = 0.3
"""A country counts when it has this share of the leading country's weight."""
FORMS_REMEMBERED = 50_000


def theatre(spoken: Mapping[str, float], places: Iterable[Resolution]) -> tuple[str, ...]:
    """ISO2 codes of the countries that a report is about, by `spoken` names and its places, the
    one most spoken of first.

    Half of a place's vote is for the country where it was found to be, half is shared by all that
    have one of its name.
    """
    votes = defaultdict(float, spoken)
    for place in places:
        candidates = {c.place.country for c in place.expression.name.candidates}
        for country in candidates:
            votes[country] += 1.0 / len(candidates)
        if place.country is not None:
            votes[place.country] += 1.0
    top = max(votes.values(), default=0)
    about = [country for country, weight in votes.items() if weight >= SHARE * top]
    return tuple(sorted(about, key=lambda country: (-votes[country], country)))


def spoken(lexicon: Lexicon, matches: Iterable[Match]) -> dict[str, float]:
    """How often the actors, nationalities and sources speak of each country."""
    votes: defaultdict[str, float] = defaultdict(float)
    for match in matches:
        country = _country(lexicon, match.forms)
        if country is not None:
            votes[country] += 1
    return votes


@lru_cache(maxsize=FORMS_REMEMBERED)
def _country(lexicon: Lexicon, forms: tuple[Form, ...]) -> str | None:
    """The one country that the readings of a word speak of; None for most words."""
    countries = set(_countries(lexicon, forms))
    return countries.pop() if len(countries) == 1 else None


def _countries(lexicon: Lexicon, forms: Iterable[Form]) -> Iterable[str]:
    for form in forms:
        entry = form.entry
        if not isinstance(entry, Actor | SourceNoun | Nationality) or not entry.country:
            continue
        if lexicon.scope(entry.id) is None:
            yield entry.country
