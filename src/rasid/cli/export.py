"""`rasid export`: records and incidents out in the formats of others, with an account beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from rasid import settings
from rasid.api import iso_date
from rasid.cli.filters import asked, filtered
from rasid.cli.merge import is_database
from rasid.cli.store import opened, workspace_option
from rasid.cli.table import kept_left
from rasid.errors import InputError
from rasid.export import files
from rasid.export.account import NOTES, REASONS, REMOVED, Account
from rasid.export.formats import FORMATS
from rasid.export.profiles import PROFILES
from rasid.export.rows import Item
from rasid.export.run import Change, Request, preview
from rasid.export.select import Filters
from rasid.ingest.found import Fault
from rasid.ingest.records import read_records
from rasid.model import Record
from rasid.store import outgoing
from rasid.store.words import expression

OF_WORKSPACES = {"actor": "--actor", "near": "--near", "admin1": "--admin1", "killed": "--killed",
                 "injured": "--injured", "source": "--source", "reviews": "--review",
                 "words": "--words"}  # fmt: skip
"""Filters that a file of records has no index for."""
LONGEST_EXAMPLE = 40


@click.command(short_help="Write events or incidents in the formats of others.")
@click.argument("paths", nargs=-1, metavar="[WORKSPACE|PATH...|-]")
@click.option("--to", "form", type=click.Choice(list(FORMATS)), required=True, help="The format.")
@click.option("--out", metavar="FILE", help="The file to write; needed unless --preview.")
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="partner",
    show_default=True,
    help="Who it is for: what endangers people is removed for all but internal.",
)
@click.option(
    "--delay",
    type=click.IntRange(0),
    metavar="DAYS",
    help="Drop events younger than this; 7 for public, else 0.",
)
@click.option("--events", "each", is_flag=True,
              help="Of a workspace: a row for each event of a report.")  # fmt: skip
@filtered
@click.option("--words", metavar="TEXT", help="Only events of reports with these words.")
@click.option("--acled-codes", is_flag=True, help="ACLED's numbers instead of its labels.")
@click.option("--preview", "only_look", is_flag=True,
              help="Show what would be removed and dropped; write nothing.")  # fmt: skip
@click.option("--push", "server", metavar="URL",
              help="Of bayanat: tell what would be sent to this server.")  # fmt: skip
@click.option("--send", is_flag=True, help="With --push: send it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@workspace_option
def export(
    paths: tuple[str, ...],
    form: str,
    out: str | None,
    profile: str,
    delay: int | None,
    each: bool,
    acled_codes: bool,
    only_look: bool,
    server: str | None,
    send: bool,
    force: bool,
    path: Path | None,
    **given: Any,
) -> None:
    """Write events or incidents in the formats of others.

    Without a PATH the workspace is exported: a row for each incident, with the values that its
    sources support best, the bounds between which they differ, and how well it is attested; or with
    --events a row for each event of a report, with all corrections. What people rejected stays.
    PATH is else a file of records (JSON lines of `rasid read --format jsonl`), or - for standard
    input, of which each event is a row.

    Beside FILE stands FILE.report.json: how many came in and went out, what was dropped and why,
    what the profile removed. What --push --send sent is noted in FILE.sent.jsonl; the same command
    with --force goes on after an interruption. A line that is no record is told on standard error
    with file and line, and the rest is written. What each format holds and each profile removes is
    in docs/exports.md.
    """
    if server is not None and form != "bayanat":
        raise InputError("--push: only payloads of --to bayanat can be sent")
    stored = not paths or path is not None or (len(paths) == 1 and is_database(paths[0]))
    incidents = stored and not each and not FORMATS[form].of_reports
    filters = Filters() if stored else _filters(given)
    request = Request.of(form, profile, filters=filters, delay=delay, incidents=incidents,
                         acled_codes=acled_codes)  # fmt: skip
    with _items(paths, path, stored, incidents, given) as found:
        if only_look:
            account, changes = preview(found, request)
            found.check(account)
            _show(account, changes, request)
            return
        target = _target(out, force)
        account = files.write(found, request, target, asked=_said(given), check=found.check)
    click.echo(f"rasid: {_line(account, target, request)}", err=True)
    if server is not None:
        _push(target, server, send)


# ------------------------------------------------------------------ what goes in
@dataclass
class _Found:
    """Items, with the faults that were met on the way: they are told as they come, and kept."""

    items: Iterable[Record | Item | Fault]
    paths: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[Record | Item]:
        for found in self.items:
            if isinstance(found, Fault):
                self.faults.append(found)
                click.echo(f"rasid: {found}", err=True)
            else:
                yield found

    def check(self, account: Account) -> None:
        """Tell faults by the number of the input, since a path may say whose computer it was.
        InputError when there was nothing at all.
        """
        places = {path: f"input {number}" for number, path in enumerate(self.paths, start=1)}
        for fault in self.faults:
            where = places.get(fault.path, "standard input")
            account.faults.append(where if fault.line is None else f"{where}, line {fault.line}")
        if not account.records and self.paths:
            raise InputError("no record could be read: nothing written")
        if not account.records:
            raise InputError("the workspace has no event that fits: nothing written")


@contextmanager
def _items(
    paths: tuple[str, ...], path: Path | None, stored: bool, incidents: bool, given: dict[str, Any]
) -> Iterator[_Found]:
    if not stored:
        yield _Found(read_records(paths), paths)
        return
    words = given.pop("words")
    wanted = asked(expression(words) if words else None, **given)
    take = outgoing.incidents if incidents else outgoing.events
    where = path or (Path(paths[0]) if paths else None)
    with opened(where) as workspace, workspace.reading() as db:
        yield _Found(take(db, wanted))


def _filters(given: dict[str, Any]) -> Filters:
    for name, option in OF_WORKSPACES.items():
        if given[name] not in (None, ()):
            raise InputError(f"{option}: only for a workspace; add the records with: rasid add")
    since, until = (iso_date(given[name]) for name in ("since", "until"))
    return Filters(
        frozenset(given["types"]),
        frozenset(code.upper() for code in given["country"]),
        frozenset(given["statuses"]),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        given["min_confidence"],
        given["main"],
    )


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that were given, by the names of their options."""
    names = {"types": "type", "statuses": "status", "reviews": "review"}
    told = {names.get(name, name): value for name, value in given.items() if name != "radius"}
    return {name: value for name, value in told.items() if value not in (None, (), 0.0)}


