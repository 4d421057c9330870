"""Features of a GeoJSON file one by one, so that a file of any size needs little memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasid.errors import GazetteerError
from rasid.geo.areas import Ring, ring_of
from rasid.geo.importers.lines import opened

_CHUNK = 1 << 18
_LARGEST = 1 << 28  # letters of one feature: more is no boundary
_LIST = re.compile(r'"features"\s*:\s*\[')


class _Cut(Exception):
    """The text ends before the list does."""


def features(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a collection, plain or gzipped, in order.

    Raises GazetteerError when the file is no feature collection or is cut short.
    """
    try:
        with opened(path) as stream:
            decode = json.JSONDecoder().raw_decode
            chunks = (chunk.decode("utf-8", "replace") for chunk in _chunks(stream))
            buffer = _to_list(chunks)
            while True:
                buffer = buffer.lstrip(" \t\r\n,")
                if buffer.startswith("]"):
                    return
                feature, buffer = _next(buffer, chunks, decode)
                yield feature
    except _Cut:
        raise GazetteerError(f"{path}: the list of features does not end; get it again") from None


def _chunks(stream: Any) -> Iterator[bytes]:
    """Pieces of whole UTF-8 letters."""
    rest = b""
    while piece := stream.read(_CHUNK):
        piece = rest + piece
        cut = len(piece)
        while cut and piece[cut - 1] >= 0x80 and len(piece) - cut < 4:
            cut -= 1
        rest = piece[cut:]
        yield piece[:cut]
    if rest:
        yield rest


def _to_list(chunks: Iterator[str]) -> str:
    buffer = ""
    for chunk in chunks:
        buffer += chunk
        found = _LIST.search(buffer)
        if found:
            return buffer[found.end() :]
    raise _Cut


def _next(buffer: str, chunks: Iterator[str], decode: Any) -> tuple[dict[str, Any], str]:
    while True:
        try:
            feature, end = decode(buffer)
            return feature, buffer[end:]
        except (ValueError, RecursionError):
            grown = buffer
            while len(grown) < 2 * len(buffer) + _CHUNK:
                more = next(chunks, "")
                if not more:
                    break
                grown += more
            if len(grown) == len(buffer) or len(grown) > _LARGEST:
                raise _Cut from None
            buffer = grown.lstrip(" \t\r\n,")


def rings(geometry: Any) -> tuple[Ring, ...]:
    """All rings of a polygon or several.

    Raises ValueError when it is no polygon, or not one of WGS84 degrees.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"no outline ({kind or 'no geometry'})")
    parts = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    try:
        found = tuple(ring_of(ring) for part in parts for ring in part)
    except (TypeError, KeyError) as error:
        raise ValueError("corners that are no numbers") from error
    if not found:
        raise ValueError("no outline (empty geometry)")
    return found
