"""Names of channels, feeds and lists: the neutral name of an outlet where the lexicon knows it."""

from __future__ import annotations

from functools import lru_cache

from rasid.lexicon.entries import SourceNoun
from rasid.lexicon.lexicon import load
from rasid.text.tokens import words_of

KNOWN = "outlet."
LONGEST_NAME = 200


@lru_cache(maxsize=4096)
def known_outlet(name: str) -> str | None:
    """The neutral name of the outlet that a name stands for as a whole; None for an unknown one."""
    words = words_of(name[:LONGEST_NAME])
    matches = load().match(words)
    if len(matches) != 1 or (matches[0].start, matches[0].end) != (0, len(words)):
        return None
    match = matches[0]
    entries = [form.entry for form in match.forms if form.entry.id.startswith(KNOWN)]
    named = [e.name for e in entries if isinstance(e, SourceNoun) and not match.proclitics]
    return named[0] if named else None


def outlet(name: object) -> str | None:
    """The neutral name of a known outlet, else the name as it is; None for none."""
    told = " ".join(str(name).split())[:LONGEST_NAME] if isinstance(name, str) else ""
    return (known_outlet(told) or told) or None
