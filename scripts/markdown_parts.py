"""Parts of the pages that scripts write: tables and lists of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def table(*columns: str) -> list[str]:
    return [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]


def row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def coded(values: Sequence[str], senses: Mapping[str, str]) -> Iterator[str]:
    """A table of codes and what they mean; the codes alone when nothing is said of them."""
    if not senses:
        yield ", ".join(f"`{value}`" for value in values)
        return
    yield from table("code", "meaning")
    for value in values:
        yield row(f"`{value}`", senses[value])
