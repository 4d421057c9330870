"""RSS and Atom feeds, saved as files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from rasid.ingest import limits
from rasid.ingest.charset import as_utf8
from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.markup import plain
from rasid.ingest.outlets import outlet
from rasid.ingest.pages import headed
from rasid.ingest.rows import EMPTY
from rasid.ingest.source import Source, optional, whole
from rasid.ingest.tally import Tally
from rasid.model import Article

BEGIN = re.compile(
    rb"\s*(?:<\?[^>]{0,500}>\s*|<!--[^>]{0,2000}-->\s*|<!DOCTYPE[^\[>]{0,200}(?:\[[^\]]{0,4000}\])?\s*>\s*)"
    rb"{0,9}<(?:rss|feed|rdf:RDF)\b"
)

DECLARED = re.compile(rb"<!DOCTYPE([^\[>]{0,200})\[.*?\]\s*>", re.DOTALL)
"""What a feed declares of entities: none needs any, and some are made to grow without end."""


def begins_feed(head: bytes) -> bool:
    """Whether a file begins as a feed."""
    return BEGIN.match(head) is not None


def feed(source: Source) -> Iterator[Found]:
    """The entries of a feed with their full content, else their summary, below their title."""
    parser = optional("feedparser", "feeds")
    content = whole(source, limits.PAGE)
    if not content.strip():
        yield Fault(source.path, None, EMPTY)
        return
    # Its address and headers are left empty: nothing is ever fetched.
    content = DECLARED.sub(rb"<!DOCTYPE\1>", as_utf8(content, source.content_type), count=1)
    told = parser.parse(io.BytesIO(content), resolve_relative_uris=False)
    if told.bozo and not told.entries:
        why = " ".join(str(told.get("bozo_exception", "")).split())[:100]
        yield Fault(source.path, None, f"no feed that can be read ({why})")
        return
    if told.bozo:
        yield Fault(source.path, None, "broken XML; the entries that could be found are read")
    tally, count = Tally("entry"), len(told.entries)
    for number, entry in enumerate(told.entries, start=1):
        article = _article(entry, told.feed, f"{source.name}-{number}")
        tally.count(None if article else "entries without text")
        if article:
            path = f"{source.path} entry {number}"
            by = Provenance(day_by="feed" if article.published else None)
            yield Item(article, path, None, len(content) * number // count, by)
    yield from tally.told(source.path)


def _article(entry: Any, about: Any, name: str) -> Article | None:
    contents = [one.get("value") or "" for one in entry.get("content", ())]
    body = plain(max([*contents, entry.get("summary") or ""], key=len))
    title = " ".join(plain(entry.get("title") or "").split())
    text = headed(title, body) if body else clean(title)
    if not text.strip():
        return None
    site = (entry.get("source") or {}).get("title") or about.get("title")
    return Article(
        text,
        id=clean(entry.get("id") or entry.get("link") or name),
        published=_day(entry),
        outlet=outlet(plain(site)) if site else None,
        url=clean(entry["link"]) if entry.get("link") else None,
        title=clean(title) or None,
    )


def _day(entry: Any) -> str | None:
    """The day as written, at its own clock; else the day in UTC that feedparser makes of it."""
    for name in ("published", "updated"):
        if entry.get(name):
            parsed = entry.get(f"{name}_parsed")
            return iso_day(entry[name]) or (iso_day(date(*parsed[:3])) if parsed else None)
    return None
