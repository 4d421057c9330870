"""In which encoding a page or feed is: what its server says, what it says itself, what it is."""

from __future__ import annotations

import codecs
import re

from rasid.ingest.decode import UTF8_BOM, UTF16_BOMS, decode

PRESCAN = 4096
META = re.compile(rb"""(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,30})""")
XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,30})["']""")
HEADER = re.compile(r"""(?i)charset\s*=\s*["']?([\w-]{2,30})""")
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What browsers take instead: pages call themselves by the narrower name and use the wider one."""


def as_utf8(content: bytes, content_type: str = "") -> bytes:
    """The same page in UTF-8. A byte order mark counts first, then the server's `content_type`,
    then what the page declares, unless UTF-8 it is all the same; what it declares of itself is
    changed with it.
    """
    if content[:2] in UTF16_BOMS:
        return _told(content.decode("utf-16", "replace"))
    if content.startswith(UTF8_BOM):
        return _told(content[len(UTF8_BOM) :].decode("utf-8", "replace"))
    return _told(_decoded(content, content_type))


def text_as_utf8(content: bytes, content_type: str) -> bytes:
    """A text or table in UTF-8 by the same signs, of which it declares none of its own."""
    return _decoded(content, content_type).encode("utf-8", "replace")


def _decoded(content: bytes, content_type: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = content[:PRESCAN]
    declared = HEADER.search(content_type)
    within = XML.search(head) or META.search(head)
    named = [declared[1]] if declared else []
    named += [within[1].decode("ascii", "replace")] if within else []
    for name in filter(None, map(_known, named)):
        if name != "utf-8":
            return content.decode(name, "replace")
    return decode(content)[0]


def _known(name: str) -> str | None:
    """The codec of this name; None for none that makes text of bytes."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    return WIDER.get(found.name, found.name)


def _told(text: str) -> bytes:
    """As UTF-8 that says so where it says anything."""
    content = text.encode("utf-8", "replace")
    head, rest = content[:PRESCAN], content[PRESCAN:]
    for pattern in (XML, META):
        found = pattern.search(head)
        if found:
            head = head[: found.start(1)] + b"utf-8" + head[found.end(1) :]
    return head + rest
