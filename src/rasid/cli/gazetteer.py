"""`rasid gazetteer`: add place tables to the workspace, see what is known."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from rasid import settings
from rasid.geo.additions import ImportReport, add
from rasid.geo.gazetteer import Gazetteer


@click.group()
def gazetteer() -> None:
    """Places: add tables to the workspace, show coverage."""


@gazetteer.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="FILE.csv[.gz]...")
def add_command(paths: tuple[str, ...]) -> None:
    """Add place tables. All or nothing for each file; adding a file again replaces its earlier version."""
    for path in paths:
        with Console(stderr=True).status(f"adding {path}"):
            report = add(Path(path), settings.home())
        _tell(report)


def _tell(report: ImportReport) -> None:
    click.echo(
        f"{report.path}: {report.added} places added ({report.named} with Arabic names), "
        f"{report.replaced} replaced, {report.skipped} rows skipped"
    )
    for reason, count in report.reasons:
        click.echo(f"  skipped {count}: {reason}")
    for skipped in report.examples[:5]:
        click.echo(f"  line {skipped.line}: {skipped.reason}", err=True)


@gazetteer.command("info")
def info() -> None:
    """Show the tables in use and how many places of each country have Arabic names."""
    console = Console()
    known = Gazetteer.open(settings.home())
    tables = Table("table", "places", "sha256", "added", title="Place tables")
    for dataset in known.datasets():
        tables.add_row(dataset.name, str(dataset.places), dataset.sha256[:12], dataset.added_on)
    console.print(tables)
    countries = Table("country", "places", "with Arabic name", "without", title="Coverage")
    for row in known.coverage():
        countries.add_row(row.country, str(row.places), str(row.named), str(row.places - row.named))
    console.print(countries)
