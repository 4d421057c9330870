"""Accounts of the people who share a workspace. An account that is removed keeps its name, which
stands in the history, and lets nobody in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from rasid.errors import InputError, StoreError
from rasid.store.people import accounts, sessions

NAME = re.compile(r"[^\W_][\w .@'-]{0,39}")
"""Letters of any script, digits, spaces and a few signs."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in; `password` is a hash."""

    id: int
    name: str
    role: str
    password: str
    made_at: str


def add(db: Connection, name: str, role: str, password: str, at: str) -> Account:
    """Make an account, or a removed one anew. InputError when the name is no name or taken."""
    if not NAME.fullmatch(name) or name != " ".join(name.split()):
        raise InputError(f"user {name!r}: give letters and digits, 40 at most")
    if found(db, name) is not None:
        raise InputError(f"user {name}: is there already")
    told = {"role": role, "password": password, "made_at": at, "removed_at": None}
    removed = accounts.c.name == name
    if not db.execute(update(accounts).where(removed).values(**told)).rowcount:
        db.execute(insert(accounts), {"name": name, **told})
    return named(db, name)


def every(db: Connection) -> list[Account]:
    """All accounts, by name."""
    query = select(accounts).where(accounts.c.removed_at.is_(None)).order_by(accounts.c.name)
    return [_account(row) for row in db.execute(query)]


def any_(db: Connection) -> bool:
    """Whether there is an account at all: then nobody comes in without one."""
    query = select(accounts.c.id).where(accounts.c.removed_at.is_(None)).limit(1)
    return db.execute(query).first() is not None


def found(db: Connection, name: str) -> Account | None:
    """The account of this name; None when there is none."""
    wanted = (accounts.c.name == name, accounts.c.removed_at.is_(None))
    row = db.execute(select(accounts).where(*wanted)).one_or_none()
    return _account(row) if row else None


def named(db: Connection, name: str) -> Account:
    """The account of this name. StoreError when there is none."""
    account = found(db, name)
    if account is None:
        raise StoreError(f"user {name}: there is none; see them with: rasid user list")
    return account


def remove(db: Connection, name: str, at: str) -> None:
    """Let somebody in no longer, at once. InputError for the last administrator while there are
    others.
    """
    account = named(db, name)
    if len(every(db)) > 1:
        _not_the_last_admin(db, account)
    _change(db, account, removed_at=at)


def set_role(db: Connection, name: str, role: str) -> None:
    """Give somebody another role. InputError for the last administrator."""
    account = named(db, name)
    if role != "admin":
        _not_the_last_admin(db, account)
    _change(db, account, role=role)


def set_password(db: Connection, name: str, password: str) -> None:
    """Give somebody another password, by its hash."""
    _change(db, named(db, name), password=password)


def rehash(db: Connection, id: int, password: str) -> None:
    """Keep the same password under a stronger hash; sessions go on."""
    db.execute(update(accounts).where(accounts.c.id == id).values(password=password))


def _change(db: Connection, account: Account, **values: Any) -> None:
    """Change an account and end its sessions."""
    db.execute(update(accounts).where(accounts.c.id == account.id).values(**values))
    db.execute(delete(sessions).where(sessions.c.account == account.id))


def _not_the_last_admin(db: Connection, account: Account) -> None:
    query = select(func.count()).where(accounts.c.role == "admin", accounts.c.removed_at.is_(None))
    if account.role == "admin" and db.execute(query).scalar_one() < 2:
        raise InputError(f"user {account.name}: is the last administrator; make another one first")


def _account(row: Row[Any]) -> Account:
    told = row._mapping
    return Account(*(told[name] for name in ("id", "name", "role", "password", "made_at")))
