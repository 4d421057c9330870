"""What reading a file yields: articles with where they stand, and faults."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.model import Article


def place(path: str, line: int | None) -> str:
    """`file` or `file:line`, as editors and compilers write it."""
    return path if line is None else f"{path}:{line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read as it should: where, and what was done or can be done about it."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{place(self.path, self.line)}: {self.message}"


@dataclass(frozen=True, slots=True)
class Note(Fault):
    """What was passed over on purpose, or taken for granted: told, but nothing is wrong."""


DAY_BY = {
    "json_ld": "the page's JSON-LD",
    "meta": "the page's meta elements",
    "page": "other marks of the page: a time element, its address",
    "line": "a line of the page that holds nothing but a day",
    "dateline": "the dateline that the text begins with",
    "feed": "the entry of a feed",
    "file": "a field, header or name in the file",
    "told": "whoever added the report",
}
"""How the day of publication was found."""
OUTLET_BY = {
    "domain": "the domain of the address",
    "handle": "the handle of the account or channel",
    "name": "its name",
}
"""How an outlet was found in the list of outlets."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a report comes from, as far as that is known.

    `captured_at`: when it was taken from the web, by Rasid or an archive (ISO time). `archive`: the
    record of a web archive, or the address of the copy in one. `content_sha256`: of the bytes that
    came, before anything was made of them. `outlet_id`: of the outlet in Rasid's list, and how it
    was found (OUTLET_BY). `day_by`: how the day of publication was found (DAY_BY).
    `forwarded_from`: the channel whose message was passed on; no person. `edited`: ISO day of the
    last edit.
    """

    captured_at: str | None = None
    archive: str | None = None
    content_sha256: str | None = None
    outlet_id: str | None = None
    outlet_by: str | None = None
    day_by: str | None = None
    forwarded_from: str | None = None
    edited: str | None = None


UNKNOWN = Provenance()
"""Of what nothing more is known."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article, where it stands, where it comes from. `end` counts the bytes of the input read up
    to its end.
    """

    article: Article
    path: str
    line: int | None = None
    end: int = 0
    provenance: Provenance = UNKNOWN

    @property
    def where(self) -> str:
        return place(self.path, self.line)


Found = Item | Fault
