"""The archive of an X (Twitter) account: `tweets.js`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rasid.ingest.days import iso_day
from rasid.ingest.decode import clean
from rasid.ingest.found import Fault, Found, Item
from rasid.ingest.limits import Unreadable
from rasid.ingest.outlets import outlet
from rasid.ingest.source import Source
from rasid.ingest.tally import Tally
from rasid.model import Article

BEGIN = re.compile(rb"\s*window\.YTD\.(?:tweets?|community_tweet)\.part\d+\s*=")
FILES = re.compile(r"(?:community-)?tweets?(?:-part\d+)?\.js")
"""Names of the files of an archive that hold tweets."""
RETWEET = re.compile(r"RT (@\w{1,20}):")


def begins_twitter(head: bytes) -> bool:
    """Whether a file begins as the tweets of an archive."""
    return BEGIN.match(head) is not None


def twitter(source: Source) -> Iterator[Found]:
    """The tweets of an archive; a retweet has the account that it is of for its outlet."""
    from rasid.ingest.streamed import Bounded, pieces

    begin = source.stream.tell()
    head = BEGIN.match(source.stream.read(256))
    if head is None:
        raise Unreadable("no tweets of an X archive: those are in its data/tweets.js")
    source.stream.seek(begin + head.end())
    tally, stream = Tally("tweet"), Bounded(source.stream)
    try:
        for number, piece in enumerate(pieces(stream, None), start=1):
            tweet = _tweet(piece.data)
            tally.count(None if tweet else "tweets without text")
            if tweet:
                yield from _read(source, tweet, number, piece.end)
    except Unreadable as error:
        yield Fault(source.path, None, str(error))
    yield from tally.told(source.path)


def _tweet(data: Any) -> Mapping[str, Any] | None:
    """The tweet in an item of the list; None when it has no text."""
    inner = data.get("tweet", data) if isinstance(data, Mapping) else None
    text = _text(inner) if isinstance(inner, Mapping) else ""
    return inner if text.strip() else None


def _text(tweet: Mapping[str, Any]) -> str:
    told = tweet.get("full_text", tweet.get("text"))
    return html.unescape(told) if isinstance(told, str) else ""


def _read(source: Source, tweet: Mapping[str, Any], number: int, end: int) -> Iterator[Found]:
    text = clean(_text(tweet))
    own = str(tweet.get("id_str") or tweet.get("id") or "")
    known = own.isascii() and own.isdigit()
    path = f"{source.path} tweet {own if known else f'no. {number}'}"
    day = iso_day(tweet["created_at"]) if tweet.get("created_at") else None
    if day is None:
        yield Fault(path, None, "no date that can be read; its day is unknown")
    retweet = RETWEET.match(text)
    article = Article(
        text,
        id=own if known else f"{source.name}-{number}",
        published=day,
        outlet=outlet(retweet[1]) if retweet else None,
        url=f"https://x.com/i/status/{own}" if known else None,
    )
    yield Item(article, path, None, end)
