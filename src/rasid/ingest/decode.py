"""Bytes to text: UTF-8 first, Windows-1256 when it is plainly that, and nothing that breaks later."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
REPLACEMENT = "\ufffd"
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
ARABIC = re.compile("[\u0621-\u064a]")
LEGACY = "windows-1256"


def utf8(stream: BinaryIO) -> BinaryIO:
    """The stream as UTF-8 without a byte order mark, whatever mark it began with."""
    head = stream.read(3)
    if head[:2] in UTF16_BOMS:
        text = (head + stream.read()).decode("utf-16", "replace")
        return io.BytesIO(text.encode("utf-8", "replace"))
    if head == UTF8_BOM:
        return stream
    if stream.seekable():
        stream.seek(0)
        return stream
    return io.BytesIO(head + stream.read())


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and what had to be done to get it when it was not UTF-8."""
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _rescued(content, f"broken UTF-8 at byte {error.start} (line {line})")


def _rescued(content: bytes, fault: str) -> tuple[str, str]:
    """What can be had of bytes that are not UTF-8: old Arabic files are Windows-1256 as a rule."""
    replaced = content.decode("utf-8", "replace")
    legacy = content.decode(LEGACY, "replace")
    if not ARABIC.search(replaced) and 2 * len(ARABIC.findall(legacy)) > len(legacy):
        return legacy, "not UTF-8; read as Windows-1256"
    return replaced, f"{fault}; unreadable bytes replaced"


def clean(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced one for one."""
    return LONE_SURROGATE.sub(REPLACEMENT, text)
