"""Passwords, as argon2id hashes."""

from __future__ import annotations

from functools import lru_cache
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rasid.errors import InputError

SHORTEST, LONGEST = 12, 1000
_AT_ONCE = Semaphore(2)
"""Each hash takes 64 MiB: more at once could take the machine's memory."""
_hasher = PasswordHasher()


def hashed(password: str, name: str) -> str:
    """The hash of a new password. InputError when it is too easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"password: give {SHORTEST} characters or more (a few words do)")
    if len(set(password)) < 5 or password.casefold().strip() == name.casefold():
        raise InputError("password: is too easily guessed; a few words do better")
    with _AT_ONCE:
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is that of a hash. Takes as long where there is no hash."""
    with _AT_ONCE:
        try:
            return _hasher.verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_weak(kept: str) -> bool:
    """Whether a hash was made with less effort than new ones are."""
    return _hasher.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
