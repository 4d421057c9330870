"""E-mail: one message (.eml) or a box of them (mbox). No address of a person is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO, cast

from rasid.ingest import limits
from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean, decode
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.limits import size
from rasid.ingest.markup import plain
from rasid.ingest.outlets import outlet
from rasid.ingest.pages import headed
from rasid.ingest.rows import EMPTY
from rasid.ingest.source import Source, whole
from rasid.model import Article

HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
TELLING = re.compile(rb"(?im)^(?:from|received|return-path|message-id|mime-version):")
ENVELOPE = b"From "
BOX = re.compile(rb"From \S+ [^\n]*\d\r?\n[A-Za-z][A-Za-z0-9-]*:")
ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+\w{2,}")
HIDDEN = "\u2026@\u2026"
ANYBODY = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me"
    " protonmail.com aol.com gmx.com gmx.de mail.ru yandex.ru".split()
)
"""Domains where anybody has an address: they name no outlet."""


def begins_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a message."""
    header = HEADER.match(head)
    return header is not None and len(TELLING.findall(header[0])) > 1


def begins_box(head: bytes) -> bool:
    """Whether a file begins as a box of messages."""
    return BOX.match(head) is not None


def mail(source: Source) -> Iterator[Found]:
    """The text of one message below its subject."""
    content = whole(source, limits.MAIL)
    yield from _read(source.path, source.name, content, len(content))


def box(source: Source) -> Iterator[Found]:
    """The text of each message of a box."""
    number = 0
    for number, (content, end) in enumerate(_split(source.stream), start=1):
        path = f"{source.path} message {number}"
        if content is None:
            told = f"a message larger than {size(limits.MAIL)}: skipped"
            yield Fault(path, None, told)
        else:
            yield from _read(path, f"{source.name}-{number}", content, end)
    if not number:
        yield Fault(source.path, None, EMPTY)


def _split(stream: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Each message and the bytes up to its end; None for one that is too large."""
    held: list[bytes] = []
    kept = end = 0
    blank = True
    while line := stream.readline(limits.MEGABYTE):
        if blank and line.startswith(ENVELOPE) and end:
            yield (b"".join(held) if kept <= limits.MAIL else None), end
            held, kept = [], 0
        elif not line.startswith(ENVELOPE) or not blank:
            kept += len(line)
            if kept <= limits.MAIL:
                held.append(line[1:] if line.startswith(b">From ") else line)
        end += len(line)
        blank = not line.strip()
    if end:
        yield (b"".join(held) if kept <= limits.MAIL else None), end


def _read(path: str, name: str, content: bytes, end: int) -> Iterator[Found]:
    try:
        article = _article(message_from_bytes(content, policy=policy.default), name)
    except Exception as error:  # the parser of the standard library fails in many ways
        yield Fault(path, None, f"no message that can be read ({type(error).__name__}); skipped")
        return
    if article is None:
        yield Fault(path, None, EMPTY)
    else:
        yield Item(article, path, None, end)


def _article(message: EmailMessage, name: str) -> Article | None:
    body = ADDRESS.sub(HIDDEN, _body(message).replace("\r\n", "\n").strip())
    title = ADDRESS.sub(HIDDEN, clean(" ".join(str(message["Subject"] or "").split())))
    if not body:
        return None
    return Article(
        headed(title, body),
        id=name,
        published=iso_day(message["Date"]) if message["Date"] else None,
        outlet=_outlet(message),
        title=title or None,
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        told = str(part.get_content())
    except (LookupError, UnicodeError):  # an encoding that does not exist
        told = decode(cast(bytes, part.get_payload(decode=True)))[0]
    return plain(told) if part.get_content_subtype() == "html" else clean(told)


def _outlet(message: EmailMessage) -> str | None:
    """The mailing list's name, else the sender's domain when it is an organisation's."""
    told = " ".join(str(message["List-Id"] or "").split())
    if told:
        name, _, id = told.partition("<")
        return outlet(ADDRESS.sub("", name).strip(' "') or id.rstrip("> "))
    _, sign, domain = parseaddr(str(message["From"] or ""))[1].rpartition("@")
    return outlet(domain.lower()) if sign and domain.lower() not in ANYBODY else None
