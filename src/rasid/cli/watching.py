"""Looking at one source of `rasid watch`: an address, or files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from rasid.cli.fetching import FEED, Fetching, Web
from rasid.cli.intake import Intake
from rasid.cli.run import Reading, Run, Tally, many
from rasid.errors import RasidError
from rasid.ingest.fetch.client import Client
from rasid.store import fetches
from rasid.store.fetches import Got
from rasid.store.workspace import Workspace
from rasid.watch.config import WatchedSource

MOST_FILES = 100_000
FILE = "file:"
"""Before the path of a file in the list of what was had; no address begins so."""


@dataclass(frozen=True, slots=True)
class Gave:
    """What a source gave: reports that are new, of them those that are word for word another's;
    changed; there already; faults in parts of it; why it failed altogether, if it did.
    """

    new: int = 0
    copies: int = 0
    changed: int = 0
    known: int = 0
    faults: int = 0
    fault: str | None = None

    def line(self) -> str:
        """In words."""
        told = f"{self.new} new, {self.changed} changed, {self.known} there already"
        told += f", {self.copies} of the new are copies" if self.copies else ""
        told += f", {many(self.faults, 'fault')}" if self.faults else ""
        return f"failed: {self.fault}; {told}" if self.fault else told


@dataclass(slots=True)
class Looking:
    """Looks at sources; nothing that goes wrong with one gets any further than its line."""

    workspace: Workspace
    client: Client
    pause: float
    stop: threading.Event

    def at(self, source: WatchedSource) -> Gave:
        """What a source gave."""
        intake, tally = Intake(self.workspace), Tally()
        fault = None
        try:
            if source.url is not None:
                fault = self._fetched(source, intake, tally)
            else:
                fault = self._read(source, intake, tally)
        except (RasidError, OSError) as error:
            fault = str(error)
        except Exception as error:  # a mistake in Rasid must not end the watch over all others
            fault = f"{type(error).__name__}: {error}"
        counts = intake.new, intake.copies, intake.changed, intake.known, tally.faults
        return Gave(*counts, fault)

    def _fetched(self, source: WatchedSource, intake: Intake, tally: Tally) -> str | None:
        web = Web(fetch=True, follow=source.follow, again=True, pause=self.pause)
        how = Reading(outlet=source.outlet, columns=source.map)
        fetching = Fetching(intake, web, how, tally, self.client, self.stop.is_set)
        fetching.one(str(source.url))
        if fetching.fault is None and source.kind == FEED and fetching.kind not in (None, FEED):
            return "what came is no feed"
        return fetching.fault

    def _read(self, source: WatchedSource, intake: Intake, tally: Tally) -> str | None:
        """Read the files that are new or changed since they were read last."""
        how = Reading(outlet=source.outlet, columns=source.map)
        paths = sorted(glob(str(Path(str(source.path)).expanduser()), recursive=True))[:MOST_FILES]
        if not paths:
            return f"{source.path}: no such file"
        for path in self._files(paths):
            if self.stop.is_set():
                break
            self._file(path, how, intake, tally)
        return None

    def _files(self, paths: list[str]) -> Iterator[Path]:
        """The files of paths, those in folders too."""
        for path in map(Path, paths):
            if path.is_dir():
                yield from (one for one in sorted(path.rglob("*")) if one.is_file())
            else:
                yield path

    def _file(self, path: Path, how: Reading, intake: Intake, tally: Tally) -> None:
        name = f"{FILE}{path.absolute()}"
        about = path.stat()
        stamp = f"{about.st_size}-{about.st_mtime_ns}"
        with self.workspace.reading() as db:
            before = fetches.had(db, name)
        if before and before.modified == stamp:
            return
        run = Run(how.reports([str(path)]), how.jobs, intake.is_new, tally)
        for item, record in run:
            intake.take(item, record)
        intake.write(lambda db: fetches.done(db, name, Got("file", None, stamp, "")))
