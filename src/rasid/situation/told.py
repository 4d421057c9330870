"""What a report tells in words and tables: the lead, disagreements, changes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rasid.situation.blocks import Block, Heading, Items, Table, Text
from rasid.situation.figures import Figures, total
from rasid.situation.material import Material
from rasid.situation.model import Act, Voice
from rasid.situation.words import Words

MOST_SOURCES = 15
"""Rows of the table of sources."""
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
CLAIMED = frozenset(("agents", "casualties", "status"))
"""Fields that it matters to be at odds about."""

Units = Mapping[tuple[str, str], Sequence[Act]]


# ------------------------------------------------------------------ the lead
def lead(now: Figures, material: Material, units: Units, words: Words) -> Iterator[str]:
    """The report in two or three sentences."""
    asked = material.asked
    about = {"period": words.period(asked.period), "area": words.area(asked.area)}
    if not material.acts:
        yield words.say("lead.none", **about)
        return
    voices = {voice.id for act in material.acts for voice in act.voices}
    told = words.say(
        "lead.some",
        incidents=words.count("incident", now.acts),
        sources=words.after("source", len(voices)),
        reports=words.after("report", material.reports),
        **about,
    )
    yield told[0].upper() + told[1:]
    yield _tolls(now, words)
    yield from _most(now, units, words)


def _tolls(now: Figures, words: Words) -> str:
    killed, injured = now.sums["killed"], now.sums["injured"]
    which = {
        (True, True): "toll", (True, False): "toll_killed",
        (False, True): "toll_injured", (False, False): "toll_none",
    }[bool(killed.acts), bool(injured.acts)]  # fmt: skip
    told = {}
    for name, one in (("killed", killed), ("injured", injured)):
        exact = one.low == one.high and not one.open
        told[name] = words.people(one.low, None if one.open else one.high)
        told[f"{name}_best"] = "" if exact else words.say("lead.best", best=f"{one.best:,}")
    return words.say(f"lead.{which}", **told)


def _most(now: Figures, units: Units, words: Words) -> Iterator[str]:
    killed = now.sums["killed"]
    if killed.single and killed.best:
        which = "single_all" if killed.single == killed.best else "single"
        yield words.say(f"lead.{which}", number=f"{killed.single:,}", best=f"{killed.best:,}")
    if len(units) > 1 and killed.best:
        unit, acts = next(iter(units.items()))
        most = total([act for act in acts if act.not_added is None], "killed")
        if unit[1] and most.best:
            range_ = words.bounds(most.low, None if most.open else most.high)
            yield words.say("lead.most", unit=words.unit(*unit), range=range_)


# ------------------------------------------------------------------ one incident
def facts(act: Act, words: Words) -> Iterator[str]:
    """The figures below an incident's sentence."""
    for toll in act.tolls:
        yield f"{words.say(f'outcome_nouns.{toll.outcome}')}: {words.toll(toll)}"
    if len(act.voices) > 1:
        yield f"{words.say('entry.sources')}: {len(act.voices)}"
    if act.reports != len(act.voices):
        yield f"{words.say('entry.reports')}: {act.reports}"
    yield words.say(f"grades.{act.grade}")
    if act.reviewed:
        yield words.say("entry.reviewed")


def title(number: str, act: Act, words: Words) -> str:
    """An incident in a heading: its number, type, place and day."""
    day = words.short_day(date.fromisoformat(act.day))
    return words.joined((f"{number}. {words.type(act.type)}", words.place(act), day))


def is_contested(act: Act) -> bool:
    """Whether sources contradict each other on what matters."""
    at_odds = not CLAIMED.isdisjoint(act.disputed)
    return len(act.voices) > 1 and (at_odds or act.grade in ("contested", "discounted"))


def voices(act: Act, words: Words) -> Table:
    """Who says what of an incident."""
    names = ("source", "killed", "injured", "doer", "says")
    columns = tuple(words.say(f"contested.columns.{name}") for name in names)
    rows = tuple(_voice_row(voice, words) for voice in act.voices)
    return Table(columns, rows, (False, True, True, False, False), (26, 12, 12, 28, 22))


def _voice_row(voice: Voice, words: Words) -> tuple[str, ...]:
    doers = [
        words.say(f"certainties.{certainty}", who=words.party(who))
        for who, certainty in voice.agents
    ]
    says = words.say(f"statuses.{voice.status}")
    tolls = (_told(voice, outcome, words) for outcome in ("killed", "injured"))
    return source(voice, words), *tolls, words.joined(doers) or words.say("none_told"), says


