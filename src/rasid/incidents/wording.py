"""What a report says as numbers: hashes of its words and of its runs of words.

Runs are overlapping stretches of RUN words ("shingles", Broder 1997). Of long texts only the
smallest hashes are kept, a bottom-k sketch (Broder; Cohen and Kaplan 2007), from which the share
of common runs is estimated without bias.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from rasid.geo.toponym import toponym_rules
from rasid.incidents.model import Wording
from rasid.incidents.naming import named
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import read
from rasid.model import Event, Record, Span
from rasid.text.segment import read_document

RUN = 4
MOST_RUNS = 400
LINKS = ("http", "@", "www.")
NO_PART = frozenset(("chrome",))
"""Sentences that are no part of the report."""


def wording(text: str) -> Wording:
    """The hashes of a text, in the text layer's fold, without page chrome and addresses."""
    document = read_document(text, load().cues())
    told = [s.words for s in document.sentences if s.role not in NO_PART]
    words = [hashed(word) for sentence in told for word in sentence if _counts(word)]
    runs = sorted(set(_runs(words)))
    names = [tuple(sorted(set().union(*found))) for found in zip(*map(named, told), strict=True)]
    return Wording(
        tuple(sorted(set(words))), tuple(runs[:MOST_RUNS]), len(runs), len(words), *names
    )


def quoted(record: Record) -> Wording:
    """The hashes of what a record quotes of its report, where the text itself is not at hand."""
    spans = sorted({(s.start, s.end, s.text) for e in record.events for s in _spans(e)})
    return wording("\n".join(text for _, _, text in spans))


def _spans(event: Event) -> Iterator[Span]:
    yield event.trigger
    yield from (value.span for value in (event.place, event.time) if value is not None)
    for values in (event.agents, event.targets, event.weapons, event.casualties, event.sources):
        yield from (value.span for value in values)


def hashed(word: str) -> int:
    """The hash of a normalised word, the same with or without article and written-on particles."""
    return zlib.crc32(_stem(word).encode("utf-8", "surrogatepass"))


def hashes_of(name: str) -> frozenset[int]:
    """The hashes of the words of a name in any spelling."""
    return frozenset(map(hashed, toponym_rules().words(name)))


def carries_on(words: Collection[int]) -> bool:
    """Whether a report with these words says that it carries on an earlier one: the toll rose."""
    return any(phrase.issubset(words) for phrase in _updates())


@lru_cache(maxsize=1)
def _updates() -> tuple[frozenset[int], ...]:
    return tuple(map(hashes_of, read("rules/updates.yaml")["phrases"]))


def share(one: Wording, other: Wording) -> float:
    """How much of the shorter text is in the longer, 0 to 1, by runs of words."""
    small, large = sorted((one, other), key=lambda w: (w.runs, w.sketch))
    kept = _comparable(small, large)
    return len(set(kept) & set(large.sketch)) / len(kept) if kept else 0.0


def likeness(one: Wording, other: Wording) -> float:
    """How much the texts have in common of all that both say, 0 to 1 (Jaccard, by runs)."""
    small, large = sorted((one, other), key=lambda w: (w.runs, w.sketch))
    common = share(small, large) * small.runs
    union = small.runs + large.runs - common
    return common / union if union else 0.0


def _comparable(small: Wording, large: Wording) -> Sequence[int]:
    """The runs of one text up to where the other's sketch ends."""
    if large.runs <= len(large.sketch) or not large.sketch:
        return small.sketch
    return small.sketch[: bisect_right(small.sketch, large.sketch[-1])]


def _counts(word: str) -> bool:
    return word[0].isalnum() and not word.startswith(LINKS)


def _runs(words: Sequence[int]) -> Iterator[int]:
    if not words:
        return
    for at in range(max(1, len(words) - RUN + 1)):
        yield _joined(words[at : at + RUN])


def _joined(hashes: Iterable[int]) -> int:
    return zlib.crc32(b"".join(value.to_bytes(4, "big") for value in hashes))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """The word without what may be written on before it; a number keeps all its digits.

    Blind stripping is no loss here: a word that only looks as if it began with a particle is
    shortened alike wherever it stands.
    """
    if word.isdigit():
        return word
    rules = toponym_rules()
    cut = max(length for length, _ in rules.splits(word))
    return rules.key_of([word[cut:]]) or word
