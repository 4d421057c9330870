"""`rasid demo`: the main job on four bundled reports of invented events."""

from __future__ import annotations

import json
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


def demo_articles() -> Iterator[Article]:
    """The bundled reports. Two of them tell one incident differently."""
    path = resources.files("rasid.demo") / "reports.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Article(row["text"], row["id"], row["published"], row["outlet"])


@click.command()
@click.option("--out", type=click.Path(file_okay=False), default="build", show_default=True, help="Folder of the page.")
def demo(out: str) -> None:
    """Read four bundled reports of invented events and show what they tell."""
    console = Console()
    articles = list(demo_articles())
    records = list(read_many(articles))
    for article, record in zip(articles, records, strict=True):
        console.print(article.text, style="dim", soft_wrap=False, highlight=False)
        show(record, console)
    target = Path(out) / PAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(list(zip(articles, records, strict=True))), encoding="utf-8")
    events = sum(len(r.events) for r in records)
    console.print(f"{events} events in {len(records)} reports.")
    console.print(f"Open {target} in a browser: each value lights the words it came from.", soft_wrap=True)
