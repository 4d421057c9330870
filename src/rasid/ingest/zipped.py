"""Exports as phones and services send them: packed as ZIP. Only chats and tweets in it are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from rasid.ingest import limits
from rasid.ingest.decode import utf8
from rasid.ingest.found import Fault, Found
from rasid.ingest.limits import Unreadable
from rasid.ingest.packed import BROKEN, listed, weigh
from rasid.ingest.source import Reader, Source
from rasid.ingest.telegram import begins_telegram, telegram
from rasid.ingest.twitter import FILES, begins_twitter, twitter
from rasid.ingest.whatsapp import begins_whatsapp, whatsapp

EXPORTS = ((begins_telegram, telegram), (begins_whatsapp, whatsapp), (begins_twitter, twitter))
NONE = "no export of Telegram, WhatsApp or X in it: unpack it and give the folder"


def zipped(source: Source) -> Iterator[Found]:
    """The messages of the exports in an archive, each as if it had been unpacked."""
    found = False
    with listed(source.stream) as opened:
        for part in filter(_may_be_export, opened.infolist()):
            path = f"{source.path}/{part.filename}"
            try:
                for one in _export(source, opened, part, path):
                    found = True
                    yield one
            except Unreadable as error:
                found = True
                yield Fault(path, None, str(error))
    if not found:
        yield Fault(source.path, None, NONE)


def _export(source: Source, opened: ZipFile, part: ZipInfo, path: str) -> Iterator[Found]:
    """What an export in an archive holds; nothing for a part that is none."""
    weigh([part])
    with _unpacked(opened, part) as stream:
        inner = Source(path, source.name, utf8(stream))
        reader = _reader(inner)
        if reader is not None:
            yield from reader(inner)


def _may_be_export(part: ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    return path.suffix.lower() in (".txt", ".json") or bool(FILES.fullmatch(path.name.lower()))


def _unpacked(opened: ZipFile, part: ZipInfo) -> BinaryIO:
    """A part as a stream that can go back: in memory, on disk when it is large."""
    spool = cast(BinaryIO, SpooledTemporaryFile(max_size=limits.LINE))  # noqa: SIM115  the caller's
    try:
        with opened.open(part) as packed:
            shutil.copyfileobj(packed, spool)
    except Exception as error:  # zlib.error, BadZipFile and their like have no common base
        spool.close()
        raise Unreadable(BROKEN) from error
    spool.seek(0)
    return spool


def _reader(source: Source) -> Reader | None:
    head = source.head()
    return next((reader for begins, reader in EXPORTS if begins(head)), None)
