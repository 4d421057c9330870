"""Numbers of rows in addresses and cursors."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from rasid.errors import InputError
from rasid.web.api.sending import mark

GREATEST = 2**53
Row = Annotated[int, Path(ge=1, le=GREATEST)]


def before(cursor: str | None) -> int | None:
    """The number that a cursor holds. InputError when it holds none."""
    told = mark(cursor)
    if told is None:
        return None
    if not (told.isascii() and told.isdecimal()) or int(told[:17]) > GREATEST or len(told) > 17:
        raise InputError(f"cursor: {cursor!r} is none; give `next` of the page before")
    return int(told)
