"""The `rasid` command."""

from __future__ import annotations

import io
import os
import sys

import click

from rasid.cli.commands import Commands
from rasid.cli.demo import demo
from rasid.cli.explain import explain
from rasid.cli.gazetteer import gazetteer
from rasid.cli.lexicon import lexicon
from rasid.cli.read import read
from rasid.errors import RasidError

INTERRUPTED = 130


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="rasid")
def cli() -> None:
    """Rasid reads Arabic reports of armed conflict into event records that point at their words."""


for command in (read, explain, demo, gazetteer, lexicon):
    cli.add_command(command)


def main() -> None:
    """Entry point: errors that Rasid or the system foresees are one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the system's own encoding is
    try:
        cli(standalone_mode=False)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code if isinstance(error, click.UsageError) else 2)
    except RasidError as error:
        click.echo(f"rasid: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has enough, as `head` does
        _drop_output()
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that may not be written to
        click.echo(f"rasid: {error.filename or 'output'}: {error.strerror or error}", err=True)
        _drop_output()
        sys.exit(2)


def _drop_output() -> None:
    """Let what is still buffered go nowhere, so that the exit does not try to write it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
