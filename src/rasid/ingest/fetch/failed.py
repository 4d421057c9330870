"""Why an address could not be had: one line, and whether to try again."""

from __future__ import annotations


class NotFetched(Exception):
    """An address that could not be had. `later` says that another try may do."""

    later = False


class TryLater(NotFetched):
    """Nothing came this time. `wait_s` is what the server asks for, in seconds, if it does."""

    later = True

    def __init__(self, message: str, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.wait_s = wait_s
