"""The archive of an X account: its tweets, and nothing else of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.reports import Reports
from rasid.ingest.twitter import begins_twitter

from .conftest import ReadIn, sorted_out

TEXT = "قصف على أطراف البلدة & ريفها"
PREFIX = "window.YTD.tweets.part0 = "


def tweet(number: int, text: str = TEXT, **more: Any) -> dict[str, Any]:
    when = "Wed Mar 12 22:10:00 +0000 2025"
    return {"tweet": {"id_str": str(number), "full_text": text, "created_at": when, **more}}


def test_a_tweet_has_its_text_day_number_and_address(read_in: ReadIn) -> None:
    content = PREFIX + json.dumps([tweet(10, TEXT.replace("&", "&amp;"))], indent=2)
    (article,) = read_in("tweets.js", content).articles
    assert (article.text, article.published) == (TEXT, "2025-03-12")
    assert (article.id, article.url) == ("10", "https://x.com/i/status/10")
    assert article.outlet is None


def test_a_retweet_is_of_the_account_that_it_names(read_in: ReadIn) -> None:
    (article,) = read_in(
        "tweets.js", PREFIX + json.dumps([tweet(1, f"RT @wadi_news: {TEXT}")])
    ).articles
    assert article.outlet == "@wadi_news"
    assert article.text == f"RT @wadi_news: {TEXT}"


def test_older_archives_have_no_wrapping(read_in: ReadIn) -> None:
    content = "window.YTD.tweet.part0 = " + json.dumps([tweet(3)["tweet"]])
    assert [article.id for article in read_in("tweet.js", content).articles] == ["3"]


def test_of_an_archive_the_tweets_alone_are_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("tweets.js", "tweets-part1.js", "account.js", "deleted-tweets.js", "README.txt"):
        content = PREFIX.replace("part0", "part1") + json.dumps([tweet(len(name))])
        (tmp_path / "data" / name).write_text(content, encoding="utf-8")
    (tmp_path / "Your archive.html").write_text("<html><p>x</p></html>", encoding="utf-8")
    told = sorted_out(list(Reports([str(tmp_path)])))
    assert sorted(str(article.id) for article in told.articles) == ["15", "9"]
    assert told.faults == []


@pytest.mark.parametrize(
    ("content", "read", "message"),
    [
        (PREFIX + json.dumps([tweet(1), tweet(2)])[:-20], 1, "broken or cut short"),
        (PREFIX + "[]", 0, "no tweet with text"),
        (PREFIX, 0, "broken or cut short"),
        (PREFIX + "[" * 999, 0, "nested deeper"),
        (PREFIX + json.dumps([1, {}, {"tweet": 3}, tweet(1, "")]), 0, "no tweet with text"),
        (PREFIX + json.dumps([tweet(1, created_at="?")]), 1, "tweet 1: no date"),
        ("window.YTD.account.part0 = []", 0, "no tweets of an X archive"),
    ],
)
def test_a_broken_archive_is_told_in_one_line(
    read_in: ReadIn, content: str, read: int, message: str
) -> None:
    told = read_in("tweets.js", content)
    assert len(told.articles) == read
    assert message in told.faults[0]


@given(st.binary(max_size=60))
def test_only_tweets_begin_as_tweets(content: bytes) -> None:
    assert not begins_twitter(content)
