"""The filters that the map and the figures share, and the names that their scripts need."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from rasid.geo.gazetteer import arabic_units
from rasid.incidents.model import GRADES
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.model import EVENT_TYPES, STATUSES, TARGET_KINDS
from rasid.store.incident_rows import LEAST_DECIDED
from rasid.store.scope import POINTED, UNITS
from rasid.web.language import language
from rasid.web.naming import Naming

CHOICES = {"type": EVENT_TYPES, "status": STATUSES, "review": LEAST_DECIDED, "grade": GRADES}
"""What a filter lets choose from."""


def naming_of(request: Request) -> Naming:
    """Names in the language of the visitor."""
    return Naming(language(request))


def choices(naming: Naming) -> dict[str, list[tuple[str, str]]]:
    """The codes of each filter with their labels."""
    return {name: _labelled(naming, name, codes) for name, codes in CHOICES.items()}


def _labelled(naming: Naming, name: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, naming.code(name, code)) for code in codes]


def labels(naming: Naming) -> dict[str, dict[str, str]]:
    """Labels of codes for scripts, and the Arabic names of units where the page is Arabic."""
    told = {name: dict(found) for name, found in choices(naming).items()}
    told["precision"] = dict(_labelled(naming, "precision", (*POINTED, *UNITS, "unresolved")))
    told["admin1"] = {}
    if naming.language.code == "ar":
        told["admin1"] = {f"{cc}/{name}": ar for (cc, name), ar in arabic_units().items()}
    return told


def parties(naming: Naming) -> dict[str, str]:
    """What actors and kinds of targets are called, by what incidents know them by."""
    kinds = dict(_labelled(naming, "target", TARGET_KINDS))
    known = (entry for entry in load().entries("actor") if isinstance(entry, Actor))
    return kinds | {entry.id: naming.actor(entry.name) for entry in known}


def shared(request: Request, *messages: str) -> dict[str, Any]:
    """What the template of a page with these filters is told."""
    naming = naming_of(request)
    said = {name: naming.language.under(name) for name in ("scope", *messages)}
    return {"choices": choices(naming), "labels": labels(naming), "said": said}
