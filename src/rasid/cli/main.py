"""The `rasid` command."""

from __future__ import annotations

import sys

import click

from rasid.cli.demo import demo
from rasid.cli.explain import explain
from rasid.cli.gazetteer import gazetteer
from rasid.cli.lexicon import lexicon
from rasid.cli.read import read
from rasid.errors import RasidError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rasid")
def cli() -> None:
    """Rasid reads Arabic reports of armed conflict into event records that point at their words."""


for command in (read, explain, demo, gazetteer, lexicon):
    cli.add_command(command)


def main() -> None:
    """Entry point: errors that Rasid foresees are one line and exit code 2."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except RasidError as error:
        click.echo(f"rasid: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
