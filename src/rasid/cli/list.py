"""`rasid list` and `rasid search`: events of the workspace, the newest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.cli.filters import asked, filtered
from rasid.cli.store import Command, opened, workspace_option
from rasid.cli.table import STYLES, kept_left
from rasid.cli.values import bounds, words
from rasid.record import to_json
from rasid.store.find import Filter, Listed, Page, count, find
from rasid.store.rows import OPEN
from rasid.store.words import expression

MOST_COUNTED = 10_000
PAGING = (
    click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True,
                 metavar="N", help="Events on a page."),
    click.option("--after", metavar="MARK", help="The page after the one that ended with MARK."),
    click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table",
                 show_default=True),
)  # fmt: skip


def paged(command: Command) -> Command:
    """Give a command the options of a page."""
    for option in reversed(PAGING):
        command = option(command)
    return command


COLUMNS = ("event", "day", "act", "where", "killed", "injured", "outlet", "review")
LEAST_WIDTH = {"act": 8, "where": 12, "outlet": 8, "review": 6}
"""Characters that a column keeps in a narrow terminal; the others are never cut."""


@click.command("list")
@filtered
@paged
@workspace_option
def list_command(path: Path | None, limit: int, after: str, form: str, **given: Any) -> None:
    """List events, the newest first.

    An option that is given several times asks for any of its values, different ones for all.
    """
    _show(path, asked(**given), (limit, after, form))


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="WORD...")
@filtered
@paged
@workspace_option
def search(
    query: tuple[str, ...], path: Path | None, limit: int, after: str, form: str, **given: Any
) -> None:
    """List the events of reports that hold all these words.

    Words are found in every spelling and with whatever is written on to them; what stands in
    quotation marks is found in that order.
    """
    _show(path, asked(expression(" ".join(query)), **given), (limit, after, form))


def _show(path: Path | None, wanted: Filter, page: tuple[int, str, str]) -> None:
    limit, after, form = page
    with opened(path) as workspace, workspace.reading() as db:
        found = find(db, wanted, limit, after)
        if form == "jsonl":
            for one in found.events:
                click.echo(json.dumps(to_json(one), ensure_ascii=False))
            return
        number = count(db, wanted, MOST_COUNTED)
    Console().print(_table(found))
    least = "at least " if number >= MOST_COUNTED else ""
    more = f"; more with: --after {found.after}" if found.after else ""
    click.echo(f"rasid: {len(found.events)} of {least}{number:,} events{more}", err=True)


def _table(page: Page) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, header_style="dim")
    reviewed = any(one.review != OPEN for one in page.events)
    for name in COLUMNS if reviewed else COLUMNS[:-1]:
        tolls = name in ("killed", "injured")
        table.add_column(
            name,
            justify="right" if tolls else "left",
            no_wrap=name not in LEAST_WIDTH,
            min_width=LEAST_WIDTH.get(name),
        )
    for one in page.events:
        table.add_row(*_cells(one)[: len(table.columns)])
    return table


def _cells(one: Listed) -> list[Text]:
    act = Text(words(one.type), style="" if one.main else "dim")
    if one.status != "happened":
        act.append(f" {one.status}", style=STYLES.get(one.status, "dim"))
    day = one.day + (" …" if one.last_day > one.day else "")
    where = ", ".join(dict.fromkeys(filter(None, (one.place, one.admin1, one.country))))
    review = "" if one.review == OPEN else one.review
    tolls = bounds(one.killed_min, one.killed_max), bounds(one.injured_min, one.injured_max)
    plain = [Text(kept_left(told)) for told in (where, *tolls, one.outlet or "", review)]
    return [Text(f"{one.source}#{one.number}", style="bold"), Text(day), act, *plain]
