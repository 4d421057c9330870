"""The words of a report in one language: messages, counted nouns, numbers, days, bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from rasid.extract.summary import counted
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import read
from rasid.situation.areas import names
from rasid.situation.figures import Sum
from rasid.situation.model import Act, Area, Period, Toll

LANGUAGES = ("ar", "en")
MESSAGES = "situation/messages.yaml"


@dataclass(frozen=True, slots=True)
class Family:
    """Types of events that a report tells together, by one colour."""

    id: str
    colour: str
    types: frozenset[str]


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """All families, in the order in which a legend names them."""
    told = read(MESSAGES)["families"]
    return tuple(Family(id, one["colour"], frozenset(one["types"])) for id, one in told.items())


def family_of(type: str) -> Family:
    """The family of a type of event."""
    return next(one for one in families() if type in one.types)


@dataclass(frozen=True, slots=True)
class Words:
    """One language; `lang` is one of LANGUAGES."""

    lang: str

    @property
    def told(self) -> Mapping[str, Any]:
        """All messages of the language."""
        messages: Mapping[str, Any] = read(MESSAGES)[self.lang]
        return messages

    @property
    def rtl(self) -> bool:
        return bool(self.told["direction"] == "rtl")

    def say(self, path: str, **values: object) -> str:
        """The message at a dotted path, filled in."""
        here: Any = self.told
        for step in path.split("."):
            here = here[step]
        return str(here).format(**values)

    # ------------------------------------------------------------------ numbers
    def count(self, noun: str, number: int) -> str:
        """A counted noun: `noun` is a key of `counted`."""
        forms = self.told["counted"][noun]
        if not number:
            return str(forms["none"])
        told = counted(number, forms)
        digits = str(number)
        return f"{number:,}{told[len(digits) :]}" if told.startswith(f"{digits} ") else told

    def after(self, noun: str, number: int) -> str:
        """The same where a word before it governs the noun."""
        governed = f"{noun}_of"
        return self.count(governed if governed in self.told["counted"] else noun, number)

    def bounds(self, low: int, high: int | None) -> str:
        """Bounds in running text."""
        if high is None:
            return self.say("open", low=f"{low:,}")
        return f"{low:,}" if low == high else self.say("range", low=f"{low:,}", high=f"{high:,}")

    def people(self, low: int, high: int | None) -> str:
        """Bounds of people in running text: the noun agrees with the number beside it."""
        if high is None:
            return self.say("open", low=self.count("person", low))
        if low == high:
            return self.count("person", low)
        return self.say("range", low=f"{low:,}", high=self.count("person", high))

    def short(self, low: int, high: int | None) -> str:
        """Bounds in a table."""
        if high is None:
            return self.say("short.open", low=f"{low:,}")
        told = self.say("short.range", low=f"{low:,}", high=f"{high:,}")
        return f"{low:,}" if low == high else told

    def sum(self, total: Sum) -> str:
        """A sum in a table: the best, and its bounds where they differ."""
        if not total.acts:
            return self.say("none_told")
        return self._best(total.best, total.low, None if total.open else total.high)

    def toll(self, toll: Toll | None) -> str:
        """A toll in a table."""
        if toll is None:
            return self.say("none_told")
        return self._best(toll.best, toll.low, toll.high)

    def _best(self, best: int, low: int, high: int | None) -> str:
        return f"{best:,}" if low == high == best else f"{best:,} ({self.short(low, high)})"

    # ------------------------------------------------------------------ days
    def day(self, day: date) -> str:
        return self.say("day", day=day.day, month=self.told["months"][day.month - 1], year=day.year)

    def short_day(self, day: date) -> str:
        return self.say("day_month", day=day.day, month=self.told["months_short"][day.month - 1])

    def period(self, period: Period) -> str:
        start, end = self.day(period.start), self.day(period.end)
        return self.say("period.one" if start == end else "period.range", start=start, end=end)

    # ------------------------------------------------------------------ names
    def area(self, area: Area) -> str:
        """What an area is called."""
        name = area.name_ar if self.lang == "ar" else area.name_en
        known = names(self.lang)
        return name or known.get((area.country, area.admin1)) or self.say("everywhere")

    def unit(self, country: str, admin1: str, *, with_country: bool = False) -> str:
        """A first-level unit by its country's code and its English name."""
        known = names(self.lang)
        told = known.get((country, ""), country) or self.say("unknown_country")
        name = known.get((country, admin1), admin1) if admin1 else self.say("unknown_unit")
        return f"{name}{self.say('comma')}{told}" if with_country else name

    def place(self, act: Act) -> str:
        """Where an act was, as the profile tells it."""
        place = act.place
        if place is None:
            return self.say("unknown_place")
        if self.lang == "en":
            return place.name_en or place.name
        known = names("ar")
        return (
            known.get((place.country or "", place.name))
            or (known.get((place.country or "", "")) if place.name == place.country else None)
            or place.name
        )

    def party(self, name: str) -> str:
        """An actor or source by its neutral English name."""
        return load().arabic_names().get(name, name) if self.lang == "ar" else name

    def type(self, type: str) -> str:
        """What a type of event is called."""
        label: str = read("ontology.yaml")["types"][type][f"label_{self.lang}"]
        return label[:1].upper() + label[1:]

    def joined(self, parts: Iterable[str]) -> str:
        return self.say("comma").join(parts)
