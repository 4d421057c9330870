"""`rasid gazetteer`: add place tables to the workspace, correct and find places, see coverage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from rasid import settings
from rasid.errors import GazetteerError
from rasid.geo.additions import ImportReport, add
from rasid.geo.corrections import OWN, correct
from rasid.geo.download import Fetched, country_files, fetch
from rasid.geo.find import Found, find
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.importers.detect import is_alternates
from rasid.geo.place import CORRECTED, GazetteerPlace

FEW = 20
"""Countries with fewer places are not listed one by one."""


@click.group()
def gazetteer() -> None:
    """Places: add, download and correct them, find a name, show coverage."""


# ------------------------------------------------------------------ add
@gazetteer.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--country", default="", metavar="CC", help="Country of boundaries that do not say.")
@click.option("--license", default="", metavar="TEXT", help="Licence to note for the tables.")
def add_command(paths: tuple[str, ...], country: str, license: str) -> None:
    """Add tables of places or boundaries to the workspace.

    The format is told by the content: GeoNames country files (XX.zip or XX.txt) and, given with
    them, GeoNames' alternate names (language-tagged); OCHA COD-AB tables as CSV or XLSX, or a
    zip of them; a Who's On
    First folder of GeoJSON records or SQLite file; boundaries as GeoJSON, for the unit that a point
    lies in; plain CSV.

    A plain table has the columns id, name_ar, name_en, lat, lon, kind and country, and may have
    other_ar (more names, separated by |), admin1, admin1_ar, admin2, population, source and
    radius_km. All but folders and archives may be gzipped. Each file is added whole or not at all;
    added again, it replaces its earlier version.
    """
    files = [Path(path) for path in paths]
    names = tuple(path for path in files if is_alternates(path))
    if len(names) == len(files):
        raise GazetteerError(
            f"{names[0]}: alternate names go with their country file; give both in one command"
        )
    for path in files:
        if path not in names:
            _add(path, names, country, license)


def _add(path: Path, names: tuple[Path, ...], country: str = "", license: str = "") -> None:
    with Console(stderr=True).status(f"adding {path}"):
        report = add(path, settings.home(), alternates=names, country=country, license=license)
    _tell(report)


def _tell(report: ImportReport) -> None:
    areas = f", {report.areas:,} boundaries" if report.areas else ""
    click.echo(
        f"{report.path}: {report.format}, {report.added:,} places added, {report.named:,} with an"
        f" Arabic name{areas}; {report.replaced:,} replaced, {report.skipped:,} rows skipped"
    )
    for reason, count in report.reasons:
        click.echo(f"  skipped {count:,}: {reason}")
    for skipped in report.examples[:5]:
        where = f"line {skipped.line}" if skipped.line else skipped.name
        click.echo(f"  {where}: {skipped.reason}", err=True)
    told = (f"version {report.version}" if report.version else "", report.license)
    click.echo(f"  {', '.join(filter(None, told))}; sha256 {report.sha256[:12]}")


# ------------------------------------------------------------------ download
@gazetteer.command("download")
@click.argument("countries", nargs=-1, required=True, metavar="CC...")
@click.option("--no-add", is_flag=True, help="Only fetch the files, do not add them.")
def download(countries: tuple[str, ...], no_add: bool) -> None:
    """Fetch the places of countries (ISO codes) from GeoNames and add them.

    The files go into the workspace's folder `downloads`, each with its checksum beside it. What
    was cut off is gone on with. RASID_GEONAMES sets another address than GeoNames' own.
    """
    folder = settings.home() / "downloads"
    wanted = [country_files(settings.geonames_url(), country) for country in countries]
    for files in wanted:
        for url, name in files:
            with _bar(name) as progress:
                _told(fetch(url, folder / name, progress))
        table, names = (folder / name for _, name in files)
        if not no_add:
            _add(table, (names,))


class _Bar:
    """A progress bar on standard error for one file."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None)

    def __call__(self, done: int, whole: int | None) -> None:
        self._progress.update(self._task, completed=done, total=whole)


@contextmanager
def _bar(name: str) -> Iterator[_Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TransferSpeedColumn(), console=Console(stderr=True)) as progress:
        yield _Bar(progress, name)


def _told(fetched: Fetched) -> None:
    resumed = f", {fetched.resumed:,} of them from before" if fetched.resumed else ""
    size = f"{fetched.bytes:,} bytes{resumed}"
    click.echo(f"{fetched.url}: {size}; sha256 {fetched.sha256[:12]}")


