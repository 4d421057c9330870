"""`rasid report`: a situation report of the workspace's incidents, as HTML, Word or PDF."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from rasid.api import iso_date
from rasid.cli.store import opened, workspace_option
from rasid.errors import InputError
from rasid.export.profiles import PROFILES
from rasid.situation.areas import area
from rasid.situation.changes import Saved, read, saved
from rasid.situation.compose import page
from rasid.situation.make import material, remember, remembered
from rasid.situation.model import Area, Period, Question
from rasid.situation.words import LANGUAGES, Words
from rasid.situation.write import FORMATS, written
from rasid.version import __version__

EVERYWHERE = Area()
LAST, NONE = "last", "none"


@click.command()
@click.option("--from", "start", required=True, metavar="DAY", help="The first day (2025-03-01).")
@click.option("--to", "end", required=True, metavar="DAY", help="The last day.")
@click.option(
    "--area",
    "where",
    metavar="AREA",
    help="A country or governorate: SY, Aleppo, SY/Aleppo, or its Arabic name.",
)
@click.option(
    "--lang",
    type=click.Choice(("ar", "en", "both")),
    default="both",
    show_default=True,
    help="The language; both are told whole, one after the other.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="partner",
    show_default=True,
    help="Who it is for: what endangers people is removed for all but internal.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="FILE.html, FILE.docx or FILE.pdf; by default situation-DAY-DAY.html here.",
)
@click.option(
    "--since",
    default=LAST,
    show_default=True,
    metavar="last|none|FILE.json",
    help="Tell what changed since the last report of this area and profile that was made of the "
    "workspace, since none, or since that beside which FILE.json stands.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@workspace_option
def report(
    start: str,
    end: str,
    where: str | None,
    lang: str,
    profile: str,
    out: Path | None,
    since: str,
    force: bool,
    path: Path | None,
) -> None:
    """Write a situation report: figures with their bounds, a map, trends, incidents, what is
    contested, what changed, sources, method and limits.

    Beside FILE stands FILE.json, which a later report, of a copy of the workspace too, takes as
    --since.
    What it tells and how it adds up is in docs/report.md.
    """
    period = _period(start, end)
    target = out or Path(f"situation-{period.start}-{period.end}.html")
    _check(target, force)
    asked = Question(period, area(where) if where else EVERYWHERE, profile)
    languages = LANGUAGES if lang == "both" else (lang,)
    with opened(path) as workspace:
        with workspace.reading() as db:
            made = material(db, asked, _before(db, asked, since), _today(), __version__)
        content = written([page(made, one) for one in languages], target.suffix.lower())
        kept = json.dumps(saved(asked, made.made.isoformat(), made.acts), ensure_ascii=False)
        _save(target, content, kept)
        with workspace.writing() as db:
            remember(db, made, kept)
    told = Words("en").count("incident", len(made.acts))
    click.echo(f"rasid: {told} in {target} ({profile}); see {_beside(target)}", err=True)


def _period(start: str, end: str) -> Period:
    first, last = (date.fromisoformat(iso_date(day) or "") for day in (start, end))
    if last < first:
        raise InputError(f"--from {start} --to {end}: the first day is after the last")
    return Period(first, last)


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.json")


def _check(target: Path, force: bool) -> None:
    if target.suffix.lower() not in FORMATS:
        raise InputError(f"{target}: the name must end in {', '.join(FORMATS)}")
    for path in (target, _beside(target)):
        if path.is_dir():
            raise InputError(f"{path}: is a folder; give the name of a file")
        if path.exists() and not force:
            raise InputError(f"{path}: is there already; --force replaces it")


def _before(db: Connection, asked: Question, since: str) -> Saved | None:
    """The report that changes are told since."""
    if since == LAST:
        return remembered(db, asked)
    return None if since == NONE else read(Path(since))


def _today() -> date:
    return datetime.now(UTC).date()


def _save(target: Path, content: bytes, kept: str) -> None:
    """The report and what a later one compares with: each whole, or not at all."""
    for path, data in ((target, content), (_beside(target), f"{kept}\n".encode())):
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_bytes(data)
            os.replace(part, path)
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        finally:
            part.unlink(missing_ok=True)
