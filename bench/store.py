"""Speed of a large workspace: listing, filtering, the map, search.

The events are made up: places in clusters, days over ten years, words by Zipf's law.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from rasid.model import EVENT_TYPES
from rasid.store import rows
from rasid.store.find import Circle, Filter, find
from rasid.store.profile import Profile, of_outlet, of_party, of_place
from rasid.store.queue import progress, today, waiting
from rasid.store.tables import documents, events, facets, readings
from rasid.store.workspace import Workspace

EVENTS = 1_000_000
PER_REPORT = 2.5
LANDMARK_MS = 100
BATCH = 20_000
WORDS_PER_REPORT = 40
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
COUNTRIES = ("SY", "IQ", "YE", "SD", "LY", "PS", "LB")
STATUSES = ("happened",) * 17 + ("possible", "planned", "denied")
OUTLETS = 200
ACTORS = 300
LETTERS = [chr(code) for code in range(0x628, 0x63B)]


class Maker:
    """Makes rows of reports and events, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.vocabulary = [
            "".join(self.random.choices(LETTERS, k=self.random.randint(3, 7)))
            for _ in range(20_000)
        ]
        self.zipf = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        self.towns = [
            (self.random.uniform(12, 37), self.random.uniform(10, 48)) for _ in range(3000)
        ]
        self.towns_zipf = list(accumulate(1 / rank for rank in range(1, len(self.towns) + 1)))
        self.types_zipf = list(accumulate(1 / rank for rank in range(1, len(EVENT_TYPES) + 1)))
        self.actors_zipf = list(accumulate(1 / rank for rank in range(1, ACTORS + 1)))

    def report(self, id: int) -> dict[str, Any]:
        day = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        words = self.random.choices(self.vocabulary, cum_weights=self.zipf, k=WORDS_PER_REPORT)
        outlet = f"outlet {self.random.randrange(OUTLETS)}"
        return {
            "id": id, "source": f"r{id}", "version": 1, "given": f"r{id}", "sha256": f"{id:064x}",
            "outlet": outlet, "url": None, "published": day.isoformat(), "title": None,
            "lang": "ar", "text": " ".join(words), "path": "made up", "retrieved_at": "2026-01-01",
        }  # fmt: skip

    def event(self, id: int, report: dict[str, Any]) -> dict[str, Any]:
        draw = self.random
        (town,) = draw.choices(range(len(self.towns)), cum_weights=self.towns_zipf)
        lat, lon = self.towns[town]
        located = draw.random() < 0.8
        killed = draw.choice((None, None, None, 1, 1, 2, 3, 5, draw.randrange(1, 200)))
        (kind,) = draw.choices(EVENT_TYPES, cum_weights=self.types_zipf)
        return {
            "id": id, "telling": f"{id:016x}", "document": report["id"], "reading": report["id"],
            "number": "e1", "type": kind, "main": draw.random() < 0.7,
            "status": draw.choice(STATUSES), "confidence": round(draw.random(), 3),
            "day": report["published"], "last_day": report["published"], "time_precision": "day",
            "place": f"town {town}", "precision": "settlement" if located else "unresolved",
            "lat": lat if located else None, "lon": lon if located else None,
            "radius_km": 2.0 if located else None, "admin1": f"unit {town % 120}",
            "country": COUNTRIES[town % len(COUNTRIES)], "killed_min": killed,
            "killed_max": killed, "injured_min": None, "injured_max": None, "review": rows.OPEN,
            "urgency": 320 + 10 * draw.random(),
        }  # fmt: skip

    def facets(self, event: dict[str, Any], report: dict[str, Any]) -> Iterator[dict[str, Any]]:
        actors = self.random.choices(range(ACTORS), cum_weights=self.actors_zipf, k=2)
        told = {(rows.ACTOR, f"actor.{number}") for number in actors}
        told |= {(rows.SOURCE, report["outlet"]), (rows.SOURCE, "local")}
        for kind, value in told:
            yield {"kind": kind, "value": value, "day": event["day"], "event": event["id"]}


def fill(db: Connection, wanted: int, maker: Maker) -> None:
    """Put `wanted` events into an empty workspace."""
    number = report_id = 0
    while number < wanted:
        told = [maker.report(report_id + n + 1) for n in range(int(BATCH / PER_REPORT))]
        report_id += len(told)
        batch = [
            maker.event(number + n + 1, maker.random.choice(told))
            for n in range(min(BATCH, wanted - number))
        ]
        number += len(batch)
        _write(db, told, batch, maker)
    db.execute(text("ANALYZE"))


def _write(
    db: Connection, told: Sequence[dict[str, Any]], batch: Sequence[dict[str, Any]], maker: Maker
) -> None:
    by_id = {report["id"]: report for report in told}
    db.execute(insert(documents), told)
    read = {"engine": "0", "data": "0", "record": "{}", "made_at": ""}
    db.execute(insert(readings), [{"id": r["id"], "document": r["id"], **read} for r in told])
    db.execute(
        text("INSERT INTO words (rowid, stems) VALUES (:id, :text)"),
        [{"id": r["id"], "text": r["text"]} for r in told],
    )
    db.execute(insert(events), batch)
    named = [facet for event in batch for facet in maker.facets(event, by_id[event["document"]])]
    db.execute(insert(facets), sorted(named, key=lambda f: tuple(f.values())))
    boxes = [
        dict(zip("snwe", rows.around(e["lat"], e["lon"], e["radius_km"]), strict=True), id=e["id"])
        for e in batch
        if e["lat"] is not None
    ]
    db.execute(text("INSERT INTO boxes VALUES (:id, :s, :n, :w, :e)"), boxes)


