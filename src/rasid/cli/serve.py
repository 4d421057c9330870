"""`rasid serve`: the workbench in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from threading import Timer

import click

from rasid.cli.store import author, author_option, opened, workspace_option
from rasid.web.app import application
from rasid.web.site import Site

HOST, PORT = "127.0.0.1", 8642


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@author_option
@workspace_option
def serve(host: str, port: int, no_browser: bool, by: str | None, path: Path | None) -> None:
    """Open the workbench: review, correct, map and search the events of a workspace."""
    import uvicorn

    with opened(path) as workspace:
        app = application(Site(workspace, author(by)))
        address = f"http://{host}:{port}/"
        click.echo(f"rasid: the workbench is at {address} (end with Ctrl-C)", err=True)
        if not no_browser:
            Timer(0.5, webbrowser.open, [address]).start()
        uvicorn.run(app, host=host, port=port, log_level="warning")
