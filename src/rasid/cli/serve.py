"""`rasid serve`: the workbench in a browser."""

from __future__ import annotations

import contextlib
import errno
import socket
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rasid.cli.settle import settle
from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.errors import InputError
from rasid.lexicon.lexicon import load
from rasid.store import accounts
from rasid.store.workspace import Workspace
from rasid.web.app import application
from rasid.web.security.guard import LOOPBACK, Guard
from rasid.web.security.local import Local
from rasid.web.site import Site

HOST, PORT = "127.0.0.1", 8642
EVERYWHERE = ("0.0.0.0", "::", "")
BACKLOG = 128
STOP_S = 5
"""Seconds that requests have to end after Ctrl-C."""


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
              metavar="N", help="0 takes one that is free.")  # fmt: skip
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="A name that browsers reach the server by, beside its address.")  # fmt: skip
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="Of TLS, in PEM, with --key.")  # fmt: skip
@click.option("--key", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="The key of the certificate.")  # fmt: skip
@click.option("--proxy", metavar="ADDRESS",
              help="The address of a proxy that ends TLS and tells who asks.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@author_option
@workspace_option
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    certificate: str | None,
    key: str | None,
    proxy: str | None,
    no_browser: bool,
    by: str | None,
    path: Path | None,
) -> None:
    """Open the workbench: review, correct, map and search the events of a workspace.

    Without accounts only this machine can reach it, and the address that is opened lets one browser
    in. `rasid user add` makes accounts; then people log in, and other addresses may be listened at.
    """
    if bool(certificate) != bool(key):
        raise InputError("give both --certificate and --key, or none")
    tls = {"ssl_certfile": certificate, "ssl_keyfile": key} if certificate else {}
    with opened(path) as workspace:
        shared = _is_shared(workspace)
        if not shared and host not in LOOPBACK:
            raise InputError(
                f"--host {host}: others could come in; make accounts first: rasid user add NAME"
            )
        local = None if shared else Local()
        hosts = frozenset(name.casefold() for name in (*LOOPBACK, host, *names))
        guard = Guard(hosts, bool(tls or proxy), local)
        with _listening(host, port) as listener:
            scheme = "https" if tls else "http"
            address = f"{scheme}://{_written(host)}:{listener.getsockname()[1]}/"
            _tell(address, local, no_browser, plain=host not in LOOPBACK and not guard.secure)
            app = application(Site(workspace, author(by), guard))
            settle(load)
            _run(app, listener, proxy, tls)
    click.echo("rasid: the workbench is closed", err=True)


def _is_shared(workspace: Workspace) -> bool:
    with workspace.reading() as db:
        return accounts.any_(db)


def _written(host: str) -> str:
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at this address. InputError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            what = "is taken; give --port 0 for a free one" if taken else f"{error.strerror}"
            raise InputError(f"--port {port} of {host}: {what}") from error
        yield listener


def _tell(address: str, local: Local | None, no_browser: bool, *, plain: bool) -> None:
    entry = f"{address}login?token={local.token()}" if local else address
    click.echo(f"rasid: the workbench is at {entry} (end with Ctrl-C)", err=True)
    if plain:
        click.echo(
            "rasid: passwords travel in the clear; give --certificate and --key, or --proxy",
            err=True,
        )
    if not no_browser:
        webbrowser.open(entry)


def _run(app: Any, listener: socket.socket, proxy: str | None, tls: dict[str, Any]) -> None:
    """Serve until a signal says to stop; Ctrl-C is a good end."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        timeout_graceful_shutdown=STOP_S,
        **tls,
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
