"""The error page: gold against read, by field, by construction and by report.

Writes one self-contained page. Without the shared folder it says so and stops. The page quotes the
reports of the shared folder: it stays in `build/`, which is not kept in the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from compare import Comparison, Row, scorer
from jinja2 import Environment, select_autoescape

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RASID_SHARED", ROOT.parent / "shared"))
HOME = ROOT / "build" / "errors-home"
WORST = 120
FAR_KM = 25


@dataclass(frozen=True, slots=True)
class Compared:
    """A gold report with its rows; `faults` orders the page."""

    id: str
    text: str
    published: str
    rows: tuple[Row, ...]

    @property
    def faults(self) -> int:
        return sum(cell.verdict != "hit" for row in self.rows for cell in row.cells)


@dataclass(slots=True)
class Group:
    """Faults of one construction: how many, and the reports where they are."""

    name: str
    count: int = 0
    where: Counter[str] = field(default_factory=Counter)

    def add(self, report: str) -> None:
        self.count += 1
        self.where[report] += 1


@dataclass(frozen=True, slots=True)
class Case:
    """A report of a set without text-level gold, with what is wrong about it."""

    id: str
    text: str
    wrong: tuple[str, ...]
    read: tuple[str, ...]


# ------------------------------------------------------------------ gold
def gold_reports(limit: int) -> list[Compared]:
    """All gold reports compared."""
    from rasid.model import Article
    from rasid.pipeline import default_reader

    comparison = Comparison(SHARED)
    folder = SHARED / "gold" / "dev"
    out = []
    for path in sorted((folder / "yaml").glob("*.yaml"))[:limit]:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        published = str(gold["published"])[:10] if gold.get("published") else None
        reading = default_reader().stages(Article(text, path.stem, published))
        rows = tuple(comparison.rows(text, gold.get("events") or [], reading))
        out.append(Compared(path.stem, text, published or "no date", rows))
    return out


def by_field(reports: Iterable[Compared]) -> list[dict[str, Any]]:
    """Hits, misses, extras and wrong values of each field."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for row in report.rows:
            counts["events"]["hit" if row.verdict == "wrong" else row.verdict] += 1
            for cell in row.cells:
                if cell.field != "trigger":
                    counts[cell.field][cell.verdict] += 1
    return [{"name": name, **count} for name, count in counts.items()]


def constructions(reports: Iterable[Compared]) -> dict[str, list[Group]]:
    """Faults grouped by what made or lost them, the most frequent first."""
    found: dict[str, dict[str, Group]] = defaultdict(dict)
    for report in reports:
        for title, name in (fault for row in report.rows for fault in _faults(row)):
            found[title].setdefault(name, Group(name)).add(report.id)
    order = sorted(found, key=lambda title: -sum(g.count for g in found[title].values()))
    return {title: sorted(found[title].values(), key=lambda g: -g.count) for title in order}


def _faults(row: Row) -> Iterator[tuple[str, str]]:
    if row.verdict == "missed":
        yield f"missed events: {row.cause}", f"{row.construction} ({row.type})"
    elif row.verdict == "extra":
        yield "extra events, by rule", f"{row.construction} ({row.type})"
    else:
        for cell in row.cells:
            if cell.verdict != "hit":
                yield f"{cell.field} {cell.verdict}, by rule", row.construction


# ------------------------------------------------------------------ the coded sets
def rows_of(name: str, limit: int) -> list[dict[str, Any]]:
    path = SHARED / "dev" / f"{name}.jsonl"
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(limit), lines, strict=False)]


def cases(name: str, limit: int, judge: Callable[[dict[str, Any], Any], list[str]]) -> list[Case]:
    """The worst reports of a set: `judge` tells what is wrong with each record."""
    from rasid.api import read_many
    from rasid.model import Article

    rows = rows_of(name, limit)
    articles = [Article(r["text"], r["id"], r.get("published"), r.get("outlet")) for r in rows]
    out = []
    for row, record in zip(rows, read_many(articles, jobs=os.cpu_count() or 1), strict=True):
        wrong = judge(row, record)
        if wrong:
            read = tuple(f"{e.summary.en} [{', '.join(e.rules)}]" for e in record.events)
            out.append(Case(row["id"], row["text"], tuple(wrong), read))
    return sorted(out, key=lambda case: -len(case.wrong))


