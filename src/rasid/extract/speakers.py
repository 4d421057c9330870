"""Who can be a source, and of what kind: by its nouns, its name, or the body behind it."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.actors import party
from rasid.extract.acts import Scene, anaphor_of
from rasid.extract.items import entry_of
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Actor, Nationality, SourceNoun

ACTOR_KINDS = {
    "state_forces": "military",
    "police": "official",
    "intelligence": "official",
    "government": "official",
    "coalition": "military",
}
VAGUE = frozenset(("unnamed", "media", "outlet", "local"))
"""Kinds of a source noun that give way to the kind of the name it comes with."""
LENT = frozenset(("unnamed", "official"))
"""Kinds of a noun, such as spokesman, that give way to that of the body it is of."""


def source_entries(phrase: Phrase) -> list[SourceNoun]:
    """The source nouns of a phrase; a government that others are of is none."""
    items = (i for i in phrase.items if i is phrase.items[0] or i.cls != "actor")
    forms = (item.readings.nouns.get("source") for item in items)
    return [f.entry for f in forms if f is not None and isinstance(f.entry, SourceNoun)]


def fullest(sources: Sequence[SourceNoun]) -> SourceNoun:
    """The noun of a phrase that says most: one with a name, else one of a certain kind."""
    certain = (s for s in sources if s.source_kind not in VAGUE)
    return next((s for s in sources if s.name), None) or next(certain, sources[0])


def actor_kind(actor: Actor) -> str:
    """The kind of source that a party is."""
    return ACTOR_KINDS.get(actor.type, "armed_group")


def source_kind(scene: Scene, phrase: Phrase) -> str:
    """The kind of the source that a phrase with source nouns names."""
    sources = source_entries(phrase)
    head, best = sources[0], fullest(sources)
    kind = best.source_kind if head.source_kind in VAGUE else head.source_kind
    known = best.name is not None or phrase.party is not None
    behind = None if known or kind not in LENT else _behind(scene, phrase)
    return (_lent(behind, kind) if behind is not None else None) or kind


def _behind(scene: Scene, phrase: Phrase) -> Phrase | None:
    """'the spokesman of X', 'a source in X': the phrase of the body right after."""
    at = next((i for i, p in enumerate(scene.phrases) if p is phrase), len(scene.phrases))
    if at + 1 >= len(scene.phrases) or scene.between(at, at + 1)[1:] or scene.breaks(at, at + 1):
        return None
    after = scene.phrases[at + 1]
    adjoins = after.prep is None and after.start == phrase.end
    within = after.prep == "in"
    return after if (adjoins or within) and not (after.conj or after.verb) else None


def _lent(body: Phrase, kind: str) -> str | None:
    """The kind that a body lends to who speaks of it or in it."""
    sources = source_entries(body)
    if sources:
        return fullest(sources).source_kind
    if body.party is not None and body.party.actor is not None:
        return actor_kind(body.party.actor)
    return "local" if body.place is not None and body.prep == "in" and kind == "unnamed" else None


# ------------------------------------------------------------------ speakers
def is_source(phrase: Phrase | None) -> bool:
    """Whether a phrase names a source by a noun for one."""
    if phrase is None:
        return False
    return phrase.head == "source" or bool(source_entries(phrase)) or same_source(phrase)


def same_source(phrase: Phrase) -> bool:
    """'the sources', 'the same source'."""
    anaphor = anaphor_of(phrase)
    return anaphor is not None and anaphor.refers_to == "source"


def can_speak(phrase: Phrase) -> bool:
    """Whether a phrase may be the subject of a word of saying."""
    if phrase.head == "source":
        return True
    if phrase.party is not None and phrase.party.actor is not None:
        return phrase.platform is None and phrase.quantity is None and not _adjective(phrase)
    anaphor = anaphor_of(phrase)
    if anaphor is not None:
        return anaphor.refers_to in ("source", "actor")
    return any("source" in i.readings.nouns for i in phrase.items)


def _adjective(phrase: Phrase) -> bool:
    """'Russian' alone, or a country's name with an article before it, is nobody."""
    first = phrase.items[0]
    form = first.readings.nouns.get("nationality")
    alone = form is not None and len(phrase.items) == 1
    return alone and (first.definite or form is None or form.pos == "adjective")


def is_land(phrase: Phrase) -> bool:
    """'Saudi Arabia: the governor visits': a state's name alone tells where."""
    national = phrase.party is not None and phrase.party.national and phrase.party.force is None
    return national and not source_entries(phrase)


def government(phrase: Phrase) -> Actor | None:
    """'Tunisia confirmed': the government of the state that a phrase names."""
    nation = entry_of(phrase.items, "nationality", Nationality)
    return party(nation.government) if nation is not None and nation.government else None
