"""What `rasid add --fetch` and `rasid watch` do with addresses: ask, read, keep, note."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection

from rasid import settings
from rasid.cli.intake import Intake
from rasid.cli.run import Reading, Run, Tally
from rasid.errors import InputError
from rasid.ingest.fetch.addresses import Guard
from rasid.ingest.fetch.client import Answer, Client, Seen
from rasid.ingest.fetch.content import Fetched
from rasid.ingest.fetch.failed import NotFetched
from rasid.ingest.fetch.pace import Pace
from rasid.ingest.fetch.urls import is_url, listed, normal
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.limits import Unreadable
from rasid.ingest.reports import Settled
from rasid.ingest.source import optional
from rasid.model import Article
from rasid.store import fetches
from rasid.store.fetches import Got, Had

Command = Callable[..., Any]
FEED, PAGE = "feed", "page"
OPTIONS = (
    click.option("--fetch", is_flag=True, help="Fetch addresses; without it nothing ever is."),
    click.option(
        "--urls",
        "lists",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Addresses too, one a line.",
    ),
    click.option("--follow", is_flag=True, help="Of feeds, the pages that entries lead to."),
    click.option("--again", is_flag=True, help="Ask again for pages that were had before."),
    click.option(
        "--pause",
        type=click.FloatRange(0, 3600),
        default=2.0,
        show_default=True,
        metavar="SECONDS",
        help="Time between two requests to one host.",
    ),
)


@dataclass(frozen=True, slots=True)
class Web:
    """What the options of fetching say."""

    fetch: bool = False
    lists: tuple[Path, ...] = ()
    follow: bool = False
    again: bool = False
    pause: float = 2.0

    def sorted_out(self, given: Sequence[str]) -> tuple[list[str | Fault], list[str]]:
        """Addresses, and paths of files. InputError when there is nothing, or addresses are given
        and fetching was not asked for.
        """
        urls: list[str | Fault] = [one for one in given if is_url(one)]
        urls += [one for path in self.lists for one in listed(path)]
        files = [one for one in given if not is_url(one)]
        if not urls and not files:
            raise InputError("nothing to add: give files, folders, -, or addresses with --fetch")
        if urls and not self.fetch:
            raise InputError(
                f"{urls[0]}: is an address, and Rasid fetches nothing unless told to: add --fetch"
            )
        return urls, files


def fetching(command: Command) -> Command:
    """Give a command the options of fetching; it gets them as one Web, `web`."""

    @wraps(command)
    def with_web(
        *args: Any,
        fetch: bool,
        lists: tuple[Path, ...],
        follow: bool,
        again: bool,
        pause: float,
        **given: Any,
    ) -> Any:
        return command(*args, web=Web(fetch, lists, follow, again, pause), **given)

    decorated: Command = with_web
    for option in reversed(OPTIONS):
        decorated = option(decorated)
    return decorated


def client(pause: float, rest: Callable[[float], object] = time.sleep) -> Client:
    """A client as the settings have it, which waits by `rest`. InputError when what reads the rules
    of sites is not installed.
    """
    try:
        optional("protego", "fetch")
    except Unreadable as error:
        raise InputError(f"fetching: {error}") from error
    guard = Guard(settings.allowed_hosts())
    return Client(guard, Pace(pause, rest=rest), agent=settings.user_agent(), rest=rest)


@dataclass(frozen=True, slots=True)
class _Some:
    """What was found in an answer, as a run reads it."""

    found: Iterable[Found]
    size: int | None = 0

    def __iter__(self) -> Iterator[Found]:
        return iter(self.found)


@dataclass(slots=True)
class Fetching:
    """Addresses on their way into the workspace, one after the other: what came of each is kept
    with what was read in it, so that a run that is cut off is gone on with by the next one.

    `fault` is why the address that was given last could not be had, `kind` what came. No further
    page is asked for once `stopped` says so.
    """

    intake: Intake
    web: Web
    how: Reading
    tally: Tally
    client: Client | None = None
    stopped: Callable[[], bool] = lambda: False
    had: int = 0
    unchanged: int = 0
    passed: int = 0
    later: int = 0
    fault: str | None = None
    kind: str | None = None

    def one(self, told: str | Fault) -> None:
        """An address that somebody gave, and for a feed what it leads to."""
        self.fault = self.kind = None
        if isinstance(told, Fault):
            self._say(told)
            return
        try:
            url = normal(told)
        except NotFetched as error:
            self.fault = str(error)
            self._say(Fault(told, None, self.fault))
            return
        before = self._before(url)
        if before and before.state == fetches.DONE and before.kind != FEED and not self.web.again:
            self.passed += 1
            return
        self._ask(url, before, None)
        for link in self._wanted(url) if self.web.follow else ():
            if self.stopped():
                break
            self._ask(link.url, link, url)

    @property
    def known(self) -> int:
        """Addresses that gave something, now or before."""
        return self.had + self.unchanged + self.passed

    def lines(self) -> Iterator[str]:
        """What became of the addresses, in words."""
        if not (self.known or self.later):
            return
        yield f"fetched: {self.had}"
        told = {
            "as before": self.unchanged,
            "had before (--again asks for them)": self.passed,
            "to be tried again": self.later,
        }
        yield from (f"{number} {what}" for what, number in told.items() if number)

    # -------------------------------------------------------------- one address
    def _ask(self, url: str, before: Had | None, via: str | None) -> None:
        seen = Seen(before.etag, before.modified) if before else Seen()
        try:
            answer = self._asking.get(url, seen, via)
        except NotFetched as error:
            self._failed(url, before, error, via)
            return
        if answer.body is None or (before and answer.body.sha256 == before.content_sha256):
            self.unchanged += 1
            self.intake.write(lambda db: fetches.unchanged(db, url))
            _close(answer)
            return
        self.had += 1
        with answer.body.stream:
            held = before.held if before else None
            self._take(Fetched(url, answer, answer.body, held), via)

    def _take(self, got: Fetched, via: str | None) -> None:
        """Read what came, or note where it leads."""
        is_feed = got.is_feed
        kind = FEED if is_feed else PAGE
        self.kind = kind if via is None else self.kind
        noted = Got(kind, got.answer.seen.etag, got.answer.seen.modified, got.body.sha256)
        if is_feed and self.web.follow and via is None:
            self._lead(got, noted)
            return
        read = self._read(got.found(self.how.columns))
        if not read and got.held is not None:
            self._read([_of_feed(got.held, via or got.asked)])
        self.intake.write(lambda db: fetches.done(db, got.asked, noted))

    def _lead(self, feed: Fetched, noted: Got) -> None:
        """Note where the entries of a feed lead to; those that lead nowhere are read themselves."""
        found = list(feed.found(self.how.columns))
        items = [one for one in found if isinstance(one, Item)]
        links = [one.article for one in items if one.article.url]
        self._read(one for one in found if not isinstance(one, Item) or not one.article.url)

        def note(db: Connection) -> None:
            fetches.want(db, feed.asked, links)
            fetches.done(db, feed.asked, noted)

        self.intake.write(note)

    def _read(self, found: Iterable[Found]) -> int:
        """How many reports were found; those that are new are kept with the next `_write`."""
        count, settled = 0, Settled(self.how.published, self.how.outlet)

        def counted() -> Iterator[Found]:
            nonlocal count
            for one in found:
                count += isinstance(one, Item)
                yield from settled(one)

        run = Run(_Some(counted()), self.how.jobs, self.intake.is_new, self.tally)
        for item, record in run:
            self.intake.take(item, record)
        return count

    def _failed(self, url: str, before: Had | None, error: NotFetched, via: str | None) -> None:
        """Note it; what a feed said of a page that cannot be had is read in its place."""
        later = error.later
        given_up = not later or (before.tries if before else 0) + 1 >= fetches.MOST_TRIES
        self.later += not given_up
        self.fault = str(error) if via is None else self.fault
        told = f"{error}; to be tried again" if not given_up else str(error)
        self._say(Fault(url, None, told))
        if given_up and before and before.held and before.via:
            self._read([_of_feed(before.held, before.via)])
        self.intake.write(lambda db: _note_failure(db, url, str(error), later))

    # -------------------------------------------------------------- the workspace
    @property
    def _asking(self) -> Client:
        self.client = self.client or client(self.web.pause)
        return self.client

    def _before(self, url: str) -> Had | None:
        with self.intake.workspace.reading() as db:
            return fetches.had(db, url)

    def _wanted(self, via: str) -> list[Had]:
        with self.intake.workspace.reading() as db:
            return fetches.wanted(db, via)

    def _say(self, fault: Fault) -> None:
        self.tally.faults += 1
        click.echo(f"rasid: {fault}", err=True)


def _note_failure(db: Connection, url: str, fault: str, later: bool) -> None:
    fetches.failed(db, url, fault, later=later)


def _close(answer: Answer) -> None:
    if answer.body is not None:
        answer.body.stream.close()


def _of_feed(held: Article, via: str) -> Item:
    """The entry of a feed whose page could not be had."""
    return Item(held, via, None, 0, Provenance(day_by="feed" if held.published else None))
