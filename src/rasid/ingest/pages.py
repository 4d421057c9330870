"""A saved web page: its article, its headline, and what it says of itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from rasid.ingest import limits
from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.rows import EMPTY
from rasid.ingest.source import Source, whole
from rasid.model import Article


def html(source: Source) -> Iterator[Found]:
    """The article of a saved web page, its headline as the first line of the text."""
    content = whole(source, limits.PAGE)
    if not content.strip():
        yield Fault(source.path, None, EMPTY)
        return
    article = page_article(content, source.name)
    if article is None:
        yield Fault(source.path, None, "no article text found in this page")
        return
    yield Item(article, source.path, None, len(content))


def page_article(content: bytes, name: str, url: str | None = None) -> Article | None:
    """The article of a page; None when it has none."""
    import trafilatura  # heavy: only for who reads pages

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails is told by Rasid
    # An extensive search for dates would take any day that the page mentions for its own.
    dates = {"extensive_search": False, "original_date": True}
    page = trafilatura.bare_extraction(
        content, url=url, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    body = getattr(page, "text", None)
    return _article(page, body, name) if body else None


def headed(title: str | None, body: str) -> str:
    """The text below its headline, unless it begins with it."""
    shown = title and title not in body[: 2 * len(title) + 200]
    return clean(f"{title}\n\n{body}" if shown else body)


def _article(page: Any, body: str, name: str) -> Article:
    return Article(
        headed(page.title, body),
        id=name,
        published=iso_day(page.date) if page.date else None,
        outlet=page.sitename or None,
        url=page.url or None,
        title=page.title or None,
    )
