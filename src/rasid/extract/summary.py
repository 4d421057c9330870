"""One plain sentence per event, in English and Arabic, built from the record's own values.

It keeps the record's hedges (suspected, claimed, accused; planned, denied, possible) and names who
says it. The words are data: `data/rules/summary.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasid import model
from rasid.lexicon.rules import read

NAMED = 2
"""How many agents, targets and sources a sentence names."""
UNKNOWN = "Unknown"
CROWDS = frozenset(("protest", "riot"))
"""Types of acts that are nobody's crime: a crowd without a name needs no perpetrators."""
NO_PARTY = frozenset((UNKNOWN, "Civilians"))
"""Actors of targets that say no more than the kind of the target does."""
NARROW = {"month": "month", "year": "year"}


def summary(
    event: model.Event, arabic: Mapping[str, str], outlet: str | None = None
) -> model.Summary:
    """Type, agents, targets, place, date, toll and source. `arabic` has the Arabic names of actors
    and sources; a report that names no source is told by its `outlet`.
    """
    words = read("rules/summary.yaml")
    english = _Teller(words["en"], None)
    return model.Summary(
        _Teller(words["ar"], arabic).sentence(event, outlet), english.sentence(event, outlet)
    )


def counted(number: int, forms: Mapping[str, str]) -> str:
    """The noun with its number, as grammar wants it: 'two women', 3 + plural, 11 + singular."""
    if number in (1, 2):
        return forms["one"] if number == 1 else forms["two"]
    rest = number % 100
    form = "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "hundred"
    return f"{number} {forms[form]}"


def toll(row: model.Casualty, language: str) -> str:
    """One row of a toll in words: '3 civilians killed (including 1 child)'."""
    return _Teller(read("rules/summary.yaml")[language], None).toll(row)


def days(time: model.Time, language: str) -> str:
    """The days of a time in words, as narrow as they are known; empty when they are not."""
    return _Teller(read("rules/summary.yaml")[language], None).days(time)


def day(iso: str, language: str) -> str:
    """A day in words: '4 May 2025'."""
    return _Teller(read("rules/summary.yaml")[language], None).day(iso, "day")


def months(language: str) -> tuple[str, ...]:
    """The names of the months, January first, as everything that Rasid writes has them."""
    return tuple(read("rules/summary.yaml")[language]["months"])


@dataclass(frozen=True, slots=True)
class _Teller:
    """One language. `names` translates neutral names; None leaves them as they are."""

    words: Mapping[str, Any]
    names: Mapping[str, str] | None

    def sentence(self, event: model.Event, outlet: str | None) -> str:
        of_type = self.words["types"][event.type]
        happened = event.status == "happened" and "verb" in of_type
        line = self.words["sentence"].format(
            act=of_type["noun"],
            verb=of_type["verb"] if happened else self.words["status"][event.status],
            agents=self._agents(event, "between" in of_type),
            to=self._targets(event.targets, of_type.get("to")),
            place=self._place(event.place) if event.place else "",
            date=self._date(event.time) if event.time else "",
            toll=self._tolls(event.casualties),
            source=self._sources(event.sources, outlet),
        )
        return str(line[:1].upper() + line[1:])

    def _agents(self, event: model.Event, between: bool) -> str:
        told: dict[str, list[str]] = {}
        for agent in event.agents:
            unknown = agent.actor == UNKNOWN
            if unknown and event.type in CROWDS:
                continue
            who = self.words["unknown"] if unknown else self._name(agent.actor, agent.span)
            told.setdefault(agent.certainty, []).append(who)
        patterns = self.words["agents"]
        together = between and len(set(told.get("stated", ()))) > 1
        return "".join(
            patterns["between" if together and certainty == "stated" else certainty].format(
                who=self._joined(told[certainty])
            )
            for certainty in model.CERTAINTIES
            if certainty in told
        )

    def _targets(self, targets: Sequence[model.Target], to: str | None) -> str:
        kinds = self.words["target_kinds"]
        named = [
            kinds.get(t.kind)
            if t.actor is None or t.actor in NO_PARTY
            else self._name(t.actor, t.span)
            for t in targets
        ]
        told = [name for name in named if name]
        return f" {to} {self._joined(told)}" if to and told else ""

    def _place(self, place: model.Place) -> str:
        patterns = self.words["place"]
        pattern = patterns[place.relation] if place.relation != "distance" else ""
        if place.relation == "distance":
            pattern = patterns["distance" if place.bearing is None else "bearing"]
        name = place.name if self.names is not None else place.name_en or place.name
        where = round((place.bearing or 0) / 45) % 8
        told = pattern.format(name=name, km=_km(place), bearing=self.words["bearings"][where])
        if place.precision == "unresolved":
            return str(told + self.words["unresolved"])
        within = place.admin1 if place.admin1 and place.admin1 not in name else None
        return str(told + (self.words["within"].format(name=within) if within else ""))

    def _date(self, time: model.Time) -> str:
        if time.start is None:
            return ""
        narrow = _narrow(time)
        start, end = (self.day(day, narrow) for day in (time.start, time.end or time.start))
        return str(self.words["date"][narrow].format(start=start, end=end))

    def days(self, time: model.Time) -> str:
        told = (self.day(day, _narrow(time)) for day in (time.start, time.end) if day)
        return " – ".join(dict.fromkeys(told))

    def day(self, iso: str, narrow: str) -> str:
        day = date.fromisoformat(iso)
        month = "" if narrow == "year" else self.words["months"][day.month - 1] + " "
        number = f"{day.day} " if narrow in ("day", "range") else ""
        return f"{number}{month}{day.year}"

    def _tolls(self, rows: Sequence[model.Casualty]) -> str:
        told = [self.toll(row) for row in rows]
        return self.words["toll"].format(toll=self.words["next"].join(told)) if told else ""

    def toll(self, row: model.Casualty) -> str:
        if row.max == 0:
            return str(self.words["none"][row.outcome])
        forms = self.words["counted"]
        low, high = counted(row.min, forms[row.group]), counted(row.max or 0, forms[row.group])
        bound = self.words["bound"][_bound(row)].format(min=low, max=high, low=row.min)
        told = self.words["outcome"][row.outcome].format(number=bound)
        parts = {name: getattr(row, name) or 0 for name in ("children", "women", "men")}
        within = [counted(number, forms[name]) for name, number in parts.items() if number]
        whole = row.min == row.max == sum(parts.values())
        listed = self.words["and"].join(within)
        pattern = self.words["all_of_them" if whole else "including"] if within else ""
        return str(told + pattern.format(parts=listed))

    def _sources(self, sources: Sequence[model.Source], outlet: str | None) -> str:
        kinds = self.words["source_kinds"]
        told = [self._name(s.name, s.span) if s.name else kinds[s.kind] for s in sources]
        if told:
            return str(self.words["source"].format(who=self._joined(told)))
        return str(self.words["outlet"].format(who=outlet) if outlet else self.words["no_source"])

    def _name(self, name: str, span: model.Span) -> str:
        return name if self.names is None else self.names.get(name) or f"«{span.text}»"

    def _joined(self, names: Iterable[str]) -> str:
        return str(self.words["and"].join(list(dict.fromkeys(names))[:NAMED]))


def _narrow(time: model.Time) -> str:
    return NARROW.get(time.precision) or ("day" if time.end == time.start else "range")


def _km(place: model.Place) -> str:
    return f"{place.distance_km:g}" if place.distance_km is not None else ""


def _bound(row: model.Casualty) -> str:
    if row.max is None:
        return "open"
    if row.max == row.min:
        return "exact"
    return "range" if row.min else "up_to"
