"""Readings: what the words of one match may be, sorted by part of speech and by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rasid.lexicon.entries import Connective, Form, Match
from rasid.values import dataclass

NOUN_ORDER = (
    "trigger casualty support cue anaphor connective actor source nationality force people weapon "
    "facility speech place_word time number"
).split()
VERB_ORDER = "trigger casualty support speech connective cue".split()


@dataclass(frozen=True, slots=True)
class Readings:
    """The forms of one match by kind, split into verbs and the rest; all the actors it may name.

    `telling`: some form is a word of an act, an outcome or a saying. `role` is the connective role;
    `locates` that it is only a word such as "near". `noun` and `verb` are the kinds that win.
    """

    nouns: Mapping[str, Form]
    verbs: Mapping[str, Form]
    actors: tuple[Form, ...] = ()
    telling: bool = False
    role: str | None = None
    locates: bool = False
    noun: str = "word"
    verb: str = "word"


NEARBY = frozenset(("near", "outskirts"))
"""Relations of place words that make a site of what follows."""

TELLING = frozenset(("trigger", "casualty", "speech", "support"))

NO_READINGS = Readings({}, {})


def _named_first(form: Form) -> tuple[bool, bool]:
    """A country's name before the adjective that is spelled like it; where a plural and a dual are
    spelled alike, the plural.
    """
    nationality = form.entry.kind == "nationality"
    return nationality and form.pos != "fixed", nationality and form.number == "du"


@lru_cache(maxsize=50_000)
def readings(forms: tuple[Form, ...]) -> Readings:
    nouns: dict[str, Form] = {}
    verbs: dict[str, Form] = {}
    for form in sorted(forms, key=_named_first):
        (verbs if form.pos == "verb" else nouns).setdefault(form.entry.kind, form)
    return Readings(
        nouns,
        verbs,
        tuple(form for form in forms if form.entry.kind == "actor"),
        not TELLING.isdisjoint(nouns) or not TELLING.isdisjoint(verbs),
        _connective_role(nouns, verbs),
        _only_locates(nouns, verbs),
        next((kind for kind in NOUN_ORDER if kind in nouns), "word"),
        next((kind for kind in VERB_ORDER if kind in verbs), "word"),
    )


def _connective_role(nouns: Mapping[str, Form], verbs: Mapping[str, Form]) -> str | None:
    verb, form = verbs.get("connective"), nouns.get("connective")
    if verb is not None and isinstance(verb.entry, Connective) and verb.entry.role == "instrument":
        return "instrument"
    return form.entry.role if form is not None and isinstance(form.entry, Connective) else None


def _only_locates(nouns: Mapping[str, Form], verbs: Mapping[str, Form]) -> bool:
    """'near', 'outskirts of' before what is no place of the gazetteer: a site, not a target."""
    form = nouns.get("place_word")
    alone = not verbs and len(nouns) == 1
    return form is not None and alone and getattr(form.entry, "relation", None) in NEARBY


def tells(matches: Sequence[Match]) -> bool:
    """Whether a sentence has any word of an act, an outcome or a saying."""
    return any(readings(match.forms).telling for match in matches)
