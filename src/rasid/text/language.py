"""Which language of the Arabic script a text is in."""

from __future__ import annotations

import re
from collections import Counter

from rasid.text.cues import TextCues
from rasid.text.tables import ARABIC, ARTICLE, KEYBOARD_LETTERS, LANGUAGE_LETTERS
from rasid.text.view import View

SAMPLE = 5_000
"""How many characters are looked at; a page in one language shows it by then."""
LETTER_WEIGHT = 3.0
"""How much more a share of telling letters says than the same share of function words."""
ARABIC_HEAD_START = 0.2
"""Names and loans bring some foreign letters into Arabic, and headlines have few function words."""

_ARABIC_LETTER = re.compile(f"[{ARABIC}]")


def language(view: View, cues: TextCues) -> str:
    """ar, fa, ur, ckb, or und when there is no Arabic script.

    Letters, function words and the article vote; Arabic has a head start, so that a text with a
    few Persian letters stays Arabic.
    """
    first = _ARABIC_LETTER.search(view.text)
    if first is None:
        return "und"
    start = view.span(first.start(), first.end())[0]
    sample = view.original[start : start + SAMPLE]
    words = sample.split()
    counted = Counter(words)
    definite = f" {' '.join(words)}".count(f" {ARTICLE}") / len(words)
    votes = {"ar": ARABIC_HEAD_START + definite}
    for name, known in cues.languages.items():
        told = sum(counted[word] for word in counted.keys() & known)
        votes[name] = votes.get(name, 0.0) + told / len(words)
    for weight, telling in ((LETTER_WEIGHT, LANGUAGE_LETTERS), (1.0, KEYBOARD_LETTERS)):
        for name, those in telling.items():
            share = sum(map(sample.count, those)) / len(sample)
            votes[name] = votes.get(name, 0.0) + weight * share
    return max(votes, key=votes.__getitem__)
