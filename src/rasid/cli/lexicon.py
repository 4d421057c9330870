"""`rasid lexicon`: check language data, look a word up in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.errors import DataError, InputError
from rasid.lexicon.check import check
from rasid.lexicon.entries import Entry, Match
from rasid.lexicon.lexicon import load
from rasid.text.tokens import words_of

PLAIN = frozenset(("id", "kind"))


@click.group()
def lexicon() -> None:
    """Language data: check it, look a word up in it."""


@lexicon.command("check")
def check_command() -> None:
    """Validate all lexicon files and run their examples and counter-examples."""
    with Console(stderr=True).status("checking the language data"):
        faults = check()
    for fault in faults:
        click.echo(fault)
    if faults:
        raise DataError(f"{len(faults)} faults in the language data")
    click.echo("language data: no faults")


@lexicon.command("find")
@click.argument("phrase", nargs=-1, required=True, metavar="WORD...")
def find(phrase: tuple[str, ...]) -> None:
    """Show which entries a word or phrase matches, and what they say of it."""
    words = words_of(" ".join(phrase))
    matches = load().match(words)
    if not matches:
        raise InputError(f"no entry matches {' '.join(phrase)!r}")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("kind", "entry", "clitics", "says"):
        table.add_column(column)
    table.add_column("words", justify="right")
    for match in matches:
        for row in _rows(match):
            table.add_row(*map(Text, row), Text(" ".join(words[match.start : match.end])))
    Console().print(table)


def _rows(match: Match) -> Iterator[tuple[str, str, str, str]]:
    clitics = " ".join((*match.proclitics, match.enclitic or "")).strip()
    seen = {form.entry.id: form for form in match.forms}
    for form in seen.values():
        yield form.entry.kind, f"{form.entry.id} ({form.pos})", clitics, _says(form.entry)


def _says(entry: Entry) -> str:
    told = ((field.name, getattr(entry, field.name)) for field in fields(entry))
    return ", ".join(f"{name} {value}" for name, value in told if name not in PLAIN and value)
