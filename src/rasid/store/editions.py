"""Reports by number: the row of the first version, which later versions leave as it is."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from rasid.store import documents
from rasid.store.documents import Document
from rasid.store.tables import documents as table

MOST_COPIES = 50
CHUNK = 500


def numbers(db: Connection, sources: Collection[str]) -> dict[str, int]:
    """The number of each report."""
    out: dict[str, int] = {}
    wanted = sorted(sources)
    for at in range(0, len(wanted), CHUNK):
        c, some = table.c, wanted[at : at + CHUNK]
        query = select(c.source, c.id).where(c.source.in_(some), c.version == 1)
        out |= {row.source: row.id for row in db.execute(query)}
    return out


def copies(db: Connection, document: Document) -> list[Document]:
    """Other reports with the very same text, the first to come first; of very many only some."""
    return documents.of_text(db, document.sha256, but=document.source, most=MOST_COPIES)
