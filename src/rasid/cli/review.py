"""`rasid review`: a person's word on an event, and values put right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.errors import InputError
from rasid.store import corrections, derive, documents, merging, reports
from rasid.store.intake import now
from rasid.store.workspace import Workspace


@click.command()
@click.argument("event", metavar="EVENT")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="Put a value right.")
@click.option("--state", type=click.Choice(corrections.WORDS), help="A word on the whole event.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take a correction back.")
@click.option("--note", default="", metavar="TEXT", help="Why.")
@author_option
@workspace_option
def review(
    event: str,
    changes: tuple[str, ...],
    state: str | None,
    undo: int | None,
    note: str,
    by: str | None,
    path: Path | None,
) -> None:
    """Confirm, reject or correct an event (report#e1). Nothing is lost: each word of a person is
    kept with its author and time, and can be taken back.

    FIELD is one of the record, dotted: type, place.lat, casualties.0.min. VALUE is JSON, or plain
    text.
    """
    asked = [_change(change) for change in changes]
    asked += [(corrections.REVIEW, state)] if state else []
    if not asked and undo is None:
        raise InputError("nothing to do; give --state, --set or --undo")
    who = {"by": author(by), "at": now(), "note": note}
    with opened(path) as workspace:
        done = _decide(workspace, event, asked, undo, who)
    click.echo(f"{event}: kept as {', '.join(map(str, done))}")


def _change(change: str) -> tuple[str, Any]:
    field, equals, value = change.partition("=")
    if not equals:
        raise InputError(f"--set {change}: write FIELD=VALUE")
    try:
        return field.strip(), json.loads(value, parse_constant=_no_number)
    except ValueError:
        return field.strip(), value


def _no_number(name: str) -> None:
    raise ValueError(name)


def _decide(
    workspace: Workspace,
    event: str,
    asked: list[tuple[str, Any]],
    undo: int | None,
    who: dict[str, str],
) -> list[int]:
    """Keep the decisions and work out anew what hangs on them; their numbers."""
    done = []
    with workspace.writing() as db:
        document, _ = reports.event(db, event)
        if undo is not None:
            done.append(corrections.undo(db, undo, of=document.source, **who))
        for field, value in asked:
            _, one = reports.event(db, event)
            done.append(corrections.correct(db, (one.telling, one.event), field, value, **who))
        derive.report(db, documents.by_id(db, document.id))
        merging.place(db)
    return done
