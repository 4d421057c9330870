"""The export of a WhatsApp chat, as Android and iPhones write it.

Who wrote a message is not kept: its id ends with a pseudonym, so that one can see that two
messages are of one person. The file's name can be a person's too, and becomes a pseudonym as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rasid.ingest import limits
from rasid.ingest.chatdays import Order, Written
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.limits import size
from rasid.ingest.privacy import pseudonym
from rasid.ingest.source import Line, Source, damaged, lines
from rasid.ingest.tally import Tally
from rasid.lexicon.rules import read
from rasid.model import Article
from rasid.text.view import normalise

MARKS = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
_DAY = r"(\d{1,4})~[/.-]~(\d{1,2})~[/.-]~(\d{4}|\d{2})"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?~[^\W\d_]\.?\s?[^\W\d_]?\.?)?"
_HEAD = rf"~(\[)?~{_DAY}~[,\u060c]?\s+~{_TIME}~(?(1)\]|\s-)~\s"
HEAD = re.compile(_HEAD.replace("~", MARKS))
SENDER = re.compile(r"([^\n]{1,100}?):(?:[ \u00a0]|$)")
QUOTES = re.compile('["\u201c\u201d\u00ab\u00bb]')
MENTION = re.compile(rf"@{MARKS}\+?\d[\d ]{{6,16}}\d")
NAMED = re.compile("@\u2068[^\u2069\n]*\u2069")
MARKED = "\u200e"


@dataclass(slots=True)
class Message:
    """A message as it is gathered: its first line's number, day and sender, and its lines."""

    number: int
    day: Written
    sender: str
    lines: list[str] = field(default_factory=list)
    size: int = 0
    end: int = 0

    def take(self, text: str, end: int) -> None:
        """Take in one more line, unless the message has become too large."""
        self.size += len(text)
        self.end = end
        if self.size <= limits.MESSAGE:
            self.lines.append(text)


def begins_whatsapp(head: bytes) -> bool:
    """Whether a text begins as the export of a chat: its first line and another have a head."""
    told = [line for line in head.decode("utf-8", "replace").split("\n") if line.strip()]
    return bool(told and HEAD.match(told[0])) and sum(map(bool, map(HEAD.match, told))) > 1


def whatsapp(source: Source) -> Iterator[Found]:
    """The messages with text, each an article of its day."""
    order = _order(source)
    yield from _ambiguous(source, order)
    tally = Tally("message")
    chat = pseudonym(source.name)
    for found in _messages(source, tally):
        if isinstance(found, Message):
            yield from _read(source, chat, found, order, tally)
        else:
            yield found
    yield from tally.told(source.path)


def _order(source: Source) -> Order:
    """In which order the export writes day, month and year, as all its lines tell."""
    order = Order()
    with source.ahead():
        for head in (HEAD.match(line.text or "") for line in lines(source.stream)):
            if head:
                order.see(_written(head))
    return order


def _ambiguous(source: Source, order: Order) -> Iterator[Fault]:
    if order.unknown():
        told = "days such as 03/04/2025 can be read in two ways here: the days are unknown"
        yield Fault(source.path, None, f"{told}; --published gives one for all")


def _written(head: re.Match[str]) -> Written:
    return Written(head[2], head[3], head[4], arabic=not head[0].isascii())


def _messages(source: Source, tally: Tally) -> Iterator[Message | Fault]:
    """Each message when the next begins, without the lines that have no sender."""
    message: Message | None = None
    for line in lines(source.stream):
        yield from damaged(source, line)
        head = HEAD.match(line.text or "")
        if head is None:
            if message is not None and line.text is not None:
                message.take(line.text, line.end)
            continue
        if message is not None:
            yield message
        message = _opened(line, head)
        if message is None:
            tally.count("service lines")
    if message is not None:
        yield message


def _opened(line: Line, head: re.Match[str]) -> Message | None:
    """The message that a line with a head begins; None for what WhatsApp says itself."""
    rest = (line.text or "")[head.end() :]
    sender = SENDER.match(rest)
    if sender is None or QUOTES.search(sender[1]) or _says_service(sender[1]):
        return None
    message = Message(line.number, _written(head), sender[1].strip())
    first = rest[sender.end() :]
    message.take("" if head[1] and first.startswith(MARKED) else first, line.end)
    return message


def _read(
    source: Source, chat: str, message: Message, order: Order, tally: Tally
) -> Iterator[Found]:
    if message.size > limits.MESSAGE:
        told = f"a message larger than {size(limits.MESSAGE)}; skipped"
        yield Fault(source.path, message.number, told)
        return
    text = told_text("".join(message.lines))
    tally.count(None if text else "messages without text")
    if text:
        id = f"whatsapp-{chat}-{message.number}-{pseudonym(message.sender)}"
        article = Article(text, id=id, published=order.day(message.day))
        yield Item(article, source.path, message.number, message.end)


def told_text(text: str) -> str:
    """The words of a message, without what WhatsApp adds and without whom it addresses."""
    words = _words()
    kept = [line.removesuffix("\r") for line in text.split("\n") if not _is_added(line, words)]
    told = "\n".join(kept).strip()
    for edited in words["edited"]:
        told = told.removesuffix(edited).rstrip(f" {MARKED}\n")
    return MENTION.sub("@\u2026", NAMED.sub("@\u2026", told))


def _is_added(line: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    plain = normalise(line).strip()
    attached = plain.endswith(words["attached"]) or plain.startswith("<attached:")
    return attached or plain in words["omitted"]


def _says_service(sender: str) -> bool:
    plain = normalise(sender)
    return any(words in plain for words in _words()["service"])


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    """What WhatsApp writes itself, folded but for what is cut off the end of a text."""
    raw = read("ingest/whatsapp.yaml")
    folded = ("omitted", "attached", "service")
    told = {name: tuple(normalise(one).strip() for one in raw[name]) for name in folded}
    return {**told, "edited": tuple(raw["edited"])}
