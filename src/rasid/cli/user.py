"""`rasid user`: accounts of the people who share a workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.errors import InputError
from rasid.store import accounts, audit
from rasid.store.intake import now
from rasid.web.security import passwords
from rasid.web.security.roles import ADMIN, MEANINGS, ROLES

HERE = "this machine"
role_option = click.option(
    "--role",
    type=click.Choice(ROLES),
    help="; ".join(f"{role} {meaning}" for role, meaning in MEANINGS.items()) + ".",
)


@click.group()
def user() -> None:
    """Accounts: once there is one, nobody comes into the workbench without."""


@user.command("add")
@click.argument("name", metavar="NAME")
@role_option
@author_option
@workspace_option
def add(name: str, role: str | None, by: str | None, path: Path | None) -> None:
    """Make an account. The first is an administrator's, others are readers unless --role says
    more. The password is asked for, or read from standard input.
    """
    with opened(path) as workspace:
        with workspace.reading() as db:
            first = not accounts.any_(db)
        if first and role not in (None, ADMIN):
            raise InputError("--role: the first account is an administrator's")
        given = role or (ADMIN if first else ROLES[0])
        kept = passwords.hashed(_password(), name)
        with workspace.writing() as db:
            accounts.add(db, name, given, kept, now())
            audit.record(db, author(by), f"user add {given}", name, at=now(), address=HERE)
    click.echo(f"rasid: {name} is {given}", err=True)


@user.command("list")
@workspace_option
def list_command(path: Path | None) -> None:
    """List the accounts."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for column in ("name", "role", "since"):
        table.add_column(column)
    with opened(path) as workspace, workspace.reading() as db:
        for one in accounts.every(db):
            table.add_row(one.name, one.role, one.made_at[:10])
    Console().print(table)


@user.command("remove")
@click.argument("name", metavar="NAME")
@author_option
@workspace_option
def remove(name: str, by: str | None, path: Path | None) -> None:
    """Let somebody in no longer, at once. What they did keeps their name."""
    with opened(path) as workspace, workspace.writing() as db:
        accounts.remove(db, name, now())
        audit.record(db, author(by), "user remove", name, at=now(), address=HERE)
    click.echo(f"rasid: {name} is let in no longer", err=True)


@user.command("role")
@click.argument("name", metavar="NAME")
@click.argument("role", type=click.Choice(ROLES), metavar="ROLE")
@author_option
@workspace_option
def role_command(name: str, role: str, by: str | None, path: Path | None) -> None:
    """Give somebody another role; they have to log in again."""
    with opened(path) as workspace, workspace.writing() as db:
        accounts.set_role(db, name, role)
        audit.record(db, author(by), f"user role {role}", name, at=now(), address=HERE)
    click.echo(f"rasid: {name} is {role}", err=True)


@user.command("password")
@click.argument("name", metavar="NAME")
@author_option
@workspace_option
def password_command(name: str, by: str | None, path: Path | None) -> None:
    """Give somebody another password; they have to log in again."""
    with opened(path) as workspace:
        with workspace.reading() as db:
            accounts.named(db, name)
        kept = passwords.hashed(_password(), name)
        with workspace.writing() as db:
            accounts.set_password(db, name, kept)
            audit.record(db, author(by), "user password", name, at=now(), address=HERE)
    click.echo(f"rasid: {name} has another password", err=True)


def _password() -> str:
    """A new password: asked for twice, or the first line of standard input."""
    stdin = sys.stdin.buffer
    if not stdin.isatty():
        return stdin.readline().decode("utf-8", "replace").rstrip("\r\n")
    told: str = click.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
    return told
