"""One toll per outcome and group for an event that is told of several times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rasid import model
from rasid.extract.counts import Count
from rasid.extract.toll import Toll
from rasid.values import replace

SpanOf = Callable[[int, int, int], model.Span]


def reconcile(tolls: Sequence[Toll], span: SpanOf) -> tuple[model.Casualty, ...]:
    """Casualty rows: the same toll told twice counts once; a later total replaces an earlier
    one.
    """
    rows: list[model.Casualty] = []
    for outcome in dict.fromkeys(t.outcome for t in tolls):
        told = [t for t in tolls if t.outcome == outcome]
        chosen = _choose([t for t in told if t.count.high != 0] or told)
        rows += [_row(t, span) for t in chosen]
    return tuple(rows)


def _choose(tolls: Sequence[Toll]) -> list[Toll]:
    """The best telling of one outcome, completed by groups that only other tellings have."""
    tellings = _by_sentence(tolls)
    best = tellings[0]
    for later in tellings[1:]:
        if _better(later, best):
            best = later
    best = _sided(best, [t for telling in tellings if telling is not best for t in telling])
    groups = {t.count.group for t in best}
    out = list(best)
    for telling in tellings:
        for toll in telling:
            if any(_same_number(toll, other) for other in out):
                continue
            if toll.count.group not in groups and "unknown" not in groups | {toll.count.group}:
                groups.add(toll.count.group)
                out.append(toll)
    return out


def _same_number(one: Toll, other: Toll) -> bool:
    """Told of another side elsewhere, as many are the same people."""
    told, count = one.count, other.count
    exact = told.high is not None and told.high == told.low > 1
    return (
        one.sentence != other.sentence
        and exact
        and (told.low, told.high)
        == (
            count.low,
            count.high,
        )
    )


def _sided(best: list[Toll], others: Sequence[Toll]) -> list[Toll]:
    """'21 people', told elsewhere as civilians: the one side that other tellings name of them."""
    if len(best) != 1 or best[0].count.group != "unknown":
        return best
    whole = best[0].count
    sides = {t.count.group for t in others if _may_be(t.count, whole)} - {"unknown"}
    if len(sides) != 1:
        return best
    return [replace(best[0], count=replace(whole, group=sides.pop()))]


def _may_be(told: Count, whole: Count) -> bool:
    """Whether another telling may count the same people."""
    return told.low == whole.low or (told.high is None and told.low <= whole.low)


def _by_sentence(tolls: Iterable[Toll]) -> list[list[Toll]]:
    """Tellings in text order; within one sentence the same group is told once."""
    tellings: dict[int, list[Toll]] = {}
    for toll in tolls:
        telling = tellings.setdefault(toll.sentence, [])
        same = next((i for i, t in enumerate(telling) if t.count.group == toll.count.group), None)
        if same is None:
            telling.append(toll)
        elif _weight([toll]) > _weight([telling[same]]):
            telling[same] = toll
    return [_plain(telling) for telling in tellings.values()]


def _plain(telling: list[Toll]) -> list[Toll]:
    """'casualties: one child killed': an open number of unknown people yields to a told one."""
    told = [t for t in telling if t.count.high is not None or t.count.group != "unknown"]
    return [t for t in told if not any(_clause_of(t, other) for other in told)] or telling


def _clause_of(noun: Toll, clause: Toll) -> bool:
    """'the martyr So-and-so, the soldier who was killed': the noun's one is the clause's."""
    within = clause.verb and not noun.verb and clause.start <= noun.start < clause.end
    sides = noun.count.group == "unknown" != clause.count.group
    return within and sides and noun.count.low == noun.count.high == clause.count.low


def _better(later: Sequence[Toll], best: Sequence[Toll]) -> bool:
    if any(t.update for t in later) and not any(t.update for t in best):
        return True
    if any(t.update for t in best):
        return False
    if _exactness(later) != _exactness(best):
        return _exactness(later) > _exactness(best)
    mine, theirs = sum(t.count.low for t in later), sum(t.count.low for t in best)
    if _exactness(best) == 0:
        return mine > theirs
    return mine == theirs and _known(later) > _known(best)


def _exactness(tolls: Sequence[Toll]) -> int:
    """2: a number; 1: between two numbers; 0: open-ended."""
    if any(t.count.high is None for t in tolls):
        return 0
    return 2 if all(t.count.high == t.count.low for t in tolls) else 1


def _known(tolls: Sequence[Toll]) -> int:
    return sum((t.count.group != "unknown") + (t.count.children is not None) for t in tolls)


def _weight(tolls: Sequence[Toll]) -> tuple[int, int]:
    return _exactness(tolls), sum(t.count.low for t in tolls)


def _row(toll: Toll, span: SpanOf) -> model.Casualty:
    count: Count = toll.count
    return model.Casualty(
        toll.outcome,
        count.low,
        count.high,
        count.group,
        count.children,
        count.women,
        count.men,
        None,
        span(toll.sentence, toll.start, toll.end),
    )
