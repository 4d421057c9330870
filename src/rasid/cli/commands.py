"""Commands that are imported when they are called: others need not wait for them."""

from __future__ import annotations

from importlib import import_module

import click

HOMES = {
    "add": "rasid.cli.add:add",
    "backup": "rasid.cli.workspace:backup_command",
    "export": "rasid.cli.export:export",
    "import": "rasid.cli.take_back:import_command",
    "incidents": "rasid.cli.incidents:incidents",
    "init": "rasid.cli.workspace:init",
    "list": "rasid.cli.list:list_command",
    "merge": "rasid.cli.merge:merge",
    "report": "rasid.cli.report:report",
    "reread": "rasid.cli.add:reread",
    "restore": "rasid.cli.workspace:restore_command",
    "review": "rasid.cli.review:review",
    "search": "rasid.cli.list:search",
    "serve": "rasid.cli.serve:serve",
    "show": "rasid.cli.show:show_command",
    "status": "rasid.cli.workspace:status",
    "user": "rasid.cli.user:user",
    "watch": "rasid.cli.watch:watch",
}
"""Module and name of each command that need not be imported for `rasid read`."""


class Commands(click.Group):
    """A group with more commands than it has imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *HOMES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in HOMES:
            return super().get_command(ctx, cmd_name)
        module, _, name = HOMES[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command
