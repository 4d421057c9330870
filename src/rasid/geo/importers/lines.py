"""Lines of tab-separated text, plain, gzipped or in a zip archive, without holding the file."""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from rasid.errors import GazetteerError

# What Python's readers raise on archives whose heads or bodies are not what was written.
_DAMAGED = (
    EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, struct.error,
    NotImplementedError, RuntimeError, UnicodeDecodeError, KeyError,
)  # fmt: skip
_LONGEST = 1 << 20  # bytes of a line: more is no table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number and what stands between the tabs."""

    number: int
    fields: tuple[str, ...]

    def ok(self, columns: int) -> bool:
        """Whether it has the right number of columns and was UTF-8."""
        return len(self.fields) == columns and not self._broken()

    def fault(self, columns: int) -> str:
        """What is wrong with a line that is not `ok`."""
        if len(self.fields) != columns:
            return f"not {columns} columns"
        return "bytes that are not UTF-8"

    def _broken(self) -> bool:
        return any("\udc80" <= char <= "\udcff" for text in self.fields for char in text)


def damaged(path: Path) -> GazetteerError:
    """The error for a file that ends too soon or fails its own checksum."""
    return GazetteerError(f"{path}: the file is cut short or damaged; get it again")


@contextmanager
def opened(path: Path, member: str = "") -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where it is gzipped, or of a `member` of a zip archive.

    Raises GazetteerError when the file cannot be read, is cut short or damaged.
    """
    try:
        with path.open("rb") as raw:
            magic = raw.read(2)
        if member:
            with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
                yield stream
        else:
            packed = magic == b"\x1f\x8b"
            with cast(IO[bytes], gzip.open(path) if packed else path.open("rb")) as stream:
                yield stream
    except _DAMAGED as error:
        raise damaged(path) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise GazetteerError(f"{path}: {why}; give a table that can be read") from error


def members(path: Path) -> list[str]:
    """The names of what a zip archive holds; empty for other files.

    Raises GazetteerError when the archive is cut short.
    """
    with opened(path) as stream:
        if stream.read(2) != b"PK":
            return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (*_DAMAGED, OSError, ValueError) as error:
        raise damaged(path) from error


def tables(path: Path, *columns: int) -> list[str]:
    """Members of a zip archive that are tab-separated with so many columns (at least, at most);
    one empty name for a plain file.
    """
    names = [name for name in members(path) if name.lower().endswith(".txt")] or [""]
    return [name for name in names if min(columns) <= width(path, name) <= max(columns)]


def width(path: Path, member: str = "") -> int:
    """Columns of the first line."""
    with opened(path, member) as stream:
        return stream.readline(_LONGEST).count(b"\t") + 1


def lines_of(path: Path, *columns: int) -> Iterator[Line]:
    """The lines of a table with so many columns. Raises GazetteerError as `opened`."""
    for member in tables(path, *columns):
        with opened(path, member) as stream:
            number = 0
            while raw := stream.readline(_LONGEST):
                number += 1
                # Bytes that are no UTF-8 become surrogates, so that only their rows are skipped.
                text = raw.decode("utf-8", "surrogateescape").rstrip("\r\n").lstrip("\ufeff")
                if text:
                    yield Line(number, tuple(text.split("\t")))
