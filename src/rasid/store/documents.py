"""Reports as they were found: which one a text belongs to, and its versions.

A text that is there already is known and not stored twice. One that has the id or address of a
stored report is a new version of it if the two have most of their words in common; else two reports
only happen to have one name, and the later one gets a name of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from rasid.errors import StoreError
from rasid.ingest.found import UNKNOWN, Provenance
from rasid.model import Article
from rasid.store import rows
from rasid.store.tables import documents, events
from rasid.text.tokens import words_of

ALIKE = 0.5
"""From this share of the shorter text's words on, two texts are versions of one."""
SHORTEST = 3
"""Shorter words are in every text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a report. `id` is that of the row; `source` names the report for people, and
    is the same for all its versions; `given` is the id that the input had. The rest is as in
    `rasid.ingest.found.Provenance`.
    """

    id: int
    source: str
    version: int
    given: str
    sha256: str
    outlet: str | None
    url: str | None
    published: str | None
    title: str | None
    lang: str
    text: str
    path: str
    retrieved_at: str
    captured_at: str | None = None
    archive: str | None = None
    content_sha256: str | None = None
    outlet_id: str | None = None
    outlet_by: str | None = None
    day_by: str | None = None
    forwarded_from: str | None = None
    edited: str | None = None

    @property
    def article(self) -> Article:
        """The document as it is given to a reader."""
        return Article(self.text, self.source, self.published, self.outlet, self.url, self.title)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as lists show it, in its newest version. `n` is its number in the workspace: the row
    of its first version. `open` counts events that no person has decided on, or that ask again.
    """

    n: int
    id: str
    version: int
    outlet: str | None
    url: str | None
    published: str | None
    title: str | None
    lang: str
    retrieved_at: str
    events: int
    open: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that is to be stored. `path` is where it was read from; `named` says that its id
    was given to it, and was not made of its row number.
    """

    article: Article
    path: str
    named: bool = True
    provenance: Provenance = UNKNOWN

    @property
    def given(self) -> str:
        return self.article.id or self.sha256[:16]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.article.text.encode("utf-8", "surrogatepass")).hexdigest()


def known(db: Connection, incoming: Incoming) -> Document | None:
    """The document with this very text, if the report is stored."""
    there = _found(db, documents.c.sha256 == incoming.sha256)
    return next((one for one in there if _is_known(one, incoming)), None)


def _is_known(there: Document, incoming: Incoming) -> bool:
    article = incoming.article
    facts = there.outlet, there.url, there.published
    same_facts = facts == (article.outlet, article.url, article.published)
    addressed = article.url is not None and there.url == article.url
    same = there.given == incoming.given or addressed or same_facts
    return same and not _contradict(there, article)


def add(db: Connection, incoming: Incoming, lang: str, at: str) -> Document:
    """Store an article that is not `known`, as a report of its own or as a version of one."""
    earlier = _earlier(db, incoming)
    source = earlier.source if earlier else _free(db, incoming.given)
    article = incoming.article
    values: dict[str, Any] = {
        "source": source,
        "version": earlier.version + 1 if earlier else 1,
        "given": incoming.given,
        "sha256": incoming.sha256,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "title": article.title,
        "lang": lang,
        "text": article.text,
        "path": incoming.path,
        "retrieved_at": at,
        **asdict(incoming.provenance),
    }
    (id,) = db.execute(documents.insert(), values).inserted_primary_key or (0,)
    return Document(id, **values)


def is_copy(db: Connection, document: Document) -> bool:
    """Whether another report, stored before, has this very text."""
    c = documents.c
    same = (c.sha256 == document.sha256, c.source != document.source, c.id < document.id)
    return db.execute(select(c.id).where(*same).limit(1)).first() is not None


def newest(db: Connection, source: str) -> Document | None:
    """The version of a report that counts; None when there is no such report."""
    found = versions(db, source)
    return found[-1] if found else None


def by_id(db: Connection, id: int) -> Document:
    """The document of a row that exists."""
    return next(_found(db, documents.c.id == id))


def texts(db: Connection, ids: Collection[int]) -> dict[int, str]:
    """The texts of some documents, by their rows."""
    query = select(documents.c.id, documents.c.text).where(documents.c.id.in_(ids))
    return {row.id: row.text for row in db.execute(query)}


def first_row(db: Connection, source: str) -> int:
    """The number of a report in the workspace, which later versions leave as it is."""
    query = select(documents.c.id).where(documents.c.source == source, documents.c.version == 1)
    return int(db.execute(query).scalar_one())


