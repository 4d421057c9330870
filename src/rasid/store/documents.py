"""Reports as they were found: which one a text belongs to, and its versions.

A text that is there already is known and not stored twice. One that has the id or address of a
stored report is a new version of it if the two have most of their words in common; else two reports
only happen to have one name, and the later one gets a name of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from rasid.ingest.found import UNKNOWN, Provenance
from rasid.model import Article
from rasid.store.tables import documents
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
    versions = list(_found(db, documents.c.source == source))
    return versions[-1] if versions else None


def by_id(db: Connection, id: int) -> Document:
    """The document of a row that exists."""
    return next(_found(db, documents.c.id == id))


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
    versions = filter(None, (newest(db, source) for source in sorted(sources)))
    return next((one for one in versions if _is_one(one, incoming)), None)


def _is_one(there: Document, incoming: Incoming) -> bool:
    article = incoming.article
    if _contradict(there, article):
        return False
    same_id = there.given == incoming.given
    surely = same_id and (there.path == incoming.path or bool(article.url and there.url))
    return (surely and incoming.named) or alike(there.text, article.text)


def _contradict(there: Document, article: Article) -> bool:
    """Whether outlet or address say that the reports are two."""
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
