"""Sessions of people who logged in, and attempts to that failed.

The browser has a secret, the workspace its hash alone: who reads the file cannot come in with it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from rasid.store.people import accounts, attempts, sessions

LONGEST, IDLE = timedelta(days=7), timedelta(hours=12)
NOTICED = timedelta(minutes=5)
"""How old the moment may be at which a session was seen last."""
FREE_FAILURES = {"account": 4, "address": 20}
"""Failed attempts after which the next one has to wait."""
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=15)
FORGOTTEN = timedelta(hours=24)
"""After so long without a failure the count begins anew."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who logged in. `role` is that of the account now."""

    id: str
    name: str
    role: str
    made_at: str
    seen_at: str
    ends_at: str
    address: str | None


def digest(secret: str) -> str:
    """What the workspace knows a session by."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def begin(db: Connection, account: int, at: datetime, address: str) -> str:
    """Begin a session; its secret. Those that have ended are forgotten."""
    secret = secrets.token_urlsafe(32)
    c = sessions.c
    db.execute(delete(sessions).where((c.ends_at < _iso(at)) | (c.seen_at < _iso(at - IDLE))))
    told = {"made_at": _iso(at), "seen_at": _iso(at), "ends_at": _iso(at + LONGEST)}
    row = {"id": digest(secret), "account": account, "address": address, **told}
    db.execute(insert(sessions), row)
    return secret


def of(db: Connection, secret: str, at: datetime) -> Session | None:
    """The session of a secret; None when there is none, or it has ended."""
    query = _listed().where(sessions.c.id == digest(secret))
    row = db.execute(query).one_or_none()
    if row is None or row.ends_at < _iso(at) or row.seen_at < _iso(at - IDLE):
        return None
    return Session(*row)


def all_of(db: Connection, name: str) -> list[Session]:
    """The sessions of an account, the latest first."""
    query = _listed().where(accounts.c.name == name).order_by(sessions.c.made_at.desc())
    return [Session(*row) for row in db.execute(query)]


def _listed() -> Select[Any]:
    s, a = sessions.c, accounts.c
    joined = sessions.join(accounts, a.id == s.account)
    chosen = select(s.id, a.name, a.role, s.made_at, s.seen_at, s.ends_at, s.address)
    return chosen.select_from(joined).where(a.removed_at.is_(None))


def is_noticed(session: Session, at: datetime) -> bool:
    """Whether the moment at which the session was seen last is good enough."""
    return session.seen_at >= _iso(at - NOTICED)


def see(db: Connection, session: Session, at: datetime) -> None:
    """Keep that a session was seen."""
    here = sessions.c.id == session.id
    db.execute(update(sessions).where(here).values(seen_at=_iso(at)))


def end(db: Connection, id: str) -> None:
    """End a session."""
    db.execute(delete(sessions).where(sessions.c.id == id))


# ------------------------------------------------------------------ failed attempts
def wait(db: Connection, keys: list[str], at: datetime) -> float:
    """Seconds until the next attempt is heard for all of these accounts and addresses."""
    query = select(attempts.c.free_at).where(attempts.c.key.in_(keys))
    waits = [(datetime.fromisoformat(free) - at).total_seconds() for (free,) in db.execute(query)]
    return max(0.0, *waits, 0.0)


def failed(db: Connection, keys: list[str], at: datetime) -> None:
    """Count a failed attempt for each; every one beyond the free ones doubles the wait. Those of
    long ago are forgotten.
    """
    db.execute(delete(attempts).where(attempts.c.last_at < _iso(at - FORGOTTEN)))
    for key in keys:
        row = db.execute(select(attempts).where(attempts.c.key == key)).one_or_none()
        number = int(row.failures) + 1 if row else 1
        told = {"failures": number, "last_at": _iso(at), "free_at": _iso(at + _pause(key, number))}
        kept = upsert(attempts).values(key=key, **told)
        db.execute(kept.on_conflict_do_update(index_elements=["key"], set_=told))


def _pause(key: str, failures: int) -> timedelta:
    beyond = failures - FREE_FAILURES[key.partition(":")[0]]
    return min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** min(beyond, 20)) if beyond > 0 else timedelta(0)


def succeeded(db: Connection, keys: list[str]) -> None:
    """Forget the failures of accounts or addresses."""
    db.execute(delete(attempts).where(attempts.c.key.in_(keys)))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
