"""Underlines below one another where ranges of a text overlap."""

from __future__ import annotations

from collections.abc import Iterable

LANES = 4
"""What needs more shares the last."""

Range = tuple[str, int, int]
"""What is underlined, from where and to where."""


def lanes(ranges: Iterable[Range]) -> dict[Range, int]:
    """A lane for each range: the first that is free where it begins."""
    found: dict[Range, int] = {}
    ends = [0] * LANES
    for one in sorted(ranges, key=lambda r: (r[1], -r[2], r[0])):
        free = (lane for lane, end in enumerate(ends) if end <= one[1])
        found[one] = next(free, LANES - 1)
        ends[found[one]] = max(one[2], ends[found[one]])
    return found
