"""Speed and memory of reading: tokens and reports per second per core, against a bare scan.

The reference is normalisation plus the lexicon's trie scan over the same texts in the same run: the
least that any lexicon-based reader must do. Texts are `../shared/dev/longreads.jsonl`, repeated to
2,000 reports or more, or, without the shared folder, the bundled demo reports.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rasid.api import read_many
from rasid.cli.demo import demo_articles
from rasid.cli.settle import settle
from rasid.lexicon.lexicon import load
from rasid.model import Article
from rasid.pipeline import default_reader
from rasid.text.tokens import tokenise
from rasid.text.view import View

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
REPORTS = 2000
LANDMARKS = {"tokens_per_second": 40_000, "times_reference": 12, "startup_s": 0.5, "peak_mb": 250}


def articles(wanted: int) -> tuple[list[Article], str]:
    """At least `wanted` reports, and the name of the set they come from."""
    path = SHARED / "dev" / "longreads.jsonl"
    if path.is_file():
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        base = [Article(r["text"], r["id"], r["published"], r["outlet"]) for r in rows]
        name = "longreads"
    else:
        base, name = list(demo_articles()), "demo reports"
    return (base * (wanted // len(base) + 1))[: max(wanted, len(base))], name


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def scan(batch: list[Article]) -> int:
    """The reference: normalise, split into words, match line by line; the number of tokens."""
    lexicon = load()
    tokens = 0
    for article in batch:
        for line in View.of(article.text).text.split("\n"):
            words = tokenise(line).words
            tokens += len(words)
            lexicon.match(words)
    return tokens


def startup() -> float:
    """Seconds from process start to the first record, caches warm: the best of five."""
    code = "import rasid; rasid.read('.')"
    runs = [
        timed(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(5)
    ]
    return min(runs)


def measure(wanted: int) -> dict[str, float | int | str]:
    batch, name = articles(wanted)
    settle(default_reader)
    scan(batch[:50])
    tokens = 0

    def count() -> None:
        nonlocal tokens
        tokens = scan(batch)

    reference = timed(count)
    reading = timed(lambda: [None for _ in read_many(batch)])
    return {
        "set": name,
        "reports": len(batch),
        "tokens": tokens,
        "reading_s": round(reading, 2),
        "tokens_per_second": round(tokens / reading),
        "reports_per_second": round(len(batch) / reading, 1),
        "reference_s": round(reference, 2),
        "times_reference": round(reading / reference, 1),
        "startup_s": round(startup(), 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "plain_loop_s": round(min(timed(plain_loop) for _ in range(3)), 2),
    }


def plain_loop() -> int:
    """Ten million additions: how fast this machine runs Python at all (0.5 s on a new laptop)."""
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.reports)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        landmark = LANDMARKS.get(name)
        print(f"{name:20} {value}" + (f"   (landmark {landmark})" if landmark else ""))


if __name__ == "__main__":
    main()
