"""From drafts to the public record: spans in the original text, chosen values, codes, summaries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rasid import model
from rasid.extract.acts import Participant, Scene
from rasid.extract.attribution import Voice
from rasid.extract.discourse import is_main
from rasid.extract.fold import Draft
from rasid.extract.inherit import Inherited, Told, of_act
from rasid.extract.phrases import Phrase
from rasid.extract.quotes import Quotes
from rasid.extract.read import Lineage, side_of
from rasid.extract.scope import certainty, claimed, covering, heard
from rasid.extract.summary import summary
from rasid.extract.totals import reconcile
from rasid.lexicon.entries import Weapon
from rasid.lexicon.rules import codes
from rasid.measure.times import When

NOT_DONE = frozenset(("clash", "explosion", "displace", "protest", "riot", "agree"))
"""Frames of acts that a party may announce without having done them."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the assembly of one report needs besides its drafts."""

    scenes: dict[int, Scene]
    voices: Sequence[Voice]
    quotes: Quotes
    lineage: Lineage
    lead: date | None


def event(
    draft: Draft, number: int, context: Context, inherited: Inherited, confidence: float
) -> model.Event:
    """One draft as an event of the record."""
    first = draft.first
    voices = heard(draft, context.voices, context.scenes)
    voice = voices[0] if voices else None
    chosen = _place(draft, inherited.place)
    when = _when(draft, context) or inherited.time
    kind = draft.type
    body = model.Event(
        id=f"e{number}",
        type=kind,
        main=is_main(draft, when[1] if when else None, context.lead),
        status=first.status,
        trigger=context.quotes.span(first.sentence, first.start, first.end),
        agents=_agents(draft, context, voice),
        targets=_targets(draft, context),
        weapons=_weapons(draft, context),
        place=context.quotes.place(*chosen) if chosen else None,
        time=_time(when, context) if when else None,
        casualties=reconcile(draft.tolls, context.quotes.span),
        sources=_sources(voices, context),
        confidence=round(confidence, 3),
        rules=_rules(draft),
        codes=_codes(kind),
        summary=model.Summary("", ""),
    )
    return replace(body, summary=summary(body))


def _sources(voices: Sequence[Voice], context: Context) -> tuple[model.Source, ...]:
    rows: list[model.Source] = []
    for said in (one for voice in voices for one in (voice, *voice.others)):
        span = context.quotes.span(said.spoken, said.start, said.end)
        kinds = [said.kind, *([said.also] if said.also else [])]
        rows += [model.Source(kind, said.name, span) for kind in kinds]
    return tuple(dict.fromkeys(rows))


def _agents(draft: Draft, context: Context, voice: Voice | None) -> tuple[model.Agent, ...]:
    out = {a.actor: a for a in _claimers(draft, context, ("claim",))}
    if out:
        return tuple(out.values())
    for participant, told in _doers(draft, context, voice):
        phrase = participant.phrase
        actor = phrase.party.actor if phrase.party is not None else None
        name = actor.name if actor is not None else "Unknown"
        if name in out or (name == "Unknown" and out):
            continue
        span = context.quotes.span(participant.sentence, phrase.start, phrase.end)
        out[name] = model.Agent(name, actor.id if actor else None, told, span)
    if not out:
        out.update((a.actor, a) for a in _claimers(draft, context, ("say",)))
    if len(out) > 1:
        out.pop("Unknown", None)
    return tuple(out.values())


def _doers(
    draft: Draft, context: Context, voice: Voice | None
) -> Iterator[tuple[Participant, str]]:
    """Who did it and how surely: those blamed where the act is told as an accusation."""
    blamed = list(_blamed(draft, context))
    if blamed:
        yield from ((participant, "accused") for participant in blamed)
        return
    told = None if draft.type == "accusation" else voice
    for participant in draft.gather("agents"):
        party = participant.phrase.party
        suspected = party is not None and party.suspected
        hint = "suspected" if suspected else participant.hint
        yield participant, certainty(hint, party.actor if party is not None else None, told)


def _blamed(draft: Draft, context: Context) -> Iterator[Participant]:
    for act in draft.mentions:
        voice = covering(context.voices, act.sentence, act.start)
        if voice is not None and voice.spoken == act.sentence and voice.scope < act.start:
            yield from (Participant(act.sentence, phrase) for phrase in voice.blamed)


def _claimers(draft: Draft, context: Context, modes: Collection[str]) -> Iterator[model.Agent]:
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


