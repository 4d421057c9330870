"""The bytes of an answer: unpacked piece by piece, counted, hashed, on disk when they are many."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import urllib3

from rasid.ingest import limits
from rasid.ingest.fetch.failed import NotFetched, TryLater
from rasid.ingest.limits import size

PIECE = 64 * 1024
IN_MEMORY = 4 * limits.MEGABYTE
GZIP, ZLIB, RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes as they are after unpacking, how many, and their SHA-256."""

    stream: BinaryIO
    size: int
    sha256: str


def taken(response: urllib3.BaseHTTPResponse, most: int) -> Body:
    """All bytes of an answer; NotFetched when there are more than `most`, packed or unpacked."""
    told = str(response.headers.get("Content-Length") or "")
    if told.isascii() and told.isdigit() and int(told[:19]) > most:
        raise _too_large(most)
    stream = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  the caller's
    digest, count = hashlib.sha256(), 0
    try:
        for piece in _unpacked(response, most):
            count += len(piece)
            if count > most:
                raise _too_large(most)
            digest.update(piece)
            stream.write(piece)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return Body(stream, count, digest.hexdigest())


def _too_large(most: int) -> NotFetched:
    return NotFetched(f"larger than {size(most)}; not taken")


def _unpacked(response: urllib3.BaseHTTPResponse, most: int) -> Iterator[bytes]:
    """The pieces of an answer, none of which is large whatever it was packed to."""
    unpack = _way(response.headers.get("Content-Encoding") or "")
    came = 0
    for piece in response.stream(PIECE, decode_content=False):
        came += len(piece)
        if came > most:
            raise _too_large(most)
        yield from unpack(piece)
    yield from unpack(b"")


Unpack = Callable[[bytes], Iterator[bytes]]


def _way(encoding: str) -> Unpack:
    told = encoding.strip().lower()
    if told in ("", "identity"):
        return lambda piece: iter((piece,) if piece else ())
    if told in ("gzip", "x-gzip", "deflate"):
        return _Inflate(GZIP if told != "deflate" else ZLIB)
    raise NotFetched(f"is packed in a way that was not asked for ({told[:40]})")


class _Inflate:
    """Unpacks a little at a time; an empty piece says that nothing comes after."""

    def __init__(self, way: int) -> None:
        self._way = way
        self._unpacker = zlib.decompressobj(way)
        self._begun = False

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        if not piece:
            yield from self._end()
            return
        if not self._begun and self._way == ZLIB and (piece[0] & 0x0F) != 8:
            self._unpacker = zlib.decompressobj(RAW)  # some servers send deflate without its head
        self._begun = True
        rest = piece
        try:
            while rest and not self._unpacker.eof:
                yield self._unpacker.decompress(rest, PIECE)
                rest = self._unpacker.unconsumed_tail
        except zlib.error as error:
            raise TryLater("what came cannot be unpacked") from error

    def _end(self) -> Iterator[bytes]:
        while piece := self._unpacker.decompress(b"", PIECE):
            yield piece
        if self._begun and not self._unpacker.eof:
            raise TryLater("what came was cut short")
