"""Acts that a report tells and whose doer it also lets deny them."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.acts import Act, Participant
from rasid.extract.fold import Draft
from rasid.values import replace

NEAR = 1
"""How many sentences after an act its denial may stand that neither says 'the act' nor where."""


def contest(drafts: Sequence[Draft]) -> None:
    """Make those who deny an act that the report tells of them accused of it, in place."""
    denials = [d for d in drafts if d.first.status == "denied" and _denied(d.first)]
    for told in drafts:
        if told.first.status != "happened":
            continue
        deniers = {id for one in denials if _of_one(told, one) for id in _denied(one.first)}
        if deniers:
            told.mentions[:] = [_accused(act, deniers) for act in told.mentions]


def _denied(act: Act) -> set[str]:
    """The ids of the parties whom a denied act is laid on."""
    return {_actor(agent) for agent in act.agents if agent.hint == "accused"} - {""}


def _actor(agent: Participant) -> str:
    party = agent.phrase.party
    return party.actor.id if party is not None and party.actor is not None else ""


def _of_one(told: Draft, denial: Draft) -> bool:
    """Whether a denial is of an act told: of its family, and at its place or 'the act' alone."""
    if told.family != denial.family:
        return False
    if told.where.keys & (denial.where.keys | denial.where.holders):
        return True
    near = 0 <= denial.first.sentence - told.mentions[-1].sentence <= NEAR
    return not denial.where.exact and (denial.first.definite or near)


def _accused(act: Act, deniers: set[str]) -> Act:
    agents = tuple(
        replace(a, hint="accused") if a.hint == "stated" and _actor(a) in deniers else a
        for a in act.agents
    )
    return replace(act, agents=agents)
