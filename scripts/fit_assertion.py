"""Fit the assertion model on the dev sets and write its table of weights.

Run `scripts/fit_confidence.py` after it.

Every draft event that the rules propose in `gold`, `gsr_assault` and `gsr_protest` is one
example: right when gold has it, or when readers accepted the sentence as telling such an act. So is
every one in the invented sentences of the tests (but for those that test the model itself): the
coded sets hold few plain posts of one sentence. A logistic regression with L2 is fitted by Newton's
method; figures printed are cross-validated by report.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
TABLE = ROOT / "src" / "rasid" / "data" / "models" / "assertion.yaml"
FOLDS = 10
RARE = 12
PENALTY = 5.0
SETS = {"gold": 2.5, "gsr_assault": 1.5, "gsr_protest": 1.5, "airwars": 0.5, "ru_at": 0.5}
INVENTED = ROOT / "tests" / "extract"
HELD_BACK = "assertion.yaml"
"""The table of sentences that tests the model."""
INVENTED_WEIGHT = {True: 0.3, False: 3.0}
"""Of acts that are told, and of those that are not: of the latter there are few."""
INVENTED_DAY = "2025-03-12"
HEADER = """# Weights of the assertion model: the log-odds that a proposed act is reported as one.
# Made by scripts/fit_assertion.py; do not edit by hand. Signs are defined in rasid.extract.signs.
"""


@dataclass(frozen=True)
class Example:
    """One proposed act: its report, signs, label and weight."""

    report: str
    signs: dict[str, float]
    right: bool
    weight: float


@lru_cache(maxsize=1)
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"fit: no scorer at {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _propose(line: str) -> tuple[dict[str, Any], list[tuple[dict[str, float], dict[str, Any]]]]:
    """All drafts of one row with the events they would become."""
    from rasid.api import iso_date
    from rasid.geo.gazetteer import Gazetteer
    from rasid.lexicon.lexicon import load
    from rasid.model import Article
    from rasid.pipeline import Reader
    from rasid.record import to_json

    global _reader
    if _reader is None:
        _reader = Reader(load(), Gazetteer.open(), weighs=False)
    row = json.loads(line)
    article = Article(row["text"], row["id"], iso_date(row.get("published")), row.get("outlet"))
    reading = _reader.stages(article)
    events = [to_json(e) for e in reading.record.events]
    return row, [(dict(j.signs), e) for j, e in zip(reading.judged, events, strict=True)]


_reader: Any = None


def examples() -> list[Example]:
    out: list[Example] = []
    with Pool(2) as pool:
        for name, weight in SETS.items():
            lines = (SHARED / "dev" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            for row, drafts in pool.imap(_propose, lines, chunksize=16):
                label = LABELS[name]
                out += [
                    Example(row["id"], s, right, weight * w)
                    for s, right, w in label(name, row, drafts)
                ]
    return out + list(invented())


# ------------------------------------------------------------------ the sentences of the tests
def invented() -> Iterator[Example]:
    """Acts proposed in invented sentences, right when the type is one of those expected."""
    for number, (text, types) in enumerate([*_told(), *_nothing()]):
        id, left = f"invented-{number}", list(types)
        line = json.dumps({"id": id, "text": text, "published": INVENTED_DAY})
        for signs, event in _propose(line)[1]:
            right = event["type"] in left
            if right:
                left.remove(event["type"])
            yield Example(id, signs, right, INVENTED_WEIGHT[right])


def _told() -> Iterator[tuple[str, list[str]]]:
    """Sentences with the types of all their events."""
    for path in sorted((INVENTED / "cases").glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))["holds"]
        for _, text, expected in rows if path.name != HELD_BACK else ():
            types = [part.split()[0] for part in expected.split(" ; ")]
            if not {"...", "nothing"} & set(types):
                yield text, types


def _nothing() -> Iterator[tuple[str, list[str]]]:
    """Sentences that tell no event."""
    table = yaml.safe_load((INVENTED / "negatives.yaml").read_text(encoding="utf-8"))
    for topics in table.values():
        for texts in (topics or {}).values():
            yield from ((text, []) for text in texts)


# ------------------------------------------------------------------ the sets of reports
def _gold(
    name: str, row: dict[str, Any], drafts: list[Any]
) -> Iterator[tuple[dict[str, float], bool, float]]:
    score = scorer()
    path = SHARED / "gold" / "dev"
    gold = yaml.safe_load((path / "yaml" / f"{row['id']}.yaml").read_text())["events"] or []
    text = (path / "texts" / f"{row['id']}.txt").read_text()
    matched = {id(p) for _, p in score.match(gold, [e for _, e in drafts], text)}
    for signs, event in drafts:
        yield signs, id(event) in matched, 1.0


def _sentence(
    name: str, row: dict[str, Any], drafts: list[Any]
) -> Iterator[tuple[dict[str, float], bool, float]]:
    score = scorer()
    wanted = score.PROTEST if "protest" in name else score.ASSAULT
    label = row["label"]
    if label not in ("yes", "easy no", "difficult no"):
        return
    fitting = [d for d in drafts if d[1]["type"] in wanted]
    for signs, _ in fitting:
        yield signs, label == "yes", 1.0 / len(fitting) ** 0.5


def _coded(
    name: str, row: dict[str, Any], drafts: list[Any]
) -> Iterator[tuple[dict[str, float], bool, float]]:
    """Only the act that coders took from the report is known: the first of a fitting type is
    right.
    """
    if name == "ru_at":
        wanted = {"air_strike", "shelling", "drone_strike"}
    else:
        incidents = row["incidents"]
        if (
            len(incidents) != 1
            or not incidents[0]["names_place"]
            or not incidents[0]["strike_type"]
        ):
            return
        told = incidents[0]["strike_type"].split(",")
        wanted = set().union(*(scorer().STRIKE.get(t.strip(), set()) for t in told))
    fitting = [signs for signs, event in drafts if event["type"] in wanted and event["main"]]
    for signs in fitting[:1]:
        yield signs, True, 1.0


LABELS = {
    "gold": _gold,
    "gsr_assault": _sentence,
    "gsr_protest": _sentence,
    "airwars": _coded,
    "ru_at": _coded,
}


def matrix(data: list[Example], names: list[str]) -> Any:
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names) + 1))
    x[:, -1] = 1.0
    for i, example in enumerate(data):
        for name, value in example.signs.items():
            if name in index:
                x[i, index[name]] = value
    return x


def fit(x: Any, y: Any, w: Any) -> Any:
    """Newton's method for weighted logistic regression with an L2 penalty (none on the bias)."""
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (w * (p - y)) + penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if abs(step).max() < 1e-6:
            break
    return beta


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--threshold", type=float, default=0.37)
    parser.add_argument("--lenient", type=float, default=0.15)
    parser.add_argument("--crowd", type=float, default=0.25)
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"fit: no dev sets at {SHARED}")
    data = examples()
    counts: dict[str, int] = {}
    for example in data:
        for name in example.signs:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, c in counts.items() if c >= RARE)
    x, y = matrix(data, names), np.array([e.right for e in data], float)
    w = np.array([e.weight for e in data])
    fold = np.array([hash_fold(e.report) for e in data])
    predicted = np.zeros(len(data))
    for k in range(FOLDS):
        train = fold != k
        predicted[~train] = 1 / (1 + np.exp(-x[~train] @ fit(x[train], y[train], w[train])))
    report(predicted, y, w)
    beta = fit(x, y, w)
    weights = {n: round(float(b), 3) for n, b in zip(names, beta, strict=False) if abs(b) >= 0.005}
    table = {
        "kind": "model",
        "bias": round(float(beta[-1]), 3),
        "threshold": options.threshold,
        "lenient": options.lenient,
        "crowd": options.crowd,
        "confidence": yaml.safe_load(TABLE.read_text(encoding="utf-8"))["confidence"],
        "weights": weights,
    }
    TABLE.write_text(HEADER + yaml.safe_dump(table, sort_keys=False, allow_unicode=True))


def hash_fold(report: str) -> int:
    import zlib

    return zlib.crc32(report.encode()) % FOLDS


def report(p: Any, y: Any, w: Any) -> None:
    loss = -(w * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum() / w.sum()
    print(f"{len(y)} proposed acts, {int(y.sum())} right; cross-validated log loss {loss:.3f}")
    for t in (0.2, 0.3, 0.4, 0.5, 0.6):
        kept = p >= t
        precision = (w * y)[kept].sum() / max(w[kept].sum(), 1e-9)
        recall = (w * y)[kept].sum() / (w * y).sum()
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"threshold {t}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    for low in range(10):
        inside = (p >= low / 10) & (p < (low + 1) / 10)
        if inside.any():
            right = np.average(y[inside], weights=w[inside])
            said = f"{low / 10:.1f}-{(low + 1) / 10:.1f}"
            print(f"said {said}: right {right:.2f} of {inside.sum()}")


if __name__ == "__main__":
    main()
