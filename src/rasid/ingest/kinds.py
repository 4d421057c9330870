"""Which reader reads an input: told by how it begins, then by its ending. The registry of readers.

Each kind says what is kept and what is passed over; `docs/sources.md` is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasid.ingest import limits
from rasid.ingest.found import Fault, Found
from rasid.ingest.jsons import is_list, json_file, jsonl, starts_with_object
from rasid.ingest.limits import size
from rasid.ingest.pages import html
from rasid.ingest.plain import text
from rasid.ingest.rows import LONGEST
from rasid.ingest.source import Reader, Source
from rasid.ingest.tables import table
from rasid.ingest.telegram import begins_telegram, telegram

HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input. `begins` tells it by its first bytes, whatever its name.

    `endings` are those of its files; `extra` is what it needs beside Rasid itself.
    """

    name: str
    reader: Reader
    endings: tuple[str, ...]
    kept: str
    passed: str
    limit: str
    begins: Callable[[bytes], bool] | None = None
    extra: str | None = None


KINDS: tuple[Kind, ...] = (
    Kind(
        "Telegram Desktop",
        telegram,
        (".json",),
        "text and captions, latest edit; day; channel or group as outlet, for a forward the channel"
        " it comes from; chat and message number as id; address in channels and supergroups",
        "service messages, media without text, private chats in the export of an account; names of"
        " persons",
        f"{size(limits.MESSAGE)} a message, files of any size",
        begins=begins_telegram,
    ),
    Kind(
        "web page",
        html,
        (".html", ".htm"),
        "article text below its headline; day, site, address, title that the page says of itself",
        "menus, comments, scripts",
        f"{size(limits.PAGE)} a page",
    ),
    Kind(
        "JSON",
        json_file,
        (".json",),
        "fields of an object or of each object in a list: see columns",
        "other fields",
        f"{size(limits.WHOLE)} a file",
    ),
    Kind(
        "JSON lines",
        jsonl,
        (".jsonl", ".ndjson"),
        "fields of the object on each line: see columns",
        "other fields, blank lines",
        f"{size(limits.LINE)} a line, files of any size",
    ),
    Kind(
        "table (CSV, TSV)",
        table,
        (".csv", ".tsv"),
        "columns of each row: see columns",
        "other columns, empty rows",
        f"{size(limits.LINE)} a line, files of any size",
    ),
    Kind(
        "text",
        text,
        (".txt",),
        "the whole file as one report",
        "nothing",
        f"{LONGEST:,} characters",
    ),
)

ENDINGS = tuple(dict.fromkeys(ending for kind in KINDS for ending in kind.endings))
"""Endings of the files that a folder is searched for."""
_BY_ENDING = {ending: kind.reader for kind in reversed(KINDS) for ending in kind.endings}
_BY_ENDING[".json"] = json_file
MARKUP = re.compile(rb"(?i)<!doctype html|<html")


def reader_of(source: Source, ending: str) -> Reader | None:
    """The reader for an input; None for a file of an unknown kind."""
    begin = source.stream.tell()
    head = source.stream.read(HEAD)
    source.stream.seek(begin)
    for kind in KINDS:
        if kind.begins is not None and kind.begins(head):
            return kind.reader
    if ending:
        return _BY_ENDING.get(ending)
    return _sniffed(source, head.lstrip())


def _sniffed(source: Source, head: bytes) -> Reader:
    """What standard input or a pipe holds; a text when nothing else fits."""
    if head[:1] == b"{":
        return jsonl if starts_with_object(source) else json_file
    if head[:1] == b"[" and is_list(source):
        return json_file
    return html if MARKUP.match(head) else text
