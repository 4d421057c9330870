"""Folding: mentions of one act become one event.

Headline, lead and recap tell one act several times. A mention joins the earlier event that it
agrees with best; it never joins one whose place, day, agent or kind it contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date

from rasid.extract.acts import FOOT, Act, Participant
from rasid.extract.kinds import Lineage, refine
from rasid.extract.linked import VAGUE
from rasid.extract.toll import Toll, same_people
from rasid.extract.whereabouts import Whereabouts, close, of_one_city
from rasid.geo.expressions import PlaceExpression
from rasid.values import dataclass, replace

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
JOIN = 2.0
LATEST = 40
"""How many of the latest events of a family a mention is compared with."""
LEAD = 2
"""The last sentence that may tell the act of the headline again."""
GENERAL = {"suicide_bomb": "ied"}
"""Kinds that a wider word may name too: a bombing may turn out to be a suicide bombing."""
FLOWN = frozenset(("air_strike", "drone_strike"))
LOOSE = frozenset(("attack", "armed_clash"))
TIMES = 5
"""A toll so many times smaller is another's."""
LAID = frozenset(("ied", "suicide_bomb"))
BOMBARDING = "strike.bombard"
"""What the ids of words for bombardment begin with."""
DEEDS = frozenset(("attack", "kill_act"))

Day = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """An act with all that folding asks of it, worked out once."""

    act: Act
    type: str
    rule: str | None
    sure: bool
    agents: set[str]
    targets: set[str]
    where: Whereabouts
    days: set[Day]
    tolls: Sequence[Toll] = ()


@dataclass(slots=True)
class Draft:
    """An event in the making: its mentions, and what they say together."""

    mentions: list[Act] = field(default_factory=list)
    types: list[tuple[str, str | None, bool]] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    toll_only: Toll | None = None
    agents: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    settled: list[str] = field(default_factory=list)
    where: Whereabouts = field(default_factory=Whereabouts)
    days: set[Day] = field(default_factory=set)
    frames: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def join(self, mention: Mention) -> None:
        """Take in one more mention."""
        self.mentions.append(mention.act)
        self.types.append((mention.type, mention.rule, mention.sure))
        if mention.sure and mention.type not in self.settled:
            self.settled.append(mention.type)
        self.tolls += mention.tolls
        self.agents |= mention.agents
        self.targets |= mention.targets
        self.where.add(mention.act.places)
        self.days |= mention.days
        self.frames.add(mention.act.trigger.frame)
        self.named.add(mention.act.trigger.id)

    @property
    def first(self) -> Act:
        return self.mentions[0]

    @property
    def type(self) -> str:
        """The most telling type: a specific one before a vague one, else the first."""
        told = self.settled[0] if self.settled else self.types[0][0]
        if told in LOOSE and self.first.trigger.id == BOMBARDING:
            return self.types[0][0]  # 'shelling', of which another mention says 'opened fire'
        if told not in GENERAL.values():
            return told
        return next((kind for kind, _, _ in self.types if GENERAL.get(kind) == told), told)

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
    families: dict[str, list[Draft]] = {}
    laid = _by_act(tolls)
    home: dict[tuple[int, int], Draft] = {}
    for told in acts:
        act = _as_before(told, families.get(FAMILY[told.trigger.type], []))
        mention = _mention(act, laid.get((act.sentence, act.anchor), []), lineage)
        family = families.setdefault(FAMILY[mention.type], [])
        draft = _linked(mention.act, home) or _best(mention, family[-LATEST:])
        draft = draft or _incident(mention, drafts)
        if draft is None:
            draft = Draft()
            drafts.append(draft)
            family.append(draft)
        draft.join(mention)
        home[(act.sentence, act.anchor)] = draft
    return drafts


def _as_before(act: Act, family: Sequence[Draft]) -> Act:
    """'the strikes hit a farm': they flew if the strikes told last did."""
    if not (act.definite and act.plural) or act.platform or act.weapons or act.verb:
        return act
    named = (d for d in reversed(family[-LATEST:]) if act.trigger.id in d.named)
    last = next(named, None)
    return act if last is None else replace(act, platform=last.first.platform)


