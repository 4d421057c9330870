"""Compiled tables on disk, so that a process need not compile the lexicon again."""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from rasid import settings
from rasid.lexicon.compile import Compiled

MAGIC = b"rasid-lexicon-1\n"
KEPT = 4
"""Files that stay when a new one is written: other versions may share the folder."""


def cached(digest: str, make: Callable[[], Compiled]) -> Compiled:
    """The tables for a digest of their sources: from disk, else made and, if it can be, kept there.

    A file that is corrupt or not ours is ignored and replaced.
    """
    path = _path(digest)
    tables = _read(path)
    if tables is None:
        tables = make()
        with suppress(OSError):
            _write(path, tables)
    return tables


def _path(digest: str) -> Path:
    key = hashlib.sha256(f"{digest} {sys.version}".encode()).hexdigest()
    return settings.cache_dir() / f"lexicon-{key[:32]}.bin"


def _read(path: Path) -> Compiled | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, seal, body = content[: len(MAGIC)], content[len(MAGIC) :][:32], content[len(MAGIC) + 32 :]
    # The seal is checked first because `marshal` may crash on bytes that it did not write.
    if head != MAGIC or seal != hashlib.sha256(body).digest():
        return None
    return Compiled(*_loads(body))


def _loads(body: bytes) -> tuple[Any, ...]:
    """Unmarshal without the collector, which would search the growing tables again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        loaded: tuple[Any, ...] = marshal.loads(body)
        return loaded
    finally:
        if collecting:
            gc.enable()


def _write(path: Path, tables: Compiled) -> None:
    """Write beside and rename, so that readers and other writers see a whole file or none."""
    body = marshal.dumps(tuple(getattr(tables, f.name) for f in fields(tables)))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + hashlib.sha256(body).digest() + body)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
    _prune(path.parent)


def _prune(folder: Path) -> None:
    """Remove the oldest files of other versions."""
    with suppress(OSError):
        files = sorted(folder.glob("lexicon-*.bin"), key=lambda p: p.stat().st_mtime)
        for old in files[:-KEPT]:
            old.unlink()
