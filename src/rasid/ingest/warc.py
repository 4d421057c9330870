"""Web archives (WARC, packed or not): the pages in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rasid.ingest import limits
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.limits import Unreadable, size
from rasid.ingest.pages import Page, page_article
from rasid.ingest.source import Source, optional
from rasid.ingest.tally import Tally

BEGIN = b"WARC/"
PACKED = b"\x1f\x8b"
PAGES = ("text/html", "application/xhtml")
DONE = "200"
HEAD = 4096


def begins_warc(head: bytes) -> bool:
    """Whether a file begins as a web archive, packed or not."""
    if not head.startswith(PACKED):
        return head.startswith(BEGIN)
    try:
        begin = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(BEGIN))
    except zlib.error:
        return False
    return begin == BEGIN


def warc(source: Source) -> Iterator[Found]:
    """The article of each page that a server answered with; not its day of fetching."""
    library = optional("warcio.archiveiterator", "warc")
    begin = begins_warc(source.stream.read(HEAD))
    source.stream.seek(0)
    if not begin:  # the library would look for a beginning for hours
        raise Unreadable("no web archive (WARC); unpack other .gz files first")
    tally = Tally("page")
    try:
        for number, record in enumerate(library.ArchiveIterator(source.stream), start=1):
            found = _record(source, record, number)
            tally.count(found if isinstance(found, str) else None)
            if not isinstance(found, str):
                yield found
    except Exception as error:  # broken records, broken compression: many kinds, no common base
        told = f"broken or cut short ({type(error).__name__}): the rest is skipped"
        yield Fault(source.path, None, told)
    yield from tally.told(source.path)


def _record(source: Source, record: Any, number: int) -> Found | str:
    """What a record gives: a page's article or a fault, or why it is passed over."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None:
        return "records that are no responses"
    if headers.get_statuscode() != DONE:
        return "responses that are no success"
    if not str(headers.get_header("Content-Type") or "").lower().startswith(PAGES):
        return "responses that are no pages"
    url = record.rec_headers.get_header("WARC-Target-URI")
    path = f"{source.path} record {number}"
    content = record.content_stream().read(limits.PAGE + 1)
    if len(content) > limits.PAGE:
        return Fault(path, None, f"a page larger than {size(limits.PAGE)}; skipped")
    said = str(headers.get_header("Content-Type") or "")
    page = page_article(content, f"{source.name}-{number}", url, said)
    if page is None:
        return "pages without an article"
    return Item(page.article, path, None, source.stream.tell(), _kept(record, page, content))


def _kept(record: Any, page: Page, content: bytes) -> Provenance:
    """When the archive took the page, and the id of its record there."""
    headers = record.rec_headers
    return replace(
        page.provenance,
        captured_at=headers.get_header("WARC-Date"),
        archive=str(headers.get_header("WARC-Record-ID") or "").strip("<>") or None,
        content_sha256=hashlib.sha256(content).hexdigest(),
    )
