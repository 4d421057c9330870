"""RSS and Atom: full content below the title; broken feeds give what is whole in them."""

from __future__ import annotations

import pytest

from rasid.ingest.markup import plain

from .conftest import ReadIn

TEXT = "انفجرت عبوة ناسفة في السوق."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>صحيفة الوادي</title><link>https://wadi.example/</link>
<item><title>انفجار في السوق</title><link>https://wadi.example/1</link><guid>g1</guid>
<pubDate>Wed, 12 Mar 2025 23:30:00 +0300</pubDate><description>موجز</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>x()</script><p>لا إصابات.</p>]]></content:encoded>
</item>
<item><title>خبر ثان</title><link>https://wadi.example/2</link>
<description>&lt;b&gt;هدوء&lt;/b&gt; حذر</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة سانا</title>
<entry><id>tag:1</id><title>عنوان</title><updated>2025-03-12T01:00:00Z</updated>
<link href="https://wadi.example/3"/>
<content type="html">&lt;div&gt;{TEXT}&lt;/div&gt;</content></entry>
</feed>"""


def test_the_content_stands_below_the_title_and_the_rest_is_kept(read_in: ReadIn) -> None:
    told = read_in("feed.xml", RSS)
    first, second = told.articles
    assert first.text == f"انفجار في السوق\n\n{TEXT}\nلا إصابات."
    assert (first.id, first.published, first.outlet) == ("g1", "2025-03-12", "صحيفة الوادي")
    assert (first.url, first.title) == ("https://wadi.example/1", "انفجار في السوق")
    assert (second.text, second.published) == ("خبر ثان\n\nهدوء حذر", None)
    assert told.faults == []


@pytest.mark.parametrize("name", ["feed.atom", "feed.xml", "feed.html", "feed"])
def test_a_feed_is_told_by_its_content(read_in: ReadIn, name: str) -> None:
    (article,) = read_in(name, ATOM).articles
    assert (article.id, article.published, article.outlet) == ("tag:1", "2025-03-12", "SANA")
    assert article.text == f"عنوان\n\n{TEXT}"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "شششششششششش">'
    + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for x, y in zip("bcdefgh", "abcdefg", strict=True))
    + f"]><rss version='2.0'><channel><item><title>عنوان</title><description>{TEXT}&h;"
    "</description></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item>'
    f"<title>عنوان</title><description>{TEXT}&x;</description></item></channel></rss>"
)


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_entities_are_never_expanded(read_in: ReadIn, content: str) -> None:
    told = read_in("feed.xml", content)
    assert all(len(article.text) < 500 for article in told.articles)
    with open("/etc/hostname", encoding="utf-8") as file:
        assert file.read().strip() not in str(told.articles).replace("hostname", "")


@pytest.mark.parametrize(
    ("content", "read", "message"),
    [
        (RSS[: RSS.index("<item><title>خبر") + 40], 2, "broken XML"),
        (RSS.replace("</title>", "", 1), 1, "broken XML"),
        ("<rss version='2.0'><channel></channel></rss>", 0, "no entry with text"),
        ("<rss", 0, "no feed that can be read"),
        ("<other/>", 0, "no entry with text"),
        ("", 0, "empty text"),
        ("<rss>" + "<a>" * 5000, 0, "no feed that can be read"),
    ],
)
def test_a_broken_feed_is_told_in_one_line(
    read_in: ReadIn, content: str, read: int, message: str
) -> None:
    told = read_in("feed.xml", content)
    assert len(told.articles) == read
    assert message in told.faults[0]
    assert "\n" not in told.faults[0]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (TEXT, TEXT),
        (f"<p>{TEXT}<br>سطر</p>ذيل", f"{TEXT}\nسطر\nذيل"),
        ("<style>p{}</style><ul><li>أ<li>ب</ul><!-- ج -->", "أ\nب"),
        ("أ &amp; ب &lt; ج", "أ & ب < ج"),
        ("<div>" * 3000 + TEXT, TEXT),
        ("<", "<"),
        ("", ""),
    ],
)
def test_markup_gives_its_words(markup: str, text: str) -> None:
    assert plain(markup) == text
