"""The page on confidence and its plot, from the shipped weights and the figures of the last fit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src" / "rasid" / "data" / "models" / "assertion.yaml"
FIGURES = ROOT / "quality" / "reliability.json"
PAGE = ROOT / "docs" / "confidence.md"
PLOT = ROOT / "docs" / "confidence.svg"

INTRO = """\
# Confidence

{note}
`confidence` of an event says how likely it is that the report tells this act, and that it is of
this type. It says nothing of the other values of the event: not whether the place is the right
village, nor whether what the report says is true. Of events told with 0.8, about eight in ten
are right.

## How it is made

1. Rules propose acts. Nothing is proposed by numbers.
2. Each proposed act has **signs**: named facts that hold or do not hold, such as `toll.laid` (a
   toll is laid to it in words), `cue.figurative` (a word of another subject stands near),
   `position.first`. They are defined in `src/rasid/extract/signs.py`.
3. The **assertion model**, a logistic regression, adds up the weights of the signs that hold.
   Its probability decides whether the act is told: from {threshold} on; from {lenient} on when
   its doer is named and it is of a kind that the coded reports seldom hold, or has a toll laid
   to it; a protest or a riot from {crowd} on.
4. A small **curve** turns that probability into the confidence of the record, because a
   probability is too sure of itself on reports that it was not fitted on, and because the type
   must be right too: log-odds of the confidence = {slope} times log-odds of the probability
   {shift}{signs}.

The weights are fitted by `scripts/fit_assertion.py`, the curve by `scripts/fit_confidence.py`.
Both are a table that can be read, `src/rasid/data/models/assertion.yaml`; `rasid explain FILE`
shows the signs that weighed most in each event, those that were dropped included.

`rasid read --min-confidence P` leaves out what is below P. Events that are planned or denied in
so many words are kept below the threshold when their party is named; their confidence says how
rarely such events are right.
"""

PLOTTED = """\
## Does 0.8 mean eight in ten?

![Reliability: confidence told against the share that was right](confidence.svg)

Measured on {reports} hand-annotated reports, of which {events} events were told and {right} were
right. Right means: the scorer matches the event to an annotated one of the same type. Each
report was read with weights, and its confidences were bent by a curve, that both were fitted on
other reports (ten folds by report).
"""

HONEST = """\
How to read it:

* A lower Brier score and log loss are better; the calibration error (ECE) is the mean distance
  between what was said and what was right, weighted by events. The last line is what one would
  have who told every event with the same confidence.
* Bins of few events say little: with 30 events the share that is right is known to about 15
  points.
* The reports are of a development set, mostly from Syria. Other theatres and registers can be
  worse calibrated; nothing here promises otherwise.
* An event counts as wrong when its type is a neighbouring one (shelling for an air strike), and
  when annotators left out an act that a reader might well have taken in.
* The two signs of the curve were picked on the same reports, which flatters the figures a
  little.
* The shipped weights are fitted on all coded reports, the folds on nine tenths of them: what is
  measured is the way of fitting, not this very table.
"""

WEIGHTED = """\
## Weights

