"""`rasid demo`: the main job on four bundled reports of invented events."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
from rich.console import Console

from rasid.api import read_many
from rasid.cli.page import page
from rasid.cli.table import show
from rasid.model import Article

PAGE = "rasid-demo.html"
WORKSPACE = "rasid-demo.db"


def demo_articles() -> Iterator[Article]:
    """The bundled reports. The first two tell one incident differently."""
    path = resources.files("rasid.demo") / "reports.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Article(row["text"], row["id"], row["published"], row["outlet"])


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder for the page and the workspace.",
)
def demo(out: Path) -> None:
    """Read four bundled reports of invented events, show what they tell, and make a workspace of
    them for the workbench, and a page.

    The first two reports tell the same incident differently.
    """
    from rasid.store.filling import fill

    console = Console()
    articles = list(demo_articles())
    records = list(read_many(articles))
    for article, record in zip(articles, records, strict=True):
        show(record, console, article.text)
    target = out / PAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(list(zip(articles, records, strict=True))), encoding="utf-8")
    events = sum(len(record.events) for record in records)
    click.echo(f"{events} events in {len(records)} reports. Each value lights its words in\n")
    click.echo(f"    {target.resolve().as_uri()}\n")
    workspace = out / WORKSPACE
    fill(workspace, zip(articles, records, strict=True), "demo")
    click.echo("Open it in a browser. To review, correct and map them, open the workbench:\n")
    click.echo(f"    {sys.argv[0]} serve --workspace {workspace}\n")
    click.echo("Next: rasid read FILE; or rasid init, rasid add FILE and rasid serve")
