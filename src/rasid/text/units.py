"""Offsets as browsers count: in UTF-16 units, two to a code point beyond the first 65,536."""

from __future__ import annotations

from bisect import bisect_left


class Units:
    """Code point offsets of a text to UTF-16 offsets."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)
