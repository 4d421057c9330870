"""Agents of an event: who did it by its mentions, by a claim, or by the rest of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rasid import model
from rasid.extract.acts import Participant, Scene
from rasid.extract.fold import Draft
from rasid.extract.phrases import Phrase
from rasid.extract.quotes import Quotes
from rasid.extract.scope import certainty, claimed, claimer_of, covering
from rasid.extract.voice import Voice
from rasid.values import dataclass

FLYING = frozenset(("aircraft", "drone"))
NOT_DONE = frozenset(("clash", "explosion", "displace", "protest", "riot", "agree"))
"""Frames of acts that a party may announce without having done them."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the report says around one event: its voices, and the doers of the series it is of."""

    scenes: Mapping[int, Scene]
    voices: Sequence[Voice]
    quotes: Quotes
    voice: Voice | None
    series: Sequence[Participant] = ()


def agents(draft: Draft, context: Telling) -> tuple[model.Agent, ...]:
    out = {a.actor: a for a in _claimers(draft, context, ("claim",))}
    if out:
        return tuple(out.values())
    named = [*_doers(draft, context), *_sides(draft)]
    found = _each(named)
    if not found:
        out = {a.actor: a for a in _claimers(draft, context, ("say",))}
    series = _each([(p, _hint(p)) for p in context.series], series=True)
    if not (found or out):
        found = series
    for name, (words, told) in found.items():
        if not _full(words.phrase):
            words, told = series.get(name, (words, told))
        party = words.phrase.party
        actor = party.actor if party is not None else None
        span = context.quotes.span(words.sentence, words.phrase.start, words.phrase.end)
        out[name] = model.Agent(name, actor.id if actor else None, told, span)
    if len(out) > 1:
        out.pop("Unknown", None)
    return tuple(out.values())


Named = tuple[Participant, str]
"""A doer and how surely it is told."""


def _each(named: Iterable[Named], series: bool = False) -> dict[str, Named]:
    """Each doer by name, in the first words that name it in full and as surely as they do."""
    out: dict[str, Named] = {}
    for participant, told in named:
        party = participant.phrase.party
        name = party.actor.name if party is not None and party.actor is not None else "Unknown"
        if name not in out:
            if name != "Unknown" or not out:
                out[name] = participant, told
        elif _full(participant.phrase, series) and not _full(out[name][0].phrase, series):
            out[name] = participant, told
    return out


def _full(phrase: Phrase, series: bool = False) -> bool:
    """'the jets of X'; 'shells of X' tells it in passing, and so does 'Russian' of a series."""
    first = phrase.items[0]
    if len(phrase.items) == 1 and "nationality" in first.readings.nouns:
        return not series
    return phrase.head != "weapon" or phrase.platform in FLYING


def _doers(draft: Draft, context: Telling) -> Iterator[tuple[Participant, str]]:
    """Who did it and how surely: those blamed where the act is told as an accusation."""
    blamed = list(_blamed(draft, context))
    if blamed:
        yield from ((participant, "accused") for participant in blamed)
        return
    for participant, told in _named(draft, context):
        party = participant.phrase.party
        actor = party.actor if party is not None else None
        yield participant, certainty(_hint(participant), actor, told)


def _hint(participant: Participant) -> str:
    party = participant.phrase.party
    return "suspected" if party is not None and party.suspected else participant.hint


def _named(draft: Draft, context: Telling) -> Iterator[tuple[Participant, Voice | None]]:
    """Each doer with the voice that names it: what a report says itself is no accusation."""
    for act in draft.mentions:
        told = covering(context.voices, act.sentence, act.start)
        for participant in act.agents:
            party = participant.phrase.party
            actor = party.actor if party is not None else None
            own = certainty(participant.hint, actor, context.voice) == "claimed"
            voice = context.voice if own else told
            yield participant, None if draft.type == "accusation" else voice
    yield from ((participant, None) for participant in _own_claims(draft, context))


def _own_claims(draft: Draft, context: Telling) -> Iterator[Participant]:
    """Those of whom a mention says that they took the act upon themselves."""
    for act in draft.mentions:
        if not act.verb:
            phrase = claimer_of(context.scenes[act.sentence], act.anchor)
            if phrase is not None:
                yield Participant(act.sentence, phrase, "claimed")


def _blamed(draft: Draft, context: Telling) -> Iterator[Participant]:
    for act in draft.mentions:
        voice = covering(context.voices, act.sentence, act.start)
        if voice is not None and voice.spoken == act.sentence and voice.scope < act.start:
            yield from (Participant(act.sentence, phrase) for phrase in voice.blamed)


def _claimers(draft: Draft, context: Telling, modes: Collection[str]) -> Iterator[model.Agent]:
    """The party that claims an act; or announces one whose own words name no doer."""
    for act in draft.mentions:
        voice = covering(context.voices, act.sentence, act.start)
        if voice is None or voice.actor is None or voice.mode not in modes:
            continue
        if voice.mode != "claim" and act.trigger.frame in NOT_DONE:
            continue
        if claimed(voice, context.scenes[act.sentence], act.anchor):
            span = context.quotes.span(act.sentence, voice.start, voice.end)
            yield model.Agent(voice.actor.name, voice.actor.id, "claimed", span)


def _sides(draft: Draft) -> Iterator[tuple[Participant, str]]:
    """'10 of the army died in clashes with the militia': the dead were the other side."""
    if draft.first.trigger.frame != "clash" or len(draft.gather("agents")) != 1:
        return
    for toll in draft.tolls:
        parties = [v.phrase.party for v in toll.victims]
        known = [p is not None and p.actor is not None for p in parties]
        sides = (v for v, one in zip(toll.victims, known, strict=True) if one)
        yield from ((victim, "stated") for victim in sides)
        if any(known):
            return
