"""What caps each figure: the errors of the gold set counted by cause, and F1 if one were mended.

Prints numbers only, no words of reports; the words are on the error page (`quality/errors.py`).
Causes are told from spans alone, by the rules of `../shared/score.py`:

    event missed      the event was not read, and its values with it
    on another event  the value was read, but as that of another event of the report
    other mention     the same words, quoted where the text has them a second time
    wrong value       another value stands in its place
    missing           nothing stands in its place
    spurious          a value that gold does not give the event
    one span          two values of one side lie in one span of the other
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from compare import Range, lost, scorer
from errors import SHARED, workspace

LISTS = ("agents", "targets", "weapons", "sources")
FIELDS = (*LISTS, "place", "date", "casualties_exact")
ADDS = frozenset(("spurious", "split"))
"""Causes that are mended by leaving a value out."""
Value = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Values in gold, read, and right; errors by cause, and how many of those would be read new."""

    gold: int = 0
    read: int = 0
    right: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def lose(self, cause: str, count: int = 1, new: bool = True) -> None:
        """Count errors; `new` when nothing is read today in the place of the right value."""
        self.causes[cause] += count
        self.unread[cause] += count if new else 0

    def f1(self, cause: str | None = None) -> float:
        """F1 of today, or if all errors of one cause were mended."""
        right, read = self.right, self.read
        if cause is not None and cause in ADDS:
            read -= self.causes[cause]
        elif cause is not None:
            right += self.causes[cause]
            read += self.unread[cause]
        return 2 * right / (read + self.gold) if read + self.gold else 0.0


class Count:
    """Counts the errors of reports, field by field."""

    def __init__(self, score: Any) -> None:
        self._score = score
        self.fields = {name: Tally() for name in FIELDS}
        self.events = Tally()
        self.lost: Counter[str] = Counter()

    def add(self, text: str, gold: list[Value], read: list[Value]) -> list[Value]:
        """Count one report; gives the gold events that were missed."""
        pairs = self._score.match(gold, read, text)
        partner = {id(g): p for g, p in pairs}
        missed = [g for g in gold if id(g) not in partner]
        self.events.gold += len(gold)
        self.events.read += len(read)
        self.events.right += len(pairs)
        self.events.lose("event missed", len(missed))
        self.events.lose("spurious", len(read) - len(pairs))
        for event in gold:
            met = partner.get(id(event))
            self._event(text, event, met, [e for e in read if e is not met])
        return missed

    def _event(self, text: str, gold: Value, met: Value | None, others: list[Value]) -> None:
        for name in LISTS:
            self._listed(name, text, gold, met, others)
        toponym, day = self._score.toponym, self._score.date
        self._single("place", gold, met, others, lambda e: _named(e, toponym))
        self._single("date", gold, met, others, lambda e: _dated(e, day))
        self._tolls(gold, met, others)

    # -------------------------------------------------------------- values with spans
    def _listed(
        self, name: str, text: str, gold: Value, met: Value | None, others: list[Value]
    ) -> None:
        tally = self.fields[name]
        want = [self._score.span_of(text, v) for v in gold.get(name) or []]
        got = [self._score.pspan(v) for v in (met or {}).get(name) or []]
        tally.gold += len(want)
        tally.read += len(got)
        if met is None:
            tally.lose("event missed", len(want))
            return
        found = [a for a in want if self._meets(a, got)]
        used = [b for b in got if self._meets(b, want)]
        right = min(len(found), len(used))
        tally.right += right
        tally.lose("one span", len(found) - right)
        tally.lose("split", len(used) - right)
        left = [a for a in want if a not in found]
        extra = [b for b in got if b not in used]
        elsewhere = [self._score.pspan(v) for e in others for v in e.get(name) or []]
        self._unmet(tally, text, left, extra, elsewhere)

    def _unmet(
        self,
        tally: Tally,
        text: str,
        left: list[Range],
        extra: list[Range],
        elsewhere: Sequence[Range],
    ) -> None:
        """Gold values that nothing overlaps, and read ones that overlap nothing."""
        moved = [a for a in left if self._meets(a, elsewhere)]
        tally.lose("on another event", len(moved))
        left = [a for a in left if a not in moved]
        for a in list(left):
            same = next((b for b in extra if _words(text, a) == _words(text, b)), None)
            if same is not None:
                tally.lose("other mention", new=False)
                left.remove(a)
                extra.remove(same)
        wrong = min(len(left), len(extra))
        tally.lose("wrong value", wrong, new=False)
        tally.lose("missing", len(left) - wrong)
        tally.lose("spurious", len(extra) - wrong)

    def _meets(self, span: Range, others: Iterable[Range]) -> bool:
        return any(self._score.over(span, other) for other in others)

    # -------------------------------------------------------------- one value an event
    def _single(
        self,
        name: str,
        gold: Value,
        met: Value | None,
        others: list[Value],
        value: Callable[[Value], Any],
    ) -> None:
        tally = self.fields[name]
        want, got = value(gold), value(met) if met is not None else None
        tally.gold += want is not None
        tally.read += got is not None
        if want is None:
            tally.lose("spurious", int(got is not None))
        elif met is None:
            tally.lose("event missed")
        elif want == got:
            tally.right += 1
        else:
            moved = any(value(e) == want for e in others)
            cause = "on another event" if moved else "missing" if got is None else "wrong value"
            tally.lose(cause, new=got is None)

    def _tolls(self, gold: Value, met: Value | None, others: list[Value]) -> None:
        tally = self.fields["casualties_exact"]
        want, got = _rows(gold), _rows(met or {})
        tally.gold += len(want)
        tally.read += len(got)
        if met is None:
            tally.lose("event missed", len(want))
            return
        tally.right += len(want & got)
        left, extra = sorted(want - got, key=str), got - want
        elsewhere = {key for e in others for key in _rows(e)}
        for key in left:
            twin = next((k for k in sorted(extra, key=str) if k[0] == key[0]), None)
            extra -= {twin} if twin else set()
            moved = key in elsewhere
            cause = "on another event" if moved else "wrong value" if twin else "missing"
            tally.lose(cause, new=twin is None)
        tally.lose("spurious", len(extra))


