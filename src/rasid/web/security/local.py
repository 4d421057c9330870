"""The one person at the machine that the server runs on: a token in the address that is opened
lets a browser in once; from then on it has a session, until the server ends.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock

from rasid.store.sessions import digest

MOST_SESSIONS = 20


@dataclass(slots=True)
class Local:
    """Tokens that have yet to be used, and the sessions that came of others."""

    _tokens: set[str] = field(default_factory=set)
    _sessions: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def token(self) -> str:
        """A token that lets one browser in."""
        made = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens.add(digest(made))
        return made

    def exchange(self, token: str) -> str | None:
        """The secret of a session for a token; None when it is none, or was used before."""
        with self._lock:
            if digest(token) not in self._tokens:
                return None
            self._tokens.remove(digest(token))
            secret = secrets.token_urlsafe(32)
            self._sessions = [*self._sessions, digest(secret)][-MOST_SESSIONS:]
            return secret

    def knows(self, secret: str) -> bool:
        """Whether a session has this secret."""
        return digest(secret) in self._sessions

    def end(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions = [one for one in self._sessions if one != digest(secret)]
