"""What a page says of itself in its marks: its day and how it is told, its canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rasid.ingest.days import iso_day
from rasid.ingest.told_days import day_of_line

METAS = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished date"
    " dc.date dc.date.issued dcterms.created dcterms.issued pubdate publishdate publish-date"
    " publish_date published_time parsely-pub-date sailthru.date".split()
)
LONGEST_JSON = 500_000
DEEPEST = 20
LINES = re.compile(r"(?i)(?:^|[\s_-])(?:date|time|publish\w*|posted|timestamp)(?:$|[\s_-])")
MOST_LINES = 40
LONGEST_LINE = 100

Day = tuple[str, str]
"""An ISO day and how it was found (a code of DAY_BY)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The canonical address that a page gives, and the days that it says it was published on."""

    address: str | None
    days: tuple[Day, ...]

    @classmethod
    def of(cls, tree: Any) -> Marks:
        """The marks of a page. Its own words are read for a day only where no mark tells one."""
        told = ((day, by) for day, by in (*_json_ld(tree), *_metas(tree)) if day)
        return cls(_canonical(tree), tuple(told) or tuple(_in_words(tree)))

    def day(self, found: str | None) -> Day | None:
        """The day of publication. `found` is what a search of all marks gave: it is explained by
        the one that says the same.
        """
        if found is None:
            return next(iter(self.days), None)
        return next((one for one in self.days if one[0] == found), (found, "page"))


def _canonical(tree: Any) -> str | None:
    """The address that the page gives for itself."""
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    return next((str(link).strip() for link in links if str(link).strip()), None)


def _metas(tree: Any) -> Iterator[tuple[str | None, str]]:
    for meta in tree.iter("meta"):
        names = (meta.get(name) or "" for name in ("property", "name", "itemprop"))
        if any(name.strip().lower() in METAS for name in names) and meta.get("content"):
            yield iso_day(meta.get("content")), "meta"


def _json_ld(tree: Any) -> Iterator[tuple[str | None, str]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:LONGEST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from ((iso_day(day), "json_ld") for day in _published(data, DEEPEST))


def _published(data: Any, depth: int) -> Iterator[str]:
    """Days of publication in JSON, those of outer objects first."""
    if not depth:
        return
    if isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        inner = list(data.values())
    else:
        inner = data if isinstance(data, list) else []
    for one in inner:
        yield from _published(one, depth - 1)


def _in_words(tree: Any) -> Iterator[Day]:
    """The day in the first line of the page that is marked as a date and holds one."""
    seen = 0
    for node in tree.iter():
        if not isinstance(node.tag, str) or not _is_line(node):
            continue
        line = " ".join("".join(node.itertext()).split())
        seen += 1
        if seen > MOST_LINES:
            break
        day = day_of_line(line) if 0 < len(line) <= LONGEST_LINE else None
        if day:
            yield day, "line"
            return


def _is_line(node: Any) -> bool:
    return node.tag == "time" or bool(LINES.search(f"{node.get('class', '')} {node.get('id', '')}"))
