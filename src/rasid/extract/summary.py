"""One plain line per event, in English and Arabic, built from the record's own values."""

from __future__ import annotations

from typing import Any

from rasid import model
from rasid.lexicon.rules import codes, read


def summary(event: model.Event) -> model.Summary:
    """Type, agents, place, date, toll and source, with hedges kept."""
    return model.Summary(_line(event, "ar"), _line(event, "en"))


def _line(event: model.Event, lang: str) -> str:
    words = read("rules/summary.yaml")[lang]
    code = codes()[event.type]
    parts = [code.label_ar if lang == "ar" else _capital(code.label_en)]
    if event.status != "happened":
        parts.append(words["status"][event.status])
    parts += _agents(event, words, lang)
    if event.place is not None:
        name = event.place.name_en if lang == "en" else None
        parts.append(words["place"].format(place=name or event.place.name))
    if event.time is not None and event.time.start:
        parts.append(words["date"].format(date=event.time.start))
    line = " ".join(parts)
    tolls = [_toll(row, words) for row in event.casualties]
    if tolls:
        line += words["toll"].format(toll=words["and"].join(tolls))
    for source in event.sources[:1]:
        line += words["source"].format(source=_source(source, words, lang))
    return line + "."


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _agents(event: model.Event, words: dict[str, Any], lang: str) -> list[str]:
    named = [a for a in event.agents if a.actor != "Unknown"]
    if not named:
        return []
    hedge = named[0].certainty
    who = words["and"].join(a.actor if lang == "en" else a.span.text for a in named[:2])
    return [words["agent"][hedge].format(agent=who)]


def _toll(row: model.Casualty, words: dict[str, Any]) -> str:
    if row.max == 0:
        return str(words["none"][row.outcome]) if row.outcome in words["none"] else "0"
    bound = words["exact"] if row.max == row.min else words["open" if row.max is None else "range"]
    number = bound.format(min=row.min, max=row.max)
    return str(words["outcome"][row.outcome]).format(number=number)


def _source(source: model.Source, words: dict[str, Any], lang: str) -> str:
    if lang == "ar":
        return source.span.text
    return source.name or str(words["kind"][source.kind])
