"""Event records as a table on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.model import Agent, Casualty, Event, Place, Record, Target, Time

STYLES = {"happened": "", "planned": "yellow", "denied": "red", "possible": "yellow"}
HEDGES = {"suspected": "suspected", "claimed": "claims it", "accused": "accused"}
WIDE = 150
"""From this many columns on, the words of each value stand beside it."""


def show(record: Record, console: Console) -> None:
    """One report: a heading line, its events as rows, relations below."""
    report = record.report
    told = " · ".join(v for v in (report.id, report.outlet, report.published) if v)
    console.print(Text(told, style="bold"))
    if not record.events:
        console.print(Text("  no conflict event", style="dim"))
        console.print()
        return
    console.print(_table(record, console.width >= WIDE))
    for relation in record.relations:
        link = relation.kind.replace("_", " ")
        console.print(Text(f"  {relation.from_} {link} {relation.to}", style="dim"))
    console.print()


def _table(record: Record, wide: bool) -> Table:
    table = Table(show_lines=True, expand=True, pad_edge=False)
    table.add_column("#", no_wrap=True)
    table.add_column("act", ratio=3)
    table.add_column("who", ratio=4)
    table.add_column("to whom", ratio=4)
    table.add_column("where", ratio=4)
    table.add_column("when", ratio=2)
    table.add_column("with", ratio=3)
    table.add_column("toll", ratio=3)
    table.add_column("who says so", ratio=4)
    for event in record.events:
        table.add_row(*_cells(event), style="" if event.main else "dim")
    return table


def _cells(event: Event) -> tuple[Text, ...]:
    act = Text(event.type, style=STYLES[event.status] or "bold")
    act.append(f"\n{event.trigger.text}", style="not bold")
    if event.status != "happened":
        act.append(f"\n{event.status}", style="italic")
    if not event.main:
        act.append("\nbackground", style="italic")
    return (
        Text(event.id),
        act,
        _lines(_agent(a) for a in event.agents),
        _lines(_target(t) for t in event.targets),
        Text(_place(event.place)),
        Text(_time(event.time)),
        _lines(f"{w.class_} {w.span.text}" for w in event.weapons),
        _lines(_toll(c) for c in event.casualties),
        _lines(f"{s.name or s.kind}\n{s.span.text}" for s in event.sources),
    )


def _lines(parts: object) -> Text:
    return Text("\n".join(parts))  # type: ignore[call-overload]


def _agent(agent: Agent) -> str:
    hedge = HEDGES.get(agent.certainty)
    return f"{agent.actor}{f' ({hedge})' if hedge else ''}\n{agent.span.text}"


def _target(target: Target) -> str:
    name = f"{target.actor}, " if target.actor else ""
    return f"{name}{target.kind}\n{target.span.text}"


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    above = ", ".join(v for v in (place.admin1, place.country) if v)
    point = "" if place.lat is None else f"\n{place.lat:.2f}, {place.lon:.2f} ±{place.radius_km:g} km"
    return f"{place.span.text}\n{place.name_en or place.name} ({above or place.precision}){point}"


def _time(time: Time | None) -> str:
    if time is None:
        return ""
    if time.start is None:
        return time.span.text
    days = time.start if time.start == time.end else f"{time.start} – {time.end}"
    return f"{days}\n{time.span.text}"


def _toll(row: Casualty) -> str:
    number = str(row.min) if row.max == row.min else f"{row.min}+" if row.max is None else f"{row.min}–{row.max}"
    parts = [(row.children, "children"), (row.women, "women"), (row.men, "men")]
    told = ", ".join(f"{n} {what}" for n, what in parts if n)
    group = "" if row.group == "unknown" else f" {row.group}"
    return f"{number}{group} {row.outcome}" + (f" ({told})" if told else "")
