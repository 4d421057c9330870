"""PDF files that hold text; one of mere pictures is said to need OCR first."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from rasid.ingest import limits
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.limits import Unreadable
from rasid.ingest.rtl import paragraphs, reading_order
from rasid.ingest.source import Source, optional, quiet, whole
from rasid.model import Article

BEGIN = b"%PDF-"
BROKEN = "no PDF that can be read (cut short?): get it or save it again"
LOCKED = "locked with a password: save it without one"
SCANNED = "no text in it: a scan needs OCR first (ocrmypdf -l ara)"


def begins_pdf(head: bytes) -> bool:
    """Whether a file begins as a PDF; some bytes may stand before."""
    return BEGIN in head[:1024]


def pdf(source: Source) -> Iterator[Found]:
    """The text of all pages as one article, in reading order."""
    library = optional("pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of a file
    size = len(whole(source, limits.WHOLE))
    source.stream.seek(0)
    told = _pages(library, source)
    for number in (number for number, page in enumerate(told, start=1) if page is None):
        yield Fault(f"{source.path} page {number}", None, "cannot be read; skipped")
    text = clean(paragraphs(reading_order([page or "" for page in told])))
    if not text:
        yield Fault(source.path, None, SCANNED)
        return
    yield Item(Article(text, id=source.name), source.path, None, size)


@quiet
def _pages(library: Any, source: Source) -> list[str | None]:
    """The text of each page; None for one that cannot be read."""
    try:
        reader = library.PdfReader(source.stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        if len(reader.pages) > limits.PAGES:
            raise Unreadable(f"more than {limits.PAGES:,} pages: split it; skipped")
        return [_text(page) for page in reader.pages]
    except Unreadable:
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise Unreadable(BROKEN) from error


def _text(page: Any) -> str | None:
    try:
        # Laid out as it is seen: the only order that all producers of Arabic agree on.
        return str(page.extract_text(extraction_mode="layout"))
    except Exception:  # as above: one page costs one page
        return None
