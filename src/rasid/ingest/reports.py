"""All reports of files, folders and standard input, in a stable order and with unique ids."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from rasid.ingest.archived import unarchived
from rasid.ingest.columns import Columns
from rasid.ingest.decode import utf8
from rasid.ingest.fetch.urls import is_url
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.kinds import ENDINGS, of_folder, reader_of
from rasid.ingest.limits import WHOLE, Unreadable
from rasid.ingest.outlets import Outlet, resolved
from rasid.ingest.rows import LONGEST, TOO_LONG
from rasid.ingest.source import Source
from rasid.model import Article

STDIN = "-"
UNKNOWN = f"unknown kind of file; Rasid reads {' '.join(ENDINGS)}"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: its path, the name that ids are made of, its size in bytes."""

    path: str
    name: str
    size: int


class Reports:
    """The reports of `paths` (files, folders, `-`); `published` and `outlet` fill what none says,
    `columns` tell the columns of tables and objects.

    Iterating yields items and faults and never raises for what is in a file. `size` is the number
    of bytes to read, None when that is not known beforehand.
    """

    def __init__(
        self,
        paths: Sequence[str],
        published: str | None = None,
        outlet: str | None = None,
        columns: Columns | None = None,
    ) -> None:
        self._published, self._outlet = published, outlet
        self._columns = columns or Columns()
        self._found = [found for path in paths for found in _expand(path)]
        sizes = [found.size for found in self._found if isinstance(found, Input)]
        self.size = sum(sizes) if STDIN not in paths else None

    def __iter__(self) -> Iterator[Found]:
        begin = 0
        settled = Settled(self._published, self._outlet)
        for one in self._found:
            if isinstance(one, Fault):
                yield one
                continue
            for found in _read(one, self._columns):
                yield from settled(found, begin)
            begin += one.size


class Settled:
    """Gives what was found its final form: ids that are unique, what the input does not say filled
    from what somebody told, the outlet resolved.
    """

    def __init__(self, published: str | None = None, outlet: str | None = None) -> None:
        self._published, self._outlet = published, outlet
        self._ids: dict[str, str] = {}

    def __call__(self, found: Found, begin: int = 0) -> Iterator[Found]:
        """The item as it is read, or the fault; `begin` counts the bytes of the inputs before."""
        if not isinstance(found, Item):
            yield found
            return
        if len(found.article.text) > LONGEST:
            yield Fault(found.path, found.line, TOO_LONG)
            return
        name = found.article.id or found.where
        free = _free(name, self._ids)
        if free != name:
            message = f"id {name!r} was given before at {self._ids[name]}; read as {free!r}"
            yield Fault(found.path, found.line, message)
        self._ids[free] = found.where
        article = replace(
            found.article,
            id=free,
            published=found.article.published or self._published,
            outlet=found.article.outlet or self._outlet,
        )
        article, kept = unarchived(article, found.provenance)
        known = resolved(article.outlet, article.url)
        if known and known.by == "domain" and _is_host(article.outlet):
            article = replace(article, outlet=known.name)
        provenance = _sourced(replace(found, provenance=kept), article, known)
        yield replace(found, article=article, end=begin + found.end, provenance=provenance)


def _is_host(name: str | None) -> bool:
    """Whether an outlet is told by its domain alone, or not at all."""
    return name is None or ("." in name and " " not in name)


def _sourced(item: Item, article: Article, known: Outlet | None) -> Provenance:
    """The provenance with the outlet found in the list, and how the day was."""
    in_file = "file" if item.article.published else "told" if article.published else None
    return replace(
        item.provenance,
        outlet_id=known.id if known else None,
        outlet_by=known.by if known else None,
        day_by=item.provenance.day_by or in_file,
    )


def _free(name: str, taken: dict[str, str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _expand(path: str) -> Iterator[Input | Fault]:
    if path == STDIN:
        yield Input(path, "stdin", 0)
    elif is_url(path):
        yield Fault(path, None, "is an address: Rasid fetches only with rasid add --fetch")
    elif Path(path).is_dir():
        yield from _folder(Path(path))
    else:
        yield Input(path, _readable(Path(path).stem), _size(Path(path)))


def _folder(folder: Path) -> Iterator[Input | Fault]:
    """Readable files of a folder and its folders; the path below it is the id, for names repeat."""
    files = [p for p in sorted(folder.rglob("*")) if not p.is_dir() and p.name[:1] != "."]
    shown = of_folder(files)
    if not shown:
        kinds = " ".join(ENDINGS)
        yield Fault(_readable(str(folder)), None, f"nothing to read in this folder ({kinds})")
    for path in shown:
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield Input(str(path), _readable(name), _size(path))


def _read(found: Input, columns: Columns) -> Iterator[Found]:
    path = _readable(found.path)
    try:
        with _open(found.path) as stream:
            source = Source(path, found.name, utf8(stream), columns)
            ending = "" if found.path == STDIN else Path(found.path).suffix.lower()
            yield from read_source(source, ending)
    except OSError as error:
        yield Fault(path, None, f"cannot be read: {error.strerror or error}")
    except Unreadable as error:  # while it was made UTF-8
        yield Fault(path, None, str(error))


def read_source(source: Source, ending: str) -> Iterator[Found]:
    """What an open input holds, by the reader of its kind; `ending` counts where the input itself
    does not show it, and is empty where nothing is known.
    """
    try:
        reader = reader_of(source, ending)
        if reader is None:
            yield Fault(source.path, None, UNKNOWN)
            return
        yield from reader(source)
    except Unreadable as error:
        yield Fault(source.path, None, str(error))


def _open(path: str) -> BinaryIO:
    """The bytes of a file, seekable: pipes and standard input are taken in whole."""
    if path == STDIN:
        return _spooled(sys.stdin.buffer)
    stream = open(path, "rb")  # noqa: SIM115  closed by the caller
    if stream.seekable():
        return stream
    with stream:
        return _spooled(stream)


def _spooled(stream: BinaryIO) -> BinaryIO:
    """All of a stream that cannot go back: in memory, on disk when it is large."""
    spool = SpooledTemporaryFile(max_size=WHOLE)  # noqa: SIM115  closed by the caller
    shutil.copyfileobj(stream, spool)
    spool.seek(0)
    return cast(BinaryIO, spool)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _readable(path: str) -> str:
    """A path that can be printed even when its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
