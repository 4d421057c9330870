"""JSON exports read piece by piece: however large the file, one message is held at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from rasid.ingest import limits
from rasid.ingest.limits import TooLarge, Unreadable, size

OPENS = frozenset(("start_map", "start_array"))
CLOSES = frozenset(("end_map", "end_array"))
BROKEN = b"\xef\xbf\xbd"
Path = tuple[str | None, ...]
"""Keys from the root; None for an item of a list."""


class Bounded:
    """A stream of sound UTF-8 that gives up on a piece larger than the limit.

    Whoever reads sets `since` to 0 after each piece. `damaged` tells whether bytes were replaced.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.since = self.end = 0
        self.damaged = False

    def read(self, count: int = -1) -> bytes:
        """The next bytes; TooLarge when the piece has become larger than `limits.MESSAGE`."""
        raw = self._stream.read(count)
        self.since += len(raw)
        self.end += len(raw)
        if self.since > limits.MESSAGE + count:
            raise TooLarge(f"a message larger than {size(limits.MESSAGE)}: the rest is skipped")
        text = self._decoder.decode(raw, final=count != 0 and not raw)
        told = text.encode("utf-8")
        self.damaged |= told.count(BROKEN) > raw.count(BROKEN)
        return told or (self.read(count) if raw else b"")


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of a list: the path of the list, the item, what stands beside the list, its end."""

    path: Path
    data: Any
    beside: Mapping[str, Any]
    end: int


def pieces(stream: Bounded, key: str | None) -> Iterator[Piece]:
    """The items of every list that goes by `key`, in order; of the outermost list for None.

    Unreadable, after all items before, where the JSON is broken, cut short or too deep.
    """
    try:
        yield from _pieces(stream, key)
    except (ijson.JSONError, UnicodeError) as error:
        told = " ".join(str(error).split())[:80]
        message = f"broken or cut short ({told}): the rest is skipped; export it again"
        raise Unreadable(message) from error


def _pieces(stream: Bounded, key: str | None) -> Iterator[Piece]:
    wanted = [None] if key is None else [key, None]
    path: list[str | None] = []
    beside: list[dict[str, Any]] = []
    building: ObjectBuilder | None = None
    floor = 0
    for event, value in ijson.basic_parse(stream, use_float=True):
        if len(path) > limits.DEPTH:
            raise Unreadable(f"nested deeper than {limits.DEPTH}: the rest is skipped")
        if building is None and event not in CLOSES and path[-2:] == wanted:
            building, floor = ObjectBuilder(), len(path)
        if building is not None:
            building.event(event, value)
        _step(event, value, path, beside, keep=building is None)
        if building is None:
            stream.since = 0
        elif len(path) == floor and event != "map_key":
            yield Piece(tuple(path), building.value, beside[max(0, floor - 2)], stream.end)
            building, stream.since = None, 0


def _step(
    event: str, value: Any, path: list[str | None], beside: list[dict[str, Any]], keep: bool
) -> None:
    """Follow one event: where it leads to, and scalars that stand beside a list."""
    if event in OPENS:
        path.append("" if event == "start_map" else None)
        beside.append({})
    elif event in CLOSES:
        path.pop()
        beside.pop()
    elif event == "map_key":
        path[-1] = value
    elif keep and path and path[-1] is not None:
        beside[-1][path[-1]] = value