# ------------------------------------------------------------------ questions
def questions(maker: Maker) -> dict[str, tuple[Filter, int]]:
    """What is asked, and for how many events at once."""
    common, middle, rare = (f'"{maker.vocabulary[rank]}"' for rank in (0, 60, 15_000))
    lat, lon = maker.towns[0]
    types = tuple(EVENT_TYPES)
    return {
        "list": (Filter(), 50),
        "type": (Filter(types=types[:1]), 50),
        "rare type": (Filter(types=types[-1:]), 50),
        "type, status, country": (
            Filter(types=types[2:3], statuses=("denied",), countries=("SY",)), 50),
        "dates": (Filter(since="2016-03-01", until="2016-03-31"), 50),
        "dates and type": (Filter(since="2016-03-01", until="2016-03-31", types=types[4:5]), 50),
        "actor": (Filter(actors=("actor.0",)), 50),
        "two parties": (Filter(actors=("actor.40",), sources=("outlet 3",)), 50),
        "toll of 100": (Filter(killed=100), 50),
        "toll, country, confidence": (Filter(killed=50, countries=("YE",), confidence=0.9), 50),
        "10 km around a city": (Filter(near=Circle(lat, lon, 10)), 50),
        "map: a town": (Filter(within=(lat - 0.2, lat + 0.2, lon - 0.2, lon + 0.2)), 1000),
        "map: a governorate": (Filter(within=(lat - 1, lat + 1, lon - 1, lon + 1)), 1000),
        "map: all": (Filter(within=(10, 40, 5, 50)), 1000),
        "map: all, a rare type": (Filter(within=(10, 40, 5, 50), types=types[-1:]), 1000),
        "a common word": (Filter(words=common), 50),
        "a word": (Filter(words=middle), 50),
        "a rare word": (Filter(words=rare), 50),
        "two words": (Filter(words=f"{common} AND {middle}"), 50),
        "a word on a map": (Filter(words=middle, within=(lat - 1, lat + 1, lon - 1, lon + 1)), 50),
    }  # fmt: skip


def queues() -> dict[str, tuple[Filter, int]]:
    """What is asked of the queue of review."""
    types = tuple(EVENT_TYPES)
    return {
        "queue": (Filter(), 20),
        "queue: a rare type": (Filter(types=types[-1:]), 20),
        "queue: country and confidence": (Filter(countries=("YE",), confidence=0.9), 20),
        "queue: toll of 100": (Filter(killed=100), 20),
    }


def profiles(maker: Maker) -> dict[str, Callable[[Connection], Profile]]:
    """What the pages of a party, an outlet and a place ask."""
    lat, lon = maker.towns[0]
    several = tuple(f"actor.{number}" for number in range(3))
    return {
        "a party": lambda db: of_party(db, ("actor.40",)),
        "a common party": lambda db: of_party(db, ("actor.0",)),
        "the three most common parties": lambda db: of_party(db, several),
        "an outlet": lambda db: of_outlet(db, ("outlet 3",)),
        "a city": lambda db: of_place(db, Circle(lat, lon, 5)),
    }


def timed(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Milliseconds (the median) and what came of it."""
    took = []
    for _ in range(times):
        start = time.process_time()  # a busy machine is no fault of ours
        found = work()
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took), found


def measure(workspace: Workspace, maker: Maker) -> dict[str, tuple[float, int]]:
    """Milliseconds and events found, by question."""
    out = {}
    for name, (asked, limit) in questions(maker).items():
        with workspace.reading() as db:
            ms, page = timed(lambda db=db, asked=asked, limit=limit: find(db, asked, limit))  # type: ignore[misc]
        out[name] = round(ms, 1), len(page.events)
    with workspace.reading() as db:
        ms, _ = timed(lambda: find(db, Filter(), 50, "2018-06-01~0"))
        out["a later page"] = round(ms, 1), 50
        for name, (asked, limit) in queues().items():
            ms, queue = timed(lambda asked=asked, limit=limit: waiting(db, asked, limit))  # type: ignore[misc]
            out[name] = round(ms, 1), len(queue.waiting)
        for name, ask in profiles(maker).items():
            ms, profile = timed(lambda ask=ask: ask(db))  # type: ignore[misc]
            out[name] = round(ms, 1), profile.events
        ms, _ = timed(lambda: progress(db, today()))
        out["progress of the review"] = round(ms, 1), 1
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--file", type=Path, help="Keep the workspace here, or use it again.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "bench.db"
        there = path.exists()
        workspace, maker = Workspace.open(path, create=True), Maker()
        if not there:
            with workspace.writing() as db:
                took, _ = timed(lambda: fill(db, options.events, maker), times=1)
            print(f"{options.events:,} events made in {took / 1000:.0f} s")
        figures = measure(workspace, maker)
    if options.json:
        print(json.dumps(figures))
        return
    for name, (ms, found) in figures.items():
        print(f"{name:28} {ms:8.1f} ms {found:6}" + ("  SLOW" if ms > LANDMARK_MS else ""))


if __name__ == "__main__":
    main()
