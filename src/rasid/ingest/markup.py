"""Pieces of HTML, as feeds and e-mail carry them, to text: one line for each block."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section table td th tr ul".split()
)
SILENT = frozenset("script style head template noscript svg iframe object title".split())
TAG = re.compile("<[^<>]*>")
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")


def plain(markup: str) -> str:
    """The words of a piece of HTML; scripts, styles and comments are left out."""
    import lxml.html  # heavy: only for who reads feeds or mail

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(
        f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser, ensure_head_body=True
    )
    told = "".join(_words(tree)).strip() or html.unescape(
        TAG.sub(" ", markup)
    )  # a nest too deep for it
    return LINES.sub("\n", SPACES.sub(" ", told)).strip()


def _words(tree: Any) -> Iterator[str]:
    """All words in order, blocks on lines of their own; a nest may be of any depth."""
    silent = 0
    for event, node in _walk(tree):
        quiet = node.tag in SILENT
        if event == "start":
            silent += quiet
            yield "\n" if node.tag in BLOCKS else ""
            yield (node.text or "") if not silent else ""
        else:
            silent -= quiet
            yield "\n" if node.tag in BLOCKS else ""
            yield (node.tail or "") if not silent else ""


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    import lxml.etree

    yield from lxml.etree.iterwalk(tree, events=("start", "end"))