# ------------------------------------------------------------------ correct
@gazetteer.command("correct")
@click.argument("name")
@click.option("--lat", type=click.FloatRange(-90, 90), required=True, help="Latitude in degrees.")
@click.option("--lon", type=click.FloatRange(-180, 180), required=True, help="Longitude.")
@click.option("--country", default="", metavar="CC", help="ISO code; else that of the point.")
@click.option("--kind", default="town", show_default=True, help="What the place is.")
@click.option("--id", "place_id", default="", help="Move only this place (ids: gazetteer find).")
def correct_command(
    name: str, lat: float, lon: float, country: str, kind: str, place_id: str
) -> None:
    """Say where a place is; this wins over every table.

    Without --id the correction stands for all places of that name and kind in the country. It is
    a line in the workspace's corrections.csv, where it can be changed or taken out.
    """
    known = Gazetteer.open(settings.home())
    area = known.area_at(lat, lon)
    code = country.upper() or (area.country if area else _only_country(known, name))
    own = place_id or f"{OWN}{code}:{known.rules.key(name)}"
    unit = area.admin1 if area else ""
    unit_ar = area.admin1_ar if area else ""
    second = area.admin2 if area else ""
    place = GazetteerPlace(
        own, name, "", lat, lon, kind, code, unit, unit_ar, second, None, CORRECTED
    )
    path = correct(place, settings.home())
    click.echo(f"{name} ({code}) is at {lat}, {lon}: noted in {path}")


def _only_country(known: Gazetteer, name: str) -> str:
    countries = {candidate.place.country for candidate in known.lookup(name)}
    if len(countries) != 1:
        told = ", ".join(sorted(countries)) or "no country"
        raise GazetteerError(f"{name}: is known in {told}; give the one meant with --country")
    return countries.pop()


# ------------------------------------------------------------------ find
@gazetteer.command("find")
@click.argument("name")
@click.option("--near", default="", metavar="PLACE|LAT,LON", help="Rank as beside this place.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Rows.")
def find_command(name: str, near: str, limit: int) -> None:
    """List the places that NAME could mean, as the resolver ranks them, and why."""
    found = find(Gazetteer.open(settings.home()), name, near)
    if not found:
        raise GazetteerError(f"{name}: no place of that name is known; add a table that has it")
    columns = [] if found[0].km is None else ["km"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for heading in ("score", "name", "kind", "in", "point", *columns, "id", "reasons"):
        table.add_column(heading, overflow="fold")
    for one in found[:limit]:
        table.add_row(*_row(one))
    console = Console()
    console.print(table)
    if len(found) > limit:
        console.print(f" and {len(found) - limit} more", style="dim")


def _row(one: Found) -> list[str]:
    place = one.ranked.place
    spelled = " / ".join(filter(None, (place.name_ar, place.name_en)))
    within = ", ".join(filter(None, (place.admin2, place.admin1, place.country)))
    reasons = ", ".join(f"{name} {value:+.2f}" for name, value in one.ranked.reasons)
    far = [] if one.km is None else [f"{one.km:,.0f}"]
    point = f"{place.lat:.4f}, {place.lon:.4f}"
    score = f"{one.ranked.score:.2f}"
    return [score, spelled, place.kind, within, point, *far, place.id, reasons]


# ------------------------------------------------------------------ info
@gazetteer.command("info")
def info() -> None:
    """Show the tables in use and how many places of each country have Arabic names."""
    console = Console()
    known = Gazetteer.open(settings.home())
    console.print(_tables(known))
    countries = _table("country", "places", "with Arabic name", "without", "share")
    covered = sorted(known.coverage(), key=lambda row: -row.places)
    for row in (row for row in covered if row.places >= FEW):
        counts = (row.places, row.named, row.places - row.named)
        share = f"{row.named / row.places:.0%}"
        countries.add_row(row.country, *(f"{count:,}" for count in counts), share)
    console.print(countries)
    rest = sum(row.places < FEW for row in covered)
    console.print(f" and {rest} countries with less than {FEW} places", style="dim")
    console.print(f"workspace: {settings.home()}", style="dim", highlight=False, soft_wrap=True)


def _tables(known: Gazetteer) -> Table:
    tables = _table("table", "places", "areas", "version", "added on", "sha256")
    for column in tables.columns:
        column.no_wrap = True
    tables.add_column("licence", overflow="fold")
    for one in known.datasets():
        added = "" if one.name == CORRECTED else one.added_on or "with Rasid"
        counts = (f"{one.places:,}", f"{one.areas:,}" if one.areas else "")
        tables.add_row(one.name, *counts, one.version, added, one.sha256[:8], one.license)
    return tables


def _table(first: str, *counted: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(first)
    for heading in counted:
        table.add_column(heading, justify="right")
    return table
