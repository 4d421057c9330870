"""Word documents (.docx): the text of the body, paragraph by paragraph, tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.ingest import limits
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.limits import TooLarge, Unreadable, size
from rasid.ingest.packed import archive, holds, member
from rasid.ingest.rows import EMPTY
from rasid.ingest.source import Source
from rasid.model import Article

BODY = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TEXT = f"{WORD}p", f"{WORD}t"
SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def begins_docx(head: bytes) -> bool:
    """Whether a file begins as a Word document."""
    return holds(head, b"word/")


def docx(source: Source) -> Iterator[Found]:
    """The whole document as one article."""
    with archive(source.stream) as opened:
        tree = _parsed(member(opened, BODY))
    text = clean("\n".join(_paragraphs(tree)).strip())
    if not text:
        yield Fault(source.path, None, EMPTY)
        return
    yield Item(Article(text, id=source.name), source.path, None, source.stream.seek(0, 2))


def _parsed(content: bytes) -> Any:
    """The tree of a part. It may declare nothing: no entities, no other files."""
    import lxml.etree

    if len(content) > limits.WHOLE:
        raise TooLarge(f"its text unpacks to more than {size(limits.WHOLE)}; skipped")
    parser = lxml.etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        tree = lxml.etree.fromstring(content, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        told = " ".join(str(error).split())[:80]
        raise Unreadable(f"its text is broken XML ({told}); save it again") from error
    if tree.getroottree().docinfo.doctype:
        raise Unreadable("declares XML entities, which no word processor writes; skipped")
    return tree


def _paragraphs(tree: Any) -> Iterator[str]:
    """Each paragraph, those in tables and boxes too; what is there twice for old readers, once."""
    import lxml.etree

    told: list[list[str]] = []
    twice = 0
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
        twice += (node.tag == FALLBACK) * (1 if event == "start" else -1)
        if twice:
            continue
        if node.tag == PARAGRAPH and event == "start":
            told.append([])
        elif node.tag == PARAGRAPH and told:
            yield "".join(told.pop())
        elif event == "start" and told:
            told[-1].append((node.text or "") if node.tag == TEXT else SIGNS.get(node.tag, ""))
