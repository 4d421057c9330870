"""Getting what is at an address: bounded in time, size and hops, tried again where that may help.

Every hop of a redirect is checked as the first address is: scheme, network, robots.txt, pace.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from rasid.ingest import limits
from rasid.ingest.fetch import urls
from rasid.ingest.fetch.addresses import Guard
from rasid.ingest.fetch.backoff import retry_after, wait_s
from rasid.ingest.fetch.body import Body, taken
from rasid.ingest.fetch.connection import Deadline, pool
from rasid.ingest.fetch.failed import NotFetched, TryLater
from rasid.ingest.fetch.pace import Pace
from rasid.ingest.fetch.robots import MOST_BYTES, Robots

REDIRECTS = frozenset((301, 302, 303, 307, 308))
UNCHANGED = 304
LATER = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
MEANINGS = {401: "asks for a password", 403: "refuses", 404: "not found", 410: "is gone",
            429: "asks for fewer requests", 451: "is withheld"}  # fmt: skip
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,*/*;q=0.8"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may cost: seconds in all, for connecting and between two pieces; bytes of
    what comes, unpacked; hops; tries; the longest wait that a server may ask for.
    """

    total_s: float = 60.0
    connect_s: float = 10.0
    silence_s: float = 20.0
    most: int = 64 * limits.MEGABYTE
    hops: int = 5
    tries: int = 4
    longest_wait_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server said of an address the last time, to ask only for what changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that ask so."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: from which address in the end, when (UTC), the headers, and the bytes with their
    hash. `body` is None for what has not changed.
    """

    url: str
    at: str
    headers: Mapping[str, str]
    body: Body | None

    @property
    def seen(self) -> Seen:
        """What to say the next time."""
        return Seen(self.headers.get("etag"), self.headers.get("last-modified"))


@dataclass(slots=True)
class Client:
    """Fetches. `guard` says where it may connect to, `pace` how often; `agent` is what it says
    of itself.
    """

    guard: Guard
    pace: Pace
    bounds: Bounds = Bounds()
    agent: str = "rasid"
    rest: Callable[[float], object] = time.sleep
    _robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # what fails is told by Rasid
        self._robots = Robots(self._robots_txt)

    def get(self, url: str, seen: Seen = Seen(), origin: str | None = None) -> Answer:
        """What is at an address; `origin` is the page that told it.

        NotFetched when it cannot be had at all, TryLater when it could not after all tries.
        """
        for number in range(1, self.bounds.tries + 1):
            try:
                return self._followed(url, seen, origin, polite=True)
            except TryLater as error:
                asked = error.wait_s or 0.0
                if number == self.bounds.tries or asked > self.bounds.longest_wait_s:
                    raise
                self.rest(wait_s(number, error.wait_s))
        raise AssertionError("unreachable")

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Send bytes to an address. NotFetched or TryLater when it does not take them; a redirect
        is not followed.
        """
        url = urls.normal(url)
        with Deadline(self.bounds.total_s) as deadline:
            told = {"User-Agent": self.agent, **headers}
            with closing(self._asked("POST", url, told, deadline, content)) as response:
                if not 200 <= response.status < 300:
                    raise _refusal(response)

    def _robots_txt(self, url: str) -> bytes:
        answer = self._followed(url, Seen(), None, polite=False)
        assert answer.body is not None
        with answer.body.stream as stream:
            return stream.read(MOST_BYTES)

    def _followed(self, url: str, seen: Seen, origin: str | None, polite: bool) -> Answer:
        """What is at the end of the redirects of an address."""
        url, been = urls.normal(url), set[str]()
        for _ in range(self.bounds.hops + 1):
            if url in been:
                raise NotFetched("redirects lead in a circle")
            been.add(url)
            self._check(url, origin)
            host = urls.parsed(url).netloc
            self.pace.wait(host, self._robots.check(url) if polite else None)
            answer = self._once(url, seen)
            if isinstance(answer, Answer):
                return answer
            origin, url = url, answer
        raise NotFetched(f"more than {self.bounds.hops} redirects")

    def _check(self, url: str, origin: str | None) -> None:
        """NotFetched where a page of the open web leads to a host that only the settings let in."""
        if origin is None:
            return
        before, parts = urls.parsed(origin), urls.parsed(url)
        let_in = self.guard.allows(parts.hostname or "", urls.port_of(parts))
        if let_in and not self.guard.allows(before.hostname or "", urls.port_of(before)):
            raise NotFetched(f"leads from the open web to {parts.netloc}; passed over")

    def _once(self, url: str, seen: Seen) -> Answer | str:
        """One request: the answer, or the address that it leads to."""
        told = {"User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with (
            Deadline(self.bounds.total_s) as deadline,
            closing(self._asked("GET", url, told | seen.headers(), deadline)) as response,
        ):
            if response.status in REDIRECTS and response.headers.get("Location"):
                return urls.joined(url, response.headers["Location"])
            headers = {name.lower(): value for name, value in response.headers.items()}
            if response.status == UNCHANGED:
                return Answer(url, at, headers, None)
            if response.status != 200:
                raise _refusal(response)
            return Answer(url, at, headers, self._taken(response, deadline))

    def _asked(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        deadline: Deadline,
        content: bytes | None = None,
    ) -> urllib3.BaseHTTPResponse:
        waits = urllib3.Timeout(connect=self.bounds.connect_s, read=self.bounds.silence_s)
        try:
            return pool(self.guard, deadline).request(
                method, url, body=content, headers=headers, timeout=waits, redirect=False,
                preload_content=False, decode_content=False,
            )  # fmt: skip
        except (HTTPError, OSError, ValueError) as error:
            raise self._failure(error, deadline) from error

    def _taken(self, response: urllib3.BaseHTTPResponse, deadline: Deadline) -> Body:
        try:
            body = taken(response, self.bounds.most)
        except (HTTPError, OSError) as error:
            raise self._failure(error, deadline) from error
        if deadline.over:  # what was cut may look as if it had ended
            body.stream.close()
            raise self._failure(None, deadline)
        return body

    def _failure(self, error: Exception | None, deadline: Deadline) -> NotFetched:
        if deadline.over:
            return TryLater(f"not done within {self.bounds.total_s:g} seconds")
        told = " ".join(str(error).split())
        if isinstance(error, SSLError) and "certificate" in told:
            return NotFetched("its certificate is not valid, so nobody knows who answers")
        return TryLater(f"no answer ({told.rpartition(': ')[2][:100] or type(error).__name__})")


def _refusal(response: urllib3.BaseHTTPResponse) -> NotFetched:
    status = response.status
    meaning = MEANINGS.get(status, "fails" if status >= 500 else "does not give it")
    told = f"the server {meaning} ({status})" if status != 404 else "not found (404)"
    if status in LATER:
        return TryLater(told, retry_after(response.headers.get("Retry-After")))
    return NotFetched(told)
