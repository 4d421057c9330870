"""What a running server is made of, and how a request gets at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection

from rasid.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Site:
    """`workspace` is what is served; `author` the name that decisions of the one local user get."""

    workspace: Workspace
    author: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: decisions are kept under this name."""

    name: str


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site


def visitor(site: Annotated[Site, Depends(site_of)]) -> Visitor:
    """Who makes a request."""
    return Visitor(site.author)


def reading(site: Annotated[Site, Depends(site_of)]) -> Iterator[Connection]:
    """A transaction that sees one state of the workspace for the whole request."""
    with site.workspace.reading() as db:
        yield db


def writing(site: Annotated[Site, Depends(site_of)]) -> Iterator[Connection]:
    """A transaction that is kept when the request ends well."""
    with site.workspace.writing() as db:
        yield db


Reading = Annotated[Connection, Depends(reading, scope="function")]
Writing = Annotated[Connection, Depends(writing, scope="function")]
"""Ended before the answer is sent: what is acknowledged is kept."""
Asking = Annotated[Visitor, Depends(visitor)]
