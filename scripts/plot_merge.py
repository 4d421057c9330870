"""Draw precision against recall of merging, from the figures that `fit_incidents.py --curve` wrote.

usage: plot_merge.py FIGURES [--out docs/merge-curve.svg]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, LEFT, TOP, SIDE = 560, 400, 60, 20, 330
LOWEST = 0.5
"""Precision and recall at the origin."""
SETS = {
    "dated": ("#1b6ca8", "as they are"),
    "crowded": ("#c0562a", "crowded into thirty days"),
    "undated": ("#3d8b4f", "without days of publication"),
}
SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Point = dict[str, Any]


def x(recall: float) -> float:
    return round(LEFT + (recall - LOWEST) / (1 - LOWEST) * SIDE * 1.3, 1)


def y(precision: float) -> float:
    return round(TOP + (1 - precision) / (1 - LOWEST) * SIDE, 1)


def drawing(points: Sequence[Point], shipped: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield from axes()
    for number, (name, (colour, words)) in enumerate(SETS.items()):
        told = sorted((p for p in points if p["set"] == name), key=lambda p: p["threshold"])
        yield from line(told, colour, shipped)
        at = TOP + SIDE - 60 + 18 * number
        yield f'<text x="{LEFT + 14}" y="{at}" fill="{colour}">{words}</text>'
    yield "</svg>"


def axes() -> Iterator[str]:
    for share in SHARES:
        across, down = x(share), y(share)
        yield f'<path d="M{across} {y(1)}V{y(LOWEST)}M{x(LOWEST)} {down}H{x(1)}" stroke="#ddd"/>'
        yield f'<text x="{across}" y="{y(LOWEST) + 16}" text-anchor="middle">{share}</text>'
        yield f'<text x="{LEFT - 8}" y="{down + 4}" text-anchor="end">{share}</text>'
    yield f'<text x="{x(0.75)}" y="{HEIGHT - 14}" text-anchor="middle">B-cubed recall</text>'
    turned = f'transform="rotate(-90 18 {y(0.75)})"'
    yield f'<text x="18" y="{y(0.75)}" text-anchor="middle" {turned}>B-cubed precision</text>'


def line(told: Sequence[Point], colour: str, shipped: float) -> Iterator[str]:
    inside = [p for p in told if min(p["p"], p["r"]) >= LOWEST]
    path = "L".join(f"{x(p['r'])} {y(p['p'])}" for p in inside)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for p in inside:
        size = 5 if p["threshold"] == shipped else 2
        title = f"from {p['threshold']}: P {p['p']:.3f} R {p['r']:.3f} F1 {p['f1']:.3f}"
        yield (
            f'<circle cx="{x(p["r"])}" cy="{y(p["p"])}" r="{size}" fill="{colour}">'
            f"<title>{title}</title></circle>"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("figures", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "merge-curve.svg")
    parser.add_argument("--shipped", type=float, default=0.5, help="the threshold to mark")
    options = parser.parse_args()
    points = json.loads(options.figures.read_text())
    options.out.write_text("\n".join(drawing(points, options.shipped)) + "\n")


if __name__ == "__main__":
    main()
