"""A party, a place, an outlet: what is known of it, and what reports tell."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from rasid.errors import StoreError
from rasid.lexicon.entries import Actor, SourceNoun
from rasid.lexicon.lexicon import load
from rasid.store.find import Circle, Filter, find
from rasid.store.naming import parties, tellers
from rasid.store.profile import Profile, independence, of_outlet, of_party, of_place, roles
from rasid.store.told import told
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.asking import Form, gazetteer
from rasid.web.pages.bars import bars
from rasid.web.pages.html import page
from rasid.web.pages.lines import lines
from rasid.web.site import Reading

router = APIRouter()
RECENT = 10
NEAR_KM = 5.0


@router.get("/actors/{id}")
def actor(request: Request, db: Reading, id: str) -> HTMLResponse:
    """A party. StoreError when the lexicon has none of this id."""
    known = {one.id: one for one in load().entries("actor") if isinstance(one, Actor)}
    if id not in known:
        raise StoreError(f"actor {id}: there is none")
    one = known[id]
    parent = known.get(one.parent or "")
    parts = sorted((other for other in known.values() if other.parent == id), key=lambda o: o.name)
    named = parties([id])
    return _page(
        request,
        db,
        Filter(actors=named),
        of_party(db, named),
        "actor.html",
        Form({"actor": (id,)}),
        actor=one,
        name_ar=load().arabic_names().get(one.name, ""),
        parent=parent,
        parts=[part for part in parts if not part.epithet],
        roles=roles(db, named),
    )


@router.get("/places/{id}")
def place(request: Request, db: Reading, id: str) -> HTMLResponse:
    """A place. StoreError when the gazetteer has none of this id."""
    found = gazetteer().by_id(id)
    if found is None:
        raise StoreError(f"place {id}: there is none")
    km = max(found.radius_km or 0.0, NEAR_KM)
    form = Form({"place": (f"{found.lat},{found.lon}",), "radius": (f"{km:g}",)})
    here = Circle(found.lat, found.lon, km)
    figures = of_place(db, here)
    return _page(request, db, Filter(near=here), figures, "place.html", form, place=found, km=km)


@router.get("/outlets/{name:path}")
def outlet(request: Request, db: Reading, name: str) -> HTMLResponse:
    """An outlet, known to the lexicon or only from its reports."""
    entry = _outlet(name)
    names = tellers([name])
    form = Form({"source": (name,)})
    return _page(
        request,
        db,
        Filter(sources=names),
        of_outlet(db, names),
        "outlet.html",
        form,
        name=name,
        entry_known=entry,
        independence=independence(db, names),
    )


def _outlet(name: str) -> SourceNoun | None:
    sources = tellers([name])
    return next(
        (
            one
            for one in load().entries("source")
            if isinstance(one, SourceNoun) and one.name and one.name.casefold() in sources
        ),
        None,
    )


def _page(
    request: Request,
    db: Connection,
    asked: Filter,
    figures: Profile,
    template: str,
    form: Form,
    **more: Any,
) -> HTMLResponse:
    naming = Naming(language(request))
    found = find(db, asked, RECENT).events
    return page(
        request,
        template,
        naming=naming,
        form=form,
        lines=lines(found, told(db, [one.telling for one in found]), naming),
        profile=figures,
        bars=bars(figures.months, naming.language),
        **more,
    )
