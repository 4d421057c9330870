"""Figures: what incidents add up to, as JSON to draw and as CSV to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from rasid.export.tables import BOM, plain
from rasid.store import figures
from rasid.store.figures import Attested, Matrix, Sources, Timeline
from rasid.store.periods import UNITS
from rasid.store.scope import Scope
from rasid.store.sums import STEPS
from rasid.store.viewport import Toll
from rasid.web.api.scope import Scoped
from rasid.web.api.sending import PROBLEMS, send
from rasid.web.api.shapes import shape
from rasid.web.site import Reading

router = APIRouter(prefix="/api/v1/figures", tags=["figures"], responses=PROBLEMS)
Unit = Annotated[Literal[UNITS] | None, Query(description="The finest bin of time.")]  # type: ignore[valid-type]


@router.get("/timeline", response_model=shape(Timeline))
def timeline(db: Reading, asked: Scoped, unit: Unit = None) -> Response:
    """Incidents by type, and people killed and injured, over time."""
    return send(figures.timeline(db, asked, unit))


@router.get("/matrix", response_model=shape(Matrix))
def matrix(db: Reading, asked: Scoped) -> Response:
    """Who is named as doer, against whom."""
    return send(figures.matrix(db, asked))


@router.get("/sources", response_model=shape(Sources))
def sources(db: Reading, asked: Scoped) -> Response:
    """Outlets with their own reports and copies, and who repeats whom."""
    return send(figures.sources(db, asked))


@router.get("/attested", response_model=shape(Attested))
def attested(db: Reading, asked: Scoped) -> Response:
    """Incidents by grade, review state and confidence."""
    return send(figures.attested(db, asked))


# ------------------------------------------------------------------ tables
Table = Iterator[Sequence[Any]]


def _by_type(told: Timeline) -> Table:
    yield (told.unit, *told.counts)
    yield from zip(told.starts, *told.counts.values(), strict=True)


def _tolls(told: Timeline) -> Table:
    bounds = ("low", "best", "high", "without_upper_bound")
    yield (told.unit, *(f"{who}_{bound}" for who in ("killed", "injured") for bound in bounds))
    for start, killed, injured in zip(told.starts, told.killed, told.injured, strict=True):
        yield (start, *_bounds(killed), *_bounds(injured))


def _bounds(toll: Toll | None) -> Sequence[int | None]:
    return (toll.low, toll.best, toll.high, toll.open) if toll else (None,) * 4


def _pairs(told: Matrix) -> Table:
    yield "agent", "target", "incidents"
    for agent, row in zip(told.agents, told.counts, strict=True):
        for target, count in zip(told.targets, row, strict=True):
            if count:
                yield agent, target, count


def _outlets(told: Sources) -> Table:
    yield "outlet", "own_reports", "copies", "relays"
    yield from ((one.name, one.own, one.copies, one.relays) for one in told.outlets)


def _repeats(told: Sources) -> Table:
    yield "outlet", "repeats", "reports"
    yield from ((one.outlet, one.repeats, one.count) for one in told.repeats)


def _attested(told: Attested) -> Table:
    yield "measure", "value", "incidents"
    yield from (("grade", *one) for one in told.grades.items())
    yield from (("review", *one) for one in told.reviews.items())
    steps = enumerate(told.confidence)
    yield from (("confidence_from", n / STEPS, count) for n, count in steps)


TABLES: dict[str, Callable[[Connection, Scope, str | None], Table]] = {
    "types": lambda db, asked, unit: _by_type(figures.timeline(db, asked, unit)),
    "tolls": lambda db, asked, unit: _tolls(figures.timeline(db, asked, unit)),
    "matrix": lambda db, asked, _: _pairs(figures.matrix(db, asked)),
    "outlets": lambda db, asked, _: _outlets(figures.sources(db, asked)),
    "repeats": lambda db, asked, _: _repeats(figures.sources(db, asked)),
    "attested": lambda db, asked, _: _attested(figures.attested(db, asked)),
}


@router.get("/{name}.csv", response_class=Response)
def table(
    db: Reading,
    asked: Scoped,
    name: Literal[tuple(TABLES)],  # type: ignore[valid-type]
    unit: Unit = None,
) -> Response:
    """A figure as UTF-8 CSV that spreadsheets open as it is: no cell is taken for a formula."""
    text = written(TABLES[str(name)](db, asked, unit))
    headers = {"Content-Disposition": f'attachment; filename="rasid-{name}.csv"'}
    return Response(text.encode("utf-8", "replace"), 200, headers, media_type="text/csv")


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
