"""What events and incidents are both asked for by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that is empty or None asks for nothing; of several values of one field any will do.

    `actors` are ids or names in lower case, of which one is party in any role; `since` and `until`
    ISO dates between which something lies at least in part; `confidence` the least.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    killed: int | None = None
