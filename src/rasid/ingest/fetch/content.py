"""What was fetched to articles, by the reader of what the server says that it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from rasid.ingest import limits
from rasid.ingest.charset import HEADER, text_as_utf8
from rasid.ingest.columns import Columns
from rasid.ingest.decode import UTF16_BOMS, utf8
from rasid.ingest.feeds import begins_feed
from rasid.ingest.fetch.body import Body
from rasid.ingest.fetch.client import Answer
from rasid.ingest.fetch.failed import NotFetched
from rasid.ingest.fetch.urls import joined, name_of, site
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.kinds import ENDINGS
from rasid.ingest.limits import Unreadable
from rasid.ingest.reports import read_source
from rasid.ingest.source import Source
from rasid.model import Article

ENDING_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "application/warc": ".warc",
    "application/zip": ".zip",
    "application/vnd.apache.parquet": ".parquet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""The ending that files of a content type have."""
VAGUE = {
    "": "",
    "text/plain": ".txt",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/octet-stream": ".unknown",
    "binary/octet-stream": ".unknown",
}
"""Content types that say little, or none: the ending of the address counts more."""
PLAIN = ("text/plain", "text/csv", "text/tab-separated-values")
UNKNOWN = ".unknown"
"""For what only its content can tell: pictures and programs are no texts."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body, ready to be read. `asked` is the address that was asked for, `held`
    the entry of the feed that led to it, which fills what the page does not say.
    """

    asked: str
    answer: Answer
    body: Body
    held: Article | None = None

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed, whatever its server calls it."""
        return begins_feed(Source(self.asked, "", self.body.stream).head())

    def found(self, columns: Columns | None = None) -> Iterator[Found]:
        """Its articles and faults, each article with where and when it was taken from."""
        self.body.stream.seek(0)
        url, said = self.answer.url, self.answer.headers.get("content-type", "")
        try:
            stream = utf8(self._declared(said))
        except Unreadable as error:
            yield Fault(self.asked, None, str(error))
            return
        source = Source(self.asked, name_of(url), stream, columns or Columns(), url, said)
        for one in read_source(source, _ending(url, said)):
            yield self._sourced(one) if isinstance(one, Item) else one

    def _declared(self, said: str) -> BinaryIO:
        """The bytes; of a text or table that is not UTF-8 in the encoding that the server tells."""
        plain = said.lower().startswith(PLAIN) and self.body.size <= limits.PAGE
        if not plain or not HEADER.search(said):
            return self.body.stream
        content = self.body.stream.read()
        return BytesIO(content if content[:2] in UTF16_BOMS else text_as_utf8(content, said))

    def _sourced(self, item: Item) -> Item:
        article, known = item.article, item.provenance
        held = self.held or Article("")
        whole = self.answer.url if article.id == name_of(self.answer.url) else None
        dated = "feed" if held.published and not article.published else None
        return replace(
            item,
            article=replace(
                article,
                url=_address(self.answer.url, article.url) or whole,
                outlet=self._said_outlet(article) or held.outlet or site(self.answer.url),
                published=article.published or held.published,
                title=article.title or held.title,
            ),
            provenance=replace(
                known,
                day_by=known.day_by or dated,
                captured_at=known.captured_at or self.answer.at,
                content_sha256=known.content_sha256 or self.body.sha256,
            ),
        )

    def _said_outlet(self, article: Article) -> str | None:
        """The outlet that the content names; a mere host was made of the address by its reader."""
        hosts = (site(self.answer.url), urlsplit(self.answer.url).netloc)
        return None if (article.outlet or "").lower() in hosts else article.outlet


def _address(base: str, told: str | None) -> str | None:
    """An address that the content gives, in one form; None for none that can be fetched."""
    if told is None:
        return None
    with suppress(NotFetched):
        return joined(base, told)
    return None


def _ending(url: str, said: str) -> str:
    """The ending that tells the reader where the content itself does not."""
    kind = said.partition(";")[0].strip().lower()
    if kind in ENDING_OF:
        return ENDING_OF[kind]
    ending = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    return ending if ending in ENDINGS and kind in VAGUE else VAGUE.get(kind, UNKNOWN)
