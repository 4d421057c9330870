"""`rasid gazetteer`: add place tables to the workspace, see what is known."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from rasid import settings
from rasid.geo.additions import ImportReport, add
from rasid.geo.gazetteer import Gazetteer

FEW = 20
"""Countries with fewer places are not listed one by one."""


@click.group()
def gazetteer() -> None:
    """Places: add tables to the workspace, show coverage."""


@gazetteer.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="FILE.csv[.gz]...")
def add_command(paths: tuple[str, ...]) -> None:
    """Add place tables to the workspace.

    A table has the columns id, name_ar, name_en, lat, lon, kind and country, and may have other_ar
    (more names, separated by |), admin1, admin1_ar, admin2, population, source and radius_km. Each
    file is added whole or not at all; added again, it replaces its earlier version.
    """
    for path in paths:
        with Console(stderr=True).status(f"adding {path}"):
            report = add(Path(path), settings.home())
        _tell(report)


def _tell(report: ImportReport) -> None:
    click.echo(
        f"{report.path}: {report.added:,} places added, {report.named:,} with an Arabic name; "
        f"{report.replaced:,} replaced, {report.skipped:,} rows skipped"
    )
    for reason, count in report.reasons:
        click.echo(f"  skipped {count:,}: {reason}")
    for skipped in report.examples[:5]:
        click.echo(f"  line {skipped.line}: {skipped.reason}", err=True)


@gazetteer.command("info")
def info() -> None:
    """Show the tables in use and how many places of each country have Arabic names."""
    console = Console()
    known = Gazetteer.open(settings.home())
    tables = _table("table", "places", "added on", "sha256")
    for dataset in known.datasets():
        added = dataset.added_on or "with Rasid"
        tables.add_row(dataset.name, f"{dataset.places:,}", added, dataset.sha256[:12])
    console.print(tables)
    countries = _table("country", "places", "with Arabic name", "share")
    covered = sorted(known.coverage(), key=lambda row: -row.places)
    for row in (row for row in covered if row.places >= FEW):
        share = f"{row.named / row.places:.0%}"
        countries.add_row(row.country, f"{row.places:,}", f"{row.named:,}", share)
    console.print(countries)
    rest = sum(row.places < FEW for row in covered)
    console.print(f" and {rest} countries with less than {FEW} places", style="dim")
    console.print(f"workspace: {settings.home()}", style="dim", highlight=False, soft_wrap=True)


def _table(first: str, *counted: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(first)
    for heading in counted:
        table.add_column(heading, justify="right")
    return table
