"""`rasid incidents`: what many reports tell of one act, and a person's word on what is one."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.cli.incident import STYLES, show
from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.cli.table import kept_left
from rasid.cli.values import bounds, words
from rasid.incidents.model import MACHINE, Judgement
from rasid.store import deciding, merging
from rasid.store.intake import now
from rasid.store.listing import Row, incidents_of


@click.group()
def incidents() -> None:
    """Incidents: list and show them, and say which tellings are of one act."""


@incidents.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True,
              metavar="N", help="Incidents on a page.")  # fmt: skip
@click.option("--after", metavar="MARK", help="The page after the one that ended with MARK.")
@click.option("--sources", type=click.IntRange(1), default=1, metavar="N",
              help="Only those that so many sources tell of.")  # fmt: skip
@click.option("--stale", is_flag=True, help="Only those that ask for a decision again.")
@workspace_option
def list_command(
    limit: int, after: str | None, sources: int, stale: bool, path: Path | None
) -> None:
    """List incidents, the newest first."""
    with opened(path) as workspace, workspace.reading() as db:
        found = incidents_of(db, limit, after, sources=sources, stale=stale)
    Console().print(_table(found.incidents))
    more = f"; more with: --after {found.after}" if found.after else ""
    click.echo(f"rasid: {len(found.incidents)} incidents{more}", err=True)


def _table(rows: tuple[Row, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, header_style="dim")
    for name in (
        "incident",
        "day",
        "act",
        "where",
        "killed",
        "sources",
        "tellings",
        "odds",
        "grade",
    ):
        right = name in ("killed", "sources", "tellings", "odds")
        fixed = name not in ("act", "where")
        table.add_column(name, justify="right" if right else "left", no_wrap=fixed)
    for one in rows:
        where = ", ".join(dict.fromkeys(filter(None, (one.place, one.admin1, one.country))))
        grade = one.grade + (", asks again" if one.stale else "")
        table.add_row(
            Text(one.id, style="bold"),
            one.day + (" …" if one.last_day > one.day else ""),
            words(one.type),
            kept_left(where),
            _killed(one),
            str(one.sources),
            str(one.tellings),
            f"{one.disagreement:.2f}",
            Text(grade, style=STYLES.get(one.grade, "")),
        )
    return table


def _killed(one: Row) -> str:
    """The best supported number, and the bounds where sources differ."""
    if one.killed_best is None:
        return ""
    told = bounds(one.killed_low, one.killed_high)
    best = str(one.killed_best)
    return best if told == best else f"{best} ({told})"


@incidents.command("show")
@click.argument("incident", metavar="INCIDENT")
@workspace_option
def show_command(incident: str, path: Path | None) -> None:
    """Show an incident: all claims beside each other, why its reports are one, and what people
    decided. The first letters of its id are enough.
    """
    with opened(path) as workspace, workspace.reading() as db:
        found, judged = merging.shown(db, incident)
        names = deciding.names(db, {telling.id for telling in found.tellings})
    console = Console()
    show(found, console)
    console.print(Text(" told in " + ", ".join(map(kept_left, names.values())), style="dim"))
    taken = {one.undoes for one in judged if one.undoes is not None}
    for one in judged:
        if one.by != MACHINE:
            console.print(Text(f" {_decision(one, one.id in taken)}", style="dim"), soft_wrap=True)


def _decision(one: Judgement, taken_back: bool) -> str:
    ends = f"{kept_left(one.left.report)} and {kept_left(one.right.report)}"
    said = "takes back: " if one.undoes else ""
    end = ", taken back" if taken_back else ""
    return f"{one.id}: {said}{ends} {one.verdict} ({one.by}, {one.at[:16]}){end}"


# ------------------------------------------------------------------ decisions
@incidents.command("join")
@click.argument("ids", nargs=-1, required=True, metavar="INCIDENT INCIDENT...")
@author_option
@workspace_option
def join(ids: tuple[str, ...], by: str | None, path: Path | None) -> None:
    """Say that incidents are one."""
    with opened(path) as workspace, workspace.writing() as db:
        done = deciding.join(db, ids, by=author(by), at=now())
    _told(done)


@incidents.command("split")
@click.argument("incident", metavar="INCIDENT")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@author_option
@workspace_option
def split(incident: str, events: tuple[str, ...], by: str | None, path: Path | None) -> None:
    """Say that events (report#e1) tell of another act than the rest of their incident."""
    with opened(path) as workspace, workspace.writing() as db:
        done = deciding.split(db, incident, events, by=author(by), at=now())
    _told(done)


@incidents.command("undo")
@click.argument("judgement", metavar="JUDGEMENT")
@author_option
@workspace_option
def undo(judgement: str, by: str | None, path: Path | None) -> None:
    """Take a decision back: all that was said with the judgement of this id, at once.

    Undoing an undoing brings the decision back.
    """
    with opened(path) as workspace, workspace.writing() as db:
        done = deciding.undo(db, judgement, by=author(by), at=now())
    _told(done)


def _told(done: deciding.Done) -> None:
    click.echo(f"decision {done.judgement}; incidents now: {', '.join(done.incidents)}")
