"""What a form asks for, as its address has it: `?type=shelling&type=ied&since=2025-03-01`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Any
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
SEVERAL = {*CHOICES, "actor", "source", "country", "admin1"}
"""Fields that may be given several times, for any of their values."""
BETWEEN = re.compile(r"\W+")
"""Whatever stands between the codes of several countries in one field."""
NAMES = {*CHOICES, *TEXTS, *NUMBERS}
LONGEST, MOST = 200, 50
RADIUS_KM = 10.0


@dataclass(frozen=True, slots=True)
class Form:
    """The values of the fields by name; those that ask for nothing are not there."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The first value of a field, empty when it asks for nothing."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field, of which one is asked for."""
        return self.values.get(name, ())

    @property
    def address(self) -> str:
        """The values as a query, `type=shelling&type=ied&since=2025-03-01`."""
        return urlencode(self.values, doseq=True)

    def but(self, name: str) -> str:
        """The same without one field."""
        rest = {key: told for key, told in self.values.items() if key != name}
        return urlencode(rest, doseq=True)

    @property
    def asked(self) -> str:
        """The same as a query of the API, which knows places by their points."""
        left = ("place", "radius", "kind")
        asked: dict[str, Any] = {k: told for k, told in self.values.items() if k not in left}
        asked |= {"source": self.all("source") or self.all("kind"), "country": self._countries}
        if self.get("place"):
            circle = self._circle()
            asked["near"] = f"{circle.lat},{circle.lon},{circle.km}"
        return urlencode(asked, doseq=True)

    @property
    def _countries(self) -> list[str]:
        """The codes of countries, of which one field may have several."""
        return [code for told in self.all("country") for code in BETWEEN.split(told) if code]

    @property
    def filter(self) -> Filter:
        """What events must have. InputError for a value that fits no field."""
        for name, codes in CHOICES.items():
            wrong = next((one for one in self.all(name) if one not in codes), None)
            if wrong is not None:
                raise InputError(f"{name}: {wrong!r} is not one of {', '.join(codes)}")
        made = filter_of(
            type=list(self.all("type")),
            status=list(self.all("status")),
            review=list(self.all("review")),
            country=self._countries,
            admin1=list(self.all("admin1")),
            actor=list(self.all("actor")),
            source=list(self.all("source") or self.all("kind")),
            since=self.get("since"),
            until=self.get("until"),
            confidence=self._number("confidence") or 0.0,
            killed=self._count("killed"),
            injured=self._count("injured"),
            words=self.get("words"),
        )
        return replace(made, near=self._circle()) if self.get("place") else made

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
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name in NAMES and value.strip():
            found.setdefault(name, []).append(value.strip()[:LONGEST])
    return Form(
        {
            name: tuple(dict.fromkeys(told))[:MOST] if name in SEVERAL else (told[-1],)
            for name, told in found.items()
        }
    )


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
