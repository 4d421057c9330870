"""What a form asks for, as its address has it: `?type=shelling&since=2025-03-01`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from rasid.errors import InputError
from rasid.geo.find import find, point_of
from rasid.geo.gazetteer import Gazetteer
from rasid.model import EVENT_TYPES, SOURCE_KINDS, STATUSES
from rasid.store.find import Circle, Filter
from rasid.store.rows import REVIEWS
from rasid.web.api.filters import MOST_PEOPLE, WIDEST_KM
from rasid.web.api.filters import asked as filter_of

CHOICES = {"type": EVENT_TYPES, "status": STATUSES, "review": REVIEWS, "kind": SOURCE_KINDS}
TEXTS = ("words", "actor", "source", "country", "admin1", "since", "until", "place")
NUMBERS = {"killed": MOST_PEOPLE, "injured": MOST_PEOPLE, "confidence": 1, "radius": WIDEST_KM}
LONGEST = 200
RADIUS_KM = 10.0


@dataclass(frozen=True, slots=True)
class Form:
    """The values of the fields by name; those that are empty are not there."""

    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The value of a field, empty when it asks for nothing."""
        return self.values.get(name, "")

    @property
    def address(self) -> str:
        """The values as a query, `type=shelling&since=2025-03-01`."""
        return urlencode(self.values)

    def but(self, name: str) -> str:
        """The same without one field."""
        return urlencode({key: value for key, value in self.values.items() if key != name})

    @property
    def asked(self) -> str:
        """The same as a query of the API, which knows places by their points."""
        asked = {k: v for k, v in self.values.items() if k not in ("place", "radius", "kind")}
        if self.get("kind"):
            asked.setdefault("source", self.get("kind"))
        if self.get("place"):
            circle = self._circle()
            asked["near"] = f"{circle.lat},{circle.lon},{circle.km}"
        return urlencode(asked)

    @property
    def filter(self) -> Filter:
        """What events must have. InputError for a value that fits no field."""
        for name, codes in CHOICES.items():
            if self.get(name) and self.get(name) not in codes:
                raise InputError(f"{name}: {self.get(name)!r} is not one of {', '.join(codes)}")
        made = filter_of(
            type=self._list("type"),
            status=self._list("status"),
            review=self._list("review"),
            country=self._list("country"),
            admin1=self._list("admin1"),
            actor=self._list("actor"),
            source=(self._list("source") or self._list("kind")),
            since=self.get("since"),
            until=self.get("until"),
            confidence=self._number("confidence") or 0.0,
            killed=self._count("killed"),
            injured=self._count("injured"),
            words=self.get("words"),
        )
        return replace(made, near=self._circle()) if self.get("place") else made

    def _list(self, name: str) -> list[str]:
        return [self.get(name)] if self.get(name) else []

    def _count(self, name: str) -> int | None:
        number = self._number(name)
        return None if number is None else int(number)

    def _number(self, name: str) -> float | None:
        told = self.get(name)
        if not told:
            return None
        try:
            number = float(told)
        except ValueError:
            number = -1.0
        if not 0 <= number <= NUMBERS[name]:
            raise InputError(f"{name}: {told!r} is no number from 0 to {NUMBERS[name]:g}")
        return number

    def _circle(self) -> Circle:
        place = self.get("place")
        km = self._number("radius") or RADIUS_KM
        point = point_of(place) or _known(place)
        return Circle(*point, km)


def form(request: Request) -> Form:
    """What the address of a request asks for; fields that no form has are passed over."""
    names = {*CHOICES, *TEXTS, *NUMBERS}
    told = {name: value.strip()[:LONGEST] for name, value in request.query_params.items()}
    return Form({name: value for name, value in told.items() if name in names and value})


Asks = Annotated[Form, Depends(form)]


def _known(name: str) -> tuple[float, float]:
    found = find(gazetteer(), name)
    if not found:
        raise InputError(f"place: {name!r} is no place that is known; give LATITUDE,LONGITUDE")
    return found[0].ranked.place.lat, found[0].ranked.place.lon


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of this machine, opened once."""
    return Gazetteer.open()
