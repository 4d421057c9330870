"""Readings: what the words of one match may be, sorted by part of speech and by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from rasid.lexicon.entries import (
    CasualtyWord,
    Connective,
    Cue,
    Form,
    Match,
    Speech,
    Support,
    Trigger,
)
from rasid.values import dataclass

NOUN_ORDER = (
    "trigger casualty support cue anaphor connective actor source nationality force people weapon "
    "facility speech place_word time number"
).split()
VERB_ORDER = "trigger casualty support speech connective cue".split()


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sense:
    """The forms that one match has as a verb, or else as a noun, by kind; and of the kinds that are
    asked for most the entries, of cues and connectives what these say.
    """

    forms: Mapping[str, Form]
    trigger: Trigger | None
    support: Support | None
    casualty: CasualtyWord | None
    speech: Speech | None
    cue: str | None
    connective: str | None

    @classmethod
    def of(cls, forms: Mapping[str, Form]) -> Sense:
        cue, connective = _entry(forms, "cue", Cue), _entry(forms, "connective", Connective)
        return cls(
            forms,
            _entry(forms, "trigger", Trigger),
            _entry(forms, "support", Support),
            _entry(forms, "casualty", CasualtyWord),
            _entry(forms, "speech", Speech),
            cue.cue if cue is not None else None,
            connective.role if connective is not None else None,
        )


def _entry(forms: Mapping[str, Form], kind: str, cls: type[T]) -> T | None:
    form = forms.get(kind)
    return form.entry if form is not None and isinstance(form.entry, cls) else None


@dataclass(frozen=True, slots=True)
class Readings:
    """The forms of one match by kind, split into verbs and the rest, and what it means as either;
    all the actors it may name.

    `telling`: some form is a word of an act, an outcome or a saying. `role` is the connective role;
    `locates` that it is only a word such as "near". `noun` and `verb` are the kinds
    that win, `national` says that some form is an adjective of a nation, `acting` that a noun may
    name a party or say whose something is, `bodied` that one is of people, things or means.
    """

    nouns: Mapping[str, Form]
    verbs: Mapping[str, Form]
    as_noun: Sense
    as_verb: Sense
    actors: tuple[Form, ...] = ()
    telling: bool = False
    role: str | None = None
    locates: bool = False
    noun: str = "word"
    verb: str = "word"
    national: bool = False
    acting: bool = False
    bodied: bool = False


NEARBY = frozenset(("near", "outskirts"))
"""Relations of place words that make a site of what follows."""

SIDING = frozenset(("allied", "opposed"))
"""Roles of the words that lead from somebody to whose friend or foe he is."""

ACTING = frozenset(("actor", "force", "anaphor", "nationality"))

BODIED = frozenset(("people", "casualty", "facility", "weapon", "force", "nationality"))

TELLING = frozenset(("trigger", "casualty", "speech", "support"))

NO_SENSE = Sense.of({})
NO_READINGS = Readings({}, {}, NO_SENSE, NO_SENSE)


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
    role = _connective_role(nouns, verbs)
    return Readings(
        nouns,
        verbs,
        Sense.of(nouns),
        Sense.of(verbs) if verbs else NO_SENSE,
        tuple(form for form in forms if form.entry.kind == "actor"),
        not TELLING.isdisjoint(nouns) or not TELLING.isdisjoint(verbs),
        role,
        _only_locates(nouns, verbs),
        next((kind for kind in NOUN_ORDER if kind in nouns), "word"),
        next((kind for kind in VERB_ORDER if kind in verbs), "word"),
        any(f.pos == "adjective" and f.entry.kind == "nationality" for f in forms),
        not ACTING.isdisjoint(nouns) or role in SIDING,
        not BODIED.isdisjoint(nouns),
    )


def readings_at(forms: tuple[Form, ...], after_noun: bool) -> Readings:
    """The readings of a word where it stands: what describes a noun before it is else a noun itself
    ('the opposition forces', 'the opposition shelled').
    """
    found = readings(forms)
    if after_noun or found.role != "modifier" or "actor" not in found.nouns:
        return found
    return readings(tuple(form for form in forms if form.entry.kind != "connective"))


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
