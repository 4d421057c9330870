"""Addresses of copies in the Wayback Machine: the page's own address, and when it was copied."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from rasid.ingest.found import Provenance
from rasid.model import Article

COPY = re.compile(
    r"https?://web\.archive\.org/web/(\d{14})[a-z_]{0,4}/(https?:/{1,2}\S+|[\w.-]+\.[a-z]{2,}/\S*)"
)


def unarchived(article: Article, known: Provenance) -> tuple[Article, Provenance]:
    """The article under the page's own address, with the address of the copy and its moment; as
    they are where the address is of no copy.
    """
    copy = COPY.fullmatch(article.url or "")
    moment = _moment(copy[1]) if copy else None
    if copy is None or moment is None:
        return article, known
    rest = re.sub("^(https?):/+", r"\1://", copy[2])
    own = rest if rest.startswith("http") else f"http://{rest}"
    return replace(article, url=own), replace(known, archive=article.url, captured_at=moment)


def _moment(digits: str) -> str | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return None