def _told(voice: Voice, outcome: str, words: Words) -> str:
    for name, least, most in voice.tolls:
        if name == outcome:
            return words.short(least, most)
    return words.say("none_told")


def source(voice: Voice, words: Words) -> str:
    """What a source is called."""
    if voice.name:
        return words.party(voice.name)
    return words.say("unnamed_outlet" if voice.kind == "outlet" else f"source_kinds.{voice.kind}")


# ------------------------------------------------------------------ what changed
def changed(
    material: Material, now: Figures, before: Figures, number: Mapping[str, str], words: Words
) -> Iterator[Block]:
    """Against the period before, and against an earlier report."""
    yield Heading(words.say("sections.changed"))
    earlier = words.period(material.asked.period.before())
    yield Text(words.say("changed.before", period=earlier))
    columns = tuple(words.say(f"changed.columns.{name}") for name in ("what", "before", "now"))
    rows = [(words.say("incidents"), f"{before.acts:,}", f"{now.acts:,}")]
    for outcome, sum_ in now.sums.items():
        label = words.say(f"outcome_nouns.{outcome}")
        rows.append((label, words.sum(before.sums[outcome]), words.sum(sum_)))
    yield Table(columns, tuple(rows), (False, True, True), (40, 30, 30))
    yield from _since(material, number, words)


def _since(material: Material, number: Mapping[str, str], words: Words) -> Iterator[Block]:
    changes = material.changes
    if changes is None:
        yield Text(words.say("changed.none_saved"), "note")
        return
    day, period = words.day(date.fromisoformat(changes.made[:10])), words.period(changes.period)
    yield Text(words.say("changed.since", day=day, period=period))
    counts = (("late", len(changes.late)), ("gone", changes.gone))
    lines = tuple(
        words.say(f"changed.{name}", incidents=words.count("incident", count))
        for name, count in counts
        if count
    )
    yield from [Items(lines)] if lines else []
    if changes.revised:
        names = ("incident", "figure", "before", "now")
        columns = tuple(words.say(f"changed.revised_columns.{name}") for name in names)
        rows = tuple(
            (title(number.get(one.act.id, "–"), one.act, words),
             words.say(f"outcome_nouns.{one.outcome}"),
             words.toll(one.before), words.toll(one.now))
            for one in changes.revised
        )  # fmt: skip
        yield Heading(words.say("changed.revised"), 2)
        yield Table(columns, rows, (False, False, True, True), (46, 16, 19, 19))
    elif not lines:
        yield Text(words.say("changed.nothing"))


# ------------------------------------------------------------------ sources
def sources(acts: Sequence[Act], now: Figures, words: Words) -> Iterator[Block]:
    """Grades with what they mean, and who tells how many incidents."""
    yield Heading(words.say("sections.sources"))
    names = ("grade", "incidents", "meaning")
    columns = tuple(words.say(f"sources.grades_columns.{name}") for name in names)
    count = Counter(act.grade for act in acts)
    rows = tuple(
        (words.say(f"grades.{grade}"), f"{count[grade]}", words.say(f"grade_meanings.{grade}"))
        for grade in GRADES
        if count[grade]
    )
    yield Table(columns, rows, (False, True, False), (26, 14, 60))
    yield _tellers(acts, words)
    voices = {_teller(voice) for act in acts for voice in act.voices}
    if len(voices) > MOST_SOURCES:
        rest = words.after("source", len(voices) - MOST_SOURCES)
        yield Text(words.say("sources.more", sources=rest), "note")
    yield Text(words.say("sources.note"), "note")


def _teller(voice: Voice) -> tuple[str, str | None]:
    return voice.kind, voice.name


def _tellers(acts: Sequence[Act], words: Words) -> Table:
    telling = [(_teller(voice), voice, act) for act in acts for voice in act.voices]
    of = {teller: voice for teller, voice, _ in telling}
    acts_of = Counter(teller for teller, act in {(t, act.id) for t, _, act in telling})
    alone = Counter(teller for teller, _, act in telling if len(act.voices) == 1)
    order = sorted(of, key=lambda teller: (-acts_of[teller], teller[0], teller[1] or ""))
    columns = ("source", "kind", "incidents", "alone")
    rows = tuple(
        (source(of[teller], words), words.say(f"source_kinds.{teller[0]}"),
         f"{acts_of[teller]}", f"{alone[teller]}")
        for teller in order[:MOST_SOURCES]
    )  # fmt: skip
    names = tuple(words.say(f"sources.columns.{name}") for name in columns)
    return Table(names, rows, (False, False, True, True), (38, 26, 16, 20))
