"""Copies first: which reports repeat another's text, wholly, nearly or in part.

A report files the smallest hashes of its runs of words and looks all its runs up among those filed
by others ("min-wise" sampling, Broder 1997), so that the work grows with the length of the texts
and not with the square of their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rasid.incidents.model import Telling, Wording
from rasid.incidents.wording import likeness, share
from rasid.model import Report

FILED = 8
CROWD = 40
"""Reports that one run of words leads to at most: common phrases lead nowhere."""
LEAST_RUNS = 5
"""Shorter texts may be alike by chance."""
NEAR = 0.6
"""Likeness from which on two texts are nearly the same."""
PART = 0.7
"""Share of a shorter text that must be in the longer one."""
LAST = "9999"


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats another: `kind` is exact, near or part; `of` a report that repeats
    none.
    """

    of: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class _Text:
    report: str
    published: str
    wording: Wording


def copies(tellings: Iterable[Telling]) -> dict[str, Copy]:
    """Copies by report; the first to publish a text has its original, be the input in any order."""
    reports = {t.report.id: _text(t.report, t.wording) for t in tellings}
    texts = sorted(
        (t for t in reports.values() if t.wording.runs >= LEAST_RUNS),
        key=lambda t: (t.published, t.wording.runs, t.report),
    )
    found = dict(_repeated(texts))
    own = [text for text in texts if text.report not in found]
    found.update(_parts(own))
    return {report: _rooted(report, found) for report in found}


def _text(report: Report, wording: Wording) -> _Text:
    return _Text(report.id, report.published or LAST, wording)


def _repeated(texts: Sequence[_Text]) -> Iterator[tuple[str, Copy]]:
    """Exact and near copies of a text before them that is no copy itself."""
    shelf: dict[int, list[_Text]] = {}
    for text in texts:
        best = max(
            ((likeness(text.wording, other.wording), other) for other in _met(text, shelf)),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        alike, original = best
        if original is None or alike < NEAR:
            _file(text, shelf)
            continue
        exact = text.wording == original.wording
        yield text.report, Copy(original.report, "exact" if exact else "near", round(alike, 3))


def _parts(texts: Sequence[_Text]) -> Iterator[tuple[str, Copy]]:
    """Texts of which most is in a longer one: of several the one that holds most of it."""
    shelf: dict[int, list[_Text]] = {}
    for text in texts:
        _file(text, shelf)
    best: dict[str, tuple[float, str]] = {}
    for text in texts:
        for other in _met(text, shelf):
            if other.wording.runs < text.wording.runs:
                held = round(share(other.wording, text.wording), 3)
                if held >= PART and held > best.get(other.report, (0.0, ""))[0]:
                    best[other.report] = held, text.report
    for report, (held, of) in best.items():
        yield report, Copy(of, "part", held)


def _file(text: _Text, shelf: dict[int, list[_Text]]) -> None:
    for run in text.wording.sketch[:FILED]:
        filed = shelf.setdefault(run, [])
        if len(filed) < CROWD:
            filed.append(text)


def _met(text: _Text, shelf: Mapping[int, Sequence[_Text]]) -> list[_Text]:
    """Texts that share a filed run, each once, in the order of the first."""
    met: Counter[str] = Counter()
    texts: dict[str, _Text] = {}
    for run in text.wording.sketch:
        for other in shelf.get(run, ()):
            if other.report != text.report:
                met[other.report] += 1
                texts[other.report] = other
    return [texts[report] for report in sorted(met, key=lambda r: (-met[r], r))][:CROWD]


def _rooted(report: str, found: Mapping[str, Copy]) -> Copy:
    """A copy of a copy repeats the original."""
    copy, seen = found[report], {report}
    of = copy.of
    while of in found and of not in seen:
        seen.add(of)
        of = found[of].of
    return Copy(of, copy.kind, copy.share)
