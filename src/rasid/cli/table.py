"""Event records as a table on the terminal: what is told, and the words it came from beside it.

Arabic stands alone in the last column. Terminals that order text by direction would otherwise swap
neighbouring cells, and none of them would show where a line of Arabic begins.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.cli.values import Value, values
from rasid.model import Event, Record, Report

STYLES = {"planned": "yellow", "possible": "yellow", "denied": "red"}
WIDEST = 132
LEFT_TO_RIGHT = "\u200e"
"""Keeps what follows an Arabic name on a line in its column."""


def show(record: Record, console: Console, article: str | None = None) -> None:
    """One report: a heading line, its text if given, a block of rows per event, relations."""
    width = min(console.width, WIDEST)
    console.print(_heading(record.report))
    if article is not None:
        console.print(Text(article, justify="right", style="dim"), width=width)
    if record.events:
        console.print(_table(record, width))
        for relation in record.relations:
            kind = relation.kind.replace("_", " ")
            console.print(Text(f" {relation.from_} {kind} {relation.to}", style="dim"))
    else:
        console.print(Text(f" {_nothing(record.report)}", style="dim"))
    console.print()


def _heading(report: Report) -> Text:
    told = (report.id, report.outlet, report.published)
    heading = " · ".join(kept_left(value) for value in told if value)
    return Text(heading, style="bold")


def _nothing(report: Report) -> str:
    return "no conflict event" if report.lang == "ar" else f"not Arabic ({report.lang}): not read"


def _table(record: Record, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=width, header_style="dim")
    table.add_column("", no_wrap=True)
    table.add_column("", no_wrap=True, style="dim")
    table.add_column("what the report tells", ratio=1)
    table.add_column("its words", ratio=1, justify="right")
    for event in record.events:
        _rows(table, event)
    return table


def _rows(table: Table, event: Event) -> None:
    told = _distinct(values(event))
    for number, value in enumerate(told):
        again = number > 0 and told[number - 1].field == value.field
        table.add_row(
            Text(event.id if number == 0 else "", style="bold"),
            "" if again else value.heading,
            _what(value, event),
            Text(value.span.text.replace("\n", " "), style="" if event.main else "dim"),
            end_section=number == len(told) - 1,
        )


def _distinct(told: Iterable[Value]) -> list[Value]:
    """Values that do not look the same: one told twice in the same words is one row."""
    return list({(v.field, v.label, v.note, v.span.text): v for v in told}.values())


def _what(value: Value, event: Event) -> Text:
    act = value.field == "trigger"
    text = Text(kept_left(value.label), style="bold" if act else "")
    text.stylize("" if event.main else "dim")
    if value.note:
        text.append(f"  {value.note}", style=STYLES.get(event.status, "dim") if act else "dim")
    if value.detail:
        text.append(f"\n{value.detail}", style="dim")
    return text


def kept_left(label: str) -> str:
    """A label that may be Arabic, so that what follows it stays in its column."""
    return label if label.isascii() else label + LEFT_TO_RIGHT
