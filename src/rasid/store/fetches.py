"""Addresses of the workspace: which are still wanted, and what is known of those that were had."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from rasid.model import Article
from rasid.store.doing import fetched
from rasid.store.intake import now

WANTED, DONE, FAILED = "wanted", "done", "failed"
MOST_TRIES = 5
"""Runs in which an address that only failed for now is asked for before it is given up."""


@dataclass(frozen=True, slots=True)
class Had:
    """What is known of an address; `held` is the entry of the feed `via` that told it."""

    url: str
    state: str
    via: str | None
    held: Article | None
    tries: int
    kind: str | None
    etag: str | None
    modified: str | None
    content_sha256: str | None


@dataclass(frozen=True, slots=True)
class Got:
    """What is noted of an address that was had; `fault` says that nothing in it could be read."""

    kind: str
    etag: str | None
    modified: str | None
    content_sha256: str
    fault: str | None = None


def had(db: Connection, url: str) -> Had | None:
    """What is known of an address; None for a new one."""
    return next(iter(_found(db, fetched.c.url == url)), None)


def wanted(db: Connection, via: str) -> list[Had]:
    """The addresses that a feed told and that have not been had yet."""
    return _found(db, fetched.c.via == via, fetched.c.state == WANTED)


def want(db: Connection, via: str, entries: Iterable[Article]) -> None:
    """Note the addresses of a feed's entries; those that are known already stay as they are."""
    rows = [
        {
            "url": entry.url,
            "state": WANTED,
            "via": via,
            "held": json.dumps(asdict(entry), ensure_ascii=False),
            "tries": 0,
            "at": now(),
        }
        for entry in entries
    ]
    if rows:
        db.execute(insert(fetched).on_conflict_do_nothing(), rows)


def done(db: Connection, url: str, got: Got) -> None:
    """Note that an address was had, and what to say of it the next time."""
    told = {"state": DONE, "held": None, "tries": 0, **asdict(got)}
    _note(db, url, told)


def unchanged(db: Connection, url: str) -> None:
    """Note that an address was asked for again and is as it was."""
    _note(db, url, {"state": DONE, "tries": 0, "fault": None})


def failed(db: Connection, url: str, fault: str, *, later: bool) -> bool:
    """Note that an address could not be had; whether it is given up now. One that was had before
    stays as it is.
    """
    before = had(db, url)
    tries = (before.tries if before else 0) + 1
    given_up = not later or tries >= MOST_TRIES
    state = DONE if before and before.state == DONE else FAILED if given_up else WANTED
    _note(db, url, {"state": state, "tries": tries, "fault": fault})
    return given_up


def _note(db: Connection, url: str, told: dict[str, Any]) -> None:
    values = {**told, "at": now()}
    query = insert(fetched).values(url=url, **values)
    db.execute(query.on_conflict_do_update(index_elements=["url"], set_=values))


def _found(db: Connection, *where: Any) -> list[Had]:
    names = list(Had.__dataclass_fields__)
    query = select(*(fetched.c[name] for name in names)).where(*where).order_by(fetched.c.url)
    return [_had(row._asdict()) for row in db.execute(query)]


def _had(row: dict[str, Any]) -> Had:
    held = Article(**json.loads(row["held"])) if row["held"] else None
    return Had(**{**row, "held": held})
