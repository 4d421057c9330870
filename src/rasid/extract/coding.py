"""Codes of ACLED, PLOVER and UCDP for a finished event, by rules over what its record says.

The rules are data, `data/rules/codes.yaml`; without one the codes of the type stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rasid import model
from rasid.extract.actors import Party
from rasid.lexicon.rules import code_rules, codes, decide, sub_events

STATE = frozenset("state_forces police intelligence government coalition".split())
NONSTATE = frozenset("rebel political_militia communal_militia".split())
ARMED = frozenset("combatant military_object checkpoint".split())
CIVILIAN = frozenset(model.TARGET_KINDS) - ARMED - {"unknown", "vehicle", "depot", "government"}
UNCODED = model.Codes(
    model.AcledCode("", "", ""), model.PloverCode(None, None), model.UcdpCode(None)
)
"""What stands until an event is finished."""
OWNED = frozenset(("stated", "claimed"))
"""Certainties of an agent that tell the sides: not what others suspect or accuse it of."""


def coded(event: model.Event, party: Party) -> model.Codes:
    """The codes of an event, whatever `event.codes` says; null where the sides do not tell."""
    own, facts = codes()[event.type], _facts(event, party)
    sub_event = decide(code_rules("acled"), facts) or own.sub_event_type
    disorder, kind = sub_events()[sub_event]
    plover = decide(code_rules("plover"), facts)
    violence = decide(code_rules("ucdp"), facts)
    return model.Codes(
        model.AcledCode(disorder, kind, sub_event),
        model.PloverCode(*(plover.split() if plover else (own.plover_event, own.plover_mode))),
        model.UcdpCode(int(violence) if violence else None),
    )


def _facts(event: model.Event, party: Party) -> Mapping[str, frozenset[str]]:
    agents = {a.actor: _side(a.actor_id, party) for a in event.agents if a.certainty in OWNED}
    targets = {t.actor or t.kind: _hit(t, party) for t in event.targets}
    kinds = frozenset(t.kind for t in event.targets)
    groups = {row.group for row in event.casualties}
    return {
        "type": frozenset((event.type,)),
        "status": frozenset((event.status,)),
        "trigger": frozenset(event.rules),
        "weapon": frozenset(w.class_ for w in event.weapons),
        "target": kinds | ({"combatant"} if "combatant" in groups else set()),
        "outcome": frozenset(row.outcome for row in event.casualties if row.max != 0),
        "agent": frozenset(agents.values()),
        "sides": frozenset(_opposed(event, agents, targets, groups)),
        "home": frozenset(_home(event, party)),
        "has": frozenset(_held(kinds, groups)),
    }


def _held(kinds: frozenset[str], groups: set[str]) -> Iterator[str]:
    if kinds & CIVILIAN or "civilian" in groups:
        yield "civilian_target"


def _side(actor_id: str | None, party: Party) -> str:
    actor = party(actor_id) if actor_id else None
    if actor is None:
        return "unknown"
    return "state" if actor.type in STATE else "nonstate" if actor.type in NONSTATE else "unknown"


def _hit(target: model.Target, party: Party) -> str:
    side = _side(target.actor_id, party)
    return "civilian" if side == "unknown" and target.kind in CIVILIAN else side


def _opposed(
    event: model.Event, agents: Mapping[str, str], targets: Mapping[str, str], groups: set[str]
) -> Iterator[str]:
    """Who against whom; the parties of a clash that names no target fight each other."""
    against = dict(targets)
    if not targets and event.type != "armed_clash" and groups == {"civilian"}:
        against = {"victims": "civilian"}
    if not against and event.type == "armed_clash":
        against = dict(agents)
    for agent, side in agents.items():
        yield from (f"{side}-{other}" for name, other in against.items() if name != agent)


def _home(event: model.Event, party: Party) -> Iterator[str]:
    where = event.place.country if event.place else None
    for agent in event.agents:
        actor = party(agent.actor_id) if agent.actor_id else None
        if where and actor is not None and actor.type in STATE:
            yield "home" if actor.country == where else "abroad"
