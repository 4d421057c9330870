"""Connections that go only where the guard lets them, and end when their time is over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from rasid.ingest.fetch.addresses import Guard
from rasid.ingest.fetch.failed import NotFetched


class Deadline:
    """The moment at which a request must be done: a timer then cuts its connection, so that a
    server which sends a byte now and then holds nobody longer.
    """

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self._wires: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for wire in self._wires:
                wire.close()
            self._wires.clear()

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return monotonic() >= self._end

    def watch(self, wire: socket.socket) -> None:
        """Cut this connection too when the time is over."""
        with self._lock:
            self._wires.append(wire.dup())  # TLS takes the first one over

    def _cut(self) -> None:
        with self._lock:
            for wire in self._wires:
                with suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)


Connect = Callable[[Any, str, int, Any], socket.socket]


def pool(guard: Guard, deadline: Deadline) -> urllib3.PoolManager:
    """Connections for one request and its redirects; no proxy of the environment is used."""

    def connect(holder: Any, host: str, port: int, timeout: Any) -> socket.socket:
        wire = _connected(holder, guard, host, port, timeout)
        deadline.watch(wire)
        return wire

    manager = urllib3.PoolManager(num_pools=4, retries=False)
    manager.pool_classes_by_scheme = {"http": _plain(connect), "https": _tls(connect)}
    return manager


def _connected(holder: Any, guard: Guard, host: str, port: int, timeout: Any) -> socket.socket:
    """A connection to the first address of a host that answers, all of them looked at before."""
    last: OSError | None = None
    for address in guard.addresses(host, port):
        try:
            wire = socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            last = error
            continue
        try:
            guard.check_connected(host, port, str(wire.getpeername()[0]))
        except (NotFetched, OSError):
            wire.close()
            raise
        return wire
    raise NewConnectionError(holder, f"cannot be connected to: {last}") from last


def _plain(connect: Connect) -> type[HTTPConnectionPool]:
    class Connection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, self._dns_host, self.port or 80, self.timeout)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    return Pool


def _tls(connect: Connect) -> type[HTTPSConnectionPool]:
    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, self._dns_host, self.port or 443, self.timeout)

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    return Pool
