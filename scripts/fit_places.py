"""Fit the place ranking on the dev sets and write its table of weights.

Every name with several places, one of them where coders put the act, is one example. A conditional
logistic regression over the candidates is fitted by Newton's method, drawn towards the weights in
START, which hold where the sets say little. Figures printed are cross-validated by report.
Needs the shared gazetteer in the workspace: `RASID_HOME=… rasid gazetteer add …/places.csv.gz`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rasid.extract.theatre import spoken
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.rank import WEIGHTS, Ranked
from rasid.geo.resolve import Resolver
from rasid.geo.sphere import km
from rasid.geo.toponym import toponym_rules
from rasid.lexicon.lexicon import load
from rasid.model import Article
from rasid.pipeline import Reader

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
TABLE = ROOT / "src" / "rasid" / "data" / "models" / "places.yaml"
SETS = ("ru_at", "airwars", "gold")
RIGHT_KM = 5.0
FOLDS = 10
FIXED = frozenset(("reading",))
HEADER = """# Weights of the place ranking: what a sign adds to the sum (rasid.geo.signs).
# Made by scripts/fit_places.py; do not edit by hand.
"""
START = {
    "abroad": -4.0, "abroad.namesake": -1.0, "container.country": 3.0,
    "container.other_country": -5.0, "country": 3.0, "direction": 0.8, "distance": 3.0,
    "exactness": 2.5, "handwritten": 0.5, "near": 3.0, "neighbour": 2.0, "outlet": 0.3,
    "population": 0.25, "quiet": -2.5, "reading": 1.0, "type.exact": 2.5, "type.like": 1.2,
    "type.loose": 0.5, "type.no_capital": -2.0, "type.other": -1.0, "type.settlement": 0.2,
    "unit.beside": -1.0, "unit.differs": -0.7, "unit.far": -2.0, "unit.near": 1.5,
    "unit.other": -3.0, "unit.same": 3.0,
}  # fmt: skip
NAMES = sorted(START)
Point = tuple[str, float, float]


@dataclass(frozen=True)
class Example:
    """The candidates of a name: signs (a row each), and which of them are right."""

    report: str
    signs: Any
    right: Any


def points(name: str, row: dict[str, Any]) -> Iterator[Point]:
    """Name and coordinates of the places that coders gave."""
    if name == "ru_at":
        yield row["place_ar"], row["lat"], row["lon"]
    elif name == "airwars":
        for told in row["incidents"]:
            if told["lat"] is not None and told["location_ar"]:
                yield told["location_ar"], told["lat"], told["lon"]
    else:
        path = SHARED / "gold" / "dev" / "yaml" / f"{row['id']}.yaml"
        for event in yaml.safe_load(path.read_text(encoding="utf-8"))["events"] or []:
            place = event.get("place") or {}
            if place.get("lat") is not None and place.get("name"):
                yield place["name"], place["lat"], place["lon"]


def examples_of(task: tuple[str, str]) -> list[Example]:
    """The examples of one report; expressions told alike count once."""
    name, line = task
    row = json.loads(line)
    article = Article(row["text"], row["id"], row.get("published"), row.get("outlet"))
    marked = _reader().stages(article).marked
    told = [p for m in marked for p in m.places]
    countries = spoken(load(), (x for m in marked for x in m.matches))
    ranked = Resolver(_gazetteer(), told, row.get("outlet"), countries).ranked()
    out: dict[Any, Example] = {}
    for key, lat, lon in [(k, p[1], p[2]) for p in points(name, row) for k in _keys(p[0])]:
        for expression, found in zip(told, ranked, strict=True):
            if expression.key == key and len(found) > 1:
                right = np.array([_is_right(r, lat, lon) for r in found])
                if right.any() and not right.all():
                    out[key, expression.kind] = Example(row["id"], _matrix(found), right)
    return list(out.values())


def _keys(name: str) -> set[str]:
    rules = toponym_rules()
    words = rules.words(name)
    return {rules.key_of(words[i:]) for i in range(len(words))}


def _is_right(ranked: Ranked, lat: float, lon: float) -> bool:
    return km(ranked.place.lat, ranked.place.lon, lat, lon) <= RIGHT_KM


def _matrix(found: Sequence[Ranked]) -> Any:
    out = np.zeros((len(found), len(NAMES)))
    for row, ranked in enumerate(found):
        for name, value in ranked.signs:
            out[row, NAMES.index(name)] += value
    return out


_open: dict[str, Any] = {}


def _gazetteer() -> Gazetteer:
    if "gazetteer" not in _open:
        _open["gazetteer"] = Gazetteer.open()
    opened: Gazetteer = _open["gazetteer"]
    return opened


def _reader() -> Reader:
    if "reader" not in _open:
        _open["reader"] = Reader(load(), _gazetteer())
    reader: Reader = _open["reader"]
    return reader


def fit(data: Sequence[Example], penalty: float) -> Any:
    """Newton's method for the log-likelihood that a right candidate is drawn, L2 about START."""
    start = np.array([START[n] for n in NAMES])
    pull = np.array([1e6 if n in FIXED else penalty for n in NAMES])
    beta = start.copy()
    for _ in range(40):
        gradient, hessian = pull * (beta - start), np.diag(pull)
        for example in data:
            slope, curve = _slope(example, beta)
            gradient, hessian = gradient + slope, hessian + curve
        step = np.linalg.solve(hessian, gradient)
        beta = beta - step / max(1.0, abs(step).max())
        if abs(step).max() < 1e-5:
            break
    return beta


