"""No more than one request to a host in so many seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

LONGEST_DELAY_S = 60.0
"""More is not granted to a robots.txt: such a host would hold up all others."""


class Pace:
    """Keeps requests to one host apart; `wait` sleeps as long as that takes."""

    def __init__(
        self,
        apart_s: float,
        clock: Callable[[], float] = monotonic,
        rest: Callable[[float], object] = sleep,
    ) -> None:
        self._apart_s, self._clock, self._rest = apart_s, clock, rest
        self._next: dict[str, float] = {}

    def wait(self, host: str, asked_s: float | None = None) -> None:
        """Sleep until the host may be asked again; `asked_s` is what its robots.txt wants."""
        apart = max(self._apart_s, min(asked_s or 0.0, LONGEST_DELAY_S))
        now = self._clock()
        due = self._next.get(host, now)
        if due > now:
            self._rest(due - now)
        self._next[host] = max(due, now) + apart
