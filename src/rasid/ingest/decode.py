"""Bytes to text: UTF-8, or Windows-1256 when it is plainly that; nothing that breaks later."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

from rasid.ingest.limits import WHOLE, TooLarge, size

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
        content = head + stream.read(WHOLE)
        if stream.read(1):
            raise TooLarge(f"UTF-16 and larger than {size(WHOLE)}: save it as UTF-8; skipped")
        text = content.decode("utf-16", "replace")
        return io.BytesIO(text.encode("utf-8", "replace"))
    if head == UTF8_BOM:
        return stream
    if stream.seekable():
        stream.seek(0)
        return stream
    return io.BytesIO(head + stream.read())


@dataclass(frozen=True, slots=True)
class Damage:
    """What had to be done to get a text: on which line of it first (from 1), and what."""

    line: int
    message: str


def decode(content: bytes) -> tuple[str, Damage | None]:
    """The text, and its damage when it was not UTF-8."""
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        replaced, legacy = content.decode("utf-8", "replace"), content.decode(LEGACY, "replace")
        # Old Arabic files are Windows-1256 as a rule, and hold not one Arabic letter as UTF-8.
        if not ARABIC.search(replaced) and 2 * len(ARABIC.findall(legacy)) > len(legacy):
            return legacy, Damage(line, "not UTF-8; read as Windows-1256")
        return replaced, Damage(line, "broken UTF-8; unreadable bytes replaced")


def clean(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced one for one."""
    return LONE_SURROGATE.sub(REPLACEMENT, text)
