"""What the robots.txt of a site lets Rasid ask for (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from rasid.ingest.fetch.failed import NotFetched, TryLater
from rasid.ingest.source import optional

AGENT = "rasid"
MOST_BYTES = 500 * 1024
KEPT_S = 24 * 3600.0
Get = Callable[[str], bytes]
"""The text of an address; NotFetched when the server has none, TryLater when it does not answer."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Any
    until: float


class Robots:
    """The rules of each site, asked for once a day."""

    def __init__(self, get: Get, clock: Callable[[], float] = monotonic) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, _Rules] = {}

    def check(self, url: str) -> float | None:
        """The seconds that the site wants between requests, if it says so. NotFetched when its
        rules forbid the address; TryLater when the rules cannot be had.
        """
        rules = self._rules(url)
        if not rules.can_fetch(url, AGENT):
            raise NotFetched("the site's robots.txt asks not to fetch it; passed over")
        delay = rules.crawl_delay(AGENT)
        return float(delay) if delay is not None else None

    def _rules(self, url: str) -> Any:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(site)
        if known is None or known.until < self._clock():
            known = _Rules(self._asked(f"{site}/robots.txt"), self._clock() + KEPT_S)
            self._known[site] = known
        return known.parsed

    def _asked(self, url: str) -> Any:
        library = optional("protego", "fetch")
        try:
            told = self._get(url)
        except TryLater as error:
            raise TryLater(f"its robots.txt cannot be had: {error}", error.wait_s) from error
        except NotFetched:
            told = b""  # where there is none, all may be asked for
        return library.Protego.parse(told[:MOST_BYTES].decode("utf-8", "replace"))
