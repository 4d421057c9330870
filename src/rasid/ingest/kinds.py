"""Which reader reads an input: told by how it begins, then by its ending. The registry of readers.

Each kind says what is kept and what is passed over; `docs/sources.md` is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasid.ingest import limits
from rasid.ingest.docx import begins_docx, docx
from rasid.ingest.feeds import begins_feed, feed
from rasid.ingest.jsons import is_list, json_file, jsonl, starts_with_object
from rasid.ingest.limits import size
from rasid.ingest.mail import begins_box, begins_mail, box, mail
from rasid.ingest.pages import html
from rasid.ingest.parquet import begins_parquet, parquet
from rasid.ingest.pdf import begins_pdf, pdf
from rasid.ingest.plain import text
from rasid.ingest.rows import LONGEST
from rasid.ingest.source import Reader, Source
from rasid.ingest.tables import table
from rasid.ingest.telegram import begins_telegram, telegram
from rasid.ingest.twitter import FILES, begins_twitter, twitter
from rasid.ingest.warc import begins_warc, warc
from rasid.ingest.whatsapp import begins_whatsapp, whatsapp
from rasid.ingest.workbooks import WIDEST, begins_xlsx, workbook
from rasid.ingest.zipped import zipped

TEXT_LIMIT = f"{LONGEST:,} characters"


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


ROWS_OF = "see columns"
KINDS: tuple[Kind, ...] = (
    Kind(
        "Telegram Desktop export",
        telegram,
        (".json",),
        "text and captions as last edited; day, and that of the last edit; the channel or group as"
        " outlet, for a forward the channel that it comes from; chat and message number as id;"
        " address of a message in a channel or supergroup",
        "service messages, media without text, private chats in the export of an account; names of"
        " persons are never kept",
        f"{size(limits.MESSAGE)} a message",
        begins_telegram,
    ),
    Kind(
        "WhatsApp chat export",
        whatsapp,
        (".txt",),
        "text of a message, of several lines too; day; a pseudonym of chat and sender in the id",
        "service lines, omitted media, deleted messages; names, phone numbers and mentions of"
        " persons are never kept",
        f"{size(limits.MESSAGE)} a message",
        begins_whatsapp,
    ),
    Kind(
        "X (Twitter) archive",
        twitter,
        (".js",),
        "full text; day; number as id; address; for a retweet the account that it is of as outlet",
        "everything but tweets (in a folder: every other file of the archive)",
        f"{size(limits.MESSAGE)} a tweet",
        begins_twitter,
    ),
    Kind(
        "feed (RSS, Atom)",
        feed,
        (".xml", ".rss", ".atom"),
        "content, else summary, below the title; day; the feed's title as outlet; link; id",
        "entries without text",
        f"{size(limits.PAGE)} a feed",
        begins_feed,
        "feeds",
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
        "e-mail message",
        mail,
        (".eml",),
        "plain text, else HTML without its marks, below the subject; day; the mailing list or the"
        " sender's domain as outlet",
        "attachments; addresses and names of persons in the header, addresses in the text",
        f"{size(limits.MAIL)} a message",
        begins_mail,
    ),
    Kind(
        "e-mail box (mbox)",
        box,
        (".mbox",),
        "each message as above",
        "as above",
        f"{size(limits.MAIL)} a message",
        begins_box,
    ),
    Kind(
        "Word document",
        docx,
        (".docx",),
        "text of the body, tables and boxes, as one report",
        "headers, footers, notes, deleted words, author",
        f"{size(limits.UNPACKED)} unpacked, {size(limits.WHOLE)} of text",
        begins_docx,
    ),
    Kind(
        "PDF",
        pdf,
        (".pdf",),
        "text of all pages as one report, letters and lines put in reading order",
        "pictures (a scan needs OCR first), page numbers, author",
        f"{size(limits.WHOLE)} and {limits.PAGES:,} pages",
        begins_pdf,
        "pdf",
    ),
    Kind(
        "workbook (Excel)",
        workbook,
        (".xlsx",),
        f"rows of each sheet with a column of texts: {ROWS_OF}",
        "other columns, other sheets",
        f"{size(limits.UNPACKED)} unpacked, {WIDEST} columns",
        begins_xlsx,
        "xlsx",
    ),
    Kind(
        "Parquet table",
        parquet,
        (".parquet",),
        f"columns of each row: {ROWS_OF}",
        "other columns",
        f"{size(limits.ROW_GROUP)} a row group",
        begins_parquet,
        "parquet",
    ),
    Kind(
        "web archive (WARC)",
        warc,
        (".warc", ".gz"),
        "each page as a web page; its address, the id of its record, when the archive took it",
        "all but successful answers with a page",
        f"{size(limits.PAGE)} a page",
        begins_warc,
        "warc",
    ),
    Kind(
        "packed export (ZIP)",
        zipped,
        (".zip",),
        "exports of Telegram, WhatsApp and X in it, as above",
        "everything else in it; in a folder every ZIP file",
        f"{size(limits.UNPACKED)} an export, {limits.PARTS:,} files",
    ),
    Kind(
        "JSON",
        json_file,
        (".json",),
        f"an object or each object of a list: {ROWS_OF}",
        "other fields",
        f"{size(limits.WHOLE)} a file",
    ),
    Kind(
        "JSON lines",
        jsonl,
        (".jsonl", ".ndjson"),
        f"the object on each line: {ROWS_OF}",
        "other fields, blank lines",
        f"{size(limits.LINE)} a line",
    ),
    Kind(
        "table (CSV, TSV)",
        table,
        (".csv", ".tsv"),
        f"each row: {ROWS_OF}",
        "other columns, empty rows",
        f"{size(limits.LINE)} a line",
    ),
    Kind("text", text, (".txt",), "the whole file as one report", "nothing", TEXT_LIMIT),
)
"""Every kind of input. What begins in its own way is tried in this order."""

ENDINGS = tuple(dict.fromkeys(ending for kind in KINDS for ending in kind.endings))
"""Endings of the files that Rasid reads."""
_BY_ENDING = {ending: kind.reader for kind in KINDS for ending in kind.endings}
"""The last kind of an ending is the one that its content need not show."""
MARKUP = re.compile(rb"(?i)<!doctype html|<html")


def of_folder(files: Sequence[Path]) -> list[Path]:
    """The files of a folder that are read: in the archive of an X account its tweets alone."""
    tweets = [path for path in files if FILES.fullmatch(path.name.lower())]
    if tweets:
        return tweets
    return [path for path in files if _in_folder(path)]


def _in_folder(path: Path) -> bool:
    ending = path.suffix.lower()
    packed = path.name.lower().endswith(".warc.gz")
    return packed or (ending in ENDINGS and ending not in (".js", ".gz", ".zip"))


def reader_of(source: Source, ending: str) -> Reader | None:
    """The reader for an input; None for a file of an unknown kind."""
    head = source.head()
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
