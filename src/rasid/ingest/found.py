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


@dataclass(frozen=True, slots=True)
class Item:
    """An article and where it stands. `end` counts the bytes of the input read up to its end."""

    article: Article
    path: str
    line: int | None = None
    end: int = 0

    @property
    def where(self) -> str:
        return place(self.path, self.line)


Found = Item | Fault
