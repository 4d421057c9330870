"""Speed of the map and the figures of a large workspace.

The incidents are made up as the events of bench/store.py are: places in clusters, days over ten
years, parties and outlets by Zipf's law, five tellings each.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, insert, text

from rasid.incidents.model import COPIES, GRADES
from rasid.store import figures, rows, sums, tables, viewport
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.scope import Scope
from rasid.store.viewport import Where
from rasid.store.workspace import Workspace

INCIDENTS = 200_000
TELLINGS = 5
LANDMARK_MS = 100
BATCH = 20_000
PLACED = ("settlement",) * 12 + ("neighbourhood", "point", "area", "road", "admin2")
REPORT = {"id": 1, "outlet": "outlet 1"}


def _store() -> ModuleType:
    """The benchmark of the store, which makes up the events."""
    spec = importlib.util.spec_from_file_location(
        "bench_store_made", Path(__file__).with_name("store.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Maker:
    """Makes rows of incidents, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.events = _store().Maker(seed)
        self.random = self.events.random

    def incident(self, number: int) -> dict[str, Any]:
        draw = self.random
        event = self.events.event(number, self.events.report(number))
        names = "type status day last_day place admin1 country confidence".split()
        low = event["killed_min"]
        return {
            "id": f"{number:016x}", "founder": event["telling"],
            **{name: event[name] for name in names}, **self._where(event),
            "killed_low": low, "killed_best": None if low is None else low + draw.randrange(3),
            "killed_high": None if low is None or draw.random() < 0.1 else low + 3,
            "tellings": TELLINGS, "sources": draw.randint(1, TELLINGS),
            "grade": draw.choice(GRADES), "disagreement": 0.0, "doubt": 0.0, "stale": 0,
            "injured_low": None, "injured_best": None, "injured_high": None,
            "place_ar": event["place"],
            "review": draw.choice((rows.OPEN, rows.OPEN, rows.CONFIRMED)),
        }  # fmt: skip

    def _where(self, event: dict[str, Any]) -> dict[str, Any]:
        """Every twentieth is told of a whole governorate only; a fifth have no place at all."""
        if event["lat"] is None:
            return {"lat": None, "lon": None, "radius_km": None, "precision": "unresolved"}
        at = {"lat": event["lat"], "lon": event["lon"]}
        if self.random.random() < 0.05:
            return {**at, "radius_km": 60.0, "precision": "admin1"}
        return {**at, "radius_km": 2.0, "precision": self.random.choice(PLACED)}

    def parties(self, incident: str) -> Iterator[dict[str, Any]]:
        weights = self.events.actors_zipf
        for role in (AGENT, TARGET):
            many = self.random.choice((0, 1, 1, 2))
            drawn = self.random.choices(range(len(weights)), cum_weights=weights, k=many)
            for actor in sorted(set(drawn)):
                yield {"incident": incident, "role": role, "actor": f"actor.{actor}"}

    def voices(self, incident: str) -> Iterator[dict[str, Any]]:
        for number in range(TELLINGS):
            copy = self.random.choice(COPIES) if number else "original"
            outlet = f"outlet {int(self.random.paretovariate(0.6)) % 200}"
            repeats = None if copy == "original" else f"outlet {self.random.randrange(9)}"
            told = f"{incident}{number}"
            yield {"incident": incident, "telling": told, "outlet": outlet, "copy": copy,
                   "repeats": repeats}  # fmt: skip


def fill(db: Connection, wanted: int, maker: Maker) -> None:
    """Put `wanted` incidents into an empty workspace."""
    for first in range(0, wanted, BATCH):
        made = [maker.incident(number) for number in range(first, min(first + BATCH, wanted))]
        ids = [one["id"] for one in made]
        db.execute(insert(tables.incidents), made)
        db.execute(insert(tables.parties), [row for id in ids for row in maker.parties(id)])
        db.execute(insert(tables.voices), [row for id in ids for row in maker.voices(id)])
    sums.anew(db)
    db.execute(text("ANALYZE"))


# ------------------------------------------------------------------ questions
Ask = Callable[[Connection], Any]


def questions(maker: Maker) -> dict[str, Ask]:
    """What a map and a page of figures ask."""
    lat, lon = maker.events.towns[0]
    region, unit = (10.0, 40.0, 5.0, 50.0), (lat - 1, lat + 1, lon - 1, lon + 1)
    town = (lat - 0.2, lat + 0.2, lon - 0.2, lon + 0.2)
    month = Scope(since="2016-03-01", until="2016-03-31")
    some = Scope(types=("air_strike", "shelling"), killed=3)
    party, two = Scope(actors=("actor.0",)), Scope(actors=("actor.40",), types=("shelling",))
    kind, lands = Scope(types=("shelling",)), Scope(countries=("SY", "IQ", "YE"))
    return {
        "map: all": lambda db: viewport.view(db, Scope(), region, 4),
        "map: all, a month": lambda db: viewport.view(db, month, region, 4),
        "map: all, types and toll": lambda db: viewport.view(db, some, region, 4),
        "map: all, a common party": lambda db: viewport.view(db, party, region, 4),
        "map: all, a party and type": lambda db: viewport.view(db, two, region, 4),
        "map: all, three countries": lambda db: viewport.view(db, lands, region, 4),
        "map: the world": lambda db: viewport.view(db, Scope(), (-90.0, 90.0, -180.0, 180.0), 1),
        "map: a governorate": lambda db: viewport.view(db, Scope(), unit, 8),
        "map: a town": lambda db: viewport.view(db, Scope(), town, 12),
        "list: all": lambda db: viewport.listed(db, Scope(), Where(box=region)),
        "list: a town": lambda db: viewport.listed(db, Scope(), Where(box=town)),
        "list: types and toll": lambda db: viewport.listed(db, some, Where(box=unit)),
        "brush: all": lambda db: figures.days(db, Scope(), 160),
        "brush: types and toll": lambda db: figures.days(db, some, 160),
        "figures: timeline": lambda db: figures.timeline(db, Scope()),
        "figures: timeline, a month": lambda db: figures.timeline(db, month),
        "figures: timeline, shelling": lambda db: figures.timeline(db, kind),
        "figures: timeline, a party": lambda db: figures.timeline(db, two),
        "figures: timeline, countries": lambda db: figures.timeline(db, lands),
        "figures: matrix": lambda db: figures.matrix(db, Scope()),
        "figures: matrix, a common party": lambda db: figures.matrix(db, party),
        "figures: matrix, a party": lambda db: figures.matrix(db, two),
        "figures: sources": lambda db: figures.sources(db, Scope()),
        "figures: sources, countries": lambda db: figures.sources(db, lands),
        "figures: attested": lambda db: figures.attested(db, Scope()),
        "figures: attested, countries": lambda db: figures.attested(db, lands),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--incidents", type=int, default=INCIDENTS)
    parser.add_argument("--file", type=Path, help="Keep the workspace here, or use it again.")
    options = parser.parse_args()
    timed = _store().timed
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "bench.db"
        there = path.exists()
        workspace, maker = Workspace.open(path, create=True), Maker()
        if not there:
            with workspace.writing() as db:
                fill(db, options.incidents, maker)
        for name, ask in questions(maker).items():
            with workspace.reading() as db:
                ms, _ = timed(lambda db=db, ask=ask: ask(db))
            print(f"{name:28} {ms:8.1f} ms" + ("  SLOW" if ms > LANDMARK_MS else ""))


if __name__ == "__main__":
    main()
