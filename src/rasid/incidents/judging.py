"""What people have decided, as far as it still holds: which tellings must be together or apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rasid.incidents.model import MACHINE, Handle, Judgement, Telling
from rasid.incidents.tellings import found_again
from rasid.incidents.undoing import in_force

Pair = tuple[str, str]


@dataclass(slots=True)
class Decisions:
    """Pairs of tellings by what was decided of them. `stale` are judgements that ask again: made on
    another text, or contradicted by later ones; each with the tellings that it is about.
    """

    joined: dict[Pair, Judgement] = field(default_factory=dict)
    parted: dict[Pair, Judgement] = field(default_factory=dict)
    unsure: dict[Pair, Judgement] = field(default_factory=dict)
    stale: dict[str, Pair] = field(default_factory=dict)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements of people that nobody has taken back, the latest first.

    An undoing may itself be undone, which brings back what it took.
    """
    said = sorted(judgements, key=lambda j: (_moment(j.at), j.id))
    return [one for one in reversed(in_force(said)) if one.by != MACHINE]


def decisions(judgements: Iterable[Judgement], tellings: Iterable[Telling]) -> Decisions:
    """What the standing judgements say of the tellings at hand; the later wins."""
    by_report: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_report.setdefault(telling.report.id, []).append(telling)
    deciding = _Deciding()
    for one in standing(judgements):
        pair, stale = _pair(one, by_report)
        if pair is not None:
            deciding.take(one, pair, stale)
    return deciding.decided


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _pair(one: Judgement, by_report: Mapping[str, Sequence[Telling]]) -> tuple[Pair | None, bool]:
    """The two tellings that a judgement is about, if both are here and are two."""
    left, left_stale = _side(one.left, by_report)
    right, right_stale = _side(one.right, by_report)
    if left is None or right is None or left == right:
        return None, False
    return (min(left, right), max(left, right)), left_stale or right_stale


def _side(wanted: Handle, by_report: Mapping[str, Sequence[Telling]]) -> tuple[str | None, bool]:
    found, stale = found_again(wanted, by_report.get(wanted.report, ()))
    return (found.id if found else None), stale


class _Deciding:
    """Takes judgements from the latest to the earliest; one that cannot hold any more is stale."""

    def __init__(self) -> None:
        self.decided = Decisions()
        self._settled: set[Pair] = set()
        self._group: dict[str, frozenset[str]] = {}

    def take(self, one: Judgement, pair: Pair, stale: bool) -> None:
        if pair in self._settled:
            return
        self._settled.add(pair)
        kept = {"same": self._join, "different": self._part, "unsure": self._doubt}[one.verdict]
        if not kept(one, pair) or stale:
            self.decided.stale[one.id] = pair

    def _join(self, one: Judgement, pair: Pair) -> bool:
        ours, theirs = self._of(pair[0]), self._of(pair[1])
        if any(self._parts(parted, ours, theirs) for parted in self.decided.parted):
            return False
        self.decided.joined[pair] = one
        together = ours | theirs
        self._group.update(dict.fromkeys(together, together))
        return True

    def _part(self, one: Judgement, pair: Pair) -> bool:
        if pair[1] in self._of(pair[0]):
            return False
        self.decided.parted[pair] = one
        return True

    def _doubt(self, one: Judgement, pair: Pair) -> bool:
        self.decided.unsure[pair] = one
        return True

    def _of(self, telling: str) -> frozenset[str]:
        return self._group.get(telling, frozenset((telling,)))

    @staticmethod
    def _parts(parted: Pair, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        one, other = parted
        return (one in ours and other in theirs) or (one in theirs and other in ours)
