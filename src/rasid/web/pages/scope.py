"""The filters that the map and the figures share, and the names that their scripts need."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from rasid.extract.summary import NO_PARTY, months
from rasid.geo.basemap import layer
from rasid.incidents.model import GRADES
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.model import EVENT_TYPES, STATUSES, TARGET_KINDS
from rasid.store.incident_rows import LEAST_DECIDED
from rasid.store.scope import POINTED, UNITS
from rasid.web.language import Language, language
from rasid.web.naming import Naming

CHOICES = {"type": EVENT_TYPES, "status": STATUSES, "review": LEAST_DECIDED, "grade": GRADES}
"""What a filter lets choose from."""


def choices(lang: Language) -> dict[str, list[tuple[str, str]]]:
    """The codes of each filter with their labels."""
    return {name: list(_labelled(lang, name, codes).items()) for name, codes in CHOICES.items()}


def _labelled(lang: Language, name: str, codes: tuple[str, ...]) -> dict[str, str]:
    return {code: Naming(lang).code(name, code) for code in codes}


def labels(lang: Language) -> dict[str, dict[str, str]]:
    """Labels of codes for scripts, and the Arabic names of units where the page is Arabic."""
    told = {name: dict(found) for name, found in choices(lang).items()}
    told["precision"] = _labelled(lang, "precision", (*POINTED, *UNITS, "unresolved"))
    units = (one["properties"] for one in layer("labels")["features"])
    told["unit"] = {
        "/".join((one["country"], one["name_en"])[: 1 + (one["kind"] == "admin1")]): one[
            f"name_{lang.code}"
        ]
        for one in units
        if one["kind"] in UNITS
    }
    return told


def parties(lang: Language) -> dict[str, str]:
    """What actors, sources and kinds of targets are called, by what incidents know them by."""
    naming = Naming(lang)
    known = [entry for entry in load().entries("actor") if isinstance(entry, Actor)]
    names = {entry.id: naming.actor(entry.name) for entry in known}
    others = load().arabic_names() if lang.code == "ar" else ()
    plain = {name: naming.actor(name) for name in (*NO_PARTY, *(e.name for e in known), *others)}
    return _labelled(lang, "target", TARGET_KINDS) | plain | names


def shared(request: Request, *messages: str) -> dict[str, Any]:
    """What the template of a page with these filters is told."""
    lang = language(request)
    said = {name: lang.under(name) for name in ("scope", *messages)}
    return {
        "choices": choices(lang),
        "labels": labels(lang),
        "said": said,
        "months": months(lang.code),
    }
