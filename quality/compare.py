"""Gold against read, report by report: what was found, missed, made up, and where it was lost.

Matching and spelling rules are those of `../shared/score.py`: page and figures agree.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rasid.model import Event, Span
from rasid.pipeline import Judged, Reading

LISTS = ("agents", "targets", "weapons", "sources")
Range = tuple[int, int]


def scorer(shared: Path) -> ModuleType:
    """The scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a field: verdict `hit`, `missed`, `extra` or `wrong`, with both sides."""

    field: str
    verdict: str
    gold: str = ""
    read: str = ""
    at: Range | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A gold event and the event read for it; one of the two when it was missed or is extra."""

    verdict: str
    type: str
    title: str
    cells: tuple[Cell, ...]
    cause: str = ""
    construction: str = ""


class Comparison:
    """Compares records of one set with its gold."""

    def __init__(self, shared: Path) -> None:
        self._score = scorer(shared)

    def rows(self, text: str, gold: list[dict[str, Any]], reading: Reading) -> Iterator[Row]:
        """All gold events in order, each with what was read for it, then the extra ones."""
        read = list(reading.record.events)
        plain = [self._plain(event) for event in read]
        pairs = self._score.match(gold, plain, text)
        partner = {id(g): p["_event"] for g, p in pairs}
        for event in gold:
            met = partner.get(id(event))
            yield self._pair(text, event, met) if met else self._missed(text, event, reading)
        taken = {event.id for event in partner.values()}
        yield from (self._extra(event) for event in read if event.id not in taken)

    @staticmethod
    def _plain(event: Event) -> dict[str, Any]:
        place = {"name": event.place.name} if event.place else None
        trigger = {"start": event.trigger.start, "end": event.trigger.end}
        told = {"type": event.type, "main": event.main, "trigger": trigger, "place": place}
        return told | {"_event": event}

    def _pair(self, text: str, gold: dict[str, Any], read: Event) -> Row:
        cells = [self._coded(gold, read, name) for name in ("type", "status", "main")]
        for name in LISTS:
            cells += self._listed(text, name, gold.get(name) or [], getattr(read, name))
        cells += [*self._place(text, gold, read), *self._date(gold, read)]
        cells += self._casualties(gold, read)
        whole = all(cell.verdict == "hit" for cell in cells)
        title = f"{read.id}: {read.summary.en}"
        return Row("hit" if whole else "wrong", gold["type"], title, tuple(cells), "", _rule(read))

    def _missed(self, text: str, gold: dict[str, Any], reading: Reading) -> Row:
        at = self._score.span_of(text, gold["trigger"])
        cause, construction = lost(reading, at) if at else ("quote not in the text", "")
        cell = Cell("trigger", "missed", gold["trigger"]["quote"], "", at)
        title = f"{gold['type']} {gold.get('status', '')}{' main' if gold.get('main') else ''}"
        return Row("missed", gold["type"], title, (cell,), cause, construction)

    @staticmethod
    def _extra(read: Event) -> Row:
        span = read.trigger
        cell = Cell("trigger", "extra", "", span.text, (span.start, span.end))
        title = f"{read.id} ({read.confidence:.2f}): {read.summary.en}"
        return Row("extra", read.type, title, (cell,), "", _rule(read))

    # -------------------------------------------------------------- fields
    @staticmethod
    def _coded(gold: dict[str, Any], read: Event, name: str) -> Cell:
        default = {"status": "happened", "main": False}.get(name)
        want, got = gold.get(name, default), getattr(read, name)
        return Cell(name, "hit" if want == got else "wrong", str(want), str(got))

    def _listed(
        self, text: str, name: str, gold: list[dict[str, Any]], read: tuple[Any, ...]
    ) -> Iterator[Cell]:
        met: set[int] = set()
        for item in gold:
            at = self._score.span_of(text, item)
            over = [i for i, r in enumerate(read) if self._score.over(at, _range(r.span))]
            met.update(over)
            got = read[over[0]] if over else None
            yield self._item(name, item, got, at)
        for number, item in enumerate(read):
            if number not in met:
                yield Cell(name, "extra", "", item.span.text, _range(item.span))

    def _item(self, name: str, gold: dict[str, Any], read: Any, at: Range | None) -> Cell:
        if read is None:
            return Cell(name, "missed", gold["quote"], "", at)
        actor = self._score.actor
        want, got = gold["quote"], read.span.text
        if name == "agents" and actor(gold.get("actor")) != actor(read.actor):
            return Cell(name, "wrong", str(gold.get("actor")), read.actor, at)
        if name == "agents" and gold.get("certainty", "stated") != read.certainty:
            return Cell(name, "wrong", f"{want} {gold['certainty']}", read.certainty, at)
        if name == "sources" and gold.get("kind") != read.kind:
            return Cell(name, "wrong", f"{want} {gold.get('kind')}", read.kind, at)
        return Cell(name, "hit", want, got, at)

    def _place(self, text: str, gold: dict[str, Any], read: Event) -> Iterator[Cell]:
        want, got = gold.get("place"), read.place
        if not (want and want.get("name")):
            if got is not None:
                yield Cell("place", "extra", "", got.span.text, _range(got.span))
            return
        at = self._score.span_of(text, want) if want.get("quote") else None
        if got is None:
            yield Cell("place", "missed", want.get("quote", want["name"]), "", at)
            return
        same = self._score.toponym(want["name"]) == self._score.toponym(got.name)
        yield Cell("place", "hit" if same else "wrong", want["name"], got.name, at)
        if want.get("lat") is not None:
            yield self._distance(want, got)

    def _distance(self, want: dict[str, Any], got: Any) -> Cell:
        if got.lat is None:
            return Cell("point", "missed", f"{want['lat']}, {want['lon']}", "not located")
        km = self._score.km((want["lat"], want["lon"]), (got.lat, got.lon))
        read = f"{got.name_en}, {got.country}: {km:.0f} km off"
        return Cell("point", "hit" if km <= 5 else "wrong", f"{want['lat']}, {want['lon']}", read)

    def _date(self, gold: dict[str, Any], read: Event) -> Iterator[Cell]:
        want = (gold.get("time") or {}).get("start")
        got = read.time.start if read.time else None
        if want or got:
            words = f" {read.time.span.text}" if read.time else ""
            verdict = "missed" if not got else "extra" if not want else "wrong"
            same = bool(want and got) and self._score.date(want) == self._score.date(got)
            yield Cell("date", "hit" if same else verdict, str(want or ""), f"{got or ''}{words}")

    @staticmethod
    def _casualties(gold: dict[str, Any], read: Event) -> Iterator[Cell]:
        want = {(c["outcome"], c.get("min"), c.get("max")): c for c in gold.get("casualties") or []}
        got = {(c.outcome, c.min, c.max): c for c in read.casualties if c.max != 0}
        for key, row in want.items():
            verdict = "hit" if key in got else "missed"
            yield Cell("casualties", verdict, f"{_count(key)} «{row.get('quote', '')}»")
        for key, toll in got.items():
            if key not in want:
                at = _range(toll.span)
                yield Cell("casualties", "extra", "", f"{_count(key)} «{toll.span.text}»", at)


