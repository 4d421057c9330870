"""Why an incident is graded as it is, and why its reports are thought one, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rasid.incidents.grade import deniers
from rasid.incidents.model import MACHINE, Incident, Link, Reason
from rasid.web.naming import Naming


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade and its reasons."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """A reason and what it adds, in log-odds."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Linked:
    """Two tellings that are one act: `by` is a person, empty for the machine."""

    left: str
    right: str
    score: float
    by: str
    reasons: tuple[Because, ...]


def graded(found: Incident, naming: Naming) -> Grading:
    """The suggested grade with its reasons."""
    return Grading(found.grade.name, tuple(_reasons(found, naming)))


def _reasons(found: Incident, naming: Naming) -> Iterator[str]:
    say, name = naming.language.say, found.grade.name
    if name == "confirmed":
        told = (c for c in found.claims if c.field == "agents" and c.stance == "claimed")
        for actor in sorted({str(c.value["actor"]) for c in told}):
            yield say("incident.graded.confirmed", actor=naming.actor(actor))
    elif name == "contested":
        yield from _contested(found, naming)
    elif name == "fair":
        yield say("incident.graded.fair", n=len(found.sources))
    else:
        yield say(f"incident.graded.{name}")


def _contested(found: Incident, naming: Naming) -> Iterator[str]:
    say = naming.language.say
    if disowned := deniers(found.claims):
        yield from (say("incident.graded.disowned", actor=naming.actor(name)) for name in disowned)
        return
    denied = any(c.field == "status" and c.value["status"] == "denied" for c in found.claims)
    if denied:
        yield say("incident.graded.denied")
    if len(found.grade.reasons) > denied:
        against = (f for f in found.findings if f.field == "agents" and f.against)
        named = sorted({naming.actor(str((f.best or {})["actor"])) for f in against})
        yield say("incident.graded.doers", actors=naming.comma.join(named))


def link_reasons(found: Incident, names: Mapping[str, str], naming: Naming) -> list[Linked]:
    """Why tellings are together, the strongest first."""
    made = [_linked(link, names, naming) for link in found.links]
    return sorted(made, key=lambda one: -one.score)


def _linked(link: Link, names: Mapping[str, str], naming: Naming) -> Linked:
    told = sorted(link.reasons, key=lambda one: -abs(one.weight))
    reasons = tuple(Because(_sign(one, naming), one.weight) for one in told)
    by = "" if link.by == MACHINE else link.by
    left, right = (names.get(id, id) for id in (link.left, link.right))
    return Linked(left, right, link.score, by, reasons)


LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""What figures stand between, so that those of a day keep their order in Arabic."""
FIGURES = re.compile(r"\d[\d.-]*%?")
"""The numbers and days in a reason: they read the same in every language."""


def _sign(reason: Reason, naming: Naming) -> str:
    """A sign in the language of the page, with the numbers and days that it compares."""
    name = f"signs.{reason.feature}"
    if name not in naming.language.messages:
        return reason.words
    figures = " / ".join(figure.strip(".-") for figure in FIGURES.findall(reason.words))
    told = f"{LEFT_TO_RIGHT}{figures}{END}" if figures else ""
    return ": ".join(filter(None, (naming.language.say(name), told)))
