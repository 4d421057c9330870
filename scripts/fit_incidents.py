"""Fit the weights by which tellings are linked into incidents, and write their table.

Pairs of reports of `airwars` whose incident coders named are the examples, three times over: as
they are; without days of publication; and crowded, with all incidents moved into CROWDED days, as
in weeks of heavy shelling. A logistic regression is fitted by Newton's method, drawn towards the
weights in START, which hold where the sets say little, and no weight may cross zero. Figures are
B-cubed, cross-validated by incident. `--curve FILE` writes them for all thresholds, for
`scripts/plot_merge.py` to draw.
Needs the shared gazetteer in the workspace: `RASID_HOME=… rasid gazetteer add …/places.csv.gz`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rasid.api import read_many
from rasid.incidents.blocks import Blocks, pairs
from rasid.incidents.cluster import Groups
from rasid.incidents.compare import BARRED, bar
from rasid.incidents.linking import Linking
from rasid.incidents.model import Telling
from rasid.incidents.signs import signs
from rasid.incidents.tellings import tellings
from rasid.incidents.traits import traits
from rasid.incidents.wording import wording
from rasid.model import Article

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
TABLE = ROOT / "src" / "rasid" / "data" / "models" / "incidents.yaml"
FOLDS = 5
CROWDED = 30
PENALTY = 20.0
OTHERS = 8000.0
"""What all pairs of two incidents count together, however many they are."""
THRESHOLDS = [t / 2 for t in range(-6, 9)]
HEADER = """# Weights of linking tellings into incidents: a sign times its weight is in log-odds.
# Made by scripts/fit_incidents.py; do not edit by hand. Signs are defined in rasid.incidents.signs.
"""
START = {
    "day.told.same": 0.3, "day.mixed.same": 0.25, "day.published.same": 0.2, "day.told.apart": -1.0,
    "day.mixed.apart": -0.8, "day.published.apart": -0.8, "day.unknown": -0.5,
    "published.same": 1.0, "published.apart": -1.0,
    "type.same": 0.5, "type.kin": -0.3, "type.differs": -0.5, "type.other": -1.0,
    "place.same": 0.2, "place.wide": 0.1, "place.seat": 0.1, "place.named": 1.0,
    "place.unnamed": -1.0,
    "place.exact.reach": 0.5, "place.loose.reach": 0.2, "place.exact.apart": -0.4,
    "place.loose.apart": -0.2, "unit.same": 0.1, "unit.other": -0.7, "country.other": -1.0,
    "agents.same": 0.3, "agents.kin": 0.2, "agents.swapped": -0.3, "agents.other": -0.5,
    "targets.same": 0.2, "targets.other": -0.4, "weapons.same": 0.2, "weapons.other": -0.2,
    "object.same": 0.3, "object.other": -0.4, "killed.same": 0.6, "killed.fits": 0.5,
    "killed.differs": -0.3, "injured.same": 0.5, "injured.fits": 0.2, "injured.differs": -0.3,
    "toll.same": 0.5, "toll.fits": 0.2, "toll.differs": -0.3, "words.alike": 1.0,
    "words.within": 1.0, "words.rare": 0.8, "text.copy": 1.0, "outlet.same": -0.4,
    "killed.rises": -0.1, "injured.rises": -0.1, "toll.rises": -0.1, "update": 1.0,
    "update.outlet": 0.5, "persons.same": 0.8, "facility.same": 0.4,
}  # fmt: skip
NAMES = [*sorted(START), "bias"]
CENTRE = np.array([*(START[n] for n in NAMES[:-1]), -3.0])
WAY = np.array([*(np.sign(START[n]) for n in NAMES[:-1]), 0.0])
Report = tuple[str, tuple[Telling, ...]]


@dataclass
class Pairs:
    """All pairs worth comparing of one set: their signs, who is right, and the folds of both."""

    linking: Linking
    first: dict[str, str]
    keys: list[tuple[str, str]]
    x: Any
    barred: Any
    known: Any
    right: Any
    weight: Any
    folds: Any


def rows() -> list[dict[str, Any]]:
    path = SHARED / "dev" / "airwars.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def gold() -> dict[str, str]:
    """Report -> incident, for the reports that tell of one incident and name its place."""
    told = ((row["id"], row["incidents"]) for row in rows())
    return {id: i[0]["code"] for id, i in told if len(i) == 1 and i[0]["names_place"]}


def dated() -> list[Report]:
    return _read({row["id"]: row["published"] for row in rows()})


def undated() -> list[Report]:
    return _read({row["id"]: None for row in rows()})


def _read(published: Mapping[str, str | None]) -> list[Report]:
    articles = [Article(r["text"], r["id"], published[r["id"]], r["outlet"]) for r in rows()]
    words = {article.id: wording(article.text) for article in articles}
    records = read_many(articles, jobs=2)
    return [(r.report.id, tellings(r, words[r.report.id])) for r in records]


def crowded(told: Sequence[Report]) -> list[Report]:
    """Every incident moved, with the days that its reports tell, into a few days."""
    when = {row["id"]: min((i["code"], i["date"]) for i in row["incidents"]) for row in rows()}
    out = []
    for id, ts in told:
        code, day = when[id]
        new = date(2024, 1, 1) + timedelta(zlib.crc32(code.encode()) % CROWDED)
        out.append((id, tuple(_moved(t, (new - date.fromisoformat(day)).days) for t in ts)))
    return out


def _moved(telling: Telling, days: int) -> Telling:
    def move(day: str | None) -> str | None:
        return day and (date.fromisoformat(day[:10]) + timedelta(days)).isoformat()

    report = replace(telling.report, published=move(telling.report.published))
    event = telling.event
    if event is not None and event.time is not None:
        time = replace(event.time, start=move(event.time.start), end=move(event.time.end))
        event = replace(event, time=time)
    return replace(telling, report=report, event=event)


def pairs_of(told: Sequence[Report]) -> Pairs:
    linking = Linking(traits(t) for _, ts in told for t in ts)
    first = {ts[0].id: id for id, ts in told}
    known = gold()
    all_ = linking.traits
    keys = pairs(all_.values(), Blocks.of(all_.values(), linking.rarity))
    keys = [k for k in keys if all_[k[0]].report != all_[k[1]].report]
    found = [signs(all_[a], all_[b], linking.rarity) for a, b in keys]
    barred = [bar(all_[a], all_[b], f) is not None for (a, b), f in zip(keys, found, strict=True)]
    codes = [(known.get(first.get(a, "")), known.get(first.get(b, ""))) for a, b in keys]
    return Pairs(
        linking, first, keys, _matrix(found), np.array(barred),
        np.array([None not in pair for pair in codes]),
        np.array([a == b for a, b in codes], float),
        _weights(codes, known),
        np.array([[_fold(c or "") for c in pair] for pair in codes]),
    )  # fmt: skip


def _matrix(found: Sequence[Mapping[str, float]]) -> Any:
    index = {name: i for i, name in enumerate(NAMES)}
    x = np.zeros((len(found), len(NAMES)), np.float32)
    x[:, -1] = 1.0
    for row, told in enumerate(found):
        for name, value in told.items():
            x[row, index[name]] = value
    return x


def _weights(codes: Sequence[tuple[str | None, str | None]], known: Mapping[str, str]) -> Any:
    """Pairs of a much reported incident count less each, and all other pairs OTHERS together."""
    size = Counter(known.values())
    weight = np.array([size[a] ** -0.5 if a and a == b else 1.0 for a, b in codes])
    other = np.array([a != b for a, b in codes])
    weight[other] *= min(1.0, OTHERS / max(1, other.sum()))
    return weight


def _fold(code: str) -> int:
    return zlib.crc32(f"fold {code}".encode()) % FOLDS


def fit(x: Any, y: Any, w: Any) -> Any:
    """Newton's method for the penalised log-likelihood; a weight that would cross zero stays
    there.
    """
    beta = CENTRE.copy()
    pull = np.array([PENALTY] * (len(NAMES) - 1) + [1e-6])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (w * (p - y)) + pull * (beta - CENTRE)
        free = ~((beta * WAY <= 0) & (WAY != 0) & (slope * WAY >= 0))
        some = x[:, free]
        curve = (some * (w * p * (1 - p))[:, None]).T @ some + np.diag(pull[free])
        step = np.zeros_like(beta)
        step[free] = np.linalg.solve(curve.astype(float), slope[free])
        new = beta - step / max(1.0, abs(step).max())
        new = np.where((WAY != 0) & (new * WAY < 0), 0.0, new)
        if abs(new - beta).max() < 1e-4:
            return new
        beta = new
    return beta


def trained(sets: Mapping[str, Pairs], left_out: int | None) -> Any:
    """Weights fitted without the incidents of one fold."""
    parts: list[tuple[Any, Any, Any]] = []
    for told in sets.values():
        used = told.known & ~told.barred
        if left_out is not None:
            used &= (told.folds != left_out).all(axis=1)
        parts.append((told.x[used], told.right[used], told.weight[used]))
    return fit(*(np.concatenate(part) for part in zip(*parts, strict=True)))


class CrossValidated:
    """Scores of pairs by the weights that were fitted without their incidents, worked out once."""

    def __init__(self, told: Pairs, betas: Sequence[Any]) -> None:
        self._linking = told.linking
        self._betas = np.stack(betas)
        codes = {telling: gold().get(report, "") for telling, report in told.first.items()}
        self._fold = {id: _fold(codes.get(id, "")) for id in told.linking.traits}
        at = np.arange(len(told.keys))
        values = np.stack([told.x @ beta for beta in betas])
        mean = (values[told.folds[:, 0], at] + values[told.folds[:, 1], at]) / 2
        mean = np.where(told.barred, BARRED, mean)
        self.known: dict[tuple[str, str], float | None]
        self.known = dict(zip(told.keys, map(float, mean), strict=True))

    def score(self, one: str, other: str) -> float | None:
        """As `Linking.score`, by these weights."""
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            self.known[pair] = self._worked_out(*pair)
        return self.known[pair]

    def _worked_out(self, one: str, other: str) -> float | None:
        a, b = self._linking.traits[one], self._linking.traits[other]
        found = signs(a, b, self._linking.rarity)
        if bar(a, b, found) is not None:
            return BARRED
        if a.report == b.report:
            return None
        folds = [self._fold[one], self._fold[other]]
        return float((self._betas[folds] @ _matrix([found])[0]).mean())


def figures(told: Pairs, by: CrossValidated, threshold: float) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 at a threshold."""
    groups = Groups(told.linking.traits, by.score, threshold)
    compared = {pair: by.known[pair] or BARRED for pair in told.keys}
    made = groups.join({pair: s for pair, s in compared.items() if s > threshold})
    label = {id: n for n, ids in enumerate(made) for id in ids}
    return b_cubed({report: label[id] for id, report in told.first.items()})


