"""Word lists of the data that tell names of places from other words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasid.geo.toponym import ToponymRules
from rasid.lexicon.rules import read


@dataclass(frozen=True, slots=True)
class Wording:
    """`ordinary` words are names of places too, `plain` ones never for their place's size alone.

    After a word of `given` (persons' names) or of `names_makers` a name is a person's or a body's.
    `openers` are first words of names and words of grammar as well, `adjectives` ordinary words
    that describe.
    """

    ordinary: frozenset[str]
    plain: frozenset[str]
    nisba: str
    person_words: frozenset[str]
    names_makers: frozenset[str]
    given: frozenset[str]
    adjectives: frozenset[str]
    openers: frozenset[str]

    @classmethod
    def of(
        cls, data: Mapping[str, Any], ordinary: frozenset[str], plain: frozenset[str]
    ) -> Wording:
        rules = ToponymRules.of(data)
        listed = read("places/toponym_stop.yaml")["words"]
        return cls(
            ordinary,
            plain,
            data["nisba"],
            frozenset(data["person_words"]),
            frozenset((*data["person_words"], *data["body_words"])),
            frozenset(word for name in listed["persons"] for word in rules.words(name)),
            frozenset(word for name in listed["adjectives"] for word in rules.words(name)),
            frozenset(data["joined"]),
        )
