"""Neutral names: which actor a nationality, a force or a definite description means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from rasid.lexicon.entries import Actor, Anaphor, Force, Form, Nationality
from rasid.lexicon.lexicon import Lexicon, load

Party = Callable[[str], Actor | None]
"""An actor id to its entry in the lexicon; None for one that the lexicon does not have."""

GROUPS = frozenset("rebel political_militia communal_militia".split())
"""Types of armed groups: a description that asks for one kind falls back on any of them."""

OCCUPIER = "occupier"
"""The type of a description: the army that the report has named with a slogan of the same sense."""
SECURITY = "security-forces"
"""What follows a country's code in the ids of its police and other keepers of order."""
STATE = frozenset(("state_forces", "police"))
KINDS = {
    "armed_group": ("rebel", "political_militia", "communal_militia", "coalition"),
    "state_forces": ("state_forces", "police"),
    "government": ("government", "state_forces"),
}
"""What a description's type covers where it is wider than one actor type."""


@lru_cache(maxsize=1)
def actor_index() -> ActorIndex:
    """The actors of the shipped lexicon."""
    return ActorIndex(load())


def party(id: str) -> Actor | None:
    """The actor of an id in the shipped lexicon, which is loaded once it is asked."""
    return actor_index().party(id)


class ActorIndex:
    """Actors by id, with their lineage and the actors that a country's forces are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._scope = lexicon.scope
        self._by_id = {e.id: e for e in lexicon.entries("actor") if isinstance(e, Actor)}
        self._backed = [a for a in self._by_id.values() if a.backer is not None]
        nations = (e for e in lexicon.entries("nationality") if isinstance(e, Nationality))
        self._nations = {e.country: e for e in nations if e.armed_forces}
        self._lineage: dict[str, frozenset[str]] = {}

    def lineage(self, actor: Actor) -> frozenset[str]:
        """The actor's neutral name, its id and the ids of its parents."""
        known = self._lineage.get(actor.id)
        if known is None:
            self._lineage[actor.id] = frozenset((actor.id, actor.name))  # a cycle in data ends here
            above = self._by_id.get(actor.parent or "")
            upper = self.lineage(above) if above is not None else frozenset()
            known = upper | {actor.id, actor.name}
            self._lineage[actor.id] = known
        return known

    def party(self, id: str) -> Actor | None:
        """The actor of an id."""
        return self._by_id.get(id)

    def national(
        self, nation: Nationality, force: Force | None, *, official: bool = False
    ) -> Actor | None:
        """The country's police or government when the force noun says so, or what is hers is
        `official`, else its armed forces.
        """
        branch = force.branch if force is not None else "government" if official else ""
        wanted = {"police": nation.police, "government": nation.government}.get(branch)
        return self._by_id.get(wanted or nation.armed_forces or "")

    def own(self, branch: str, ground: str | None, named: Sequence[Actor] = ()) -> Actor | None:
        """'the army', 'the police': those of the country where it is, unless several camps have
        one there or the report has named another country's.
        """
        nation = self._nations.get(ground or "")
        kind = "state_forces" if branch == "military" else "police"
        foreign = {a.country for a in named if a.type == kind and a.country} - {ground}
        if nation is None or nation.divided or foreign:
            return None
        return self._branch(nation, branch)

    def of_nation(self, nation: Nationality, branch: str) -> Actor | None:
        """'the police forces | of America'."""
        known = self._nations.get(nation.country)
        return self._branch(known, branch) if known is not None else None

    def _branch(self, nation: Nationality, branch: str) -> Actor | None:
        if branch == "military":
            return self._by_id.get(nation.armed_forces or "")
        security = self._by_id.get(f"{nation.country.lower()}.{SECURITY}")
        police = self._by_id.get(nation.police or "")
        return security or police if branch == SECURITY else police

    def allied(self, country: str | None, theatre: Collection[str]) -> Actor | None:
        """What forces close to a country are called in the countries of the report."""
        fitting = (a for a in self._backed if a.backer == country)
        return next((a for a in fitting if a.country is None or a.country in theatre), None)

    def meant(
        self,
        forms: Iterable[Form],
        theatre: Collection[str],
        earlier: Sequence[Actor] = (),
        ground: str | None = None,
    ) -> Actor | None:
        """The actor of a match: one whose scope is a country of the report wins, the first of
        `theatre` before the next, then one of these countries (several have a Political Security);
        one out of scope is out, unless the report has named it before ("the Arab Coalition", then
        "the Coalition").
        """
        named = [f.entry for f in forms if isinstance(f.entry, Actor)]
        held = [(self._scope(actor.id), actor) for actor in named]
        fitting = [actor for country in theatre for scope, actor in held if scope == country]
        anywhere = [actor for scope, actor in held if scope is None]
        if ground is not None and any(actor.described for actor in anywhere):
            fitting = [actor for actor in fitting if self._scope(actor.id) == ground]
        fitting += [actor for actor in anywhere if actor.country in theatre]
        if fitting or anywhere or not earlier:
            return next(iter(fitting or anywhere), None)
        return next((actor for actor in reversed(earlier) if actor in named), None)

    def antecedent(self, anaphor: Anaphor, earlier: Sequence[Actor]) -> Actor | None:
        """The latest earlier actor of the kind that a definite description asks for."""
        if anaphor.type == OCCUPIER:
            called = (a for a in reversed(earlier) if a.epithet and a.type == "state_forces")
            return next(called, None)
        wanted = KINDS.get(anaphor.type or "", (anaphor.type,))
        fitting = [a for a in earlier if anaphor.type is None or a.type in wanted]
        if fitting or anaphor.type not in GROUPS:
            return fitting[-1] if fitting else None
        groups = [a for a in earlier if a.type in GROUPS]
        return groups[-1] if groups else None
