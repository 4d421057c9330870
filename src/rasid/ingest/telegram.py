"""Telegram Desktop's `result.json`: one chat, or the export of an account.

Only channels and groups have names here; who wrote in a group or a private chat is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item, Provenance
from rasid.ingest.limits import Unreadable
from rasid.ingest.outlets import known_outlet, outlet
from rasid.ingest.source import Source
from rasid.ingest.tally import Tally
from rasid.model import Article

CHANNELS = frozenset("public_channel private_channel public_supergroup private_supergroup".split())
PRIVATE = frozenset("personal_chat bot_chat verification_codes replies".split())
NAMELESS = PRIVATE | {"saved_messages"}
OF_CHANNEL = "channel"
BEGIN = re.compile(
    rb'^\s*\{\s*(?:"(?:name|type|id|username)"\s*:\s*[^{}]*?)?'
    rb'(?:"type"\s*:\s*"(?:[a-z]+_(?:channel|supergroup|group|chat|messages))"|"messages"\s*:\s*\[)'
    rb'|^\s*\{\s*"(?:about"\s*:\s*"[^"]*Telegram|personal_information"\s*:|chats"\s*:\s*\{)'
)
SINGLE = 2
"""The depth of the list of messages where an export holds one chat."""


def begins_telegram(head: bytes) -> bool:
    """Whether a file begins as an export of Telegram Desktop."""
    return BEGIN.match(head) is not None


def telegram(source: Source) -> Iterator[Found]:
    """The messages with text of channels and groups, and of a private chat exported alone."""
    from rasid.ingest.streamed import Bounded, pieces

    stream = Bounded(source.stream)
    tally = Tally("message")
    try:
        for number, piece in enumerate(pieces(stream, "messages"), start=1):
            why = _passed(piece.data, piece.beside, alone=len(piece.path) == SINGLE)
            if why is None:
                yield from _message(source, piece.data, piece.beside, number, piece.end)
            tally.count(why)
    except Unreadable as error:
        yield Fault(source.path, None, str(error))
    if stream.damaged:
        yield Fault(source.path, None, "broken UTF-8; unreadable bytes replaced")
    yield from tally.told(source.path)


def _passed(message: Any, chat: Mapping[str, Any], alone: bool) -> str | None:
    """Why a message is passed over; None when it is read."""
    if not isinstance(message, Mapping):
        return "broken messages"
    if message.get("type", "message") != "message":
        return "service messages"
    if chat.get("type") in PRIVATE and not alone:
        return "messages of private chats (export one alone to read it)"
    return None if joined(message.get("text")).strip() else "messages without text"


def joined(text: Any) -> str:
    """The text of a message: a string, or a list of strings and of entities that hold one."""
    parts = text if isinstance(text, list) else [text]
    told = (part.get("text") if isinstance(part, Mapping) else part for part in parts)
    return "".join(part for part in told if isinstance(part, str))


def _message(
    source: Source, message: Mapping[str, Any], chat: Mapping[str, Any], number: int, end: int
) -> Iterator[Found]:
    path = f"{source.path} message {message.get('id', f'no. {number}')}"
    day = _day(message)
    if day is None:
        yield Fault(path, None, "no date that can be read; its day is unknown")
    article = Article(
        clean(joined(message.get("text"))),
        id=_id(source, message, chat, number),
        published=day,
        outlet=_outlet(message, chat),
        url=_url(message, chat),
    )
    yield Item(article, path, None, end, _provenance(message))


def _provenance(message: Mapping[str, Any]) -> Provenance:
    """The channel that a message was passed on from, and the day of its last edit."""
    told = message.get("forwarded_from")
    channel = str(message.get("forwarded_from_id", "")).startswith(OF_CHANNEL)
    known = isinstance(told, str) and (channel or known_outlet(told) is not None)
    edited = message.get("edited")
    return Provenance(
        forwarded_from=outlet(told) if known else None,
        edited=iso_day(edited) if isinstance(edited, str) else None,
    )


def _id(source: Source, message: Mapping[str, Any], chat: Mapping[str, Any], number: int) -> str:
    """Chat and message; the number of a private chat is that of a person, and is not kept."""
    known = isinstance(chat.get("id"), int) and chat.get("type") not in NAMELESS
    own = message.get("id")
    within = own if isinstance(own, int) else f"no{number}"
    return f"{chat['id'] if known else source.name}-{within}"


def _day(message: Mapping[str, Any]) -> str | None:
    told = message.get("date")
    day = iso_day(told) if isinstance(told, str) else None
    seconds = str(message.get("date_unixtime", ""))
    if day is None and seconds.isascii() and seconds.isdigit() and len(seconds) <= 11:
        day = iso_day(datetime.fromtimestamp(int(seconds), UTC))
    return day


def _outlet(message: Mapping[str, Any], chat: Mapping[str, Any]) -> str | None:
    """Whose words these are: the channel they come from, else the chat's own name; no person."""
    for name, id in (("forwarded_from", "forwarded_from_id"), ("from", "from_id")):
        told = message.get(name)
        if str(message.get(id, "")).startswith(OF_CHANNEL):
            return outlet(told)
        if name == "forwarded_from" and isinstance(told, str) and known_outlet(told):
            return known_outlet(told)
    return None if chat.get("type") in NAMELESS else outlet(chat.get("name"))


def _url(message: Mapping[str, Any], chat: Mapping[str, Any]) -> str | None:
    """The address of a message: public by the channel's handle, else the one that members have."""
    own, user = message.get("id"), chat.get("username")
    if not isinstance(own, int) or chat.get("type") not in CHANNELS:
        return None
    if isinstance(user, str) and user.isascii() and user.replace("_", "").isalnum():
        return f"https://t.me/{user}/{own}"
    return f"https://t.me/c/{chat['id']}/{own}" if isinstance(chat.get("id"), int) else None
