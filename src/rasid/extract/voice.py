"""A voice: who says what a stretch of the text tells."""

from __future__ import annotations

from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Actor
from rasid.values import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A source and the tokens of its sentence that it covers, from `scope` on.

    `start` and `end` are tokens of sentence `spoken`, where the source is named. `others` speak
    with it; `blamed` are those whom it accuses, `also` is a second kind in the same words.
    `called` is the first word of its name, by which the text may name it again. `until` is where
    its scope ends, when that is before the end of the sentence.
    """

    sentence: int
    start: int
    end: int
    kind: str
    name: str | None
    mode: str
    scope: int
    spoken: int = 0
    actor: Actor | None = None
    affiliation: str | None = None
    others: tuple[Voice, ...] = ()
    blamed: tuple[Phrase, ...] = ()
    also: str | None = None
    until: int | None = None
    called: str = ""