def _range(span: Span) -> Range:
    return span.start, span.end


def _count(key: tuple[str, Any, Any]) -> str:
    outcome, low, high = key
    return f"{outcome} {low}" if low == high else f"{outcome} {low}..{'' if high is None else high}"


def _rule(event: Event) -> str:
    return event.rules[0] if event.rules else ""


# ------------------------------------------------------------------ where an event was lost
def lost(reading: Reading, at: Range) -> tuple[str, str]:
    """The last stage that still had the words of an event, and the rule or word concerned."""
    for marked in reading.marked:
        tokens = _tokens(reading, marked.number, at)
        if not tokens:
            continue
        for judged in reading.judged:
            for act in judged.draft.mentions:
                if act.sentence == marked.number and tokens & set(range(act.start, act.end)):
                    return _fate(reading, judged), act.trigger.id
        if any(a.sentence == marked.number and a.start in tokens for a in reading.acts):
            return "an act, but no event", "unsupported"
        found = [m for m in marked.matches if tokens & set(range(m.start, m.end))]
        entries = sorted({f.entry.id for m in found for f in m.forms})
        kinds = sorted({f.entry.kind for m in found for f in m.forms})
        if not found:
            return "words not in the lexicon", " ".join(_words(reading, marked.number, tokens))
        return f"known as {', '.join(kinds)}, but no act", ", ".join(entries)
    return "in a sentence that is not read", "chrome"


def _fate(reading: Reading, judged: Judged) -> str:
    starts = {event.trigger.start for event in reading.record.events}
    for act in judged.draft.mentions:
        first, _ = _span(reading, act.sentence, act.start)
        if any(abs(first - start) <= 3 for start in starts):
            return "an event, but of another act or kind"
    return "dropped as not asserted"


def _tokens(reading: Reading, number: int, at: Range) -> set[int]:
    words = range(len(reading.document.sentences[number].words))
    return {i for i in words if _overlap(_span(reading, number, i), at)}


def _span(reading: Reading, number: int, token: int) -> Range:
    sentence = reading.document.sentences[number]
    return reading.document.view.span(sentence.starts[token], sentence.ends[token])


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _words(reading: Reading, number: int, tokens: set[int]) -> list[str]:
    return [reading.document.sentences[number].words[i] for i in sorted(tokens)]
