"""Sharing without harm: what a profile takes from a record before any format sees it.

Every removed value is replaced in the record itself and the summaries are written anew from what
is left, so that no column, property or note can carry it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from math import ceil
from typing import Any
from urllib.parse import unquote

from rasid import model
from rasid.errors import InputError
from rasid.export import units
from rasid.export.contacts import identifies, is_social, tells_person
from rasid.export.rows import Item, Merged, State
from rasid.extract.summary import summary
from rasid.lexicon.entries import Actor, Facility
from rasid.lexicon.lexicon import Lexicon
from rasid.text.cues import TextCues
from rasid.text.segment import read_document

PROFILES = ("internal", "partner", "public")
DELAY = {"internal": 0, "partner": 0, "public": 7}
"""Days that an event must be old to go out."""
WITHHELD = model.Span(0, 0, "")
"""Stands where words were: neither they nor their offsets are told."""
SITES = frozenset("hospital camp school mosque civilian_object".split())
"""Targets whose exact place can bring a second strike, or a search, on those who use them."""
SITE_WORDS = re.compile(r"\b(camp|hospital|clinic|school|mosque|church|shelter)s?\b", re.IGNORECASE)
EXACT = frozenset(("point", "neighbourhood"))
UNITS = frozenset(("admin2", "admin1", "country"))
GRID_KM, ROUNDED_KM = 7.9, 0.8
"""How far the corner of a cell of 0.1 and 0.01 degrees is from its middle, at most."""
LEAST_KM, STEP_KM = 10.0, 5
SMALL_SOURCES = frozenset("local witness unnamed correspondent medical".split())
"""Kinds of sources whose people can be found by those who were there."""
KNOWN_AS = frozenset(("medical",))
"""Small sources that may be an organisation with a name of its own."""
PART = "(?:[a-z]?[0-9]+|[a-z]|[0-9a-f]{16,64}|rep|report|id|no|msg)"
BARE = re.compile(rf"{PART}(?:[-_.:]{PART})*", re.IGNORECASE)
"""An id that says nothing but numbers and hashes."""
UNKNOWN = "Unknown"
NO_PARTY = frozenset((UNKNOWN, "Civilians"))
"""Neutral names that are no entries of the lexicon."""


@dataclass(frozen=True)
class Sharing:
    """Applies a profile, one of PROFILES, to records; counts the values that it takes away."""

    profile: str
    lexicon: Callable[[], Lexicon]

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise InputError(f"no profile {self.profile!r}; there are {', '.join(PROFILES)}")

    def shared_item(self, item: Item, number: int) -> tuple[Item, Counter[str]]:
        """The same for an item: with how its events stand, and what is known of an incident."""
        record, taken = self.shared(item.record, number, item.merged)
        if self.profile == "internal":
            return replace(item, states=_marked(item.states, "i")), taken
        mark = "" if self.profile == "public" else self.profile[0]
        merged = self._merged(item.merged, number, taken) if item.merged else None
        return Item(record, merged, _marked(item.states, mark)), +taken

    def shared(
        self, record: model.Record, number: int, merged: Merged | None = None
    ) -> tuple[model.Record, Counter[str]]:
        """The record that may leave, and how many values were taken, by codes of REMOVED.

        `number` is the record's place in the export, for those that lose their id; `merged` is what
        is known of the incident that the record stands for.
        """
        taken: Counter[str] = Counter()
        if self.profile == "internal":
            return record, taken
        report = self._report(record.report, f"r{number}", taken)
        told = merged.reports if merged else (record.report,)
        hidden = frozenset(one.outlet for one in told if self._hides_outlet(one))
        told_day = merged is None or merged.told_day
        words = merged.place_words if merged else ()
        events = tuple(
            self._told_anew(
                event, self._event(event, hidden, words, taken), report, told_day, taken
            )
            for event in record.events
        )
        links = tuple(replace(link, span=WITHHELD) for link in record.relations)
        taken["quotes"] += sum(bool(link.span.text) for link in record.relations)
        return model.Record(report, events, links), +taken

    # -------------------------------------------------------------- reports
    def _merged(self, merged: Merged, number: int, taken: Counter[str]) -> Merged:
        """What is known of an incident, under its alias, its reports as they may leave."""
        reports = tuple(
            self._report(report, f"r{number}.{at}", taken)
            for at, report in enumerate(merged.reports, start=1)
        )
        killed = tuple(told for told in merged.killed_of if self._is_party(told[0]))
        return replace(
            merged, id=merged.alias, reasons=(), reports=reports, killed_of=killed, place_words=()
        )

    def _hides_outlet(self, report: model.Report) -> bool:
        public = self.profile == "public"
        return report.outlet is not None and (public or identifies(report.outlet))

    def _report(self, report: model.Report, number: str, taken: Counter[str]) -> model.Report:
        public = self.profile == "public"
        named = any(v and identifies(v) for v in (report.id, report.outlet))
        account = is_social(report.url)
        hidden_url = report.url is not None and (public or account or tells_person(report.url))
        hidden_outlet = self._hides_outlet(report)
        hidden_id = hidden_url or account or named or not _stands_in(report.id, report.url)
        taken.update(
            titles=report.title is not None,
            urls=hidden_url,
            outlets=hidden_outlet,
            report_ids=hidden_id,
        )
        return replace(
            report,
            id=number if hidden_id else report.id,
            url=None if hidden_url else report.url,
            outlet=None if hidden_outlet else report.outlet,
            title=None,
            sha256="",
        )

    # -------------------------------------------------------------- events
    def _event(
        self,
        event: model.Event,
        hidden: frozenset[str | None],
        words: Sequence[str],
        taken: Counter[str],
    ) -> model.Event:
        place = self._place(event, words, taken) if event.place else None
        sources = tuple(self._source(source, hidden, taken) for source in event.sources)
        known = self._known_parties(event, taken)
        bare: model.Event = _without_words(known, taken, self.profile == "partner")
        bare = replace(bare, trigger=_without_contacts(bare.trigger, taken))
        place = replace(place, span=WITHHELD) if place else None
        sources = tuple(dict.fromkeys(replace(source, span=WITHHELD) for source in sources))
        return replace(bare, place=place, sources=sources)

    def _told_anew(
        self,
        before: model.Event,
        left: model.Event,
        report: model.Report,
        told_day: bool,
        taken: Counter[str],
    ) -> model.Event:
        """The event with a summary of what is left; it tells no day that no report tells."""
        known = left if told_day else replace(left, time=None)
        told = summary(known, self._names(left), report.outlet)
        taken["summaries"] += told != before.summary
        return replace(left, summary=told)

    def _names(self, event: model.Event) -> Mapping[str, str]:
        """Arabic names; the neutral one where there is none, since the words are withheld."""
        told = [a.actor for a in event.agents] + [t.actor for t in event.targets if t.actor]
        told += [s.name for s in event.sources if s.name]
        return {**{name: name for name in told}, **self._arabic}

    @cached_property
    def _arabic(self) -> Mapping[str, str]:
        return self.lexicon().arabic_names()

    @cached_property
    def _cues(self) -> TextCues:
        return self.lexicon().cues()

    def _known_parties(self, event: model.Event, taken: Counter[str]) -> model.Event:
        """The event without parties that no lexicon names: a person may have written a name."""
        agents = tuple(
            agent if self._is_party(agent.actor) else replace(agent, actor=UNKNOWN, actor_id=None)
            for agent in event.agents
        )
        targets = tuple(
            one if self._is_party(one.actor) else replace(one, actor=UNKNOWN, actor_id=None)
            for one in event.targets
        )
        tolls = tuple(
            row if self._is_party(row.side) else replace(row, side=None) for row in event.casualties
        )
        told = replace(event, agents=agents, targets=targets, casualties=tolls)
        changed = zip((*event.agents, *event.targets, *event.casualties),
                      (*agents, *targets, *tolls), strict=True)  # fmt: skip
        taken["parties"] += sum(before != after for before, after in changed)
        return told

    def _is_party(self, name: str | None) -> bool:
        return name is None or name in NO_PARTY or name in self._actors

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(e.name for e in self.lexicon().entries("actor") if isinstance(e, Actor))

    def _source(
        self, source: model.Source, hidden: frozenset[str | None], taken: Counter[str]
    ) -> model.Source:
        left = source
        if self.profile == "public" or (source.name and source.name in hidden):
            left = replace(left, name=None)
        named = left.name is not None and left.kind in KNOWN_AS
        if left.kind in SMALL_SOURCES and not named:
            left = replace(left, kind="local", name=None)
        if left.name and identifies(left.name):
            left = replace(left, name=None)
        taken["sources"] += left != source
        return left

    # -------------------------------------------------------------- places
    def _place(
        self, event: model.Event, words: Sequence[str], taken: Counter[str]
    ) -> model.Place | None:
        place = event.place
        if place is None:
            return None
        site = self._is_site(place, (place.span.text, *words))
        if self.profile == "public":
            aimed = site or any(target.kind in SITES for target in event.targets)
            return _public(place, aimed, taken)
        left = place
        if site and place.lat is not None:
            left = _gridded(place, taken)
        elif place.lat is not None and place.lon is not None:
            left = _rounded(place, taken)
        return _unnamed(left, taken) if site else left

    def _is_site(self, place: model.Place, words: Sequence[str]) -> bool:
        """Whether the place itself is an exact site, by its name and what reports call it: what was
        hit in a town is told by the town.
        """
        if place.precision in EXACT:
            return True
        if place.name_en and SITE_WORDS.search(place.name_en):
            return True
        document = read_document("\n\n".join((place.name, *words)), self._cues)
        found = (m for s in document.sentences for m in self.lexicon().match(s.words))
        entries = (form.entry for match in found for form in match.forms)
        return any(isinstance(e, Facility) and e.target_kind in SITES for e in entries)


def _stands_in(id: str, url: str | None) -> bool:
    """Whether an id tells nothing that the address of the report does not, or is a bare number."""
    return BARE.fullmatch(id) is not None or (url is not None and id in unquote(url))


def _marked(states: Mapping[str, State], mark: str) -> Mapping[str, State]:
    """How events stand, their revisions marked with the profile; without any for no mark."""
    return {
        id: replace(one, revision=f"{one.revision}-{mark}" if mark and one.revision else "")
        for id, one in states.items()
    }


def _without_contacts(span: model.Span, taken: Counter[str]) -> model.Span:
    """The quote, or none when it holds a phone number or an address."""
    if not identifies(span.text):
        return span
    taken["contacts"] += 1
    return WITHHELD


def _public(place: model.Place, aimed: bool, taken: Counter[str]) -> model.Place | None:
    if place.lat is None or place.precision == "unresolved":
        taken["place_names"] += 1
        return None
    if not aimed:
        return _unnamed(_gridded(place, taken), taken)
    taken["coordinates_removed"] += 1
    left = _unnamed(place, taken)
    levels = (("admin2", place.admin2), ("admin1", place.admin1), ("country", place.country))
    known = next((level for level, name in levels if name), "unresolved")
    precision = place.precision if place.precision in UNITS else known
    return replace(left, lat=None, lon=None, radius_km=None, precision=precision)


def _rounded(place: model.Place, taken: Counter[str]) -> model.Place:
    lat, lon = round(place.lat or 0.0, 2), round(place.lon or 0.0, 2)
    taken["coordinates_rounded"] += (lat, lon) != (place.lat, place.lon)
    radius = round((place.radius_km or 0.0) + ROUNDED_KM, 1)
    return replace(place, lat=lat, lon=lon, radius_km=radius)


def _gridded(place: model.Place, taken: Counter[str]) -> model.Place:
    """On the grid; the radius in steps, since an exact one would tell the town."""
    taken["coordinates_gridded"] += 1
    reach = max(LEAST_KM, (place.radius_km or 0.0) + GRID_KM)
    return replace(
        place,
        lat=round(place.lat or 0.0, 1),
        lon=round(place.lon or 0.0, 1),
        radius_km=float(ceil(reach / STEP_KM) * STEP_KM),
    )


def _unnamed(place: model.Place, taken: Counter[str]) -> model.Place:
    """Under the name of the smallest unit that it is known to lie in."""
    if place.precision in UNITS and place.relation == "in":
        return replace(place, place_id=None, distance_km=None, bearing=None)
    taken["place_names"] += 1
    name, english = units.names(place)
    if place.precision in UNITS:
        english = place.name_en or english
    return replace(
        place,
        name=name,
        name_en=english,
        relation="in",
        distance_km=None,
        bearing=None,
        precision=place.precision if place.lat is None or place.precision in UNITS else "area",
        place_id=None,
        candidates=0,
    )


# ------------------------------------------------------------------ words
def _without_words(value: Any, taken: Counter[str], but_trigger: bool) -> Any:
    """The value with every span in it withheld; of an event, perhaps not its trigger."""
    if isinstance(value, model.Span):
        taken["quotes"] += bool(value.text)
        return WITHHELD
    if isinstance(value, tuple):
        return tuple(_without_words(part, taken, False) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = {"trigger"} if but_trigger else set()
    parts = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in kept}
    left = {name: _without_words(part, taken, False) for name, part in parts.items()}
    return replace(value, **left)
