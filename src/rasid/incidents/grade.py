"""A suggested grade, after Airwars' scheme for reports of harm, with its reasons.

It says how well an act is attested by the sources at hand, never whether it is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.incidents.model import Claim, Finding, Grade, Source
from rasid.incidents.traits import lines

DISOWNING = frozenset(("cue.denied", "cue.disowned"))
"""Rules of tellings by which somebody denies that a named doer did it."""


def grade(sources: Sequence[Source], claims: Sequence[Claim], found: Sequence[Finding]) -> Grade:
    """The first grade that applies: discounted, confirmed, contested, fair, weak."""
    denied = [c for c in claims if c.field == "status" and c.value["status"] == "denied"]
    told = [c for c in claims if c.field == "status" and c.value["status"] != "denied"]
    if denied and not told:
        if disowned := deniers(claims):
            return Grade("contested", tuple(f"{actor} denies that it did it" for actor in disowned))
        return Grade("discounted", ("every source that speaks of it says that it did not happen",))
    owned = sorted({_name(c) for c in claims if c.field == "agents" and c.stance == "claimed"})
    if owned:
        return Grade("confirmed", tuple(f"{actor} says that it did it" for actor in owned))
    against = tuple(_contested(denied, found))
    if against:
        return Grade("contested", against)
    if len(sources) > 1:
        return Grade("fair", (f"{len(sources)} independent sources tell it, none denies it",))
    return Grade("weak", ("one source tells it",))


def deniers(claims: Sequence[Claim]) -> list[str]:
    """Those who deny having done an act of which nobody else says that it happened."""
    told = [c for c in claims if c.field == "status"]
    if any(c.value["status"] != "denied" for c in told):
        return []
    return sorted({name for c in told for name in _disowning(c, claims)})


def _disowning(status: Claim, claims: Sequence[Claim]) -> Iterator[str]:
    """Those who by the telling of a denial are accused: they deny the doing, not the act."""
    if DISOWNING.isdisjoint(status.rules):
        return
    for claim in claims:
        if claim.telling == status.telling and claim.field == "agents":
            yield _name(claim)


def _name(claim: Claim) -> str:
    return str(claim.value["actor"])


def _contested(denied: Sequence[Claim], found: Sequence[Finding]) -> Iterator[str]:
    if denied:
        yield "it is told by some and denied by others"
    agents = [f for f in found if f.field == "agents" and f.against]
    names = sorted({str((f.best or {})["actor"]) for f in agents})
    if len(names) > 1 and not _one_line([f.key for f in agents]):
        yield f"sources name different doers: {', '.join(names)}"


def _one_line(actors: Sequence[str]) -> bool:
    """Whether all are one actor and parts of it."""
    return any(all(top in lines((actor,)) for actor in actors) for top in actors)
