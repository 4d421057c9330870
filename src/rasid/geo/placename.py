"""A name at its tokens with the places that it could mean, and how two names lie to each other."""

from __future__ import annotations

from rasid.geo.place import Candidate, GazetteerPlace, is_prominent
from rasid.values import dataclass, replace

NEAR_DEGREES = 0.9  # how far apart names of one list, or a name and its container, may lie
UNITS = frozenset(("admin1", "region", "country"))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at tokens [start, end) with the places it could mean; none when no table has it.

    `cut` letters of the first token are `clitics`; `key` is what the spellings of the name share.
    `kind` is what the word before it announces.
    """

    start: int
    end: int
    cut: int
    clitics: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    key: str
    kind: str | None = None

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.key))

    def large_only(self) -> PlaceName:
        """The name as that of a country, a governorate or a city: all that an ordinary word alone
        can mean.
        """
        large = tuple(c for c in self.candidates if is_prominent((c,)))
        return replace(self, candidates=large)

    def of_kind(self, kind: str | None) -> PlaceName:
        """The name as one that such a word announces."""
        return self if self.kind == kind else replace(self, kind=kind)


def names_unit(name: PlaceName) -> bool:
    """Whether the name is a first-level unit's, or that of a wider region or a country."""
    return any(c.place.kind in UNITS for c in name.candidates)


def lie_near(a: PlaceName, b: PlaceName) -> bool:
    """Whether readings of the two names can belong together; an unknown name may lie anywhere."""
    if not a.candidates or not b.candidates:
        return True
    return any(_near(x.place, y.place) for x in a.candidates[:40] for y in b.candidates[:40])


def _near(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    if a.country != b.country:
        return False
    if "country" in (a.kind, b.kind) or (a.admin1 and a.admin1 == b.admin1):
        return True
    return abs(a.lat - b.lat) < NEAR_DEGREES and abs(a.lon - b.lon) < NEAR_DEGREES
