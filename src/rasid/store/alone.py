"""One process at a time: a lock beside the workspace, which the system lifts when its holder dies.

A file that a killed process left is therefore no lock, and the next one takes it over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rasid.errors import StoreError


@contextmanager
def alone(workspace: Path, what: str) -> Iterator[None]:
    """Keep others out who would do the same on this workspace; StoreError when one is at it.

    `what` names what is done, for the file of the lock and for people. Where the system knows no
    such locks, nobody is kept out.
    """
    path = workspace.with_name(f"{workspace.name}.{what}.lock")
    try:
        lock = path.open("a+", encoding="ascii")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    with lock:
        if not _taken(lock):
            lock.seek(0)
            holder = lock.read(20).strip() or "unknown"
            raise StoreError(
                f"{workspace}: another rasid {what} runs on it (process {holder}); end that first"
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def _taken(lock: TextIO) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
