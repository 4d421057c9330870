"""A report in the format of its file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rasid.situation.blocks import Page
from rasid.situation.html import html


def _html(pages: Sequence[Page]) -> bytes:
    return html(pages).encode("utf-8")


def _docx(pages: Sequence[Page]) -> bytes:
    from rasid.situation.word import docx

    return docx(pages)


def _pdf(pages: Sequence[Page]) -> bytes:
    from rasid.situation.typeset import pdf

    return pdf(pages)


FORMATS: Final[Mapping[str, Callable[[Sequence[Page]], bytes]]] = {
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
"""Endings of file names, and what writes such a file."""


def written(pages: Sequence[Page], ending: str) -> bytes:
    """The report as a file; `ending` is a key of FORMATS. InputError when what writes it is not
    installed.
    """
    return FORMATS[ending](pages)
