"""Web archives: their pages alone, each with its address; broken archives give what is whole."""

from __future__ import annotations

import gzip

import pytest

from rasid.ingest import limits

from .conftest import ReadIn

TEXT = "انفجرت عبوة ناسفة في السوق."
PAGE = (
    "<html><head><title>انفجار في السوق</title>"
    '<meta property="article:published_time" content="2025-03-12"></head><body><article>'
    + "".join(f"<p>{TEXT} وقال شهود إنهم سمعوا الانفجار من بعيد رقم {n}.</p>" for n in range(6))
    + "</article></body></html>"
).encode()


def warc(*answers: tuple[str, str, bytes], packed: bool = True, requests: bool = False) -> bytes:
    """An archive of answers: status, type, content."""
    records = []
    for number, (status, kind, content) in enumerate(answers, start=1):
        if requests:
            records.append(record("request", number, b"GET / HTTP/1.1\r\n\r\n"))
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        records.append(record("response", number, head + content))
    return b"".join(gzip.compress(one) if packed else one for one in records)


def record(kind: str, number: int, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://wadi.example/{number}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


GOOD = ("200 OK", "text/html; charset=utf-8", PAGE)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_a_page_has_its_article_day_and_address(read_in: ReadIn, name: str, packed: bool) -> None:
    (article,) = read_in(name, warc(GOOD, packed=packed)).articles
    assert TEXT in article.text
    assert (article.published, article.url) == ("2025-03-12", "https://wadi.example/1")


def test_what_is_no_page_is_counted(read_in: ReadIn) -> None:
    others = (("404 Not Found", "text/html", PAGE), ("200 OK", "image/png", b"x"))
    told = read_in("crawl.warc.gz", warc(*others, GOOD, requests=True))
    assert len(told.articles) == 1
    assert told.notes[0].endswith(
        "3 records that are no responses, 1 responses that are no pages,"
        " 1 responses that are no success"
    )


def test_a_page_without_an_article_is_counted(read_in: ReadIn) -> None:
    told = read_in("crawl.warc", warc(("200 OK", "text/html", b"<p></p>"), GOOD))
    assert "1 pages without an article" in told.notes[0]


def test_an_archive_that_is_cut_gives_what_is_whole(read_in: ReadIn) -> None:
    whole = warc(GOOD, GOOD)
    told = read_in("crawl.warc.gz", whole[: len(whole) - 200])
    assert len(told.articles) >= 1
    told = read_in("crawl.warc.gz", whole[: len(whole) // 2] + b"\0" * 99)
    assert told.faults


@pytest.mark.parametrize("content", [b"", b"WARC", b"\x1f\x8b\x08\x00 broken", PAGE])
def test_what_is_no_archive_is_one_clear_line(read_in: ReadIn, content: bytes) -> None:
    told = read_in("crawl.warc", content)
    assert told.articles == []
    assert told.faults[0].endswith("no web archive (WARC); unpack other .gz files first")


def test_a_page_that_unpacks_to_too_much_costs_itself(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAGE", 5000)
    bomb = ("200 OK", "text/html", b"<p>" + b" " * 1_000_000)
    told = read_in("crawl.warc.gz", warc(bomb, GOOD))
    assert len(told.articles) == 1
    assert "record 1: a page larger than 5,000 bytes; skipped" in told.faults[0]
