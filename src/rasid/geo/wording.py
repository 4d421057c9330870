"""Word lists of the data that tell names of places from other words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rasid.geo.toponym import toponym_data, toponym_rules
from rasid.lexicon.rules import read
from rasid.values import dataclass

STOP_LIST = "places/toponym_stop.yaml"


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that are names of places and ordinary words: a type word or a container must tell."""
    rules = toponym_rules()
    listed = [form for forms in read(STOP_LIST)["words"].values() for form in forms]
    words = {word for form in listed for word in rules.words(form)}
    return frozenset(words | {rules.article + word for word in words} | plain_words())


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Those of them, exactly as spelled, that no size of the place makes a name."""
    rules = toponym_rules()
    return frozenset(" ".join(rules.words(form)) for form in read(STOP_LIST)["forms"])


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Words of persons' names."""
    return _listed("persons")


def _listed(name: str) -> frozenset[str]:
    return _folded(read(STOP_LIST)["words"][name])


def _folded(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(word for form in forms for word in toponym_rules().words(form))


@dataclass(frozen=True, slots=True)
class Wording:
    """`ordinary` words are names of places too, `plain` ones never for their place's size alone.

    After a word of `given` (persons' names) or of `names_makers` a name is a person's or a body's.
    `openers` are first words of names and words of grammar as well, `adjectives` ordinary words
    that describe, `slave_words` the first words of names of two ("Abd al-Aziz").
    `seats` (capital) and `greatest` (largest) make a town the first of the country told next.
    A longer word that begins with one of `fathers` is a nickname ("Abuhassan").
    A type word with `nunation` or one of the `dual_endings` governs no name.
    """

    ordinary: frozenset[str]
    plain: frozenset[str]
    nisba: str
    person_words: frozenset[str]
    names_makers: frozenset[str]
    given: frozenset[str]
    adjectives: frozenset[str]
    openers: frozenset[str]
    slave_words: frozenset[str]
    nunation: str
    dual_endings: tuple[str, ...]
    seats: frozenset[str]
    greatest: frozenset[str]
    fathers: tuple[str, ...]

    @classmethod
    def load(cls) -> Wording:
        """The lists as in `data/places/toponyms.yaml` and `toponym_stop.yaml`."""
        data = toponym_data()
        return cls(
            ordinary_words(),
            plain_words(),
            data["nisba"],
            frozenset(data["person_words"]),
            frozenset((*data["person_words"], *data["body_words"])),
            given_names(),
            _listed("adjectives"),
            frozenset(data["joined"]),
            frozenset(data["slave_words"]),
            data["nunation"],
            tuple(data["dual_endings"]),
            _folded(data["seats"]),
            _folded(data["greatest"]),
            tuple(data["fathers"]),
        )
