"""Speed of placing one new report among many: the store holds made-up reports of made-up acts.

Every act is told by a few outlets in partly the same words; the new reports are of such acts too.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from rasid.cli.settle import settle
from rasid.extract.coding import UNCODED
from rasid.incidents.model import Telling
from rasid.incidents.tellings import tellings
from rasid.incidents.traits import traits
from rasid.incidents.wording import wording
from rasid.lexicon.lexicon import load
from rasid.model import (
    Agent,
    Article,
    Casualty,
    Engine,
    Event,
    Place,
    Record,
    Report,
    Span,
    Summary,
    Time,
)
from rasid.record import to_json
from rasid.store import derive, intake, merging, tables
from rasid.store.documents import Incoming
from rasid.store.tables import documents, members, readings, wordings
from rasid.store.workspace import Workspace

REPORTS = 100_000
NEW = 50
LANDMARK_MS = 50
PER_ACT = 3
OWN_WORDS, COMMON_WORDS = 15, 25
TYPES = ("air_strike", "shelling", "armed_clash", "ied", "arrest", "drone_strike")
LETTERS = [chr(code) for code in range(0x628, 0x63B)]
FIRST_DAY, DAYS = date(2020, 1, 1), 1500
STEP = 1998  # whole acts


class Maker:
    """Makes reports with their records, the same ones for the same seed."""

    def __init__(self, seed: int = 11) -> None:
        self.random = random.Random(seed)
        letters = self.random.choices
        self.vocabulary = ["".join(letters(LETTERS, k=6)) for _ in range(30_000)]
        self.zipf = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        self.towns = [
            ("".join(letters(LETTERS, k=7)), 30 + 7 * self.random.random(), self._lon())
            for _ in range(4000)
        ]

    def _lon(self) -> float:
        return 35 + 12 * self.random.random()

    def reports(self) -> Iterator[tuple[Article, Record]]:
        """Reports without end, those of one act after each other."""
        number = 0
        while True:
            act = self._act()
            own = self._words(OWN_WORDS)
            for outlet in self.random.sample(range(80), PER_ACT):
                number += 1
                yield self._report(f"r{number}", f"outlet {outlet}", act, own)

    def _words(self, many: int) -> list[str]:
        return self.random.choices(self.vocabulary, cum_weights=self.zipf, k=many)

    def _act(self) -> Event:
        draw = self.random
        name, lat, lon = draw.choice(self.towns)
        nothing = Span(0, 0, "")
        day = (FIRST_DAY + timedelta(days=draw.randrange(DAYS))).isoformat()
        kind = draw.choice(TYPES)
        place = Place(
            name, None, "in", None, None, lat, lon, 2.0, "settlement",
            f"unit {int(lat)}", None, "SY", name, 1, nothing,
        )  # fmt: skip
        dead = draw.randrange(1, 20)
        killed = Casualty("killed", dead, dead, "civilian", None, None, None, None, nothing)
        return Event(
            "e1", kind, True, "happened", nothing,
            (Agent("Syrian Armed Forces", "sy.armed-forces", "stated", nothing),), (), (),
            place, Time(day, day, "day", None, None, nothing), (killed,), (), 0.9, (),
            UNCODED, Summary("", ""),
        )  # fmt: skip

    def _report(self, id: str, outlet: str, act: Event, own: list[str]) -> tuple[Article, Record]:
        assert act.time is not None
        assert act.place is not None
        words = [act.place.name, *own, *self._words(COMMON_WORDS)]
        head, *rest = words
        self.random.shuffle(rest)
        text = " ".join([head, *rest])
        span = Span(0, len(head), head)
        day = date.fromisoformat(str(act.time.start)) + timedelta(days=self.random.randrange(2))
        article = Article(text, id, day.isoformat(), outlet)
        digest = Incoming(article, "").sha256
        report = Report(id, outlet, None, article.published, None, "ar", digest, Engine("0", "0"))
        event = replace(act, trigger=span, place=replace(act.place, span=span))
        return article, Record(report, (event,), ())


def fill(workspace: Workspace, wanted: int, maker: Iterator[tuple[Article, Record]]) -> None:
    """Fill with merged reports, by the rows that placing reads; they are merged as they were made.

    Storing and merging each of them would give the same and take an hour.
    """
    for first in range(1, wanted + 1, STEP):
        with workspace.writing() as db:
            told = list(islice(maker, min(STEP, wanted + 1 - first)))
            _write(db, told, first)


def _write(db: Connection, told: list[tuple[Article, Record]], first: int) -> None:
    ids = range(first, first + len(told))
    db.execute(insert(documents), [_document(id, *one) for id, one in zip(ids, told, strict=True)])
    read = {"engine": "0", "data": "0", "made_at": ""}
    records = [json.dumps(to_json(record), ensure_ascii=False) for _, record in told]
    rows = zip(ids, records, strict=True)
    db.execute(insert(readings), [{"document": id, "record": one, **read} for id, one in rows])
    worded = [wording(article.text) for article, _ in told]
    packed = [derive.pack(one) for one in worded]
    rows_ = zip(ids, packed, strict=True)
    db.execute(insert(wordings), [{"document": id, "packed": one} for id, one in rows_])
    pairs = zip(told, worded, strict=True)
    made = [one for (_, record), words in pairs for one in tellings(record, words)]
    homes = [
        {"telling": one.id, "document": id, "waiting": False}
        for id, one in zip(ids, made, strict=True)
    ]
    db.execute(insert(tables.tellings), homes)
    merging.file(db, [traits(one) for one in made])
    acts = [made[at : at + PER_ACT] for at in range(0, len(made), PER_ACT)]
    db.execute(insert(tables.incidents), [_incident(act) for act in acts])
    placed = [{"telling": one.id, "incident": act[0].id} for act in acts for one in act]
    db.execute(insert(members), placed)


def _document(id: int, article: Article, record: Record) -> dict[str, Any]:
    return {
        "id": id, "source": article.id, "version": 1, "given": article.id, "lang": "ar",
        "sha256": record.report.sha256, "outlet": article.outlet, "url": None, "title": None,
        "published": article.published, "text": article.text, "path": "", "retrieved_at": "",
    }  # fmt: skip


def _incident(act: list[Telling]) -> dict[str, Any]:
    return {
        "id": act[0].id, "founder": act[0].id, "type": "other", "status": "happened", "day": "",
        "last_day": "", "tellings": len(act), "sources": len(act), "grade": "weak",
        "disagreement": 0.0, "doubt": 0.0, "stale": 0,
    }  # fmt: skip


def measure(workspace: Workspace, new: int, maker: Iterator[tuple[Article, Record]]) -> list[float]:
    """Milliseconds that placing each of some new reports takes, one by one."""
    took = []
    for article, record in islice(maker, new):
        with workspace.writing() as db:
            intake.keep(db, Incoming(article, "made up"), record)
        start = time.process_time()  # a busy machine is no fault of ours
        with workspace.writing() as db:
            merging.place(db)
        took.append((time.process_time() - start) * 1000)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--new", type=int, default=NEW)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.open(Path(folder) / "bench.db", create=True)
        maker = Maker().reports()
        start = time.perf_counter()
        fill(workspace, options.reports, maker)
        print(f"{options.reports:,} reports made in {time.perf_counter() - start:.0f} s")
        settle(load)
        first, *took = measure(workspace, options.new, maker)
        with workspace.reading() as db:
            made = db.exec_driver_sql("SELECT COUNT(*) FROM incidents").scalar()
    print(f"{made:,} incidents of {options.reports // PER_ACT:,} acts")
    print(f"one new report: median {statistics.median(took):.1f} ms, worst {max(took):.1f} ms")
    print(f"the first after the start of a program, which builds its queries: {first:.1f} ms")
    print(f"landmark {LANDMARK_MS} ms")


if __name__ == "__main__":
    main()
