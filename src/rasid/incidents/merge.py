"""Incidents out of tellings and judgements: a pure function, the same in whatever order they come.

Copies are found, pairs are scored, groups are made, and what each group tells is reconciled. A
person's judgement wins over any score. Nothing is kept between calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import exp

from rasid.incidents.claims import claims
from rasid.incidents.cluster import Groups
from rasid.incidents.compare import model, reasons
from rasid.incidents.copies import Copy, copies
from rasid.incidents.grade import grade
from rasid.incidents.judging import Decisions, decisions
from rasid.incidents.linking import Linking, Pair
from rasid.incidents.model import (
    MACHINE,
    Incident,
    Judgement,
    Link,
    Reason,
    Telling,
    digest,
)
from rasid.incidents.rarity import Rarity
from rasid.incidents.reconcile import findings
from rasid.incidents.sourcing import sources
from rasid.incidents.traits import traits

LAST = "9999"
NEAREST = 24
"""Tellings of an incident that one is compared with to tell why it is there."""


def incidents(
    tellings: Iterable[Telling],
    judgements: Iterable[Judgement] = (),
    *,
    rarity: Rarity | None = None,
) -> tuple[Incident, ...]:
    """All incidents in the order of their first publication.

    Every telling with an event is in exactly one; one without is in at most one. `rarity` counts
    the reports of the whole store where `tellings` are only some of them.
    """
    told = {telling.id: telling for telling in tellings}
    linking = Linking(map(traits, told.values()), rarity)
    decided = decisions(judgements, told.values())
    copied = copies(told.values())
    work = _Work(told, linking, decided, copied)
    groups = work.groups()
    made = [work.incident(group) for group in groups if any(told[id].event for id in group)]
    return tuple(sorted(made, key=lambda incident: _order(told[incident.founder])))


def incident(
    tellings: Iterable[Telling],
    judgements: Iterable[Judgement] = (),
    *,
    rarity: Rarity | None = None,
    beside: Iterable[Telling] = (),
) -> Incident:
    """The incident that tellings make together, whatever their scores: one of `incidents`, shown.

    At least one of them has an event. `beside` are tellings of others that judgements are about.
    """
    told = {telling.id: telling for telling in tellings}
    linking = Linking(map(traits, told.values()), rarity)
    decided = decisions(judgements, [*told.values(), *beside])
    return _Work(told, linking, decided, copies(told.values())).incident(list(told))


class _Work:
    """One merging: the tellings with all that was found out about them."""

    def __init__(
        self,
        told: Mapping[str, Telling],
        linking: Linking,
        decided: Decisions,
        copied: Mapping[str, Copy],
    ) -> None:
        self._told = told
        self._linking = linking
        self._decided = decided
        self._copied = copied

    def groups(self) -> list[list[str]]:
        threshold = model().threshold
        joined, parted = self._decided.joined, self._decided.parted
        groups = Groups(self._told, self._score, threshold, joined, parted)
        links = self._linking.links(threshold)
        return groups.join({p: s for p, s in links.items() if p not in self._decided.unsure})

    def _score(self, one: str, other: str) -> float | None:
        unsure = _pair(one, other) in self._decided.unsure
        return None if unsure else self._linking.score(one, other)

    def incident(self, group: Sequence[str]) -> Incident:
        members = tuple(sorted((self._told[id] for id in group), key=_order))
        founder = next(t.id for t in members if t.event is not None)
        voices = sources(members, self._copied)
        made = tuple(claim for telling in members for claim in claims(telling))
        found = findings(members, voices, made)
        links = tuple(self._links(members))
        return Incident(
            digest("incident", founder),
            founder,
            members,
            voices,
            made,
            found,
            links,
            grade(voices, made, found),
            max((f.disagreement for f in found), default=0.0),
            _doubt(links),
            self._stale(set(group)),
        )

    def _links(self, members: Sequence[Telling]) -> Iterator[Link]:
        """The links that hold the tellings together, no more of them than it needs: those that
        speak most for it (a maximum spanning tree, Kruskal 1956), in the order of the tellings.
        """
        place = {telling.id: at for at, telling in enumerate(members)}
        group = {id: {id} for id in place}
        kept = []
        for pair in sorted(self._pairs(members), key=self._standing, reverse=True):
            one, other = (group[id] for id in pair)
            if one is not other:
                one |= other
                group.update(dict.fromkeys(other, one))
                kept.append(pair)
        kept.sort(key=lambda pair: sorted((place[id] for id in pair), reverse=True))
        return map(self._link, kept)

    def _pairs(self, members: Sequence[Telling]) -> set[Pair]:
        """Each telling with those of other reports that stand nearest, and with whom a person
        joined it.
        """
        ids = {telling.id for telling in members}
        out = {pair for pair in self._decided.joined if ids.issuperset(pair)}
        for at, telling in enumerate(members):
            around = sorted(range(len(members)), key=lambda n: (abs(n - at), n))
            others = (members[n] for n in around if members[n].report.id != telling.report.id)
            out.update(_pair(telling.id, other.id) for other in islice(others, NEAREST))
        return out

    def _standing(self, pair: Pair) -> tuple[bool, float, Pair]:
        """A person's word before any score."""
        return pair in self._decided.joined, self._linking.score(*pair) or 0.0, pair

    def _link(self, pair: Pair) -> Link:
        judged = self._decided.joined.get(pair)
        if judged is not None:
            told = judged.reasons or (Reason("judgement", 0.0, f"{judged.by} says so"),)
            return Link(*pair, 0.0, told, judged.by)
        found = self._linking.compared(*pair)
        one, other = (self._linking.traits[id] for id in pair)
        return Link(*pair, round(found.score, 3), reasons(one, other, found), MACHINE)

    def _stale(self, group: set[str]) -> tuple[str, ...]:
        return tuple(
            sorted(id for id, pair in self._decided.stale.items() if not group.isdisjoint(pair))
        )


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _order(telling: Telling) -> tuple[str, str, int, str]:
    start = telling.event.trigger.start if telling.event is not None else 0
    return telling.report.published or LAST, telling.report.id, start, telling.id


def _doubt(links: Sequence[Link]) -> float:
    """The probability that the weakest link of the machine is wrong, from its log-odds."""
    weakest = min((link.score for link in links if link.by == MACHINE), default=None)
    return 0.0 if weakest is None else round(1 / (1 + exp(max(-30.0, min(30.0, weakest)))), 3)
