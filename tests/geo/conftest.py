"""A small gazetteer of real towns, and reading with it and the shipped lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from rasid import model
from rasid.geo import store
from rasid.geo.expressions import PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.reader import GeoReader
from rasid.geo.store import Store, TableRow
from rasid.geo.table import read_table
from rasid.geo.toponym import toponym_rules
from rasid.lexicon.lexicon import Lexicon, load
from rasid.measure.numerals import quantities
from rasid.text.segment import read_document

TABLE = Path(__file__).parent / "places.csv"


@dataclass(frozen=True)
class Said:
    """An expression of a text with what it was resolved to."""

    expression: PlaceExpression
    place: model.Place

    @property
    def quote(self) -> str:
        return self.place.span.text


Read = Callable[..., list[Said]]


Stored = Callable[[Sequence[TableRow]], Store]


def in_memory(rows: Sequence[TableRow]) -> Store:
    db = store.create(":memory:")
    for row in rows:
        store.insert(db, row, "test", toponym_rules())
    store.seal(db, toponym_rules())
    return Store(None, db)


@pytest.fixture(scope="session")
def stored() -> Stored:
    """Rows -> a store in memory."""
    return in_memory


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    rows = [row for row in read_table(TABLE) if isinstance(row, TableRow)]
    return Gazetteer([in_memory(rows)])


def reader_of(gazetteer: Gazetteer, lexicon: Lexicon) -> Read:
    """Read a text: its expressions in order, resolved together."""
    reader = GeoReader(gazetteer)

    def read(text: str, outlet: str | None = None) -> list[Said]:
        document = read_document(text, lexicon.cues())
        told, spans = [], []
        for sentence in document.sentences:
            matches = lexicon.match(sentence.words)
            counted = quantities(sentence.words, matches)
            for expression in reader.expressions(sentence, matches, counted):
                first = sentence.starts[expression.start]
                last = sentence.ends[expression.end - 1]
                start, end = document.view.span(first, last)
                told.append(expression)
                spans.append(model.Span(start, end, text[start:end]))
        resolved = reader.resolve(told, outlet)
        return [
            Said(expression, resolution.place(span))
            for expression, resolution, span in zip(told, resolved, spans, strict=True)
        ]

    return read


@pytest.fixture(scope="session")
def reading() -> Callable[[Gazetteer, Lexicon], Read]:
    """Reading with another gazetteer."""
    return reader_of


@pytest.fixture(scope="session")
def read(gazetteer: Gazetteer, lexicon: Lexicon) -> Read:
    """Reading with the small gazetteer of real towns."""
    return reader_of(gazetteer, lexicon)


@pytest.fixture(scope="session")
def one(read: Read) -> Callable[..., Said]:
    """Read a text that tells of one place."""

    def one(text: str, outlet: str | None = None) -> Said:
        said = read(text, outlet)
        assert len(said) == 1, [s.quote for s in said]
        return said[0]

    return one
