"""What a unit is called where the place in it may not be named."""

from __future__ import annotations

from babel import Locale

from rasid.geo.gazetteer import arabic_units
from rasid.model import Place

WITHHELD = "withheld"


def names(place: Place) -> tuple[str, str]:
    """Arabic and English name of the smallest unit that a place is known to lie in. Districts have
    but one name in the record, which stands for both.
    """
    country = place.country or ""
    if place.admin2 and place.precision not in ("admin1", "country"):
        return place.admin2, place.admin2
    if place.admin1 and place.precision != "country":
        return arabic_units().get((country, place.admin1), place.admin1), place.admin1
    if country:
        return _of_country("ar", country), _of_country("en", country)
    return WITHHELD, WITHHELD


def _of_country(language: str, code: str) -> str:
    return str(Locale(language).territories.get(code, code))
