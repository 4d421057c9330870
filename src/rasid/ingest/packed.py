"""Documents and workbooks are archives: what they unpack to is weighed before anything is."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from rasid.ingest import limits
from rasid.ingest.limits import TooLarge, Unreadable, size

BEGIN = b"PK\x03\x04"
SMALL = limits.MEGABYTE
"""Parts of this size may be packed as tightly as they like."""
BROKEN = "no archive that can be read (cut short?): save it again"


def holds(head: bytes, part: bytes) -> bool:
    """Whether a file begins as an archive that has a part early on."""
    return head.startswith(BEGIN) and part in head


def listed(stream: BinaryIO) -> zipfile.ZipFile:
    """An archive, unweighed; Unreadable for what is none or has too many parts."""
    try:
        opened = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(BROKEN) from error
    if len(opened.infolist()) > limits.PARTS:
        raise TooLarge(f"more than {limits.PARTS:,} parts: unpack it; skipped")
    return opened


def archive(stream: BinaryIO) -> zipfile.ZipFile:
    """An archive whose parts are no larger than the limits; Unreadable for any other."""
    opened = listed(stream)
    weigh(opened.infolist())
    return opened


def weigh(parts: Sequence[zipfile.ZipInfo]) -> None:
    """TooLarge for parts that unpack to more than the limits, together or against their size."""
    if sum(part.file_size for part in parts) > limits.UNPACKED:
        raise TooLarge(f"unpacks to more than {size(limits.UNPACKED)}; skipped")
    for part in parts:
        if part.file_size > max(SMALL, limits.PACKED * part.compress_size):
            raise TooLarge(f"a part unpacks to {limits.PACKED} times its size and more; skipped")


def member(opened: zipfile.ZipFile, name: str) -> bytes:
    """A part unpacked; Unreadable when it is not there, broken, or larger than it says."""
    try:
        with opened.open(name) as part:
            content = part.read(limits.UNPACKED + 1)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError) as error:
        raise Unreadable(BROKEN) from error
    except Exception as error:  # zlib.error and its like have no common base
        raise Unreadable(BROKEN) from error
    if len(content) > limits.UNPACKED:
        raise TooLarge(f"unpacks to more than {size(limits.UNPACKED)}; skipped")
    return content