def _mention(act: Act, tolls: Sequence[Toll], lineage: Lineage) -> Mention:
    if (act.follows and not tolls) or any(t.dated for t in tolls):
        act = replace(act, background=True)
    type_, rule = refine(act, tolls, lineage)
    where = Whereabouts()
    where.add(act.places)
    return Mention(
        act,
        type_,
        rule.id if rule is not None else None,
        not _vague(act) if rule is None else not (rule.default or _points_back(act)),
        _actors(act.agents, lineage),
        _actors(act.targets, lineage),
        where,
        {(w.first, w.last) for w in act.times if w.first},
        tolls,
    )


def lone(act: Act, toll: Toll, lineage: Lineage) -> Draft:
    """An event that only a toll tells of; its means tell the type, as those of any act."""
    draft = Draft(toll_only=toll)
    where = Whereabouts()
    type_, rule = refine(act, (toll,), lineage)
    name = rule.id if rule is not None else None
    draft.join(Mention(act, type_, name, True, set(), set(), where, set(), (toll,)))
    return draft


def _by_act(tolls: Iterable[Toll]) -> dict[tuple[int, int], list[Toll]]:
    laid: dict[tuple[int, int], list[Toll]] = {}
    for toll in tolls:
        if toll.act is not None:
            laid.setdefault((toll.sentence, toll.act), []).append(toll)
    return laid


def _vague(act: Act) -> bool:
    return act.trigger.weak or (act.trigger.frame in VAGUE and act.platform in (None, FOOT))


def _points_back(act: Act) -> bool:
    """'the attack killed two civilians': whom it killed does not tell what attack it was."""
    own = act.agents or act.targets or act.weapons or act.platform
    return act.definite and not act.verb and act.trigger.frame in VAGUE and not own


def _linked(act: Act, home: dict[tuple[int, int], Draft]) -> Draft | None:
    for anchor in act.links:
        draft = home.get((act.sentence, anchor))
        if draft is not None and FAMILY[draft.type] == FAMILY[act.trigger.type]:
            return draft
    return None


def _best(mention: Mention, drafts: Sequence[Draft]) -> Draft | None:
    """The event that a mention agrees with best, the latest of equals."""
    best, chosen = JOIN, None
    if _another(mention.act):
        return None
    for draft in drafts:
        score = agreement(mention, draft)
        if score >= best and not _clash(mention, draft):
            best, chosen = score, draft
    return chosen


def _incident(mention: Mention, drafts: Sequence[Draft]) -> Draft | None:
    """'the incident killed two': the violence told just before, whatever its kind."""
    act = mention.act
    general = act.definite and act.trigger.weak and FAMILY[mention.type] == "other"
    if not (general and mention.tolls):
        return None
    near = [d for d in drafts if act.sentence - d.mentions[-1].sentence <= LEAD]
    told = (d for d in reversed(near) if d.family == "violence" and not _clash(mention, d))
    return next(told, None)


def agreement(mention: Mention, draft: Draft) -> float:
    """How well a mention agrees with an event that it does not contradict."""
    act = mention.act
    score = 1.0 if mention.type == draft.type else -0.5 if _of_its_own(mention) else 0.0
    score += 1.5 if act.definite else 0.0
    score += 1.0 if act.definite and act.trigger.id in draft.named else 0.0
    score += 1.0 if mention.where.keys & draft.where.keys else 0.0
    score += 1.0 if mention.agents & draft.agents else 0.0
    near = act.sentence - draft.mentions[-1].sentence
    score += 1.0 if near <= 1 else 0.0
    score += 1.0 if _same_toll(mention, draft) else 0.0
    score += 1.0 if draft.first.sentence == 0 and act.sentence <= LEAD else 0.0
    if not (act.places or act.agents or act.targets or act.times):
        score += 0.5
    return score


def _same_toll(mention: Mention, draft: Draft) -> bool:
    """As many dead, or wounded, by both."""
    return any(same_people(one, other) for one in mention.tolls for other in draft.tolls)


def _of_its_own(mention: Mention) -> bool:
    """'militants detonated a mine': a kind and a doer, so that a vaguer act nearby is not it."""
    return bool(mention.act.agents) and not mention.act.definite and mention.sure


def _another(act: Act) -> bool:
    """'another attack', or 'another bomb went off'."""
    means = (i for p in (*act.weapons, *act.targets) for i in p.phrase.weapons)
    return act.another or any(item.other for item in means)


