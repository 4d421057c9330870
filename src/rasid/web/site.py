"""What a running server is made of, and how a request gets at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection

from rasid.errors import AccessError
from rasid.store import audit
from rasid.store.editing import Author
from rasid.store.intake import now
from rasid.store.workspace import Workspace
from rasid.web.security import roles
from rasid.web.security.guard import Guard, LoginError
from rasid.web.security.guard import Visitor as Visitor


@dataclass(frozen=True, slots=True)
class Site:
    """`workspace` is what is served; `author` the name that decisions of the one local user get.

    `guard` says who may come in. None lets everybody: for programs that call the application
    inside their own process. `rasid serve` always sets one.
    """

    workspace: Workspace
    author: str
    guard: Guard | None = None


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site


def visitor(request: Request) -> Visitor:
    """Who makes a request. LoginError when nobody is logged in."""
    found: Visitor | None = request.state.visitor
    if found is None:
        raise LoginError("log in first")
    return found


def reading(site: Annotated[Site, Depends(site_of)]) -> Iterator[Connection]:
    """A transaction that sees one state of the workspace for the whole request."""
    with site.workspace.reading() as db:
        yield db


def writing(request: Request, site: Annotated[Site, Depends(site_of)]) -> Iterator[Connection]:
    """A transaction that is kept when the request ends well, with a line in the log."""
    with site.workspace.writing() as db:
        yield db
        log(db, request, f"{request.method} {request.scope['route'].name}", request.url.path)


def log(
    db: Connection, request: Request, what: str, about: str, *, who: str = "", kept: bool = True
) -> None:
    """Put into the log what the visitor did, or `who` just came in."""
    found: Visitor | None = request.state.visitor
    name, address = found.name if found else who, request.state.address
    audit.record(db, name, what, about, at=now(), address=address, kept=kept)


Reading = Annotated[Connection, Depends(reading, scope="function")]
Writing = Annotated[Connection, Depends(writing, scope="function")]
"""Ended before the answer is sent: what is acknowledged is kept."""
Asking = Annotated[Visitor, Depends(visitor)]


def needs(least: str) -> Callable[[Visitor], Visitor]:
    """A dependency that lets only those pass who have a role, or one that may more."""

    def checked(asking: Asking) -> Visitor:
        if not roles.may(asking.role, least):
            raise AccessError(f"this needs the role {least}; {asking.name} is {asking.role}")
        return asking

    return checked


Analyst = Annotated[Visitor, Depends(needs(roles.ANALYST))]
Editor = Annotated[Visitor, Depends(needs(roles.EDITOR))]
Admin = Annotated[Visitor, Depends(needs(roles.ADMIN))]


def author(who: Visitor, note: str = "") -> Author:
    """Under whose name a decision is kept that is made now."""
    return Author(who.name, now(), note)
