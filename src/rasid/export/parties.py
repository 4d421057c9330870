"""The two sides of an event, as coding schemes without hedges want them.

A scheme that cannot say who suspects or accuses gets the agents that the report states or that
claim the act; of the rest it gets nobody, and the notes tell them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.extract.actors import Party
from rasid.extract.coding import OWNED
from rasid.lexicon.entries import Actor
from rasid.model import Agent, Event, Target

UNKNOWN = "Unknown"
CIVILIANS = "Civilians"
CIVILIAN = frozenset(
    "civilian civilian_object hospital school market mosque camp media".split()
)  # fmt: skip
"""Kinds of targets that stand for civilians when no party is named."""


@dataclass(frozen=True, slots=True)
class Side:
    """A party by its neutral name; `actor` is its entry in the lexicon, if it has one."""

    name: str
    actor: Actor | None = None

    @property
    def civilian(self) -> bool:
        return self.name == CIVILIANS


@dataclass(frozen=True, slots=True)
class Sides:
    """Who is on the one side and on the other, each named once; either may be empty."""

    one: tuple[Side, ...]
    other: tuple[Side, ...]


def sides(event: Event, party: Party) -> Sides:
    """Agents against targets; those of a clash that names no target fight each other."""
    one = _once([_agent(agent, party) for agent in event.agents if agent.certainty in OWNED])
    other = _once([side for target in event.targets for side in _target(target, party)])
    if not other:
        other = _civilian_victims(event)
    if not other and event.type == "armed_clash" and len(one) > 1:
        return Sides(one[:1], one[1:])
    return Sides(one, tuple(side for side in other if side not in one))


def hedged(event: Event) -> bool:
    """Whether agents are told, but none that the report states or that claims the act."""
    return bool(event.agents) and not any(a.certainty in OWNED for a in event.agents)


def _agent(agent: Agent, party: Party) -> Side:
    return Side(agent.actor, party(agent.actor_id) if agent.actor_id else None)


def _target(target: Target, party: Party) -> Sequence[Side]:
    if target.actor and target.actor not in (UNKNOWN, CIVILIANS):
        return [Side(target.actor, party(target.actor_id) if target.actor_id else None)]
    return [Side(CIVILIANS)] if target.kind in CIVILIAN else []


def _civilian_victims(event: Event) -> tuple[Side, ...]:
    """Civilians, when all the victims that are told are said to be."""
    groups = {row.group for row in event.casualties if row.max != 0}
    return (Side(CIVILIANS),) if groups == {"civilian"} and event.type != "armed_clash" else ()


def _once(found: Sequence[Side]) -> tuple[Side, ...]:
    return tuple({side.name: side for side in reversed(found)}.values())[::-1]
