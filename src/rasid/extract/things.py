"""Targets and weapons of an event: what its mentions tell, each thing once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rasid import model
from rasid.extract.acts import Act, Participant, Scene
from rasid.extract.fold import Draft
from rasid.extract.kinds import is_staff, side_of
from rasid.extract.phrases import Phrase
from rasid.extract.quotes import Quotes
from rasid.lexicon.entries import Actor, Weapon

FIRED = frozenset("shelling air_strike drone_strike".split())
"""Types of acts that aim at things; who dies in them is their toll."""
BLASTS = frozenset("ied suicide_bomb grenade".split())
"""Types of acts of which fighters are the aim, and others the victims."""
PERSONAL = frozenset("attack armed_clash arrest abduction sexual_violence".split())
"""Types of acts that are done to persons: those harmed are whom it was done to."""
HARMED = frozenset("killed injured detained abducted".split())

Key = frozenset[str]
OWNED = frozenset(("civilian_object", "unknown"))
"""Kinds of things that are military when a party to the conflict has them."""


def targets(draft: Draft, quotes: Quotes) -> tuple[model.Target, ...]:
    """Whom or what it was done to, each told once."""
    out: dict[Key, model.Target] = {}
    agents = {(p.sentence, p.phrase.start) for p in draft.gather("agents")}
    doers = {p.phrase.party.actor for p in draft.gather("agents") if p.phrase.party is not None}
    for participant in _aimed_at(draft) or _harmed(draft):
        phrase = participant.phrase
        key = _what(phrase)
        if phrase.head == "anaphor" and phrase.party and phrase.party.actor in doers:
            continue
        if (participant.sentence, phrase.start) in agents or _told(key, out):
            continue
        actor = _told_of(phrase, doers)
        kind = _kind(participant)
        name = actor.name if actor else "Civilians" if kind.startswith("civilian") else None
        span = quotes.span(participant.sentence, phrase.start, phrase.end)
        out[key] = model.Target(name, actor.id if actor else None, kind, span)
    return tuple(out.values())


def _told_of(phrase: Phrase, doers: Collection[Actor | None]) -> Actor | None:
    """The party that a target is of; a description that would mean the doer means another."""
    actor = phrase.party.actor if phrase.party is not None else None
    described = any(item.cls == "anaphor" for item in phrase.items)
    return None if described and actor in doers else actor


def _aimed_at(draft: Draft) -> list[Participant]:
    """The targets that the acts name; where shells hit things, the people there are its toll."""
    told = draft.gather("targets")
    if draft.type in FIRED and any(p.phrase.facility is not None for p in told):
        return [p for p in told if not _civilian(p)]
    return told


def _civilian(participant: Participant) -> bool:
    phrase = participant.phrase
    unarmed = phrase.people is not None and not phrase.people.armed
    return unarmed and phrase.facility is None and phrase.party is None


def _harmed(draft: Draft) -> list[Participant]:
    """Whom an act killed or held that names no target: persons, or the fighters under a strike."""
    if draft.first.trigger.frame == "clash":
        return []
    sides = draft.type in FIRED or draft.type in BLASTS
    if not sides and draft.type not in PERSONAL:
        return []
    for toll in draft.tolls:
        fitting = toll.outcome in HARMED and (not sides or toll.count.group == "combatant")
        victims = [v for v in toll.victims if v.phrase.head not in ("casualty", "quantity")]
        if fitting and victims:
            return victims
    return []


def _what(phrase: Phrase) -> Key:
    """What tells a target from others: its facility, people and actor, else where it stands."""
    known = [e.id for e in (phrase.facility, phrase.people) if e is not None]
    party = phrase.party.actor if phrase.party is not None else None
    known += [party.id] if party is not None else []
    return frozenset(known) or frozenset((f"@{phrase.start}",))


def _told(key: Key, earlier: Collection[Key]) -> bool:
    """Whether a target is told again, with more or less: 'posts of the army', then 'the posts'."""
    return any(key <= other or other <= key for other in earlier)


def _kind(participant: Participant) -> str:
    phrase = participant.phrase
    if phrase.facility is not None and not is_staff(phrase):
        kind = phrase.facility.target_kind
        if phrase.party is not None and kind in OWNED:
            return "military_object"
        if kind != "unknown":
            return kind
    kinds = side_of(participant)
    return next((k for k in ("civilian", "combatant") if k in kinds), "unknown")


NAMED_MEANS = {"artillery": "artillery", "rocket": "rocket", "drone": "drone"}
"""Platforms that a trigger of several words names itself ('artillery shelling')."""


def weapons(draft: Draft, scenes: Mapping[int, Scene], quotes: Quotes) -> tuple[model.Weapon, ...]:
    """The means, one of each class: the first that is told."""
    out: dict[str, model.Weapon] = {}
    means = sorted(_means(draft, scenes), key=lambda m: (m[1], not m[4]))
    for class_, sentence, start, end, _ in means:
        if class_ not in out:
            out[class_] = model.Weapon(class_, quotes.span(sentence, start, end))
    return tuple(out.values())


Means = tuple[str, int, int, int, bool]


def _means(draft: Draft, scenes: Mapping[int, Scene]) -> Iterator[Means]:
    """Class, sentence and words of each weapon that the mentions tell, and whether a noun does."""
    for act in draft.mentions:
        own = _own(act, scenes[act.sentence].phrases[act.anchor])
        if own is not None:
            yield own
        for participant in act.weapons:
            for item in participant.phrase.weapons:
                form = item.readings.nouns.get("weapon")
                if form is not None and isinstance(form.entry, Weapon) and _hits(form.entry):
                    noun = form.pos != "adjective"
                    span = (participant.sentence, item.start, item.end)
                    yield (form.entry.weapon_class, *span, noun)


def _own(act: Act, phrase: Phrase) -> Means | None:
    """The means in the words of the act itself: 'a car bomb went off', 'artillery shelling'."""
    form = phrase.items[0].readings.nouns.get("weapon")
    if form is not None and isinstance(form.entry, Weapon):
        return form.entry.weapon_class, act.sentence, act.start, act.end, True
    means = NAMED_MEANS.get(act.trigger.platform or "")
    if means and act.end - act.start > 1:
        return means, act.sentence, act.start + 1, act.end, False
    return None


def _hits(weapon: Weapon) -> bool:
    """Jets and helicopters tell the kind of strike; they are not what hit."""
    carrier = weapon.weapon_class == "other" and weapon.platform == "aircraft"
    return weapon.weapon_class in model.WEAPON_CLASSES and not carrier
