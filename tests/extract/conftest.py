"""Tables of invented sentences and what they tell, in a short notation.

`cases/<name>.yaml` belongs to `test_<name>.py`: `holds` are read right, `fails` are known to be
read wrong (strict expected failures: one that comes to pass is moved up by hand). A case is
`[phenomenon, text, expectation]`, an expectation all events in text order, parted by `;`:

    shelling by=sy.armed-forces at=name_of_place killed=3 ; arrest main=no

The tables are read by the rules alone, so that they prove what the rules say whatever weights the
assertion model has; what it must let through is in `cases/assertion.yaml`.

Only the keys that are given are compared, but `status` is `happened` unless it is given, and the
number of events must be right (`...` at the end allows more). `none` is no event at all, `nothing`
no event that happened (one that is denied, planned or possible is allowed). `-` is an empty value.
`by` and `of` are actor ids of agents and targets (a `:certainty` may follow), `on` kinds of
targets, `with` weapon classes, `src` source kinds; `trigger`, `agents`, `target`, `weapons`,
`tolls`, `says`, `in` and `time` are the words quoted for them; `killed=2-4` is a range,
`killed=2+` open-ended, `killed.children` a sub-count, `rel=caused:1>2` a relation of the record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import rasid
from rasid.geo.gazetteer import Gazetteer
from rasid.lexicon.lexicon import load
from rasid.model import OUTCOMES, Article, Casualty, Event, Record
from rasid.pipeline import Reader

PUBLISHED = "2025-03-12"
"""A Wednesday; the day of publication of every text here."""

HERE = Path(__file__).parent
VARIANT = re.compile(r"(-occupation(-\w\w)?)?(-short(-\w\w)?)?(-epithets?)?$")


# ------------------------------------------------------------------ tables
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `case` runs over the table of its module."""
    if "case" not in metafunc.fixturenames:
        return
    name = metafunc.module.__name__.rpartition("test_")[2]
    table = yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    held = [pytest.param(tuple(row), id=row[0]) for row in table["holds"]]
    metafunc.parametrize("case", held + list(_known_failures(table.get("fails") or [])))


def _known_failures(rows: list[list[str]]) -> Iterator[Any]:
    for row in rows:
        mark = pytest.mark.xfail(strict=True, reason=row[0])
        yield pytest.param(tuple(row), id=row[0], marks=mark)


Check = Callable[[tuple[str, str, str]], Record]


@pytest.fixture(scope="session")
def check() -> Check:
    """Read a case by the rules and assert that the record says what is expected, in exact spans."""
    reader = Reader(load(), Gazetteer.open(), weighs=False)
    return _checker(lambda text: reader.read(Article(text, published=PUBLISHED)))


@pytest.fixture(scope="session")
def check_read() -> Check:
    """The same for what `rasid.read` says, the assertion model included."""
    return _checker(lambda text: rasid.read(text, published=PUBLISHED))


def _checker(read: Callable[[str], Record]) -> Check:
    def check(case: tuple[str, str, str]) -> Record:
        _, text, expected = case
        record = read(text)
        assert_spans(record, text)
        problems = list(differences(record, expected))
        assert not problems, f"{text}\n" + "\n".join(problems) + "\n" + briefly(record)
        return record

    return check


@pytest.fixture(scope="session")
def exact_spans() -> Callable[[Record, str], None]:
    return assert_spans


