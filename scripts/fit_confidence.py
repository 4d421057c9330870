"""Fit what a confidence means: of events told with 0.8, eight in ten are to be right.

An event is right when the scorer matches it to a gold event of the same type. Each gold report is
read with assertion weights that were fitted without it, so that no figure rests on what it was
fitted on; then a small logistic curve (`confidence` in `data/models/assertion.yaml`) turns the
log-odds of the assertion model and two signs into the confidence of the record. The figures go to
`quality/reliability.json`; the page and the plot are made from them by `make docs`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from fit_assertion import (
    FOLDS,
    HEADER,
    RARE,
    SHARED,
    TABLE,
    Example,
    examples,
    fit,
    hash_fold,
    matrix,
    scorer,
)

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "quality" / "reliability.json"
BINS = 10
SIGNS = ("place.exact.own", "type.sure")
"""Signs that tell more of a right type than of a reported act."""
SHRINK = 3.0
"""The L2 penalty on the weights of these signs."""


@dataclass(frozen=True)
class Told:
    """One event that was told: its report, the model's probability, which of the curve's signs
    held, and whether it is right.
    """

    report: str
    probability: float
    signs: tuple[bool, ...]
    right: bool


def weights(data: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Bias and weights of the assertion model fitted on these examples."""
    counts: dict[str, int] = {}
    for example in data:
        for name in example.signs:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, c in counts.items() if c >= RARE)
    right = np.array([e.right for e in data], float)
    beta = fit(matrix(list(data), names), right, np.array([e.weight for e in data]))
    return float(beta[-1]), dict(zip(names, map(float, beta[:-1]), strict=True))


def told(data: Sequence[Example]) -> list[Told]:
    """All events of the gold reports, each report read without having been fitted on."""
    from rasid.extract.assertion import model
    from rasid.geo.gazetteer import Gazetteer
    from rasid.lexicon.lexicon import load
    from rasid.pipeline import Reader

    out: list[Told] = []
    paths = sorted((SHARED / "gold" / "dev" / "yaml").glob("*.yaml"))
    lexicon, gazetteer = load(), Gazetteer.open()
    for fold in range(FOLDS):
        bias, held = weights([e for e in data if hash_fold(e.report) != fold])
        reader = Reader(lexicon, gazetteer, assertion=replace(model(), bias=bias, weights=held))
        for path in (p for p in paths if hash_fold(p.stem) == fold):
            out += _events(reader, path)
    return out


def _events(reader: Any, path: Path) -> list[Told]:
    from rasid.model import Article
    from rasid.record import to_json

    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = (path.parents[1] / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
    published = str(gold["published"])[:10] if gold.get("published") else None
    reading = reader.stages(Article(text, path.stem, published))
    events = [to_json(e) for e in reading.record.events]
    pairs = scorer().match(gold.get("events") or [], events, text)
    right = {id(p) for g, p in pairs if g["type"] == p["type"]}
    kept = [j for j in reading.judged if j.kept]
    return [
        Told(path.stem, j.probability, tuple(s in j.signs for s in SIGNS), id(e) in right)
        for j, e in zip(kept, events, strict=True)
    ]


# ------------------------------------------------------------------ the curve
def logit(p: Any) -> Any:
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(clipped / (1 - clipped))


def columns(events: Sequence[Told]) -> Any:
    """What the curve weighs: log-odds, its signs, and 1."""
    p = np.array([e.probability for e in events])
    signs = np.array([e.signs for e in events], float)
    return np.column_stack([logit(p), signs, np.ones(len(events))])


def curve(x: Any, y: Any) -> Any:
    """The weights of the logistic curve that fits what was right best."""
    beta = np.zeros(x.shape[1])
    penalty = np.array([1e-6, *[SHRINK] * len(SIGNS), 1e-6])
    for _ in range(50):
        q = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (q * (1 - q))[:, None]).T @ x + np.diag(penalty)
        beta -= np.linalg.solve(hessian, x.T @ (q - y) + penalty * beta)
    return beta


def cross_validated(x: Any, y: Any, fold: Any) -> Any:
    """The confidence of each event by a curve that was fitted on other reports."""
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ curve(x[fold != k], y[fold != k])))
    return out


# ------------------------------------------------------------------ figures
def figures(p: Any, y: Any) -> dict[str, Any]:
    """Brier score, log loss, expected calibration error, and the bins."""
    rows = [_bin(p, y, low) for low in range(BINS)]
    gap = sum(r["events"] * abs(r["said"] - r["right"]) for r in rows if r["events"]) / len(y)
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    loss = -(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)).mean()
    return {
        "brier": round(float(((p - y) ** 2).mean()), 3),
        "log_loss": round(float(loss), 3),
        "ece": round(float(gap), 3),
        "bins": rows,
    }


def _bin(p: Any, y: Any, number: int) -> dict[str, Any]:
    inside = np.minimum((p * BINS).astype(int), BINS - 1) == number
    if not inside.any():
        return {"events": 0, "said": None, "right": None}
    said, right = float(p[inside].mean()), float(y[inside].mean())
    return {"events": int(inside.sum()), "said": round(said, 3), "right": round(right, 3)}


def write(beta: Any) -> None:
    """The curve into the table, before the weights."""
    numbers = [round(float(b), 3) for b in beta]
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    held = table.pop("weights")
    signs = dict(zip(SIGNS, numbers[1:-1], strict=True))
    table["confidence"] = {"slope": numbers[0], "shift": numbers[-1], "signs": signs}
    table["weights"] = held
    TABLE.write_text(HEADER + yaml.safe_dump(table, sort_keys=False, allow_unicode=True))


def measured(events: Sequence[Told], x: Any, y: Any) -> dict[str, Any]:
    """All figures of the page."""
    base = float(y.mean())
    fold = np.array([hash_fold(e.report) for e in events])
    mean_loss = -(base * math.log(base) + (1 - base) * math.log(1 - base))
    return {
        "reports": len({e.report for e in events}),
        "events": len(events),
        "right": int(y.sum()),
        "brier_of_the_mean": round(base * (1 - base), 3),
        "log_loss_of_the_mean": round(mean_loss, 3),
        "probability": figures(np.array([e.probability for e in events]), y),
        "confidence": figures(cross_validated(x, y, fold), y),
    }


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"fit: no dev sets at {SHARED}")
    events = told(examples())
    x, y = columns(events), np.array([e.right for e in events], float)
    write(curve(x, y))
    found = measured(events, x, y)
    FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name in ("probability", "confidence"):
        print(name, {k: v for k, v in found[name].items() if k != "bins"})
        for row in found[name]["bins"]:
            print("   ", row)


if __name__ == "__main__":
    main()
