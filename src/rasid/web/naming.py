"""What codes, actors, places and days of the record are called in the language of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from rasid.extract import summary
from rasid.geo.gazetteer import arabic_units
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import codes
from rasid.model import Casualty, Place, Time
from rasid.store.listing import Row
from rasid.web.language import Language

NOBODY = {"Unknown": "vocabulary.person.unknown", "Civilians": "vocabulary.group.civilian"}
"""Neutral names of those who are no party."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Names in one language; what has no name in it keeps the one it has."""

    language: Language

    def code(self, vocabulary: str, code: str) -> str:
        """The label of a code: `code("status", "denied")`."""
        if vocabulary == "type":
            told = codes().get(code)
            return code if told is None else told.label_ar if self._arabic else told.label_en
        if vocabulary == "country":
            return self._country(code)
        name = f"vocabulary.{vocabulary}.{code}"
        return self.language.say(name) if name in self.language.messages else code

    def _country(self, code: str) -> str:
        """By the project's own name, else the usual one."""
        own = self.language.messages.get(f"vocabulary.country.{code}")
        return str(own or Locale(self.language.code).territories.get(code, code))

    def actor(self, name: str) -> str:
        """An actor or source by its neutral name."""
        if name in NOBODY:
            return self.language.say(NOBODY[name])
        return _arabic_names().get(name, name) if self._arabic else name

    def place(self, place: Place) -> str:
        """The place's name."""
        return place.name if self._arabic else place.name_en or place.name

    def spot(self, row: Row) -> str:
        """The name of the place of an incident; empty when it has none."""
        return (self._arabic and row.place_ar) or row.place or ""

    def within(self, place: Place) -> str:
        """The governorate and the country that a place is in."""
        return self.units(place.admin1, place.country)

    def units(self, admin1: str | None, country: str | None) -> str:
        """A governorate and a country."""
        arabic = arabic_units().get((country or "", admin1 or "")) if self._arabic else None
        told = (arabic or admin1, country and self.code("country", country))
        return self.comma.join(dict.fromkeys(name for name in told if name))

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return self.language.say("vocabulary.comma")

    def toll(self, row: Casualty) -> str:
        """A row of a toll in words."""
        return self.language.numerals(summary.toll(row, self.language.code))

    def days(self, time: Time) -> str:
        """The days of a time in words, or that they are not known."""
        told = self.language.numerals(summary.days(time, self.language.code))
        return told or self.language.say("vocabulary.no_day")

    def day(self, iso: str | None) -> str:
        """A day in words; a moment is told by its day."""
        if not iso:
            return ""
        return self.language.numerals(summary.day(iso[:10], self.language.code))

    @property
    def _arabic(self) -> bool:
        return self.language.code == "ar"


@lru_cache(maxsize=1)
def _arabic_names() -> Mapping[str, str]:
    return load().arabic_names()