# ------------------------------------------------------------------ spans
def spans(value: Any) -> Iterator[dict[str, Any]]:
    """All spans of a record in JSON."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        else:
            for inner in value.values():
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def assert_spans(record: Record, text: str) -> None:
    """Every span is not empty, lies inside the text, and repeats exactly its words."""
    for span in spans(rasid.to_json(record)):
        assert 0 <= span["start"] < span["end"] <= len(text), span
        assert text[span["start"] : span["end"]] == span["text"], span


# ------------------------------------------------------------------ the notation
def differences(record: Record, expected: str) -> Iterator[str]:
    """What the record says otherwise than expected, one line each."""
    if expected == "nothing":
        yield from (f"{e.id} happened" for e in record.events if e.status == "happened")
        return
    wanted = [part.split() for part in expected.split(" ; ")]
    relations = [w.removeprefix("rel=") for part in wanted for w in part if w.startswith("rel=")]
    wanted = [[w for w in part if not w.startswith("rel=")] for part in wanted]
    wanted = [part for part in wanted if part and part != ["none"]]
    more = wanted[-1:] == [["..."]]
    wanted = wanted[:-1] if more else wanted
    if len(record.events) < len(wanted) or (len(record.events) > len(wanted) and not more):
        yield f"events: {len(record.events)}, not {len(wanted)}"
    for event, (kind, *keys) in zip(record.events, wanted, strict=False):
        yield from _event_differences(event, kind, dict(key.split("=", 1) for key in keys))
    told = {f"{r.kind}:{r.from_[1:]}>{r.to[1:]}" for r in record.relations}
    yield from (f"relation {r} not in {sorted(told)}" for r in relations if r not in told)


def _event_differences(event: Event, kind: str, keys: dict[str, str]) -> Iterator[str]:
    for key, value in {"type": kind, "status": "happened", **keys}.items():
        got = said(event, key, ":" in value)
        if got != _spelled(value):
            yield f"{event.id} {key}: {got}, not {value}"


def _spelled(value: str) -> str:
    return ",".join(sorted(value.replace("_", " ").split(",")))


def said(event: Event, key: str, certainty: bool = False) -> str:
    """What an event says under a key of the notation."""
    if key.partition(".")[0] in OUTCOMES:
        return _toll(event.casualties, key)
    time, place = event.time, event.place
    simple: dict[str, Callable[[], Any]] = {
        "type": lambda: event.type.replace("_", " "),
        "status": lambda: event.status,
        "main": lambda: "yes" if event.main else "no",
        "trigger": lambda: event.trigger.text,
        "by": lambda: _joined(
            _actor(a.actor_id or a.actor) + (f":{a.certainty}" if certainty else "")
            for a in event.agents
        ),
        "of": lambda: _joined(_actor(t.actor_id) for t in event.targets if t.actor_id),
        "on": lambda: _joined(t.kind.replace("_", " ") for t in event.targets),
        "agents": lambda: _joined(a.span.text for a in event.agents),
        "target": lambda: _joined(t.span.text for t in event.targets),
        "weapons": lambda: _joined(w.span.text for w in event.weapons),
        "tolls": lambda: _joined(c.span.text for c in event.casualties),
        "time": lambda: time.span.text if time else "-",
        "with": lambda: _joined(w.class_.replace("_", " ") for w in event.weapons),
        "src": lambda: _joined(s.kind.replace("_", " ") for s in event.sources),
        "says": lambda: _joined(s.span.text for s in event.sources),
        "at": lambda: place.name if place else "-",
        "in": lambda: place.span.text if place else "-",
        "relation": lambda: place.relation if place else "-",
        "km": lambda: f"{place.distance_km:g}" if place and place.distance_km else "-",
        "when": lambda: str(time.start) if time else "-",
        "until": lambda: str(time.end) if time else "-",
        "part": lambda: str(time.part_of_day) if time else "-",
    }
    return str(simple[key]())


def _joined(values: Any) -> str:
    return ",".join(sorted(set(values))) or "-"


def _actor(actor: str | None) -> str:
    return VARIANT.sub("", actor or "-")


def _toll(rows: tuple[Casualty, ...], key: str) -> str:
    """The sum over all groups: '3', '2-4', '2+'; or one field of the rows."""
    outcome, _, part = key.partition(".")
    rows = tuple(r for r in rows if r.outcome == outcome)
    if not rows:
        return "-"
    if part == "group":
        return _joined(r.group for r in rows)
    if part:
        return str(sum(getattr(r, part) or 0 for r in rows))
    low = sum(r.min for r in rows)
    if any(r.max is None for r in rows):
        return f"{low}+"
    high = sum(r.max or 0 for r in rows)
    return str(low) if low == high else f"{low}-{high}"


def briefly(record: Record) -> str:
    """The record in few lines, for a failing test."""
    keys = ("type", "status", "by", "of", "on", "with", "at", "killed", "injured", "src")
    lines = [
        f"{e.id} [{e.trigger.text}] " + " ".join(f"{k}={said(e, k)}" for k in keys)
        for e in record.events
    ]
    return "\n".join(lines) or json.dumps("no events")
