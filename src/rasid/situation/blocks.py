"""What a page is made of, in the order in which it is read. Every text is plain: the writers of
pages (html, typeset, word) mark nothing up that comes out of a report.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A section (level 1) or a part of one (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `style` is `lead`, `body` or `note`."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure: the number, what it counts, its bounds, and how it changed."""

    value: str
    label: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Headline figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: SVG of `width` by `height` points, what it shows in words, the title above it and
    the caption below it; either may be empty.
    """

    svg: str
    width: float
    height: float
    alt: str
    title: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numeric` says of each column whether it holds numbers, `shares` how wide it is
    beside the others; `total` marks the last row as a sum.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    shares: tuple[int, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident in a list: its number on the map, day, place, type with its colour, the sentence,
    and a line of figures.
    """

    number: str
    day: str
    place: str
    type: str
    colour: str
    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Incidents of one unit."""

    entries: tuple[Entry, ...]


Block = Heading | Text | Items | Cards | Figure | Table | Entries


@dataclass(frozen=True, slots=True)
class Page:
    """A report in one language."""

    lang: str
    rtl: bool
    title: str
    subtitle: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: str


def plain(page: Page) -> dict[str, Any]:
    """The page as JSON; each block says its `kind`."""
    told = asdict(page)
    kinds = (type(block).__name__.lower() for block in page.blocks)
    told["blocks"] = [
        {"kind": kind, **block} for kind, block in zip(kinds, told["blocks"], strict=True)
    ]
    return told
