"""Writing an input and reading it whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from rasid.ingest.columns import Columns
from rasid.ingest.found import Fault, Found, Item, Note
from rasid.ingest.reports import Reports
from rasid.model import Article


@dataclass(frozen=True, slots=True)
class Told:
    """What reading an input yielded, by kind."""

    articles: list[Article]
    faults: list[str]
    notes: list[str]


ReadIn = Callable[..., Told]


def sorted_out(found: list[Found]) -> Told:
    """Articles, faults and notes of what was found."""
    return Told(
        [one.article for one in found if isinstance(one, Item)],
        [str(one) for one in found if isinstance(one, Fault) and not isinstance(one, Note)],
        [str(one) for one in found if isinstance(one, Note)],
    )


@pytest.fixture
def read_in(tmp_path: Path) -> ReadIn:
    """`read_in("name.json", content)` writes a file and reads it."""

    def read(name: str, content: str | bytes, columns: str = "") -> Told:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        told = Columns.parse(columns) if columns else None
        return sorted_out(list(Reports([str(path)], columns=told)))

    return read


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
