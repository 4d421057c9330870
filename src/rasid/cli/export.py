"""`rasid export`: records out in the formats of others, with an account beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import click

from rasid.api import iso_date
from rasid.errors import InputError
from rasid.export.account import NOTES, REASONS, REMOVED, Account
from rasid.export.formats import FORMATS
from rasid.export.profiles import DELAY, PROFILES, Sharing
from rasid.export.rows import Setting
from rasid.export.run import Request, preview
from rasid.export.run import export as write_export
from rasid.export.select import Filters
from rasid.extract.actors import party
from rasid.ingest.found import Fault
from rasid.ingest.records import read_records
from rasid.lexicon.lexicon import load
from rasid.model import EVENT_TYPES, STATUSES, Record

SIDECAR = ".report.json"


@click.command(short_help="Write records in the formats of others.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
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
@click.option("--type", "types", type=click.Choice(EVENT_TYPES), multiple=True, metavar="TYPE",
              help="Only events of this type; may be repeated.")  # fmt: skip
@click.option("--country", "countries", multiple=True, metavar="CODE",
              help="Only events in this country (SY, IQ); may be repeated.")  # fmt: skip
@click.option("--since", metavar="DATE", help="Only events of this day or later.")
@click.option("--until", metavar="DATE", help="Only events of this day or earlier.")
@click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True,
              help="Only events of this status; may be repeated.")  # fmt: skip
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", default=0.0,
              help="Leave out events below this confidence (0 to 1).")  # fmt: skip
@click.option("--main", is_flag=True, help="Only main acts, no background.")
@click.option("--acled-codes", is_flag=True, help="ACLED's numbers instead of its labels.")
@click.option("--preview", "only_look", is_flag=True,
              help="Tell what would be removed and dropped; write nothing.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def export(
    paths: tuple[str, ...],
    form: str,
    out: str | None,
    profile: str,
    acled_codes: bool,
    only_look: bool,
    force: bool,
    **asked: Any,
) -> None:
    """Write records in the formats of others.

    PATH is a file of records (JSON lines of `rasid read --format jsonl`), or - for standard input.
    Beside FILE stands FILE.report.json: how many events came in and went out, which were dropped
    and why, what the profile removed. A line that is no record is told on standard error with file
    and line, and the rest is written. The exit code is 2 when there was no record at all.
    What each format holds and each profile removes is in docs/exports.md.
    """
    made = datetime.now(UTC).replace(microsecond=0)
    filters = _filters(profile, made, asked)
    setting = Setting(made, party, acled_codes)
    request = Request(form, filters, Sharing(profile, load), setting)
    found = _Found(paths)
    if only_look:
        account = preview(found, request)
        _told(found, account)
        click.echo("\n".join(_preview(account, profile)))
        return
    target = _target(out, force)
    account = _written(found, request, target)
    click.echo(f"rasid: {_line(account, target, profile)}", err=True)


@dataclass
class _Found:
    """The records of the paths; faults are told as they come, and kept."""

    paths: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[Record]:
        for found in read_records(self.paths):
            if isinstance(found, Fault):
                self.faults.append(found)
                click.echo(f"rasid: {found}", err=True)
            else:
                yield found


def _filters(profile: str, made: datetime, asked: dict[str, Any]) -> Filters:
    days = DELAY[profile] if asked["delay"] is None else asked["delay"]
    today = made.date()
    since, until = (iso_date(asked[name]) for name in ("since", "until"))
    return Filters(
        frozenset(asked["types"]),
        frozenset(code.upper() for code in asked["countries"]),
        frozenset(asked["statuses"]),
        today.fromisoformat(since) if since else None,
        today.fromisoformat(until) if until else None,
        asked["min_confidence"],
        asked["main"],
        today - timedelta(days=days - 1) if days else None,
    )


# ------------------------------------------------------------------ writing
def _target(out: str | None, force: bool) -> Path:
    if out is None:
        raise click.UsageError("Missing option '--out' (or --preview, to write nothing).")
    for path in (Path(out), Path(out + SIDECAR)):
        if path.is_dir():
            raise InputError(f"{path}: is a folder; give the name of a file")
        if path.exists() and not force:
            raise InputError(f"{path}: is there already; --force replaces it")
    return Path(out)


def _written(found: _Found, request: Request, target: Path) -> Account:
    """The export and its account, both or neither."""
    part = Path(f"{target}.part")
    try:
        with _opened(part, target) as stream:
            account = write_export(found, request, stream)
        _told(found, account)
        told = json.dumps(_report(account, request), ensure_ascii=False, indent=1) + "\n"
        Path(f"{target}{SIDECAR}").write_text(told, encoding="utf-8")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return account


def _opened(part: Path, target: Path) -> BinaryIO:
    try:
        return part.open("wb")
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error


def _told(found: _Found, account: Account) -> None:
    """Faults by the number of the input, since a path may say whose computer it was."""
    places = {path: f"input {number}" for number, path in enumerate(found.paths, start=1)}
    for fault in found.faults:
        where = places.get(fault.path, "standard input")
        account.faults.append(where if fault.line is None else f"{where}, line {fault.line}")
    if not account.records:
        raise InputError("no record could be read: nothing written")


def _report(account: Account, request: Request) -> dict[str, Any]:
    return {
        "format": request.format,
        "profile": request.sharing.profile,
        "made": request.setting.made.isoformat(),
        "rasid": version("rasid"),
        **account.to_json(),
    }


# ------------------------------------------------------------------ telling
def _line(account: Account, target: Path, profile: str) -> str:
    dropped = sum(len(ids) for ids in account.dropped.values())
    parts = [f"{account.out} of {account.events} events written to {target} ({profile})"]
    if dropped:
        parts.append(f"{dropped} dropped")
    if account.faults:
        parts.append(f"{len(account.faults)} faulty lines")
    return f"{', '.join(parts)}; see {target}{SIDECAR}"


def _preview(account: Account, profile: str) -> Iterator[str]:
    yield f"{account.out} of {account.events} events of {account.records} records would go out"
    yield from _block("dropped", {REASONS[c]: len(i) for c, i in account.dropped.items()})
    yield from _block("less exact", {NOTES[c]: len(i) for c, i in account.noted.items()})
    removed = {REMOVED[code]: count for code, count in account.removed.items()}
    yield from _block(f"removed by the profile {profile}", removed)


def _block(heading: str, counted: dict[str, int]) -> Iterator[str]:
    yield f"{heading}:" + ("" if counted else " nothing")
    for meaning, count in sorted(counted.items(), key=lambda pair: -pair[1]):
        yield f"{count:>7}  {meaning}"
