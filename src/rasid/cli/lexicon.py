"""`rasid lexicon`: check language data."""

from __future__ import annotations

import click

from rasid.errors import DataError
from rasid.lexicon.check import check
from rasid.lexicon.lexicon import load


@click.group()
def lexicon() -> None:
    """Language data: check it, find a word in it."""


@lexicon.command("check")
def check_command() -> None:
    """Validate all lexicon files and run their examples and counter-examples."""
    faults = check()
    for fault in faults:
        click.echo(fault)
    if faults:
        raise DataError(f"{len(faults)} faults in the language data")
    click.echo("language data: no faults")


@lexicon.command("find")
@click.argument("phrase")
def find(phrase: str) -> None:
    """Show which entries a word or phrase matches."""
    from rasid.text.view import normalise

    words = normalise(phrase).split()
    for match in load().match(words):
        for form in match.forms:
            told = f"{form.entry.kind:12} {form.entry.id:32} {form.pos}"
            click.echo(f"{' '.join(words[match.start : match.end])}  {told} {'+'.join(match.proclitics)}")