def _slope(example: Example, beta: Any) -> tuple[Any, Any]:
    x = example.signs
    p = _share(x @ beta)
    q = np.where(example.right, p, 0.0)
    q = q / q.sum()
    mean = p @ x
    return mean - q @ x, (x * p[:, None]).T @ x - np.outer(mean, mean)


def _share(score: Any) -> Any:
    odds = np.exp(np.clip(score - score.max(), -60, 0))
    return odds / odds.sum()


def figures(data: Sequence[Example], betas: Sequence[Any]) -> tuple[float, float]:
    """Share of names whose first candidate is right, and the mean log loss."""
    first, loss = 0, 0.0
    for example, beta in zip(data, betas, strict=True):
        p = _share(example.signs @ beta)
        first += bool(example.right[p.argmax()])
        loss -= float(np.log(p[example.right].sum() + 1e-9))
    return first / len(data), loss / len(data)


def cross_validated(data: Sequence[Example], penalty: float) -> list[Any]:
    """For each example the weights that were fitted without its tenth of the reports."""
    fold = [zlib.crc32(e.report.encode()) % FOLDS for e in data]
    rest = [[e for e, f in zip(data, fold, strict=True) if f != k] for k in range(FOLDS)]
    made = [fit(part, penalty) for part in rest]
    return [made[f] for f in fold]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--dry-run", action="store_true", help="print figures, write nothing")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"fit: no dev sets at {SHARED}")
    tasks = [
        (name, line)
        for name in SETS
        for line in (SHARED / "dev" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    with Pool(2) as pool:
        data = [e for found in pool.imap(examples_of, tasks, chunksize=16) for e in found]
    if not data:
        sys.exit("fit: no name with several places; add the shared gazetteer to the workspace")
    print(f"{len(data)} names with {sum(len(e.right) for e in data)} places")
    shipped = np.array([WEIGHTS.get(n, 0.0) for n in NAMES])
    chance = sum(e.right.mean() for e in data) / len(data)
    print(f"by chance: first right {chance:.3f}")
    for said, beta in (("as shipped", shipped), ("start", np.array([START[n] for n in NAMES]))):
        right, loss = figures(data, [beta] * len(data))
        print(f"{said}: first right {right:.3f}, log loss {loss:.3f}")
    right, loss = figures(data, cross_validated(data, options.penalty))
    print(f"cross-validated: first right {right:.3f}, log loss {loss:.3f}")
    fitted = fit(data, options.penalty)
    weights = {n: round(float(b), 3) for n, b in zip(NAMES, fitted, strict=True)}
    for name in NAMES:
        print(f"  {name:26} {START[name]:7.2f} -> {weights[name]:7.2f}")
    if not options.dry_run:
        table = {"kind": "model", "weights": weights}
        TABLE.write_text(HEADER + yaml.safe_dump(table, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
