"""Place expressions: the words of a sentence that tell where, whole, with their parts.

An expression has an anchor name, how the act lies to it (in, near, on the road to ...), and the
containers that the text gives ("in the eastern countryside of X"). Which place is meant is decided
in `rasid.geo.resolve`, with the whole report in view.
"""

from __future__ import annotations

from rasid.geo.place import is_known
from rasid.geo.placename import PlaceName
from rasid.values import dataclass

ContainerKey = tuple[str | float | None, ...]

COUNTRY_RANK, AREA_RANK, PLACE_RANK = 0, 1, 2
VAST = frozenset(("country", "region", "sea", None))
"""Kinds of what lies in no single governorate, where the words announce nothing smaller."""
WIDE_KINDS = frozenset(
    ["governorate", "region", "country", "area", "desert", "front", "line", "sea"]
)


@dataclass(frozen=True, slots=True)
class Container:
    """A place that the text says holds (or lies by) the anchor.

    `name` is None when only a part is told ("in the western countryside"). `country` is given when
    a nationality says it. `distance_km` and `bearing`: how the anchor lies to the container.
    """

    name: PlaceName | None
    relation: str | None = None
    bearing: float | None = None
    country: str | None = None
    distance_km: float | None = None

    @property
    def key(self) -> ContainerKey:
        """What containers that say the same have in common."""
        name = (self.name.key, self.name.kind) if self.name else (None, None)
        return (*name, self.relation, self.bearing, self.country, self.distance_km)


@dataclass(frozen=True, slots=True)
class PlaceExpression:
    """Where, as the words at tokens [start, end) tell it.

    `name` is the anchor; `name_at` and `name_length` are where its letters are in the normalised
    text, counted from the expression's first letter. `kind` is what the type word announces,
    `relation` one of model.PLACE_RELATIONS, `bearing` degrees, `other` the second anchor of
    "between" and of roads, `listed` the further places of a list. `standing`: 2 clearly a place, 1
    perhaps.
    `clitics` are written onto a bare name; a `dateline` heads what the text then tells.
    """

    start: int
    end: int
    name: PlaceName
    name_at: int
    name_length: int
    kind: str | None = None
    relation: str = "in"
    bearing: float | None = None
    distance_km: float | None = None
    other: PlaceName | None = None
    listed: tuple[PlaceName, ...] = ()
    containers: tuple[Container, ...] = ()
    standing: int = 2
    clitics: tuple[str, ...] = ()
    dateline: bool = False

    @property
    def key(self) -> str:
        """The anchor's name in the spelling that all its spellings share."""
        return self.name.key

    @property
    def container_keys(self) -> tuple[str, ...]:
        """The keys of the containers' names."""
        return tuple(c.name.key for c in self.containers if c.name is not None)

    @property
    def rank(self) -> int:
        """0 a country, a region of several governorates or a sea, 1 a governorate (or its seat
        alone) or wide area, 2 a town or point.
        """
        kinds = {c.place.kind for c in self.name.candidates}
        if self.kind in VAST and not VAST.isdisjoint(kinds) and self._is_vast():
            return COUNTRY_RANK
        wide = self.relation == "countryside" or self.kind in WIDE_KINDS
        unit = "admin1" in kinds and self.kind in (None, "countryside")
        if self.other is None and (wide or unit):
            return AREA_RANK
        return PLACE_RANK

    def _is_vast(self) -> bool:
        """A country's or region's name, whatever hamlets are called alike; not one that a city
        shares.
        """
        others = (c for c in self.name.candidates if c.place.kind not in VAST)
        return not any(is_known([other]) for other in others)
