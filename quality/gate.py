"""The quality gate: dev figures may not fall below `floors.json`.

Runs `../shared/evaluate.py` on every set that this release measures and compares each figure with
its floor. Without the shared folder it says so and passes. `--pin` raises floors to the figures of
today; a floor is lowered only with `--lower NAME`, so that no figure falls silently.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
FLOORS = ROOT / "quality" / "floors.json"
SETS = ("gold", "airwars", "gsr_assault", "gsr_protest", "ru_at", "merge", "merge_undated")
LOWER_IS_BETTER = ("false alarm",)
SLACK = 0.002
"""Figures are rounded to three places; a change in the last one is no fall."""


def measure(places: str | None) -> dict[str, float]:
    """All figures as `set: name -> value`."""
    rasid = Path(sys.executable).parent / "rasid"
    command = [sys.executable, str(SHARED / "evaluate.py"), *SETS, "--rasid", str(rasid)]
    if places:
        command += ["--places", places]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"gate: evaluate.py failed\n{done.stderr[-2000:]}")
    return dict(_figure(line) for line in done.stdout.splitlines() if line.strip())


def _figure(line: str) -> tuple[str, float]:
    name, value = line.rsplit(maxsplit=1)
    set_name, figure = name.split(maxsplit=1)
    return f"{set_name}: {figure.strip()}", float("nan") if value == "None" else float(value)


def falls(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line per figure that is worse than its floor, or is missing."""
    out = []
    for name, floor in floors.items():
        value = figures.get(name)
        if value is None:
            out.append(f"{name}: not measured, floor {floor}")
        elif _worse(name, value, floor):
            out.append(f"{name}: {value}, floor {floor}")
    return out


def _worse(name: str, value: float, floor: float, slack: float = SLACK) -> bool:
    if any(mark in name for mark in LOWER_IS_BETTER):
        return value > floor + slack
    return value < floor - slack


def pin(figures: dict[str, float], floors: dict[str, float], lower: list[str]) -> dict[str, float]:
    """Floors raised to today's figures; one is lowered only when it is named, be it by little:
    many small falls within the slack would add up.
    """
    out = {}
    for name, value in figures.items():
        if name.endswith("seconds"):
            continue
        old = floors.get(name)
        keep = old is not None and _worse(name, value, old, 0.0) and name not in lower
        out[name] = old if keep and old is not None else value
    return out


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--print", action="store_true", help="print all figures")
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--lower", action="append", default=[], metavar="NAME")
    parser.add_argument("--places", help="place table for evaluate.py, or none")
    options = parser.parse_args(arguments)
    if not (SHARED / "evaluate.py").is_file():
        print(f"quality gate skipped: no evaluation sets at {SHARED}")
        return 0
    figures = measure(options.places)
    floors = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    if options.print:
        for name, value in figures.items():
            print(f"{name:45} {value}")
    if options.pin:
        floors = pin(figures, floors, options.lower)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    if options.places:
        return 0
    fallen = falls(figures, floors)
    for line in fallen:
        print(f"quality gate: {line}", file=sys.stderr)
    print(f"quality gate: {len(floors) - len(fallen)} of {len(floors)} figures hold")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