def _words(text: str, span: Range) -> str:
    return " ".join(text[slice(*span)].split())


def _named(event: Value, toponym: Callable[[str], str]) -> str | None:
    name = (event.get("place") or {}).get("name")
    return toponym(name) if name else None


def _dated(event: Value, day: Callable[[Any], Any]) -> Any:
    return day((event.get("time") or {}).get("start"))


def _rows(event: Value) -> set[tuple[Any, Any, Any]]:
    """Rows of casualties as they are scored; stated zeros are not annotated."""
    rows = event.get("casualties") or []
    return {(r["outcome"], r.get("min"), r.get("max")) for r in rows if r.get("max") != 0}


# ------------------------------------------------------------------ the gold set
def counted(limit: int, half: int | None) -> Count:
    """All gold reports counted; `half` takes those of one half, by a hash of the id."""
    from rasid.model import Article
    from rasid.pipeline import default_reader
    from rasid.record import to_json

    score = scorer(SHARED)
    count = Count(score)
    for path in list(_reports(half))[:limit]:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parents[1] / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        published = str(gold["published"])[:10] if gold.get("published") else None
        reading = default_reader().stages(Article(text, path.stem, published))
        events = [to_json(event) for event in reading.record.events]
        for event in count.add(text, gold.get("events") or [], events):
            at = score.span_of(text, event["trigger"])
            count.lost[lost(reading, at)[0] if at else "quote not in the text"] += 1
    return count


def _reports(half: int | None) -> Iterator[Path]:
    for path in sorted((SHARED / "gold" / "dev" / "yaml").glob("*.yaml")):
        if half is None or zlib.crc32(path.stem.encode()) % 2 == half:
            yield path


# ------------------------------------------------------------------ the table
def table(count: Count) -> Iterator[str]:
    """The whole report, line by line."""
    yield from _block("events", count.events)
    for cause, number in count.lost.most_common():
        yield f"    missed: {cause:38} {number:5}"
    for name, tally in count.fields.items():
        yield from _block(name, tally)


def _block(name: str, tally: Tally) -> Iterator[str]:
    yield ""
    held = f"gold {tally.gold}, read {tally.read}, right {tally.right}"
    yield f"{name:18} {held}: F1 {tally.f1():.3f}"
    for cause, number in tally.causes.most_common():
        if number:
            yield f"    {cause:20} {number:5}   F1 {tally.f1(cause):.3f} if mended"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, default=10**9, help="reports, for a quick look")
    parser.add_argument("--half", type=int, choices=(0, 1), help="one half of the reports only")
    options = parser.parse_args()
    if not (SHARED / "score.py").is_file():
        print(f"error table skipped: no evaluation sets at {SHARED}")
        return 0
    workspace()
    print("\n".join(table(counted(options.limit, options.half))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
