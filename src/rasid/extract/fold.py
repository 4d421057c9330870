"""Folding: mentions of one act become one event.

Headline, lead and recap tell one act several times. A mention joins the earlier event that it
agrees with best; it never joins one whose place, day, agent or kind it contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rasid.extract.acts import Act, Participant
from rasid.extract.read import Lineage, refine
from rasid.extract.tolls import Toll
from rasid.geo.expressions import PlaceExpression
from rasid.geo.names import PlaceName
from rasid.geo.sphere import km

FAMILIES = {
    "violence": "air_strike drone_strike shelling chemical_weapon ied suicide_bomb grenade "
    "armed_clash attack territory_gain",
    "custody": "arrest abduction",
    "release": "release",
    "crowd": "protest riot",
    "move": "deployment",
    "leave": "withdrawal",
    "base": "base_established",
    "flight": "displacement",
    "deal": "agreement",
    "speech": "accusation",
    "sexual": "sexual_violence",
    "property": "property_destruction",
    "weapons": "weapons_seizure",
    "other": "other",
}
FAMILY = {code: family for family, codes in FAMILIES.items() for code in codes.split()}
VAGUE_FRAMES = frozenset(("strike", "attack", "kill_act"))
JOIN = 2.0
FEW = 8
REACH_KM = 25.0
STRICT = frozenset(("in", "outskirts", "countryside", "near", "area"))
LOOSE_KINDS = frozenset("border road front crossing river".split())
EXACT = 2
"""Rank of a place from which on it is a settlement or a point."""


@dataclass(slots=True)
class Draft:
    """An event in the making: its mentions, and what they say together."""

    mentions: list[Act] = field(default_factory=list)
    types: list[tuple[str, str | None, bool]] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    toll_only: Toll | None = None
    agents: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)

    @property
    def first(self) -> Act:
        return self.mentions[0]

    @property
    def type(self) -> str:
        """The most telling type: a specific one before a vague one, else the first."""
        specific = [t for t, _, sure in self.types if sure]
        return (specific or [t for t, _, _ in self.types])[0]

    @property
    def family(self) -> str:
        return FAMILY[self.types[0][0]]

    def gather(self, name: str) -> list[Participant]:
        return [p for act in self.mentions for p in getattr(act, name)]

    @property
    def places(self) -> list[PlaceExpression]:
        return [p for act in self.mentions for p in act.places]


def fold(acts: Sequence[Act], tolls: Sequence[Toll], lineage: Lineage) -> list[Draft]:
    """Events of a report in the order of their first mention."""
    drafts: list[Draft] = []
    laid = _by_act(tolls)
    home: dict[tuple[int, int], Draft] = {}
    for act in acts:
        agents = _actors(act.agents, lineage)
        own = laid.get((act.sentence, act.anchor), [])
        if act.follows and not own:
            act = replace(act, background=True)
        type_, rule = refine(act, own, lineage)
        sure = rule is not None or not _vague(act)
        draft = _linked(act, home) or _best(act, agents, type_, sure, drafts)
        if draft is None:
            draft = Draft()
            drafts.append(draft)
        draft.mentions.append(act)
        draft.agents |= agents
        draft.targets |= _actors(act.targets, lineage)
        draft.types.append((type_, rule, sure))
        draft.tolls += own
        home[(act.sentence, act.anchor)] = draft
    return drafts


def _by_act(tolls: Iterable[Toll]) -> dict[tuple[int, int], list[Toll]]:
    laid: dict[tuple[int, int], list[Toll]] = {}
    for toll in tolls:
        if toll.act is not None:
            laid.setdefault((toll.sentence, toll.act), []).append(toll)
    return laid


def _vague(act: Act) -> bool:
    return act.trigger.weak or (act.trigger.frame in VAGUE_FRAMES and act.platform is None)


def _linked(act: Act, home: dict[tuple[int, int], Draft]) -> Draft | None:
    for anchor in act.links:
        draft = home.get((act.sentence, anchor))
        if draft is not None and FAMILY[draft.type] == FAMILY[act.trigger.type]:
            return draft
    return None


def _best(
    act: Act, agents: set[str], type_: str, sure: bool, drafts: Sequence[Draft]
) -> Draft | None:
    family = FAMILY[type_]
    scored = [
        (agreement(act, agents, type_, sure, d), i, d)
        for i, d in enumerate(drafts)
        if d.family == family
    ]
    best = max(scored, key=lambda s: (s[0], s[1]), default=None)
    return best[2] if best is not None and best[0] >= JOIN else None


def agreement(act: Act, agents: set[str], type_: str, sure: bool, draft: Draft) -> float:
    """How well a mention agrees with an event; negative when they cannot be one."""
    if act.another or _clash(act, agents, type_, sure, draft):
        return -1.0
    score = 1.0 if type_ == draft.type else 0.0
    score += 1.5 if act.definite else 0.0
    score += 1.0 if _same_place(act, draft) else 0.0
    score += 1.0 if agents & draft.agents else 0.0
    near = act.sentence - draft.mentions[-1].sentence
    score += 1.0 if near <= 1 else 0.0
    score += 1.0 if draft.first.sentence == 0 and act.sentence <= 2 else 0.0
    if not (act.places or act.agents or act.targets or act.times):
        score += 0.5
    return score


def _clash(act: Act, agents: set[str], type_: str, sure: bool, draft: Draft) -> bool:
    settled = [t for t, _, known in draft.types if known]
    if sure and settled and type_ not in settled:
        return True
    if act.status != draft.first.status or (act.background and not draft.first.background):
        return True
    return _other_place(act, draft) or _other_day(act, draft) or _other_agent(act, agents, draft)


def names(place: PlaceExpression) -> set[str]:
    """The anchor and the containers of a place expression, folded."""
    return {place.key, *place.container_keys}


def _same_place(act: Act, draft: Draft) -> bool:
    return bool({p.key for p in act.places} & {p.key for p in draft.places})


def _other_place(act: Act, draft: Draft) -> bool:
    """Two exact places of different names, or a wide place that neither holds the other."""
    mine, theirs = act.places, draft.places
    if not mine or not theirs:
        return False
    exact_mine = [p for p in mine if _strict(p)]
    exact_theirs = [p for p in theirs if _strict(p)]
    if exact_mine and exact_theirs:
        if {p.key for p in exact_mine} & {p.key for p in exact_theirs}:
            return False
        if _inside(exact_mine, exact_theirs) or _inside(exact_theirs, exact_mine):
            return False
        return not (act.definite and _close(exact_mine[0], exact_theirs))
    if any(p.key in names(q) or q.key in names(p) for p in mine for q in theirs):
        return False
    return not (act.definite and _close(mine[0], theirs))


def _strict(place: PlaceExpression) -> bool:
    """A settlement or point named as such; a road, a border or a distance is looser."""
    return place.rank >= EXACT and place.relation in STRICT and place.kind not in LOOSE_KINDS


def _inside(inner: Sequence[PlaceExpression], outer: Sequence[PlaceExpression]) -> bool:
    """All that the outer side names is a container of the inner: 'Gaza', then 'Rafah in Gaza'."""
    holders = {key for p in inner for key in p.container_keys}
    return {p.key for p in outer} <= holders


def _close(place: PlaceExpression, others: Iterable[PlaceExpression]) -> bool:
    """'The attack' two kilometres from one town may be the attack on the road from another."""
    mine = [c.place for n in _anchors(place) for c in n.candidates[:FEW]]
    theirs = [c.place for o in others for n in _anchors(o) for c in n.candidates[:FEW]]
    return any(km(a.lat, a.lon, b.lat, b.lon) <= REACH_KM for a in mine for b in theirs)


def _anchors(place: PlaceExpression) -> list[PlaceName]:
    return [place.name, *((place.other,) if place.other is not None else ())]


def _other_day(act: Act, draft: Draft) -> bool:
    mine = {(w.first, w.last) for w in act.times if w.first}
    theirs = {(w.first, w.last) for m in draft.mentions for w in m.times if w.first}
    if not mine or not theirs:
        return False
    return not any(a and b and c and d and a <= d and c <= b for a, b in mine for c, d in theirs)


def _actors(participants: Iterable[Participant], lineage: Lineage) -> set[str]:
    """Known actors among participants, with all their parents."""
    ids: set[str] = set()
    for p in participants:
        party = p.phrase.party
        if party is not None and party.actor is not None and party.actor.type != "unknown":
            ids |= lineage(party.actor)
    return ids


def _other_agent(act: Act, agents: set[str], draft: Draft) -> bool:
    """Different doers; the two sides of a fight may change places."""
    if not agents or not draft.agents or agents & draft.agents:
        return False
    two_sided = "armed_clash" in (act.trigger.type, draft.type)
    return not (two_sided and agents & draft.targets)
