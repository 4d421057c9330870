"""From incidents to the blocks of a page, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rasid.geo import basemap
from rasid.situation import told
from rasid.situation.blocks import (
    Block,
    Card,
    Cards,
    Entries,
    Entry,
    Heading,
    Items,
    Page,
    Table,
    Text,
)
from rasid.situation.charts import killed_chart, types_chart
from rasid.situation.dots import is_ring, placed
from rasid.situation.figures import LONG_PERIOD, Sum, by_unit, figures, steps
from rasid.situation.map import situation_map
from rasid.situation.material import SHOWN_ALWAYS, Material
from rasid.situation.model import NOT_ADDED, Act
from rasid.situation.words import Words, family_of

WEAK, CONTESTED = "weak", "contested"


def page(material: Material, lang: str) -> Page:
    """The whole report in one language."""
    return _Composer(material, Words(lang)).page()


class _Composer:
    def __init__(self, material: Material, words: Words) -> None:
        self._m = material
        self._w = words
        units = by_unit(material.acts)
        ordered = [act for acts in units.values() for act in sorted(acts, key=lambda a: a.day)]
        self._units = units
        self._numbered = [(str(at), act) for at, act in enumerate(ordered, start=1)]
        self._number = {act.id: number for number, act in self._numbered}
        self._now = figures(material.acts, material.outcomes)
        self._before = figures(material.before, material.outcomes)

    def page(self) -> Page:
        m, w = self._m, self._w
        made = w.say(
            "made", day=w.day(m.made), version=m.version, reports=w.count("report", m.reports)
        )
        foot = f"{basemap.attribution(w.lang)}. {basemap.disputed_note(w.lang)}"
        title = w.say("title_area", area=w.area(m.asked.area))
        facts = (made, w.say(f"profile.{m.asked.profile}"))
        blocks = tuple(self._blocks())
        return Page(w.lang, w.rtl, title, w.period(m.asked.period), facts, blocks, foot)

    def _blocks(self) -> Iterator[Block]:
        yield Text(" ".join(told.lead(self._now, self._m, self._units, self._w)), "lead")
        if self._m.acts:
            yield from self._headline()
            yield from self._map()
            yield from self._trends()
            yield from self._by_unit()
            yield from self._incidents()
            yield from self._contested()
        yield from told.changed(self._m, self._now, self._before, self._number, self._w)
        if self._m.acts:
            yield from told.sources(self._m.acts, self._now, self._w)
        yield from self._method()

    # ------------------------------------------------------------------ figures
    def _headline(self) -> Iterator[Block]:
        w, now = self._w, self._now
        yield Heading(w.say("sections.figures"))
        yield Cards((self._card_of_acts(), *map(self._card, now.sums.values())))
        left = [self._left(why) for why in NOT_ADDED if why in now.left]
        if left:
            yield Text(w.say("not_added.intro"), "note")
            yield Items(tuple(left))
        killed = now.sums["killed"]
        if killed.open:
            yield Text(w.say("not_added.open", incidents=w.after("incident", killed.open)), "note")
        if killed.inside:
            told_of = w.after("incident", killed.inside)
            yield Text(w.say("not_added.inside", incidents=told_of), "note")

    def _left(self, why: str) -> str:
        w, killed = self._w, self._now.left_killed[why]
        range_ = w.bounds(killed.low, None if killed.open else killed.high)
        told_of = w.say("not_added.killed", range=range_) if killed.best else ""
        incidents = w.count("incident", self._now.left[why])
        return w.say(f"not_added.{why}", incidents=incidents, killed=told_of)

    def _card_of_acts(self) -> Card:
        w, grades = self._w, self._now.grades
        unsure = w.say("cards.contested", number=grades.get(CONTESTED, 0), weak=grades.get(WEAK, 0))
        notes = unsure, self._change(self._now.acts, self._before.acts)
        return Card(f"{self._now.acts:,}", w.say("incidents"), notes)

    def _card(self, sum_: Sum) -> Card:
        w = self._w
        label = w.say(f"outcome_nouns.{sum_.outcome}")
        if not sum_.acts:
            return Card(w.say("none_told"), label, ())
        notes = [self._bounds(sum_)]
        civilians = self._now.civilians[sum_.outcome]
        if civilians.acts:
            bounds = w.short(civilians.low, None if civilians.open else civilians.high)
            notes.append(w.say("cards.civilians", bounds=bounds))
        notes.append(self._change(sum_.best, self._before.sums[sum_.outcome].best))
        return Card(f"{sum_.best:,}", label, tuple(notes))

    def _bounds(self, sum_: Sum) -> str:
        if sum_.open:
            return self._w.say("cards.bounds_open", low=f"{sum_.low:,}")
        if sum_.low == sum_.high:
            return self._w.say("cards.agree")
        return self._w.say("cards.bounds", low=f"{sum_.low:,}", high=f"{sum_.high:,}")

    def _change(self, now: int, before: int) -> str:
        which = "same" if now == before else "more" if now > before else "less"
        return self._w.say(f"cards.change.{which}", number=f"{abs(now - before):,}")

    # ------------------------------------------------------------------ drawings
    def _map(self) -> Iterator[Block]:
        w, m = self._w, self._m
        yield Heading(w.say("sections.map"))
        caption = w.say("map.caption", period=w.period(m.asked.period))
        yield situation_map(self._numbered, m.asked.area, w, caption)
        unplaced = sum(not placed(act) for act in m.acts)
        rings = sum(map(is_ring, m.acts))
        for message, number in (("area_only", rings), ("unplaced", unplaced)):
            if number:
                yield Text(w.say(f"map.{message}", incidents=w.count("incident", number)), "note")

    def _trends(self) -> Iterator[Block]:
        w, period = self._w, self._m.asked.period
        if period.days == 1:
            return
        step = "day" if period.days <= LONG_PERIOD else "week"
        counted = steps(self._m.acts, period)
        yield Heading(w.say("sections.trends"))
        yield types_chart(counted, w, w.say(f"trends.types.{step}"))
        if self._now.sums["killed"].best:
            yield killed_chart(counted, w, w.say(f"trends.killed.{step}"))

    # ------------------------------------------------------------------ tables
    def _by_unit(self) -> Iterator[Block]:
        w = self._w
        yield Heading(w.say("sections.units"))
        names = ("unit", "incidents", "killed", "injured", "weak", "contested")
        rows = [self._unit_row(self._unit(unit), acts) for unit, acts in self._units.items()]
        total = len(rows) > 1
        if total:
            rows.append(self._unit_row(w.say("units.total"), self._m.acts))
        columns = tuple(w.say(f"units.columns.{name}") for name in names)
        numeric = (False, True, True, True, True, True)
        yield Table(columns, tuple(rows), numeric, (26, 13, 19, 19, 12, 11), total)
        yield Text(w.say("units.note"), "note")

    def _unit_row(self, name: str, acts: Sequence[Act]) -> tuple[str, ...]:
        some = figures(acts, SHOWN_ALWAYS)
        grades = (f"{some.grades.get(grade, 0)}" for grade in (WEAK, CONTESTED))
        tolls = (self._w.sum(some.sums[outcome]) for outcome in SHOWN_ALWAYS)
        return name, f"{some.acts}", *tolls, *grades

    def _unit(self, unit: tuple[str, str]) -> str:
        one_country = len({country for country, _ in self._units}) == 1
        return self._w.unit(*unit, with_country=not one_country)

    # ------------------------------------------------------------------ incidents
    def _incidents(self) -> Iterator[Block]:
        yield Heading(self._w.say("sections.incidents"))
        of = {act.id: number for number, act in self._numbered}
        for unit, acts in self._units.items():
            yield Heading(self._unit(unit), 2)
            ordered = sorted(acts, key=lambda act: int(of[act.id]))
            yield Entries(tuple(self._entry(of[act.id], act) for act in ordered))

    def _entry(self, number: str, act: Act) -> Entry:
        w = self._w
        day = w.short_day(date.fromisoformat(act.day))
        undated = "" if act.dated else f" ({w.say('entry.undated')})"
        sentence = act.summary.ar if w.lang == "ar" else act.summary.en
        facts = tuple(told.facts(act, w))
        colour = family_of(act.type).colour
        return Entry(number, day + undated, w.place(act), w.type(act.type), colour, sentence, facts)

    def _contested(self) -> Iterator[Block]:
        yield Heading(self._w.say("sections.contested"))
        disputed = [(n, act) for n, act in self._numbered if told.is_contested(act)]
        if not disputed:
            yield Text(self._w.say("contested.none"))
            return
        yield Text(self._w.say("contested.intro"), "note")
        for number, act in disputed:
            yield Heading(told.title(number, act, self._w), 2)
            yield told.voices(act, self._w)

    def _method(self) -> Iterator[Block]:
        w, acts = self._w, self._m.acts
        yield Heading(w.say("sections.method"))
        filled = {
            "reports": w.after("report", self._m.reports),
            "incidents": w.after("incident", len(acts)),
            "reviewed": sum(act.reviewed > 0 for act in acts),
            "profile": w.say(f"profile.{self._m.asked.profile}"),
        }
        lines = [line.format(**filled) for line in w.told["method"]]
        left = {"undated": self._m.left.undated, "unplaced": self._m.left.unplaced}
        lines += [
            w.say(f"left_out.{why}", incidents=w.count("incident", number))
            for why, number in left.items()
            if number
        ]
        yield Items(tuple(lines))
