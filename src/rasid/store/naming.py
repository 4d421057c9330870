"""Which parties and sources somebody means who names one, as facets of events have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rasid.extract.actors import actor_index
from rasid.lexicon.entries import Actor
from rasid.lexicon.lexicon import load
from rasid.text.tokens import words_of


def parties(names: Iterable[str]) -> tuple[str, ...]:
    """Ids of the actors that are meant and of all that belong to them; else the name itself."""
    return tuple(sorted(set(_parties(names))))


def tellers(names: Iterable[str]) -> tuple[str, ...]:
    """Names of the sources that are meant."""
    return tuple(sorted(set(_tellers(names))))


def _parties(names: Iterable[str]) -> Iterator[str]:
    known = [entry for entry in load().entries("actor") if isinstance(entry, Actor)]
    index = actor_index()
    for name in names:
        meant = {e.id for e in known if name.casefold() in (e.id, e.name.casefold())}
        meant |= {e.id for e in _entries(name) if isinstance(e, Actor)}
        yield from (e.id for e in known if meant & index.lineage(e))
        yield name.casefold()


def _tellers(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name.casefold()
        yield from (str(getattr(entry, "name", "")).casefold() for entry in _entries(name))


def _entries(name: str) -> Iterator[Any]:
    words = words_of(name)
    for match in load().match(words):
        if match.end - match.start == len(words):
            yield from (form.entry for form in match.forms)
