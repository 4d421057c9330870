"""Parties that the lexicon knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from rasid.errors import StoreError
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.store.naming import meant
from rasid.web.api.sending import PROBLEMS, Limit, send, send_one
from rasid.web.api.shapes import shape

router = APIRouter(prefix="/api/v1", tags=["actors"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class ActorAnswer:
    """A party under its neutral names; `parent` is the party that it belongs to, `parts` those that
    belong to it.
    """

    id: str
    name: str
    name_ar: str
    kind: str
    country: str | None
    parent: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Parties, by name."""

    items: tuple[ActorAnswer, ...]


@router.get("/actors", response_model=shape(ActorPage))
def actors(
    q: Annotated[
        str, Query(max_length=200, description="A name, or the first letters of one.")
    ] = "",
    limit: Limit = 50,
) -> Response:
    """Parties that go by a name, in English or Arabic; then those whose neutral name has it."""
    wanted = q.strip().casefold()
    known = meant(q) if wanted else frozenset()
    named = [one for one in _all() if one.id in known or _has(one, wanted)]
    named.sort(key=lambda one: (one.id not in known, one.name))
    return send(ActorPage(tuple(map(_answer, named[:limit]))))


@router.get("/actors/{id}", response_model=shape(ActorAnswer))
def actor(request: Request, id: str) -> Response:
    """A party by its id."""
    for one in _all():
        if one.id == id:
            return send_one(request, _answer(one))
    raise StoreError(f"actor {id}: there is none")


def _all() -> list[Actor]:
    return [entry for entry in load().entries("actor") if isinstance(entry, Actor)]


def _has(one: Actor, wanted: str) -> bool:
    return any(wanted in name.casefold() for name in (one.id, one.name, one.name_ar or ""))


def _answer(one: Actor) -> ActorAnswer:
    parts = tuple(other.id for other in _all() if other.parent == one.id)
    name_ar = load().arabic_names().get(one.name, one.name_ar or "")
    return ActorAnswer(one.id, one.name, name_ar, one.type, one.country, one.parent, parts)