def _target(out: str | None, force: bool) -> Path:
    if out is None:
        raise click.UsageError("Missing option '--out' (or --preview, to write nothing).")
    return files.target(out, force)


def _push(target: Path, server: str, send: bool) -> None:
    from rasid.export import bayanat_push  # network libraries: only for who sends

    done = bayanat_push.push(target, server, login=_login, send=send)
    told = f"{done.sent} payloads sent" if send else f"{done.waiting} payloads would be sent"
    end = "" if send else "; send them with: --send"
    click.echo(f"rasid: {told} to {server}, {done.before} were there already{end}", err=True)


def _login() -> tuple[str, str]:
    known = settings.bayanat_login()
    if known is not None:
        return known
    return click.prompt("name", err=True), click.prompt("password", hide_input=True, err=True)


# ------------------------------------------------------------------ telling
def _rows(request: Request) -> str:
    return "incidents" if request.setting.incidents else "events"


def _line(account: Account, target: Path, request: Request) -> str:
    dropped = sum(len(ids) for ids in account.dropped.values())
    out = f"{account.out} of {account.events} {_rows(request)}"
    parts = [f"{out} written to {target} ({request.sharing.profile})"]
    if dropped:
        parts.append(f"{dropped} dropped")
    if account.faults:
        parts.append(f"{len(account.faults)} faulty lines")
    return f"{', '.join(parts)}; see {target}{files.SIDECAR}"


def _show(account: Account, changes: Mapping[str, Change], request: Request) -> None:
    """What would go out, what would stay behind, what the profile takes, column by column."""
    console = Console()
    told = _rows(request)
    console.print(f"{account.out} of {account.events} {told} would go out", highlight=False)
    dropped = {REASONS[code]: len(ids) for code, ids in account.dropped.items()}
    noted = {NOTES[code]: len(ids) for code, ids in account.noted.items()}
    removed = {REMOVED[code]: count for code, count in account.removed.items()}
    heading = f"removed by the profile {request.sharing.profile}"
    for title, counted in (("dropped", dropped), ("less exact", noted), (heading, removed)):
        _counts(console, title, counted)
    _examples(console, changes)


def _counts(console: Console, title: str, counted: Mapping[str, int]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(f"{title}:" + ("" if counted else " nothing"))
    table.add_column("values" if counted else "", justify="right")
    for meaning, count in sorted(counted.items(), key=lambda pair: -pair[1]):
        table.add_row(meaning, f"{count:,}")
    console.print(table)


def _examples(console: Console, changes: Mapping[str, Change]) -> None:
    if not changes:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column("column", no_wrap=True)
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("for example")
    table.add_column("goes out as")
    for name, one in changes.items():
        told = (text[:LONGEST_EXAMPLE] for text in (one.before, one.after))
        table.add_row(name, f"{one.rows:,}", *(kept_left(text) or "—" for text in told))
    console.print(table)
