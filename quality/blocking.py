"""How many true pairs of reports blocking shows, directly and through chains, and at what cost.

usage: blocking.py        (needs ../shared/dev; set RASID_SHARED when it is elsewhere)

Pairs are of reports whose incident coders named, with days of publication and without.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

from fit_incidents import SHARED, Report, dated, gold, undated

from rasid.incidents.blocks import Blocks, pairs
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import traits

Pair = tuple[str, str]


def true_pairs() -> set[Pair]:
    """All pairs of reports of one incident."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for report, code in gold().items():
        by_code[code].append(report)
    return {pair for ids in by_code.values() for pair in combinations(sorted(ids), 2)}


def shown(told: Sequence[Report]) -> tuple[set[Pair], float]:
    """Pairs of reports that blocking shows, and the pairs of tellings for each report."""
    owner = {telling.id: report for report, ts in told for telling in ts}
    compared = [traits(telling) for _, ts in told for telling in ts]
    found = pairs(compared, Blocks.of(compared, Rarity.of(compared)))
    reports = ((owner[a], owner[b]) for a, b in found)
    return {(min(p), max(p)) for p in reports}, len(found) / len(told)


def chained(true: Iterable[Pair], kept: Iterable[Pair]) -> int:
    """True pairs that true pairs which are kept connect."""
    group: dict[str, set[str]] = {}
    for one, other in kept:
        together = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(together, together))
    return sum(other in group.get(one, ()) for one, other in true)


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"blocking: no dev sets at {SHARED}")
    true = true_pairs()
    for name, told in (("dated", dated()), ("undated", undated())):
        found, cost = shown(told)
        direct, through = len(true & found), chained(true, true & found)
        print(
            f"{name:8} {len(true)} true pairs: direct {direct / len(true):.4f}, "
            f"through chains {through / len(true):.4f}, {cost:.1f} pairs compared a report"
        )


if __name__ == "__main__":
    main()
