"""What was said and taken back: by judgements of tellings and by corrections of events alike."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar

Id = TypeVar("Id", bound=Hashable, covariant=True)


class Said(Protocol[Id]):
    """Something with an id; with `undoes` it takes back what has that id, and says nothing else."""

    @property
    def id(self) -> Id: ...
    @property
    def undoes(self) -> Id | None: ...


S = TypeVar("S", bound=Said[Hashable])


def taken_back(said: Sequence[Said[Id]]) -> set[Id]:
    """Ids of those that a later one takes back, which itself is not taken back; `said` is the
    oldest first.
    """
    gone: set[Id] = set()
    for one in reversed(said):
        if one.undoes is not None and one.id not in gone:
            gone.add(one.undoes)
    return gone


def in_force(said: Sequence[S]) -> list[S]:
    """Those that say something and are not taken back; `said` is the oldest first."""
    gone = taken_back(said)
    return [one for one in said if one.undoes is None and one.id not in gone]
