#!/usr/bin/env python3
"""Check handwritten.csv against a large place table; exit 1 when a place lies elsewhere.

usage: check_places.py [TABLE.csv.gz]     default: ../shared/gazetteer/places.csv.gz

A hand-written place that the table knows (same country, same name in the fold of the gazetteer)
must have one of the table's places of that name within 5 km. What the table does not know is not
checked.
Without the table there is nothing to check, and the exit code is 0.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rasid.geo.sphere import km
from rasid.geo.store import TableRow
from rasid.geo.table import read_table
from rasid.geo.toponym import kind_class, toponym_rules

ROOT = Path(__file__).resolve().parents[1]
HANDWRITTEN = ROOT / "src" / "rasid" / "data" / "places" / "handwritten.csv"
TABLE = ROOT.parent / "shared" / "gazetteer" / "places.csv.gz"
NEAR_KM = 5.0

Points = dict[tuple[str, str, bool], list[tuple[float, float]]]


def rows(path: Path) -> Iterator[TableRow]:
    return (row for row in read_table(path) if isinstance(row, TableRow))


def points(path: Path) -> Points:
    """Points by country, key of a name, and whether the place is a settlement."""
    known: Points = defaultdict(list)
    for row in rows(path):
        settlement = kind_class(row.place.kind) == "settlement"
        for name in (row.place.name_ar, *row.other_ar):
            key = (row.place.country, toponym_rules().key(name), settlement)
            known[key].append((row.place.lat, row.place.lon))
    return known


def offenders(known: Points) -> Iterator[str]:
    for row in rows(HANDWRITTEN):
        place = row.place
        settlement = kind_class(place.kind) == "settlement"
        there = known.get((place.country, toponym_rules().key(place.name_ar), settlement), [])
        nearest = (
            min((km(place.lat, place.lon, lat, lon), lat, lon) for lat, lon in there)
            if there
            else None
        )
        if nearest is not None and nearest[0] > NEAR_KM:
            far, lat, lon = nearest
            yield f"{place.id}  {place.name_ar}: {far:.1f} km from {lat:.4f}, {lon:.4f}"


def doubles() -> Iterator[str]:
    """Ids and (country, name, kind) that occur twice."""
    seen: set[tuple[str, ...]] = set()
    with HANDWRITTEN.open(encoding="utf-8", newline="") as stream:
        for record in csv.DictReader(stream):
            name = (
                record["country"],
                toponym_rules().key(record["name_ar"]),
                record["kind"],
                record["admin1"],
            )
            for key in ((record["id"],), name):
                if key in seen:
                    yield f"{record['id']}  {record['name_ar']}: twice"
                seen.add(key)


def main() -> None:
    table = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    found = list(doubles()) if HANDWRITTEN.exists() else []
    if table.exists() and HANDWRITTEN.exists():
        found += offenders(points(table))
    else:
        print("no table to compare with")
    print("\n".join(found) or "all hand-written places are where the table has them")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
