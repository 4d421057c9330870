"""A text file: one article."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.ingest.decode import decode
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.rows import EMPTY, LONGEST, TOO_LONG
from rasid.ingest.source import Source
from rasid.model import Article

MOST_BYTES = 4 * LONGEST  # no character takes more than four


def text(source: Source) -> Iterator[Found]:
    """A whole file as one article."""
    content = source.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield Fault(source.path, None, TOO_LONG)
        return
    told, damage = decode(content)
    if damage:
        yield Fault(source.path, damage.line, damage.message)
    if not told.strip():
        yield Fault(source.path, None, EMPTY)
        return
    yield Item(Article(told, id=source.name), source.path, None, len(content))
