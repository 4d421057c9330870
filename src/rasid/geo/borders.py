"""Borders between countries, as places: what "the border", said of one or two countries, means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rasid.geo.place import HANDWRITTEN, Candidate, GazetteerPlace
from rasid.lexicon.rules import read


def border(first: str, second: str | None) -> tuple[Candidate, ...]:
    """The border of two countries; of one country all its borders, each in the other country.

    A report that says "the Turkish border" stands on the other side of it.
    """
    sides = [pair for pair in _borders() if first in pair and (second is None or second in pair)]
    return tuple(_candidate(pair, first, second) for pair in sides)


def _candidate(pair: tuple[str, str], first: str, second: str | None) -> Candidate:
    lat, lon, radius = _borders()[pair]
    other = pair[1] if pair[0] == first else pair[0]
    country = other if second is None else first
    told = "-".join(pair)
    place = GazetteerPlace(
        f"border:{told}", "", f"{told} border", lat, lon, "border", country, "", "", "", None,
        HANDWRITTEN, radius,
    )  # fmt: skip
    return Candidate(place, 1.0)


@lru_cache(maxsize=1)
def _borders() -> Mapping[tuple[str, str], Sequence[float]]:
    table: Mapping[str, Sequence[float]] = read("places/borders.yaml")["borders"]
    return {(pair[:2], pair[3:]): at for pair, at in table.items()}
