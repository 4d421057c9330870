"""Merging invented reports: time in all, time to place one more, growth, and how well it is done.

usage: incidents.py [--sizes 10000,100000]

The larger set covers more days, as an archive does; villages stay the same. B-cubed is on invented
reports and only shows that speed was not bought with nonsense.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from invented import invented

from rasid.incidents.index import Index
from rasid.incidents.merge import incidents
from rasid.incidents.model import Incident, Telling

SIZES = (10_000, 100_000)
VILLAGES = 3000
A_DAY = 250
"""Reports of one day."""
PLACED = 200
LANDMARKS = {"place_ms": 50.0, "growth": 1.5}


def measure(size: int) -> dict[str, float]:
    told = list(invented(size, max(8, size // A_DAY), VILLAGES))
    tellings = [telling for _, telling in told]
    incidents(tellings[:10])  # the lexicon's actors are loaded once
    start = time.perf_counter()
    made = incidents(tellings)
    merging = time.perf_counter() - start
    precision, recall = b_cubed(told, made)
    return {
        "reports": len(told),
        "incidents": len(made),
        "merge_s": round(merging, 1),
        "us_per_report": round(1e6 * merging / len(told)),
        "place_ms": round(placing(tellings), 2),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def placing(tellings: list[Telling]) -> float:
    """Milliseconds to find the neighbours of one telling among all others: nine in ten take
    less.
    """
    index = Index(tellings)
    step = max(1, len(tellings) // PLACED)
    times = []
    for telling in tellings[::step]:
        start = time.perf_counter()
        index.place(telling)
        times.append(1e3 * (time.perf_counter() - start))
    return sorted(times)[int(len(times) * 0.9)]


def b_cubed(told: list[tuple[int, Telling]], made: tuple[Incident, ...]) -> tuple[float, float]:
    home = {t.id: incident.id for incident in made for t in incident.tellings}
    right, given = defaultdict(set), defaultdict(set)
    for act, telling in told:
        right[act].add(telling.id)
        given[home[telling.id]].add(telling.id)
    pairs = [(right[act], given[home[telling.id]]) for act, telling in told]
    precision = sum(len(r & g) / len(g) for r, g in pairs) / len(pairs)
    return precision, sum(len(r & g) / len(r) for r, g in pairs) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = [measure(int(size)) for size in options.sizes.split(",")]
    growth = figures[-1]["us_per_report"] / figures[0]["us_per_report"]
    if options.json:
        print(json.dumps([*figures, {"growth": round(growth, 2)}]))
        return
    for row in figures:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    print(f"growth of the time per report: {growth:.2f}   (landmarks {LANDMARKS})")


if __name__ == "__main__":
    main()
