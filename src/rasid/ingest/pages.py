"""A saved web page: its article, its headline, and what it says of itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rasid.ingest import limits
from rasid.ingest.charset import as_utf8
from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.fetch.failed import NotFetched
from rasid.ingest.fetch.urls import joined, site
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.outlets import outlet
from rasid.ingest.page_marks import Day, Marks
from rasid.ingest.rows import EMPTY
from rasid.ingest.source import Source, whole
from rasid.ingest.told_days import dateline
from rasid.model import Article

HEAD_LINES = 3
"""Lines of a text that its dateline may stand in: headline and summary can come before."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, and where it comes from as far as the page tells."""

    article: Article
    provenance: Provenance


def html(source: Source) -> Iterator[Found]:
    """The article of a web page, its headline as the first line of the text."""
    content = whole(source, limits.PAGE)
    if not content.strip():
        yield Fault(source.path, None, EMPTY)
        return
    page = page_article(content, source.name, source.url, source.content_type)
    if page is None:
        yield Fault(source.path, None, "no article text found in this page")
        return
    yield Item(page.article, source.path, None, len(content), page.provenance)


def page_article(
    content: bytes, name: str, url: str | None = None, content_type: str = ""
) -> Page | None:
    """The article of a page; None when it has none. `url` is the address that it came from,
    `content_type` what the server said of it.
    """
    import trafilatura  # heavy: only for who reads pages

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails is told by Rasid
    tree = trafilatura.load_html(as_utf8(content, content_type))
    if tree is None:
        return None
    marks = Marks.of(tree)
    # An extensive search for dates would take any day that the page mentions for its own.
    dates = {"extensive_search": False, "original_date": True}
    page: Any = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    body = getattr(page, "text", None)
    if not body:
        return None
    day = marks.day(iso_day(page.date) if page.date else None) or _of_dateline(body)
    return _page(page, body, name, _address(url, marks.address) or page.url or None, day)


def headed(title: str | None, body: str) -> str:
    """The text below its headline, unless it begins with it."""
    shown = title and title not in body[: 2 * len(title) + 200]
    return clean(f"{title}\n\n{body}" if shown else body)


def _of_dateline(body: str) -> Day | None:
    """The day in the dateline, below the headline where the text begins with that."""
    days = (dateline(line) for line in body.split("\n")[:HEAD_LINES])
    return next(((day, "dateline") for day in days if day), None)


def _address(url: str | None, told: str | None) -> str | None:
    """The canonical address of a page that was fetched; a page speaks for its own site only."""
    if url is None:
        return None
    with suppress(NotFetched):
        own = joined(url, told) if told else url
        return own if site(own) == site(url) else joined(url, url)
    return url


def _page(page: Any, body: str, name: str, url: str | None, day: Day | None) -> Page:
    article = Article(
        headed(page.title, body),
        id=name,
        published=day[0] if day else None,
        outlet=outlet(page.sitename),
        url=url,
        title=page.title or None,
    )
    return Page(article, Provenance(day_by=day[1] if day else None))
