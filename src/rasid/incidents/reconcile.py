"""Each field of an incident: what is best supported, and who says otherwise. Nothing is dropped.

A source counts once for each value it gives, however often it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import eq
from typing import Any

from rasid.extract.actors import party
from rasid.geo.sphere import flat_km
from rasid.incidents.model import STANCES, Claim, Finding, Source, Telling
from rasid.incidents.tolls import tolls
from rasid.incidents.traits import DAY_OF_NEWS, EXACT, VAGUE, lines
from rasid.model import PLACE_PRECISIONS, STATUSES

FINENESS = {precision: rank for rank, precision in enumerate(PLACE_PRECISIONS)}
"""Finer precisions come first in the vocabulary."""
CERTAIN = {"claimed": 0, "stated": 1, "accused": 2, "suspected": 3, "denied": 4}
Voices = Mapping[str, str]
"""Telling -> the source whose word it is."""


def findings(
    tellings: Sequence[Telling], sources: Sequence[Source], claims: Sequence[Claim]
) -> tuple[Finding, ...]:
    """All reconciled fields in the order of FIELDS; of what nobody tells there is no finding."""
    voice = {p.telling: source.id for source in sources for p in source.publications}
    of = {name: [c for c in claims if c.field == name] for name in {c.field for c in claims}}
    out = [*_type(of.get("type", []), voice), *_status(of.get("status", []), voice)]
    who = {source.id: source.name or "unknown outlet" for source in sources}
    out += _each("agents", of.get("agents", []), voice, who, _kin)
    out += _each("targets", of.get("targets", []), voice, who, _unopposed)
    out += _each("weapons", of.get("weapons", []), voice, who, eq)
    out += _place(of.get("place", []), voice)
    out += _time(of.get("time", []), voice, tellings)
    out += tolls(told_by(tellings, sources, claims))
    return tuple(out)


def told_by(
    tellings: Sequence[Telling], sources: Sequence[Source], claims: Sequence[Claim]
) -> list[list[tuple[str, list[Claim]]]]:
    """For each source its tellings: the day, and the claims. A copy is as old as its original."""
    by: dict[str, list[Claim]] = {}
    for claim in claims:
        by.setdefault(claim.telling, []).append(claim)
    day = {t.id: t.report.published or "" for t in tellings}
    return [
        [(day[p.of or p.telling], by.get(p.telling, [])) for p in source.publications]
        for source in sources
    ]


def _voices(claims: Iterable[Claim], voice: Voices) -> set[str]:
    return {voice[c.telling] for c in claims}


# ------------------------------------------------------------------ type and status
def _type(claims: Sequence[Claim], voice: Voices) -> Iterator[Finding]:
    """The type that most sources tell; a specific one before a vague one."""
    yield from _voted(claims, voice, "type", lambda t: (t not in VAGUE,))


def _status(claims: Sequence[Claim], voice: Voices) -> Iterator[Finding]:
    """The status that most sources tell."""
    yield from _voted(claims, voice, "status", lambda s: (-STATUSES.index(s),))


def _voted(
    claims: Sequence[Claim], voice: Voices, field: str, rank: Callable[[str], tuple[int, ...]]
) -> Iterator[Finding]:
    votes: dict[str, list[Claim]] = {}
    for claim in claims:
        votes.setdefault(claim.value[field], []).append(claim)
    if not votes:
        return
    count = {code: len(_voices(told, voice)) for code, told in votes.items()}
    precise = {code for code in votes if code not in VAGUE} or set(votes)
    best = max(precise, key=lambda code: (count[code], rank(code), code))
    rest = [c for code, told in votes.items() if code != best for c in told]
    against = [c for c in rest if c.value[field] not in VAGUE]
    words = f"{_many(count[best], 'source')} of {len(_voices(claims, voice))}"
    yield _finding(
        field, "", {field: best}, f"{field}.most_sources", words, votes[best], against, voice
    )


# ------------------------------------------------------------------ who, whom, with what
def _each(
    field: str,
    claims: Sequence[Claim],
    voice: Voices,
    who: Mapping[str, str],
    alike: Callable[[str, str], bool],
) -> Iterator[Finding]:
    """One finding for each value that anybody tells, with who says it and how; against it are the
    sources that tell only values which are unlike it.
    """
    values: dict[str, list[Claim]] = {}
    by_source: dict[str, set[str]] = {}
    for claim in claims:
        values.setdefault(_key(claim), []).append(claim)
        by_source.setdefault(voice[claim.telling], set()).add(_key(claim))
    for value, told in sorted(values.items(), key=lambda v: (-len(_voices(v[1], voice)), v[0])):
        others = {s for s, names in by_source.items() if not any(alike(n, value) for n in names)}
        against = [c for c in claims if voice[c.telling] in others]
        best = dict(min(told, key=lambda c: CERTAIN[c.stance]).value)
        best["stances"] = sorted({c.stance for c in told}, key=STANCES.index)
        words = f"{_many(len(_voices(told, voice)), 'source')} of {len(by_source)}: "
        words += "; ".join(_said(told, stance, voice, who) for stance in best["stances"])
        yield _finding(field, value, best, f"{field}.each", words, told, against, voice)


def _said(claims: Sequence[Claim], stance: str, voice: Voices, who: Mapping[str, str]) -> str:
    """How a value is told, and by whom."""
    names = dict.fromkeys(who[voice[c.telling]] for c in claims if c.stance == stance)
    return f"{stance} by {', '.join(names)}"


def _key(claim: Claim) -> str:
    names = ("class", "actor_id", "actor", "kind")
    return str(next(claim.value[name] for name in names if claim.value.get(name)))


def _kin(one: str, other: str) -> bool:
    """One actor, or one and a part of it."""
    return one in lines((other,)) or other in lines((one,))


def _unopposed(one: str, other: str) -> bool:
    """Things and people at large are hit beside each other; only known parties are two."""
    return party(one) is None or party(other) is None or _kin(one, other)


# ------------------------------------------------------------------ where and when
def _place(claims: Sequence[Claim], voice: Voices) -> Iterator[Finding]:
    """The place that most sources tell or allow; of equals the finest."""
    if not claims:
        return
    fit = {c.id: [o for o in claims if _fits(c.value, o.value)] for c in claims}
    best = min(
        claims,
        key=lambda c: (-len(_voices(fit[c.id], voice)), FINENESS[c.value["precision"]], c.id),
    )
    support = fit[best.id]
    finest = min(support, key=lambda c: (FINENESS[c.value["precision"]], c.id != best.id, c.id))
    against = [c for c in claims if c not in support]
    words = (
        f"the finest of the places that {_many(len(_voices(support, voice)), 'source')} agree on"
    )
    yield _finding(
        "place", "", finest.value, "place.best_supported", words, support, against, voice
    )


def _fits(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """One place, or one within what the other leaves open; by name when it is unresolved."""
    if one["place_id"] is not None and one["place_id"] == other["place_id"]:
        return True
    if one["lat"] is None or other["lat"] is None:
        return bool(one["name"] == other["name"])
    far = flat_km(one["lat"], one["lon"], other["lat"], other["lon"])
    loose = 0.0 if one["precision"] in EXACT and other["precision"] in EXACT else 1.0
    return far <= (one["radius_km"] or 0.0) + (other["radius_km"] or 0.0) + loose


def _time(claims: Sequence[Claim], voice: Voices, tellings: Sequence[Telling]) -> Iterator[Finding]:
    """The days that most sources tell; when none tells any, the day before the first report to the
    day of it.
    """
    told = [c for c in claims if c.value["start"] and c.value["end"]]
    if not told:
        yield from _by_publication(tellings)
        return
    fit = {c.id: [o for o in told if _overlap(c.value, o.value)] for c in told}
    best = min(told, key=lambda c: (-len(_voices(fit[c.id], voice)), _length(c.value), c.id))
    against = [c for c in told if c not in fit[best.id]]
    words = f"{_many(len(_voices(fit[best.id], voice)), 'source')} of {len(_voices(told, voice))}"
    yield _finding("time", "", best.value, "time.most_sources", words, fit[best.id], against, voice)


def _by_publication(tellings: Sequence[Telling]) -> Iterator[Finding]:
    days = sorted(t.report.published for t in tellings if t.report.published)
    if days:
        last = date.fromisoformat(days[0][:10])
        first = last - timedelta(DAY_OF_NEWS)
        best = {"start": first.isoformat(), "end": last.isoformat(), "precision": "range"}
        words = "no report tells the day: by the first publication"
        yield Finding("time", "", best, None, None, "time.by_publication", words, (), (), 0.0)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] <= other["end"] and other["start"] <= one["end"])


def _length(value: Mapping[str, Any]) -> int:
    return (date.fromisoformat(value["end"]) - date.fromisoformat(value["start"])).days


def _finding(
    field: str,
    key: str,
    best: Mapping[str, Any],
    rule: str,
    words: str,
    support: Sequence[Claim],
    against: Sequence[Claim],
    voice: Voices,
) -> Finding:
    ids = tuple(c.id for c in support), tuple(c.id for c in against)
    return Finding(field, key, best, None, None, rule, words, *ids, _share(support, against, voice))


def _share(support: Sequence[Claim], against: Sequence[Claim], voice: Voices) -> float:
    """The share of sources that tell otherwise, doubled: 1 when as many do as do not."""
    yes, no = _voices(support, voice), _voices(against, voice)
    no -= yes
    return round(min(1.0, 2 * len(no) / (len(yes) + len(no))), 3) if no else 0.0


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
