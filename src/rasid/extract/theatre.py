"""The theatre: the countries that a report is about, by what names no other country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rasid.extract.actors import STATE
from rasid.geo.resolve import Resolution
from rasid.lexicon.entries import Actor, Form, Match, Nationality, SourceNoun
from rasid.lexicon.lexicon import Lexicon
from rasid.values import dataclass

SHARE = 0.3
"""A country counts when it has this share of the leading country's weight."""
GROUND = 0.8
"""The share of its places that lie in the one country that a report is about."""
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


@dataclass(frozen=True, slots=True)
class Grounds:
    """The country that a report's places lie in, None when it tells of several, and those of its
    sentences by their number.
    """

    report: str | None
    sentences: Mapping[int, str]

    def of(self, sentence: int) -> str | None:
        """The country whose own army 'the army' of a sentence may be."""
        here = self.sentences.get(sentence, self.report)
        return here if self.report in (None, here) else None


def grounds(located: Iterable[tuple[int, Resolution]]) -> Grounds:
    """Where a report and its sentences are, by places found in one country."""
    votes: Counter[str] = Counter()
    by_sentence: defaultdict[int, set[str]] = defaultdict(set)
    for number, place in located:
        if place.country is not None:
            votes[place.country] += 1
            by_sentence[number].add(place.country)
    (country, count), *_ = votes.most_common(1) or [("", 0)]
    report = country if count and count >= GROUND * votes.total() else None
    return Grounds(report, {n: next(iter(at)) for n, at in by_sentence.items() if len(at) == 1})


def spoken(lexicon: Lexicon, matches: Iterable[Match]) -> dict[str, float]:
    """How often the actors, nationalities and sources speak of each country."""
    votes: defaultdict[str, float] = defaultdict(float)
    for match in matches:
        country = _country(lexicon, match.forms)
        if country is not None:
            votes[country] += 1
    return votes


def forces(matches: Iterable[Match]) -> tuple[Actor, ...]:
    """The armies and police that a report names anywhere, by names that mean nobody else."""
    named = (m.forms[0].entry for m in matches if len(m.forms) == 1)
    return tuple(e for e in named if isinstance(e, Actor) and e.type in STATE and e.country)


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