Added up when the sign holds, with the bias {bias}; positive speaks for an act that is reported.
Signs of which the coded reports have fewer than a dozen have none. A sign `a+b` holds when both
hold, `a-b` when the first holds without the second.
"""


def page(note: str, table: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    """The whole page."""
    bend = table["confidence"]
    shift = f"{'+' if bend['shift'] >= 0 else '-'} {abs(bend['shift'])}"
    told = {k: table[k] for k in ("threshold", "lenient", "crowd")}
    signs = "".join(
        f", {weight:+} when `{name}` holds" for name, weight in sorted(bend["signs"].items())
    )
    out = [INTRO.format(note=note, slope=bend["slope"], shift=shift, signs=signs, **told)]
    out += [PLOTTED.format(**{k: figures[k] for k in ("reports", "events", "right")})]
    out += ["\n".join(_scores(figures)), "", "\n".join(_bins(figures["confidence"])), "", HONEST]
    out += [WEIGHTED.format(bias=table["bias"]), "\n".join(_weights(table["weights"])), ""]
    return "\n".join(out)


def _scores(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| | Brier | log loss | ECE |", "|---|---|---|---|")
    for name, title in (
        ("confidence", "confidence, as told"),
        ("probability", "the model's probability, before the curve"),
    ):
        row = figures[name]
        yield f"| {title} | {row['brier']} | {row['log_loss']} | {row['ece']} |"
    brier, loss = figures["brier_of_the_mean"], figures["log_loss_of_the_mean"]
    yield f"| always the mean | {brier} | {loss} | |"


def _bins(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| told | events | mean told | right |", "|---|---|---|---|")
    for number, row in enumerate(figures["bins"]):
        said, right = ("" if row[k] is None else f"{row[k]:.2f}" for k in ("said", "right"))
        between = f"{number / 10:.1f} to {(number + 1) / 10:.1f}"
        yield f"| {between} | {row['events']} | {said} | {right} |"


def _weights(held: Mapping[str, float]) -> Iterator[str]:
    yield from ("| sign | weight |", "|---|---|")
    yield from (f"| `{name}` | {weight:+.3f} |" for name, weight in sorted(held.items()))


# ------------------------------------------------------------------ the plot
SIDE, LEFT, TOP, BARS = 400, 60, 20, 80
FEW = 10
"""Bins of fewer events are dots beside the line."""
STYLE = (
    "text{font:12px sans-serif;fill:#444}.axis{stroke:#888;fill:none}.ideal{stroke:#bbb;"
    "stroke-dasharray:4 4}.line{stroke:#1f6f8b;fill:none;stroke-width:2}.dot{fill:#1f6f8b}"
    ".range{stroke:#1f6f8b;stroke-width:1}.bar{fill:#c9dde4}"
)


def plot(figures: Mapping[str, Any]) -> str:
    """The reliability diagram: what was right against what was told, and the events in each bin."""
    rows = [(n, r) for n, r in enumerate(figures["confidence"]["bins"]) if r["events"]]
    full = [r for _, r in rows if r["events"] >= FEW]
    points = " ".join(f"{_x(r['said']):.1f},{_y(r['right']):.1f}" for r in full)
    marks = [mark for _, row in rows for mark in _mark(row)]
    most = max(r["events"] for _, r in rows)
    width, height = LEFT + SIDE + 20, TOP + SIDE + BARS + 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Reliability of the confidence of events</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<rect class="axis" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>',
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        *_ticks(),
        f'<polyline class="line" points="{points}"/>',
        *marks,
        *(bar for n, row in rows for bar in _bar(n, row["events"], most)),
        f'<text x="{LEFT + SIDE / 2}" y="{height - 8}" text-anchor="middle">confidence told</text>',
        f'<text transform="translate(16 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">'
        "share that was right</text>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(value: float) -> float:
    return LEFT + value * SIDE


def _y(value: float) -> float:
    return TOP + (1 - value) * SIDE


def _ticks() -> Iterator[str]:
    for step in range(0, 11, 2):
        at = step / 10
        yield f'<text x="{_x(at)}" y="{TOP + SIDE + 16}" text-anchor="middle">{at:.1f}</text>'
        yield f'<text x="{LEFT - 8}" y="{_y(at) + 4}" text-anchor="end">{at:.1f}</text>'


def _mark(row: Mapping[str, Any]) -> Iterator[str]:
    """A dot, and the Wilson interval (95%) of the share that was right."""
    low, high = _wilson(row["right"], row["events"])
    x = f"{_x(row['said']):.1f}"
    yield f'<line class="range" x1="{x}" x2="{x}" y1="{_y(low):.1f}" y2="{_y(high):.1f}"/>'
    yield f'<circle class="dot" cx="{x}" cy="{_y(row["right"]):.1f}" r="4"/>'


def _wilson(share: float, count: int) -> tuple[float, float]:
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _bar(number: int, events: int, most: int) -> Iterator[str]:
    """How many events are in a bin, below the plot."""
    height = events / most * (BARS - 20)
    x, base = _x(number / 10), TOP + SIDE + BARS + 30
    yield (
        f'<rect class="bar" x="{x + 4:.1f}" y="{base - height:.1f}" width="{SIDE / 10 - 8:.1f}"'
        f' height="{height:.1f}"/>'
    )
    middle = x + SIDE / 20
    yield f'<text x="{middle:.1f}" y="{base - height - 4:.1f}" text-anchor="middle">{events}</text>'


def pages(note: str) -> dict[Path, str]:
    """The page and the plot, as they follow from the shipped table and the measured figures."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    return {PAGE: page(note, table, figures), PLOT: plot(figures)}