def _targets(draft: Draft, context: Context) -> tuple[model.Target, ...]:
    out: dict[str, model.Target] = {}
    agents = {(p.sentence, p.phrase.start) for p in draft.gather("agents")}
    for participant in draft.gather("targets"):
        phrase = participant.phrase
        key = _what(phrase)
        if (participant.sentence, phrase.start) in agents or key in out:
            continue
        actor = phrase.party.actor if phrase.party is not None else None
        kind = _target_kind(participant)
        name = actor.name if actor else "Civilians" if kind.startswith("civilian") else None
        span = context.quotes.span(participant.sentence, phrase.start, phrase.end)
        out[key] = model.Target(name, actor.id if actor else None, kind, span)
    return tuple(out.values())


def _what(phrase: Phrase) -> str:
    """One target told twice is one: by its facility, people or actor, else by where it stands."""
    known = [e.id for e in (phrase.facility, phrase.people) if e is not None]
    party = phrase.party.actor if phrase.party is not None else None
    known += [party.id] if party is not None else []
    return "+".join(known) or f"@{phrase.start}"


def _target_kind(participant: Participant) -> str:
    phrase = participant.phrase
    if phrase.facility is not None:
        if phrase.party is not None and phrase.facility.target_kind == "civilian_object":
            return "military_object"
        return phrase.facility.target_kind
    kinds = side_of(participant)
    return next((k for k in ("civilian", "combatant") if k in kinds), "unknown")


NAMED_MEANS = {"artillery": "artillery", "rocket": "rocket", "drone": "drone"}
"""Platforms that a trigger of several words names itself ('artillery shelling')."""


def _weapons(draft: Draft, context: Context) -> tuple[model.Weapon, ...]:
    out: dict[tuple[int, int], model.Weapon] = {}
    for act in draft.mentions:
        own = context.scenes[act.sentence].phrases[act.anchor].items[0].readings.nouns.get("weapon")
        if own is not None and isinstance(own.entry, Weapon):
            span = context.quotes.span(act.sentence, act.start, act.end)
            out[(act.sentence, act.start)] = model.Weapon(own.entry.weapon_class, span)
            continue
        means = NAMED_MEANS.get(act.trigger.platform or "")
        if means and act.end - act.start > 1:
            span = context.quotes.span(act.sentence, act.start + 1, act.end)
            out.setdefault((act.sentence, act.start), model.Weapon(means, span))
    for participant in draft.gather("weapons"):
        for item in participant.phrase.weapons:
            form = item.readings.nouns.get("weapon")
            key = (participant.sentence, item.start)
            if form is None or not isinstance(form.entry, Weapon) or key in out:
                continue
            if form.entry.weapon_class not in model.WEAPON_CLASSES or _carrier(form.entry):
                continue
            span = context.quotes.span(participant.sentence, item.start, item.end)
            out[key] = model.Weapon(form.entry.weapon_class, span)
    return tuple(out.values())


def _carrier(weapon: Weapon) -> bool:
    """Jets and helicopters tell the kind of strike; they are not what hit."""
    return weapon.weapon_class == "other" and weapon.platform == "aircraft"


PRECISE = {"in": 3, "distance": 2, "outskirts": 2, "near": 1}
"""How closely a relation ties an act to its anchor."""


def _place(draft: Draft, fallback: Told | None) -> Told | None:
    """The most exact place told of the act, the earliest of these; else the inherited one."""
    told = [(act.sentence, place) for act in draft.mentions for place in act.places]
    return max(told, key=lambda t: (t[1].rank, PRECISE.get(t[1].relation, 0)), default=fallback)


def _when(draft: Draft, context: Context) -> tuple[int, When] | None:
    """The first time told of the act that is not only when someone spoke of it."""
    said = [(act.sentence, when) for act in draft.mentions for when in act.times]
    told = [(s, w) for s, w in said if of_act(w, context.scenes[s])]
    dated = next(((s, w) for s, w in told if w.first is not None), None)
    return dated or (told[0] if told else None)


def _time(told: tuple[int, When], context: Context) -> model.Time:
    sentence, when = told
    return model.Time(
        when.first.isoformat() if when.first else None,
        when.last.isoformat() if when.last else None,
        when.precision,
        when.part_of_day,
        when.duration_min,
        context.quotes.span(sentence, when.start, when.end),
    )


def _rules(draft: Draft) -> tuple[str, ...]:
    named = [rule for act in draft.mentions for rule in act.rules]
    named += [rule for _, rule, _ in draft.types if rule]
    return tuple(dict.fromkeys(named))


def _codes(kind: str) -> model.Codes:
    code = codes()[kind]
    return model.Codes(
        model.AcledCode(code.disorder_type, code.event_type, code.sub_event_type),
        model.PloverCode(code.plover_event, code.plover_mode),
        model.UcdpCode(None),
    )