def _clash(mention: Mention, draft: Draft) -> bool:
    act = mention.act
    if mention.sure and draft.settled and _other_kind(mention.type, draft.settled):
        return True
    if _on_foot(mention, draft) or _laid_and_fired(mention, draft):
        return True
    if _other_dead(mention, draft):
        return True
    if act.follows and draft.mentions[-1].sentence == act.sentence:
        return True
    if act.aside and draft.mentions[-1].sentence == act.sentence and not act.definite:
        return True
    first = draft.first
    if act.status != first.status or (act.background and not first.background):
        return True
    if first.bygone and not act.bygone:
        return True
    return (
        _other_place(mention, draft)
        or _other_day(mention, draft)
        or _other_agent(mention, draft)
        or _other_deed(mention, draft)
    )


def _on_foot(mention: Mention, draft: Draft) -> bool:
    """Nobody storms a base from the air: the raids beside it are acts of their own."""
    if mention.act.platform == FOOT:
        return draft.type in FLOWN
    return mention.type in FLOWN and all(a.platform == FOOT for a in draft.mentions)


def _laid_and_fired(mention: Mention, draft: Draft) -> bool:
    """A mine that goes off is no shelling, whoever laid it; nor is a shelling a mine."""
    one, other = mention.act.trigger, draft.first.trigger
    laid = mention.type in LAID, draft.type in LAID
    fired = one.id.startswith(BOMBARDING), other.id.startswith(BOMBARDING)
    return (laid[0] and fired[1]) or (laid[1] and fired[0])


def _other_dead(mention: Mention, draft: Draft) -> bool:
    """'eight died in shelling of X' after '260 died in a week of raids': a number and a place of
    its own, in words that do not go back to it.
    """
    act, mine = mention.act, _dead(mention.tolls)
    if act.definite or not act.places or not mine or draft.where.exact:
        return False
    theirs = _dead(draft.tolls)
    return bool(theirs) and max(mine) * TIMES <= min(theirs)


def _dead(tolls: Iterable[Toll]) -> list[int]:
    """The exact numbers of dead."""
    counts = (t.count for t in tolls if t.outcome == "killed")
    return [c.low for c in counts if c.low == c.high and c.low > 0]


def _other_kind(kind: str, settled: Sequence[str]) -> bool:
    """Neither a kind that was told, nor a finer or wider word for it."""
    told = {kind, GENERAL.get(kind, kind)}
    return told.isdisjoint({*settled, *(GENERAL.get(one, one) for one in settled)})


def _other_place(mention: Mention, draft: Draft) -> bool:
    """Two exact places of different names, or a wide place that neither holds the other."""
    mine, theirs = mention.where, draft.where
    if not mine.keys or not theirs.keys:
        return False
    if mine.exact and theirs.exact:
        if mine.exact & theirs.exact:
            return False
        # All that one side names may be a container of the other: 'Gaza', then 'Rafah in Gaza'.
        if theirs.exact <= mine.exact_holders or mine.exact <= theirs.exact_holders:
            return False
        if mention.act.definite and of_one_city(mine.few[0], theirs.few[0]):
            return False
    elif (
        (_at_head(mention, draft) and theirs.countries & mine.within)
        or mine.keys & (theirs.keys | theirs.holders)
        or mine.holders & theirs.keys
    ):
        return False
    return not (mention.act.definite and close(mine.nearest or mine.few[0], theirs.few))


def _at_head(mention: Mention, draft: Draft) -> bool:
    """A headline names the country of what the lead tells with its town."""
    return draft.first.sentence == 0 and 0 < mention.act.sentence <= LEAD


def _other_day(mention: Mention, draft: Draft) -> bool:
    mine, theirs = mention.days, draft.days
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


def _other_agent(mention: Mention, draft: Draft) -> bool:
    """Different doers; the two sides of a fight may change places."""
    agents = mention.agents
    if not agents or not draft.agents or agents & draft.agents:
        return False
    two_sided = "armed_clash" in (mention.act.trigger.type, draft.type)
    return not (two_sided and agents & draft.targets)


def _other_deed(mention: Mention, draft: Draft) -> bool:
    """'and gunmen fired at an ambulance' after 'a bomb went off': doers of their own."""
    act = mention.act
    told = bool(act.agents) and (act.verb or bool(act.targets)) and act.trigger.frame in DEEDS
    blast = draft.first.trigger.frame == "explosion" and not draft.agents
    return told and blast and mention.type != draft.type
