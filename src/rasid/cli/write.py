"""Records to standard output, one function per format; all but the page write as they read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from rich.console import Console

from rasid.cli.page import page
from rasid.cli.table import show
from rasid.ingest.found import Item
from rasid.model import Record
from rasid.record import to_json

Pairs = Iterator[tuple[Item, Record]]


def table(pairs: Pairs) -> None:
    """For reading: a table per report."""
    console = Console()
    for _, record in pairs:
        show(record, console)


def json_lines(pairs: Pairs) -> None:
    """For programs: one record a line."""
    for _, record in pairs:
        sys.stdout.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")


def json_text(pairs: Pairs) -> None:
    """For looking: one record as an object, several as a list."""
    records = (json.dumps(to_json(record), ensure_ascii=False, indent=1) for _, record in pairs)
    first, second = next(records, None), next(records, None)
    if first is None:
        return
    if second is None:
        sys.stdout.write(first + "\n")
        return
    sys.stdout.writelines(_listed(chain((first, second), records)))


def html(pairs: Pairs) -> None:
    """For checking: one page with the texts and what was read in them."""
    read = [(item.article, record) for item, record in pairs]
    if read:
        sys.stdout.write(page(read))


def _listed(parts: Iterable[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield (",\n" if number else "[\n") + part
    yield "\n]\n"


WRITERS: dict[str, Callable[[Pairs], None]] = {
    "table": table,
    "json": json_text,
    "jsonl": json_lines,
    "html": html,
}
