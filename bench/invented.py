"""Invented tellings of invented incidents: for the benchmark of merging, and for its tests.

A country of villages on a grid, days of shelling, and reports that tell them well or badly: with
other tolls, without a resolved place, a day late, word for word after another.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rasid.incidents.model import Telling, Wording, digest
from rasid.model import (
    AcledCode,
    Agent,
    Casualty,
    Codes,
    Engine,
    Event,
    Place,
    PloverCode,
    Report,
    Source,
    Span,
    Summary,
    Target,
    Time,
    UcdpCode,
)

FIRST_DAY = date(2024, 1, 1)
TYPES = ("shelling", "air_strike", "drone_strike", "armed_clash", "ied")
ACTORS = (("sy.armed-forces", "Syrian Armed Forces"), ("tr.armed-forces", "Turkish Armed Forces"))
OUTLETS = 60
ACROSS = 60
"""Villages in a row of the grid."""
STEP = 0.06
"""Degrees between neighbouring villages: some six kilometres."""
COMMON, LOCAL = 4000, 6
"""Words that everybody uses, and those of one incident alone."""


@dataclass(frozen=True, slots=True)
class Act:
    """What happened."""

    number: int
    day: date
    village: int
    type: str
    actor: tuple[str, str]
    killed: int


def span(text: str, start: int = 0) -> Span:
    return Span(start, start + len(text), text)


def village(number: int, radius: float = 2.0) -> Place:
    """A village of the grid."""
    name = f"village{number}"
    lat, lon = 33.0 + number // ACROSS * STEP, 36.0 + number % ACROSS * STEP
    unit = f"Unit {number // ACROSS // 10}"
    return Place(
        name, name, "in", None, None, lat, lon, radius, "settlement", unit, None, "SY", name, 1,
        span(name),
    )  # fmt: skip


def hashed(*words: str) -> list[int]:
    return [zlib.crc32(word.encode()) for word in words]


def wording(words: list[int]) -> Wording:
    """The wording of a text that has these words in this order."""
    runs = {zlib.crc32(repr(words[at : at + 4]).encode()) for at in range(max(1, len(words) - 3))}
    return Wording(tuple(sorted(set(words))), tuple(sorted(runs))[:400], len(runs), len(words))


def telling(
    id: str,
    *,
    outlet: str = "outlet",
    published: str | None = "2024-01-01",
    type: str = "shelling",
    place: Place | None = None,
    day: str | None = None,
    killed: int | None = None,
    actor: tuple[str, str] | None = None,
    certainty: str = "stated",
    status: str = "happened",
    source: tuple[str, str] | None = None,
    target: tuple[str | None, str | None, str] | None = None,
    words: list[int] | None = None,
    rules: tuple[str, ...] = ("rule",),
    start: int = 0,
) -> Telling:
    """A telling with what is given and nothing else; `id` is that of its report."""
    report = Report(id, outlet, None, published, None, "ar", digest(id, words), Engine("0", "0"))
    agents = (Agent(actor[1], actor[0], certainty, span(actor[1])),) if actor else ()
    hit = (Target(*target, span("target")),) if target else ()
    time = Time(day, day, "day", None, None, span("day")) if day else None
    toll = Casualty("killed", killed or 0, killed, "civilian", None, None, None, None, span("toll"))
    said = (Source(source[0], source[1], span(source[1])),) if source else ()
    codes = Codes(AcledCode("", "", ""), PloverCode(None, None), UcdpCode(None))
    event = Event(
        f"e{start}", type, True, status, span("act", start), agents, hit, (), place, time,
        (toll,) if killed is not None else (), said, 0.9, rules, codes, Summary("", ""),
    )  # fmt: skip
    told = list(words or []) + (hashed(place.name) if place else [])
    return Telling(digest("telling", id, start), report, event, wording(told))


def acts(count: int, days: int, villages: int, seed: int = 1) -> Iterator[Act]:
    """Acts, no two of them in one village on one day or the days beside it."""
    chooser = random.Random(seed)
    taken: set[tuple[int, int]] = set()
    number = 0
    while number < count:
        day, where = chooser.randrange(days), chooser.randrange(villages)
        if taken.isdisjoint({(where, near) for near in range(day - 3, day + 4)}):
            taken.add((where, day))
            on, actor = FIRST_DAY + timedelta(day), chooser.choice(ACTORS)
            yield Act(number, on, where, chooser.choice(TYPES), actor, chooser.randrange(9))
            number += 1


def reports(act: Act, chooser: random.Random, most: int = 7) -> Iterator[Telling]:
    """One to `most` reports of an act, and copies of some of them."""
    own = hashed(*(f"act{act.number} word{n}" for n in range(LOCAL)))
    earlier: list[list[int]] = []
    for number in range(chooser.randint(1, most)):
        late = chooser.random() < 0.15
        copied = bool(earlier) and chooser.random() < 0.2
        words = chooser.choice(earlier) if copied else _words(own, chooser)
        earlier.append(words)
        yield telling(
            f"act{act.number}-{number}",
            outlet=f"outlet{chooser.randrange(OUTLETS)}",
            published=(act.day + timedelta(late)).isoformat(),
            type=act.type if chooser.random() < 0.85 else chooser.choice(TYPES),
            place=_where(act, chooser),
            day=act.day.isoformat() if chooser.random() < 0.5 else None,
            killed=max(0, act.killed + chooser.choice((0, 0, 0, 1, -1, 2))),
            actor=act.actor if chooser.random() < 0.6 else None,
            words=words,
        )


def _words(own: list[int], chooser: random.Random) -> list[int]:
    """Half of the act's own words among some that everybody uses, the first of these most."""
    common = [int(COMMON * chooser.random() ** 3) for _ in range(chooser.randint(15, 60))]
    words = hashed(*(f"common{word}" for word in common)) + chooser.sample(own, LOCAL // 2)
    chooser.shuffle(words)
    return words


def _where(act: Act, chooser: random.Random) -> Place | None:
    return village(act.village) if chooser.random() < 0.85 else None


def invented(count: int, days: int, villages: int, seed: int = 1) -> Iterator[tuple[int, Telling]]:
    """At least `count` tellings, each with the number of its act; `count / 4` acts."""
    chooser = random.Random(seed)
    for act in acts(max(1, count // 4), days, villages, seed):
        for told in reports(act, chooser):
            yield act.number, told
