"""Whether a point can lie in the country that its row says: tells swapped coordinates."""

from __future__ import annotations

from collections.abc import Mapping

from rasid.geo.place import GazetteerPlace
from rasid.geo.store import Store
from rasid.values import dataclass

_MARGIN = 1.0  # degrees around the places that are known of a country
_FAR = 5.0  # islands and deserts lie outside of where the towns are, but not that far
SWAPPED = "latitude and longitude are swapped"


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where the known places of each country lie: south, north, west and east edge in degrees."""

    edges: Mapping[str, tuple[float, float, float, float]]

    @classmethod
    def of(cls, known: Store) -> Boxes:
        return cls({country: edges for country, *edges in known.extents()})  # type: ignore[misc]

    def fault(self, place: GazetteerPlace) -> str | None:
        """What is wrong with the point of a place; None when nothing is known to be."""
        edges = self.edges.get(place.country)
        if edges is None or _within(edges, place.lat, place.lon, _MARGIN):
            return None
        if _within(edges, place.lon, place.lat, _MARGIN):
            return f"{SWAPPED}: the point is not in {place.country}, the swapped one is"
        if not _within(edges, place.lat, place.lon, _FAR):
            return f"the point is far outside of {place.country}"
        return None


def _within(
    edges: tuple[float, float, float, float], lat: float, lon: float, margin: float
) -> bool:
    south, north, west, east = edges
    return south - margin <= lat <= north + margin and west - margin <= lon <= east + margin
