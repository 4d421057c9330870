"""Searches that somebody saved."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from rasid.errors import InputError
from rasid.store import searches
from rasid.store.corrections import is_writable
from rasid.store.intake import now
from rasid.store.searches import Saved
from rasid.web.api.numbers import Row
from rasid.web.api.sending import PROBLEMS, send
from rasid.web.api.shapes import shape
from rasid.web.site import Asking, Reading, Writing

router = APIRouter(prefix="/api/v1", tags=["searches"], responses=PROBLEMS)


class Saving(BaseModel):
    """A search under a name; `asked` is the query of the address of the search page."""

    name: str = Field(min_length=1, max_length=100, pattern=r"\S")
    asked: str = Field(max_length=2000)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Saved searches, by name; there is no next page."""

    items: tuple[Saved, ...]
    next: None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """The number of the search that is gone."""

    id: int


@router.get("/searches", response_model=shape(SearchPage))
def saved(db: Reading, who: Asking) -> Response:
    """The searches of whoever asks."""
    return send(SearchPage(searches.of(db, who.name)))


@router.post("/searches", status_code=201, response_model=shape(Saved))
def save(db: Writing, who: Asking, given: Saving) -> Response:
    """Save a search, in place of one of the same name."""
    if not (is_writable(given.name) and is_writable(given.asked)):
        raise InputError("the search has half a character")
    return send(searches.save(db, who.name, given.name.strip(), given.asked, now()), 201)


@router.delete("/searches/{id}", response_model=shape(Dropped))
def drop(db: Writing, who: Asking, id: Row) -> Response:
    """Drop a search of one's own."""
    searches.drop(db, who.name, id)
    return send(Dropped(id))
