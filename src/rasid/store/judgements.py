"""What persons and the machine said of two tellings being one act: added, taken back, never lost.

See `rasid.incidents.model.Judgement`; the rows are as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select

from rasid.errors import StoreError
from rasid.incidents.model import MACHINE, Handle, Judgement, Reason
from rasid.record import to_json
from rasid.store.membership import chunks
from rasid.store.tables import judgements

HANDLE = ("telling", "report", "sha256", "start", "end", "type")


def add(db: Connection, told: Iterable[Judgement]) -> None:
    """Keep judgements."""
    rows = [_values(one) for one in told]
    if rows:
        db.execute(insert(judgements), rows)


def _values(one: Judgement) -> dict[str, Any]:
    sides = (("left", one.left), ("right", one.right))
    handles = {f"{side}_{name}": getattr(on, name) for side, on in sides for name in HANDLE}
    plain = ("id", "verdict", "score", "by", "at", "undoes")
    reasons = json.dumps(to_json(one.reasons), ensure_ascii=False)
    return {**handles, **{name: getattr(one, name) for name in plain}, "reasons": reasons}


def by_id(db: Connection, id: str) -> Judgement:
    """The judgement whose id begins so. StoreError when there is none, or several."""
    begins = judgements.c.id.startswith(id, autoescape=True)
    found = [_judgement(row) for row in db.execute(select(judgements).where(begins).limit(2))]
    if len(found) != 1:
        told = "several begin so" if found else "there is none"
        raise StoreError(f"judgement {id}: {told}")
    return found[0]


def on(db: Connection, reports: Collection[str], *, persons: bool = True) -> tuple[Judgement, ...]:
    """What was said about any of these reports, in the order in which it was said: by persons, or
    by the machine.
    """
    c = judgements.c
    by = c.by != MACHINE if persons else c.by == MACHINE
    found: dict[int, Judgement] = {}
    for some in chunks(reports):
        about = or_(c.left_report.in_(some), c.right_report.in_(some))
        for row in db.execute(select(judgements).where(by, about)):
            found[row.seq] = _judgement(row)
    return tuple(found[seq] for seq in sorted(found))


def page(
    db: Connection, limit: int, before: int | None = None, *, persons: bool = True
) -> list[tuple[int, Judgement]]:
    """Judgements with their numbers, the latest first, those before a number; of persons alone, or
    of the machine too.
    """
    c = judgements.c
    query = select(judgements).order_by(c.seq.desc()).limit(limit)
    query = query.where(c.by != MACHINE) if persons else query
    query = query if before is None else query.where(c.seq < before)
    return [(row.seq, _judgement(row)) for row in db.execute(query)]


def last(db: Connection) -> int:
    """The number of the latest judgement; 0 when there is none."""
    return int(db.execute(select(func.max(judgements.c.seq))).scalar() or 0)


def since(db: Connection, reports: Collection[str], seq: int) -> list[Judgement]:
    """What persons said about any of these reports after a judgement of this number."""
    c = judgements.c
    about = or_(c.left_report.in_(reports), c.right_report.in_(reports))
    query = select(judgements).where(c.seq > seq, about, c.by != MACHINE).order_by(c.seq)
    return [_judgement(row) for row in db.execute(query)]


def decided_with(db: Connection, one: Judgement) -> list[Judgement]:
    """All that its author said at the same moment, itself among it."""
    c = judgements.c
    query = select(judgements).where(c.by == one.by, c.at == one.at).order_by(c.seq)
    return [_judgement(row) for row in db.execute(query)]


def _judgement(row: Row[Any]) -> Judgement:
    told = row._mapping
    left, right = (
        Handle(**{name: told[f"{side}_{name}"] for name in HANDLE}) for side in ("left", "right")
    )
    reasons = tuple(Reason(**reason) for reason in json.loads(told["reasons"]))
    rest = (told[name] for name in ("by", "at", "undoes"))
    return Judgement(told["id"], left, right, told["verdict"], told["score"], reasons, *rest)
