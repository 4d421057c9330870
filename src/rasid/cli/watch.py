"""`rasid watch`: sources looked at again and again, and alerts on what they bring."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from rasid import settings
from rasid.cli.fetching import client
from rasid.cli.place import place_all
from rasid.cli.run import many
from rasid.cli.store import opened, workspace_option
from rasid.cli.watching import Looking
from rasid.errors import InputError, RasidError
from rasid.ingest.fetch.client import Client
from rasid.store import alerting, watching
from rasid.store.alone import alone
from rasid.store.watching import Due
from rasid.store.workspace import Workspace
from rasid.watch import outputs
from rasid.watch.alerts import Alerts
from rasid.watch.config import Config, Output, WatchedSource, read
from rasid.watch.rules import Asked, resolved
from rasid.watch.schedule import moment, next_due

LONGEST_REST_S = 3600.0


@click.command()
@click.option(
    "--sources",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The list of sources; by default sources.yaml in the folder of RASID_HOME.",
)
@click.option("--once", is_flag=True, help="Look at every source once, send alerts, and end.")
@click.option("--check", is_flag=True, help="Only say what is wrong in the list of sources.")
@workspace_option
def watch(file: Path | None, once: bool, check: bool, path: Path | None) -> None:
    """Look at sources again and again, add what is new, and send alerts on it.

    The list of sources (docs/watch.md) says what is looked at, how often, and who is told what. A
    source that fails stops no other and is tried later. End it with Ctrl+C or SIGTERM: the step at
    hand is finished first; a second signal ends it at once.
    """
    config, rules = _checked(file or settings.home() / "sources.yaml", say=check)
    if check:
        return
    with (
        opened(path, create=True) as workspace,
        alone(workspace.path, "watch"),
        _stopping() as stop,
    ):
        asking = client(config.pause, stop.wait)
        Watch(workspace, config, rules, asking, stop).run(once)


def _checked(path: Path, say: bool) -> tuple[Config, list[Asked]]:
    """The list of sources; InputError, after a line for each fault, when it is not sound."""
    config, faults = read(path)
    rules = []
    told = [str(fault) for fault in faults]
    for rule in config.alerts:
        asked, wrong = resolved(rule)
        rules.append(asked)
        told += [f"{path}: alert {rule.name}: {one}" for one in wrong]
    for line in told:
        click.echo(f"rasid: {line}", err=True)
    if told:
        raise InputError(f"{path}: {many(len(told), 'fault')}; nothing was done")
    if say:
        parts = (("source", config.sources), ("alert", config.alerts), ("output", config.outputs))
        counts = ", ".join(many(len(listed), noun) for noun, listed in parts)
        click.echo(f"{path}: {counts}; sound")
    return config, rules


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that the first signal sets; the second one interrupts."""
    stop = threading.Event()

    def stopped(*_: Any) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {one: signal.signal(one, stopped) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


class Watch:
    """The rounds: what is due is looked at, what is new merged, alerts sent."""

    def __init__(
        self,
        workspace: Workspace,
        config: Config,
        rules: list[Asked],
        asking: Client,
        stop: threading.Event,
    ) -> None:
        self._workspace, self._config, self._stop = workspace, config, stop
        self._looking = Looking(workspace, asking, config.pause, stop)
        self._outputs = {one.name: one for one in config.outputs}

        def send(told: str, output: Output) -> None:
            outputs.send(told, output, _secret, asking)

        self._alerts = Alerts(workspace, rules, self._outputs, send)

    def run(self, once: bool) -> None:
        """Go on until a signal comes, or for one round over all sources."""
        self._alerts.begin()
        while not self._stop.is_set():
            self._round(all_=once)
            if once:
                return
            self._stop.wait(self._rest())
        _log("ended")

    def _round(self, all_: bool) -> None:
        came = 0
        for source in self._config.sources:
            if not self._stop.is_set() and (all_ or self._is_due(source)):
                came += self._look(source)
        try:
            if came:
                place_all(self._workspace)
            self._alerts.gather()
            for line in self._alerts.deliver():
                _log(line)
        except RasidError as error:  # the sources that are due next are looked at all the same
            _log(f"alerts: {error}")

    def _look(self, source: WatchedSource) -> int:
        """One source: a line on what it gave, and when it is due again; how many reports came."""
        gave = self._looking.at(source)
        known = self._known(source)
        failures = (known.failures if known else 0) + 1 if gave.fault else 0
        due = next_due(datetime.now(UTC), source.every, failures)
        told = f"{source.name}: {gave.line()}; again at {due:%Y-%m-%d %H:%M} UTC"
        _log(told)
        try:
            with self._workspace.writing() as db:
                watching.note(db, Due(source.name, moment(due), failures, told))
        except RasidError as error:
            _log(f"{source.name}: {error}")
        return gave.new + gave.changed

    def _is_due(self, source: WatchedSource) -> bool:
        known = self._known(source)
        return known is None or known.due_at <= moment(datetime.now(UTC))

    def _known(self, source: WatchedSource) -> Due | None:
        with self._workspace.reading() as db:
            return watching.due(db, source.name)

    def _rest(self) -> float:
        """Seconds until something is due."""
        with self._workspace.reading() as db:
            known = [watching.due(db, one.name) for one in self._config.sources]
            alert = alerting.next_due(db, self._outputs)
        times = [one.due_at for one in known if one] + ([alert] if alert else [])
        if not times:
            return 1.0
        left = (datetime.fromisoformat(min(times)) - datetime.now(UTC)).total_seconds()
        return min(max(left, 1.0), LONGEST_REST_S)


def _secret(kind: str) -> str | None:
    return settings.webhook_secret() if kind == "webhook" else settings.smtp_password()


def _log(line: str) -> None:
    click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}", err=True)