def b_cubed(label: Mapping[str, int]) -> tuple[float, float, float]:
    known = gold()
    right: dict[str, set[str]] = defaultdict(set)
    given: dict[int, set[str]] = defaultdict(set)
    for report, code in known.items():
        right[code].add(report)
        given[label[report]].add(report)
    p = r = 0.0
    for report, code in known.items():
        both = len(right[code] & given[label[report]])
        p += both / len(given[label[report]]) / len(known)
        r += both / len(right[code]) / len(known)
    return p, r, 2 * p * r / (p + r)


def curve(sets: Mapping[str, Pairs], betas: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for name, told in sets.items():
        by = CrossValidated(told, betas)
        for threshold in THRESHOLDS:
            p, r, f = figures(told, by, threshold)
            yield {"set": name, "threshold": threshold, "p": p, "r": r, "f1": f}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--curve", type=Path, metavar="FILE")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"fit: no dev sets at {SHARED}")
    told = dated()
    sets = {"dated": pairs_of(told), "undated": pairs_of(undated())}
    sets["crowded"] = pairs_of(crowded(told))
    beta = trained(sets, None)
    weights = {n: round(float(b), 3) for n, b in zip(NAMES, beta, strict=True)}
    bias = weights.pop("bias")
    table = {"kind": "model", "bias": bias, "threshold": options.threshold, "weights": weights}
    TABLE.write_text(HEADER + yaml.safe_dump(table, sort_keys=False))
    betas = [trained(sets, fold) for fold in range(FOLDS)]
    points = list(curve(sets, betas))
    for point in points:
        print("{set:8} from {threshold:5}: P {p:.3f} R {r:.3f} F1 {f1:.3f}".format(**point))
    if options.curve:
        options.curve.write_text(json.dumps(points, indent=1) + "\n")


if __name__ == "__main__":
    main()