def source_of(db: Connection, n: int) -> str:
    """The report of this number. StoreError when there is none."""
    c = documents.c
    source = db.execute(select(c.source).where(c.id == n, c.version == 1)).scalar()
    if source is None:
        raise StoreError(f"report {n}: there is none")
    return str(source)


def page(db: Connection, limit: int, before: int | None = None) -> list[ReportRow]:
    """Reports, the latest that were added first, those before a number."""
    c, e = documents.c, events.c
    wanted = select(c.id, c.source).where(c.version == 1)
    wanted = wanted if before is None else wanted.where(c.id < before)
    first = wanted.order_by(c.id.desc()).limit(limit).subquery()
    top = select(func.max(c.version)).where(c.source == first.c.source).correlate(first)
    told = select(func.count()).where(e.document == c.id).correlate(documents)
    asking = told.where(e.review.in_((rows.OPEN, rows.STALE)))
    names = ("version", "outlet", "url", "published", "title", "lang", "retrieved_at")
    query = select(
        first.c.id, c.source, *(c[name] for name in names),
        told.scalar_subquery(), asking.scalar_subquery(),
    ).select_from(
        first.join(documents, and_(c.source == first.c.source, c.version == top.scalar_subquery()))
    )  # fmt: skip
    return [ReportRow(*row) for row in db.execute(query.order_by(first.c.id.desc()))]


def current(db: Connection, after: int = 0, limit: int = 500) -> list[Document]:
    """Newest versions in the order of their rows, some at a time, from after a row id."""
    other = documents.alias()
    later = select(other.c.id).where(
        other.c.source == documents.c.source, other.c.version > documents.c.version
    )
    query = select(documents).where(documents.c.id > after, ~later.exists())
    return list(map(_document, db.execute(query.order_by(documents.c.id).limit(limit))))


def count(db: Connection) -> int:
    """How many reports there are, whatever the number of their versions."""
    query = select(func.count()).where(documents.c.version == 1)
    return int(db.execute(query).scalar_one())


def versions(db: Connection, source: str) -> list[Document]:
    """All versions of a report, the oldest first; empty when there is no such report."""
    return list(_found(db, documents.c.source == source))


def of_text(db: Connection, sha256: str, *, but: str, most: int) -> list[Document]:
    """Documents with a text of this hash in other reports than `but`, at most so many."""
    same = select(documents).where(documents.c.sha256 == sha256, documents.c.source != but)
    return list(map(_document, db.execute(same.order_by(documents.c.id).limit(most))))


# ------------------------------------------------------------------ which report
def _earlier(db: Connection, incoming: Incoming) -> Document | None:
    """The newest version of the report that the article is a later version of."""
    article = incoming.article
    c = documents.c
    candidates = [and_(c.given == incoming.given)] if incoming.named else []
    if article.url:
        candidates.append(and_(c.url == article.url))
    if not candidates:
        return None
    sources = {one.source for one in _found(db, or_(*candidates))}
    there = filter(None, (newest(db, source) for source in sorted(sources)))
    return next((one for one in there if _is_one(one, incoming)), None)


def _is_one(there: Document, incoming: Incoming) -> bool:
    article = incoming.article
    if _contradict(there, article):
        return False
    same_id = there.given == incoming.given
    surely = same_id and (there.path == incoming.path or bool(article.url and there.url))
    return (surely and incoming.named) or alike(there.text, article.text)


def _contradict(there: Document, article: Article) -> bool:
    """Whether outlet or address say that the reports are two. One address is one report,
    whatever a feed and a page call their outlet.
    """
    if there.url and there.url == article.url:
        return False
    told = (there.outlet, article.outlet), (there.url, article.url)
    return any(old and new and old != new for old, new in told)


def alike(one: str, other: str) -> bool:
    """Whether most words of the shorter text are in the other."""
    first, second = _content(one), _content(other)
    return len(first & second) >= ALIKE * max(1, min(len(first), len(second)))


def _content(text: str) -> set[str]:
    return {word for word in words_of(text) if len(word) >= SHORTEST}


def _free(db: Connection, wanted: str) -> str:
    free, number = wanted, 2
    while newest(db, free) is not None:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _found(db: Connection, where: Any) -> Iterator[Document]:
    query = select(documents).where(where).order_by(documents.c.source, documents.c.version)
    return map(_document, db.execute(query))


def _document(row: Row[Any]) -> Document:
    return Document(**row._mapping)