def airwars_faults(score: Any) -> Callable[[dict[str, Any], Any], list[str]]:
    """What an incident coded by hand says against the record of one of its sources."""

    def judge(row: dict[str, Any], record: Any) -> list[str]:
        from rasid.record import to_json

        if len(row["incidents"]) != 1 or not row["incidents"][0]["names_place"]:
            return []
        incident = row["incidents"][0]
        events = to_json(record)["events"]
        main = [e for e in events if e["main"]] or events
        found = (
            _strike(incident, main, score),
            _point(incident, main, score),
            *(_toll(incident, main, score, outcome) for outcome in ("killed", "injured")),
        )
        return [fault for fault in found if fault]

    return judge


def _strike(incident: dict[str, Any], main: list[dict[str, Any]], score: Any) -> str:
    if not incident.get("strike_type"):
        return ""
    names = (name.strip() for name in incident["strike_type"].split(","))
    want = set().union(*(score.STRIKE.get(name, set()) for name in names))
    got = main[0]["type"] if main else "nothing"
    return "" if got in want else f"type: {incident['strike_type']}, read {got}"


def _point(incident: dict[str, Any], main: list[dict[str, Any]], score: Any) -> str:
    if incident.get("lat") is None:
        return ""
    places = [e["place"] for e in main if e["place"] and e["place"]["lat"] is not None]
    want = f"place: {incident['location_ar'] or incident['location_en']}"
    if not places:
        return f"{want}, read none"
    first = places[0]
    km = score.km((incident["lat"], incident["lon"]), (first["lat"], first["lon"]))
    return f"{want}, read {first['name']} {km:.0f} km off" if km > FAR_KM else ""


def _toll(incident: dict[str, Any], main: list[dict[str, Any]], score: Any, outcome: str) -> str:
    low, high = incident[f"civ_{outcome}_min"], incident[f"civ_{outcome}_max"]
    if low is None:
        return ""
    least, most = score.toll(main, outcome)
    inside = most is not None and low <= least <= (low if high is None else high)
    return "" if inside else f"{outcome}: {low} to {high}, read {least} to {most}"


def gsr_faults(wanted: frozenset[str]) -> Callable[[dict[str, Any], Any], list[str]]:
    """A missed sentence, or a false alarm with the rules that raised it."""

    def judge(row: dict[str, Any], record: Any) -> list[str]:
        told = [
            e for e in record.events if e.type in wanted and e.status in ("happened", "possible")
        ]
        if row["label"] == "yes" and not told:
            return ["missed"]
        if row["label"] != "yes" and told:
            rules = ", ".join(sorted({rule for e in told for rule in e.rules}))
            return [f"false alarm ({row['label']}): {rules}"]
        return []

    return judge


def grouped(found: Iterable[Case]) -> list[tuple[str, list[Case]]]:
    """Cases by what is wrong first, the most frequent first."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        groups[case.wrong[0]].append(case)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


# ------------------------------------------------------------------ the page
def page(limit: int) -> str:
    """The whole page."""
    score = scorer(SHARED)
    reports = sorted(gold_reports(limit), key=lambda report: -report.faults)
    protest, assault = frozenset(score.PROTEST), frozenset(score.ASSAULT)
    template = (Path(__file__).parent / "errors.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["utf16"] = lambda text: len(text.encode("utf-16-le")) // 2
    return environment.from_string(template).render(
        reports=reports,
        fields=by_field(reports),
        constructions=constructions(reports),
        airwars=cases("airwars", limit, airwars_faults(score))[:WORST],
        gsr={
            "assault": grouped(cases("gsr_assault", limit, gsr_faults(assault))),
            "protest": grouped(cases("gsr_protest", limit, gsr_faults(protest))),
        },
    )


def workspace() -> None:
    """A workspace with the places that figures are measured with; made anew when it is stale."""
    os.environ["RASID_HOME"] = str(HOME)
    from rasid.errors import GazetteerError
    from rasid.geo.additions import add
    from rasid.geo.gazetteer import Gazetteer

    table = SHARED / "gazetteer" / "places.csv.gz"
    try:
        known = any(d.name == "places" for d in Gazetteer.open(HOME).datasets())
    except GazetteerError:
        shutil.rmtree(HOME)
        known = False
    if table.is_file() and not known:
        add(table, HOME)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "errors.html")
    parser.add_argument(
        "--limit", type=int, default=10**9, help="reports of each set, for a quick look"
    )
    options = parser.parse_args()
    if not (SHARED / "score.py").is_file():
        print(f"error page skipped: no evaluation sets at {SHARED}")
        return 0
    workspace()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(page(options.limit), encoding="utf-8")
    print(f"wrote {options.out.resolve().as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
