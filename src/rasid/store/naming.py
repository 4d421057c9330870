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


def meant(name: str) -> frozenset[str]:
    """Ids of the actors that go by a name, in whichever language."""
    wanted = name.strip().casefold()
    named = {one.id for one in _known() if wanted in (one.id, one.name.casefold())}
    return frozenset(named | {one.id for one in _entries(name) if isinstance(one, Actor)})


def _known() -> list[Actor]:
    return [entry for entry in load().entries("actor") if isinstance(entry, Actor)]


def _parties(names: Iterable[str]) -> Iterator[str]:
    index = actor_index()
    for name in names:
        found = meant(name)
        yield from (one.id for one in _known() if found & index.lineage(one))
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
