"""Fetching: what is asked, how often, how far, how long; and what is never asked at all."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler as Handler

import pytest
from urllib3.exceptions import SSLError

from rasid.ingest import limits
from rasid.ingest.fetch.addresses import Guard
from rasid.ingest.fetch.client import Answer, Bounds, Client, Seen
from rasid.ingest.fetch.failed import NotFetched, TryLater
from rasid.ingest.fetch.pace import Pace

from ...sites import Site, answer, redirect  # noqa: TID252  shared by all tests

QUICK = Bounds(total_s=1.5, connect_s=1.0, silence_s=1.0, most=1024 * 1024, tries=3)


@pytest.fixture
def rests() -> list[float]:
    """How long the client rested between tries, in seconds; it does not in fact."""
    return []


@pytest.fixture
def client(site: Site, rests: list[float]) -> Client:
    return Client(Guard([site.host]), Pace(0), QUICK, "rasid/test", rests.append)


def content(got: Answer) -> bytes:
    assert got.body is not None
    with got.body.stream as stream:
        return stream.read()


def test_what_is_there_comes_with_its_hash_and_what_to_ask_next_time(
    client: Client, site: Site
) -> None:
    site.pages["/a"] = answer("hello", ETag='"1"', Last_Modified="Wed, 12 Mar 2025 01:00:00 GMT")
    got = client.get(f"{site.url}/a#part")
    assert got.seen == Seen('"1"', "Wed, 12 Mar 2025 01:00:00 GMT")
    assert got.body is not None
    assert got.body.sha256.startswith("2cf24dba5fb0a30e")
    assert content(got) == b"hello"
    assert got.at.endswith("+00:00")
    assert site.headers[0]["user-agent"] == "rasid/test"


def test_what_has_not_changed_does_not_come_again(client: Client, site: Site) -> None:
    site.pages["/a"] = answer("", status=304)
    assert client.get(f"{site.url}/a", Seen('"1"', "then")).body is None
    assert site.headers[0]["if-none-match"] == '"1"'
    assert site.headers[0]["if-modified-since"] == "then"


# ------------------------------------------------------------------ redirects
def test_redirects_are_followed_and_the_last_address_is_told(client: Client, site: Site) -> None:
    site.pages |= {"/a": redirect("/b", 301), "/b": redirect(f"{site.url}/c"), "/c": answer("x")}
    got = client.get(f"{site.url}/a")
    assert got.url == f"{site.url}/c"
    assert content(got) == b"x"


def test_a_circle_of_redirects_is_told(client: Client, site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(NotFetched, match="in a circle"):
        client.get(f"{site.url}/a")
    assert site.asked == ["/a", "/b"]


def test_redirects_without_end_are_cut(client: Client, site: Site) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
    with pytest.raises(NotFetched, match="more than 5 redirects"):
        client.get(f"{site.url}/0")
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest/", "file:///etc/passwd",
     "ftp://example.org/", "http://user:secret@example.org/", "http://0x7f.1/", "gopher://x/"],
)  # fmt: skip
def test_a_redirect_leads_nowhere_that_an_address_may_not(
    client: Client, site: Site, where: str, rests: list[float]
) -> None:
    site.pages["/a"] = redirect(where)
    with pytest.raises(NotFetched) as told:
        client.get(f"{site.url}/a")
    assert not told.value.later
    assert site.asked == ["/a"]
    assert rests == []


def test_the_open_web_does_not_lead_to_a_host_that_only_the_settings_let_in(
    client: Client, site: Site
) -> None:
    site.pages["/a"] = answer("x")
    with pytest.raises(NotFetched, match="leads from the open web"):
        client.get(f"{site.url}/a", origin="https://news.example.org/feed")
    assert site.asked == []


# ------------------------------------------------------------------ again
def test_what_fails_for_now_is_tried_again_ever_later(
    client: Client, site: Site, rests: list[float]
) -> None:
    site.pages["/a"] = [answer("", status=503), answer("", status=500), answer("x")]
    assert content(client.get(f"{site.url}/a")) == b"x"
    assert 0.5 <= rests[0] <= 1.0 <= rests[1] <= 2.0


def test_a_server_that_says_when_is_taken_at_its_word(
    client: Client, site: Site, rests: list[float]
) -> None:
    site.pages["/a"] = [answer("", status=429, Retry_After="17"), answer("x")]
    content(client.get(f"{site.url}/a"))
    assert rests == [17.0]


def test_nobody_waits_for_a_server_that_wants_an_hour(
    client: Client, site: Site, rests: list[float]
) -> None:
    site.pages["/a"] = answer("", status=429, Retry_After="3600")
    with pytest.raises(TryLater, match="fewer requests") as told:
        client.get(f"{site.url}/a")
    assert told.value.wait_s == 3600
    assert (rests, len(site.asked)) == ([], 1)


@pytest.mark.parametrize(("status", "words"), [(404, "not found"), (403, "refuses"), (410, "gone")])
def test_what_will_not_come_is_asked_for_once(
    client: Client, site: Site, status: int, words: str
) -> None:
    site.pages["/a"] = answer("", status=status)
    with pytest.raises(NotFetched, match=words):
        client.get(f"{site.url}/a")
    assert len(site.asked) == 1


def test_a_certificate_that_is_not_valid_is_no_matter_of_time(
    client: Client, rests: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pool:
        def request(self, *_: object, **__: object) -> None:
            raise SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    monkeypatch.setattr("rasid.ingest.fetch.client.pool", lambda *_: Pool())
    with pytest.raises(NotFetched, match="certificate is not valid") as told:
        client.get("https://sahl.example.org/1")
    assert not told.value.later
    assert rests == []


# ------------------------------------------------------------------ robots.txt
def test_robots_txt_is_asked_for_once_and_kept(client: Client, site: Site) -> None:
    robots = "User-agent: rasid\nDisallow: /closed\nCrawl-delay: 0\n\nUser-agent: *\nDisallow: /"
    asked: list[str] = []

    def rules(handler: Handler) -> None:
        asked.append(handler.path)
        answer(robots, "text/plain")(handler)

    site.pages |= {"/robots.txt": rules, "/open": answer("x"), "/closed/1": answer("y")}
    content(client.get(f"{site.url}/open"))
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        client.get(f"{site.url}/closed/1")
    assert site.asked == ["/open"]
    assert len(asked) == 1


def test_a_redirect_does_not_lead_around_robots_txt(client: Client, site: Site) -> None:
    rules = answer("User-agent: *\nDisallow: /closed", "text/plain")
    site.pages |= {"/robots.txt": rules, "/a": redirect("/closed")}
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        client.get(f"{site.url}/a")
    assert site.asked == ["/a"]


def test_nothing_is_asked_of_a_site_whose_rules_cannot_be_had(client: Client, site: Site) -> None:
    site.pages |= {"/robots.txt": answer("", status=503), "/a": answer("x")}
    with pytest.raises(TryLater, match=r"robots\.txt cannot be had"):
        client.get(f"{site.url}/a")
    assert site.asked == []


def test_requests_to_one_host_are_kept_apart(site: Site) -> None:
    rested: list[float] = []
    pace = Pace(2.0, lambda: 100.0, rested.append)
    rules = answer("User-agent: *\nCrawl-delay: 30", "text/plain")
    site.pages |= {"/robots.txt": rules, "/a": answer("x"), "/b": answer("x")}
    client = Client(Guard([site.host]), pace, QUICK)
    for path in ("/a", "/b"):
        content(client.get(f"{site.url}{path}"))
    assert rested == [2.0, 32.0]


# ------------------------------------------------------------------ bounds
def test_a_server_that_drips_is_cut_off(client: Client, site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    site.pages["/a"] = drip
    begun = time.monotonic()
    with pytest.raises(TryLater, match="not done within"):
        Client(Guard([site.host]), Pace(0), Bounds(total_s=1.0, tries=1)).get(f"{site.url}/a")
    assert time.monotonic() - begun < 4


def test_a_header_without_end_is_cut_off_too(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            handler.wfile.write(b"X" if number % 7 else b"\r\nX-%d: " % number)
            handler.wfile.flush()
            time.sleep(0.1)

    site.pages["/a"] = drip
    with pytest.raises(TryLater, match="not done within"):
        Client(Guard([site.host]), Pace(0), Bounds(total_s=1.0, tries=1)).get(f"{site.url}/a")


def test_a_body_without_end_is_cut_at_the_limit_and_not_held(client: Client, site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while True:
            handler.wfile.write(b"10000\r\n" + b"\0" * 0x10000 + b"\r\n")

    site.pages["/a"] = endless
    tracemalloc.start()
    with pytest.raises(NotFetched, match="larger than 1 MB"):
        client.get(f"{site.url}/a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * limits.MEGABYTE


def test_what_unpacks_to_too_much_is_not_unpacked(client: Client, site: Site) -> None:
    bomb = gzip.compress(b"\0" * 200 * limits.MEGABYTE, 9)
    site.pages["/a"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    with pytest.raises(NotFetched, match="larger than 1 MB"):
        client.get(f"{site.url}/a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * limits.MEGABYTE


def test_a_length_that_is_too_large_is_believed(client: Client, site: Site) -> None:
    site.pages["/a"] = answer(b"", Content_Length=str(10**12))
    with pytest.raises(NotFetched, match="larger than"):
        client.get(f"{site.url}/a")


RAW = zlib.compressobj(9, zlib.DEFLATED, -15)


@pytest.mark.parametrize(
    ("way", "packed"),
    [
        ("gzip", gzip.compress(b"news " * 40_000)),
        ("deflate", zlib.compress(b"news " * 40_000)),
        ("deflate", RAW.compress(b"news " * 40_000) + RAW.flush()),
        ("identity", b"news " * 40_000),
    ],
)
def test_what_comes_packed_is_unpacked(client: Client, site: Site, way: str, packed: bytes) -> None:
    site.pages["/a"] = answer(packed, Content_Encoding=way)
    assert content(client.get(f"{site.url}/a")) == b"news " * 40_000


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"news" * 999)[:-30], b"no gzip at all"], ids=["cut", "no gzip"]
)
def test_what_is_cut_short_is_asked_for_again(client: Client, site: Site, packed: bytes) -> None:
    good = answer(gzip.compress(b"x"), Content_Encoding="gzip")
    site.pages["/a"] = [answer(packed, Content_Encoding="gzip"), good]
    assert content(client.get(f"{site.url}/a")) == b"x"
    assert len(site.asked) == 2


def test_a_packing_that_was_not_asked_for_is_told(client: Client, site: Site) -> None:
    site.pages["/a"] = answer(b"x", Content_Encoding="gzip, gzip")
    with pytest.raises(NotFetched, match="packed in a way"):
        client.get(f"{site.url}/a")


# ------------------------------------------------------------------ sending
def test_what_is_sent_is_taken_or_refused(client: Client, site: Site) -> None:
    site.pages |= {"/in": answer("", status=204), "/no": answer("", status=503)}
    client.post(f"{site.url}/in", b"{}", {"Content-Type": "application/json"})
    assert site.posted == [b"{}"]
    with pytest.raises(TryLater, match="503"):
        client.post(f"{site.url}/no", b"{}", {})


def test_what_is_sent_is_not_sent_on(client: Client, site: Site) -> None:
    site.pages |= {"/in": redirect("/other", 307), "/other": answer("")}
    with pytest.raises(NotFetched):
        client.post(f"{site.url}/in", b"{}", {})
    assert site.asked == ["/in"]
