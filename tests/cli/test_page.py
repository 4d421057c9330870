"""The page: nothing runs or loads that a report wrote, and offsets are those of browsers."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

import rasid
from rasid.cli.page import page
from rasid.model import Article, Record
from rasid.text.lanes import LANES

BUTTON = re.compile(
    r'data-field="(\w+)" data-lane="(\d)" data-start="(\d+)" data-end="(\d+)">.*?<q [^>]*>(.*?)</q>'
)
ARTICLE = re.compile(r"<article [^>]*>(.*?)</article>", re.DOTALL)


def of(text: str) -> str:
    return page([(Article(text), rasid.read(text, published="2025-03-12", id="r"))])


def shown(whole: str) -> str:
    """The text as a browser would hold it."""
    (inner,) = ARTICLE.findall(whole)
    return html.unescape(inner.replace("&#13;", "\r"))


def utf16(text: str, start: int, end: int) -> str:
    units = text.encode("utf-16-le")[2 * start : 2 * end]
    return units.decode("utf-16-le")


def test_every_value_of_the_demo_points_at_its_words(demo: list[tuple[Article, Record]]) -> None:
    for article, record in demo:
        whole = page([(article, record)])
        found = BUTTON.findall(whole)
        assert len(found) >= 3 * len(record.events)
        for _, lane, start, end, quote in found:
            assert utf16(article.text, int(start), int(end)) == html.unescape(quote)
            assert int(lane) < LANES


@pytest.mark.parametrize(
    "odd", ["🚨🔥 ", "\0", "\r\n", "\r", "<b>&amp;</article>", "\u202e", "\n\n", "\ufeff"]
)
def test_offsets_hold_after_what_browsers_count_or_parse_otherwise(odd: str, strike: str) -> None:
    text = odd + strike + odd
    whole = of(text)
    assert shown(whole) == text.replace("\0", "\ufffd")
    found = BUTTON.findall(whole)
    assert found
    for *_, start, end, quote in found:
        assert utf16(text, int(start), int(end)).replace("\0", "\ufffd") == html.unescape(quote)


def test_what_a_report_wrote_is_text_and_nothing_else(strike: str) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    article = Article(f"{evil}\n{strike}", evil, "2025-03-12", evil)
    whole = page([(article, rasid.read(article.text, outlet=evil, id=evil))])
    assert "<script>alert" not in whole
    assert "<img" not in whole
    assert whole.count("<script>") == 1


def test_nothing_is_loaded_from_elsewhere(demo: list[tuple[Article, Record]]) -> None:
    whole = page(demo)
    assert "default-src 'none'" in whole
    assert not re.search(r"""(src|href)=|url\(|@import|https?://""", whole)


def test_a_report_without_events_and_a_foreign_one_say_so() -> None:
    weather = "الطقس غائم."
    articles = [Article(weather), Article("Nothing.")]
    records = [rasid.read(article.text, id="x") for article in articles]
    whole = page(list(zip(articles, records, strict=True)))
    assert "No conflict event." in whole
    assert "Not Arabic: not read." in whole


def test_a_text_may_hold_nul_in_a_quote(demo: list[tuple[Article, Record]]) -> None:
    article, record = demo[0]
    event = record.events[0]
    trigger = replace(event.trigger, text="ا\0ب")
    changed = replace(record, events=(replace(event, trigger=trigger),))
    assert "\0" not in page([(article, changed)])
