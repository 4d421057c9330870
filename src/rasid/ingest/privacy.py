"""Pseudonyms: the same person gets the same sign, and nobody can find the name from it.

A phone number is one of a few thousand million: a plain hash of it is found in minutes. The key of
these is drawn at random for each workspace and never leaves it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

from rasid import settings

KEY_FILE = "pseudonyms.key"
KEY_BYTES = 32
SIGN_BYTES = 4


def pseudonym(name: str) -> str:
    """Eight hexadecimal digits that stand for a name or phone number in this workspace."""
    key = _key(settings.home())
    return hashlib.blake2b(
        name.encode("utf-8", "replace"), key=key, digest_size=SIGN_BYTES
    ).hexdigest()


@lru_cache(maxsize=4)
def _key(home: Path) -> bytes:
    """The key of a workspace, drawn on first use; one for this process where none can be kept."""
    path = home / KEY_FILE
    fresh = secrets.token_bytes(KEY_BYTES)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(fresh)
    except FileExistsError:
        kept = path.read_bytes()
        return kept if len(kept) == KEY_BYTES else fresh
    except OSError:
        pass
    return fresh
