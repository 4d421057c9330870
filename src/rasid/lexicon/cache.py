"""Compiled tables and parsed data files on disk, so that a process need not make them again."""

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
from rasid.lexicon.load import parse_yaml

MAGIC = b"rasid-lexicon-2\n"
KEPT = {"lexicon": 4, "data": 40}
"""Files of a family that stay when a new one is written: other versions may share the folder."""


def cached(digest: str, make: Callable[[], Compiled]) -> Compiled:
    """The tables for a digest of their sources: from disk, else made and, if it can be, kept there.

    A file that is corrupt or not ours is ignored and replaced.
    """
    return Compiled(*_kept("lexicon", digest, lambda: _rows(make())))


def _rows(tables: Compiled) -> tuple[Any, ...]:
    return tuple(getattr(tables, f.name) for f in fields(tables))


def parsed(name: str, content: bytes) -> Any:
    """The content of a YAML file (see `load.parse_yaml`), parsed once for all processes."""
    digest = hashlib.sha256(content).hexdigest()
    return _kept("data", digest, lambda: (parse_yaml(name, content),))[0]


def _kept(family: str, digest: str, make: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    key = hashlib.sha256(f"{digest} {sys.version}".encode()).hexdigest()
    path = settings.cache_dir() / f"{family}-{key[:32]}.bin"
    held = _read(path)
    if held is None:
        held = make()
        with suppress(OSError):
            _write(path, held)
            _prune(path.parent, family)
    return held


def _read(path: Path) -> tuple[Any, ...] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, seal, body = content[: len(MAGIC)], content[len(MAGIC) :][:32], content[len(MAGIC) + 32 :]
    # The seal is checked first because `marshal` may crash on bytes that it did not write.
    if head != MAGIC or seal != hashlib.sha256(body).digest():
        return None
    return _loads(body)


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


def _write(path: Path, rows: tuple[Any, ...]) -> None:
    """Write beside and rename, so that readers and other writers see a whole file or none."""
    body = marshal.dumps(rows)
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


def _prune(folder: Path, family: str) -> None:
    """Remove the oldest files of other versions."""
    with suppress(OSError):
        files = sorted(folder.glob(f"{family}-*.bin"), key=lambda p: p.stat().st_mtime)
        for old in files[: -KEPT[family]]:
            old.unlink()
