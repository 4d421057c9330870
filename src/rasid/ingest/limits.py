"""How much of an input is held at once. What is larger is told and passed over, never taken in."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
PAGE = 16 * MEGABYTE
"""Bytes of one saved web page or one feed."""
MAIL = 64 * MEGABYTE
"""Bytes of one e-mail message with all its attachments."""
WHOLE = 256 * MEGABYTE
"""Bytes of a file that must be held whole: a JSON array, a PDF, a document, a workbook."""
LINE = 32 * MEGABYTE
"""Bytes of one line: a row of JSON lines or of a table."""
MESSAGE = 8 * MEGABYTE
"""Bytes of one message of a chat or a tweet, with all that surrounds it."""
DEPTH = 64
"""Levels of lists and objects in an export."""
UNPACKED = 512 * MEGABYTE
"""Bytes that the parts of a document or workbook may unpack to, together."""
PACKED = 200
"""How many times larger than packed a part may be; ordinary text packs to a tenth."""
PARTS = 5_000
"""Parts of a document or workbook."""
ROW_GROUP = 512 * MEGABYTE
"""Bytes that the columns which count may unpack to in one part of a Parquet file."""
PAGES = 3_000
"""Pages of a PDF."""


class Unreadable(Exception):
    """Why an input, or the rest of it, cannot be read: one line for its user."""


class TooLarge(Unreadable):
    """An input, or a part of it, is larger than what is held at once."""


def size(count: int) -> str:
    """The limit as messages tell it."""
    return f"{count // MEGABYTE} MB" if count >= MEGABYTE else f"{count:,} bytes"
