"""Fetching files: whole, resumed, checked, and within bounds; from a server on this machine."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rasid.errors import GazetteerError
from rasid.geo.download import Limits, country_files, fetch

from .importers.tables import geonames_text, zipped

QUICK = Limits(silence=2.0, attempts=2)


@dataclass
class Site:
    """What the server has, and how it misbehaves."""

    body: bytes
    tag: str = '"v1"'
    ranges: bool = True
    cut_at: int | None = None
    """Bytes after which the first answer breaks off."""
    length: int | None = None
    """A wrong length to announce."""
    status: int = 200
    asked: list[str | None] = field(default_factory=list)
    base: str = ""


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range")
            site.asked.append(asked)
            if site.status != 200:
                self.send_error(site.status)
                return
            same = self.headers.get("If-Range") == site.tag
            start = int(asked[6:-1]) if asked and site.ranges and same else 0
            if start > len(site.body):
                self.send_error(416)
                return
            body = site.body[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(site.length or len(body)))
            self.send_header("ETag", site.tag)
            self.send_header("Last-Modified", "Sat, 03 Jan 2026 00:00:00 GMT")
            self.end_headers()
            cut, site.cut_at = site.cut_at, None
            self.wfile.write(body[:cut])

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    body = zipped(tmp_path / "made" / "SY.zip", "SY.txt", geonames_text()).read_bytes()
    site = Site(body)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(site))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "SY.zip"


def test_a_file_comes_whole_with_its_checksum(site: Site, target: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    fetched = fetch(f"{site.base}/SY.zip", target, lambda *told: seen.append(told), QUICK)
    assert target.read_bytes() == site.body
    assert fetched.sha256 == hashlib.sha256(site.body).hexdigest()
    assert seen[-1] == (len(site.body), len(site.body))
    noted = json.loads(target.with_name("SY.zip.json").read_text("utf-8"))
    assert (noted["sha256"], noted["url"]) == (fetched.sha256, f"{site.base}/SY.zip")
    assert noted["modified"].startswith("Sat, 03 Jan 2026")
    assert sorted(p.name for p in target.parent.iterdir()) == ["SY.zip", "SY.zip.json"]


def test_a_cut_is_gone_on_with_at_once(site: Site, target: Path) -> None:
    site.cut_at = 100
    fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert site.asked == [None, "bytes=100-"]
    assert target.read_bytes() == site.body


def test_a_cut_is_gone_on_with_by_the_next_command(site: Site, target: Path) -> None:
    site.cut_at = 100
    with pytest.raises(GazetteerError, match="100 of"):
        fetch(f"{site.base}/SY.zip", target, limits=Limits(attempts=1))
    assert not target.exists()
    assert fetch(f"{site.base}/SY.zip", target, limits=QUICK).resumed == 100
    assert site.asked[-1] == "bytes=100-"
    assert target.read_bytes() == site.body


def test_a_file_that_has_changed_is_begun_anew(site: Site, target: Path) -> None:
    site.cut_at = 100
    with pytest.raises(GazetteerError):
        fetch(f"{site.base}/SY.zip", target, limits=Limits(attempts=1))
    site.tag = '"v2"'
    fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert target.read_bytes() == site.body


def test_a_server_without_ranges_sends_it_all_again(site: Site, target: Path) -> None:
    site.cut_at, site.ranges = 100, False
    fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert target.read_bytes() == site.body


def test_a_file_that_became_shorter_is_begun_anew(site: Site, target: Path) -> None:
    site.cut_at = 200
    with pytest.raises(GazetteerError):
        fetch(f"{site.base}/SY.zip", target, limits=Limits(attempts=1))
    target.with_name("SY.zip.part").write_bytes(b"x" * 9_000_000)
    fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert target.read_bytes() == site.body


def test_a_wrong_length_is_an_error(site: Site, target: Path) -> None:
    site.length = len(site.body) + 50
    with pytest.raises(GazetteerError, match="bytes came"):
        fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert not target.exists()


def test_a_damaged_archive_is_not_kept(site: Site, target: Path) -> None:
    site.body = site.body[:60] + bytes(40) + site.body[100:]
    with pytest.raises(GazetteerError, match="archive"):
        fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert list(target.parent.iterdir()) == []


def test_a_page_instead_of_a_file_is_an_error(site: Site, target: Path) -> None:
    site.body = b"<html>please log in</html>"
    with pytest.raises(GazetteerError, match="no whole zip"):
        fetch(f"{site.base}/SY.zip", target, limits=QUICK)


def test_bounds_are_kept(site: Site, target: Path) -> None:
    with pytest.raises(GazetteerError, match="more than 100"):
        fetch(f"{site.base}/SY.zip", target, limits=Limits(bytes=100))
    with pytest.raises(GazetteerError, match="not done after"):
        fetch(f"{site.base}/SY.zip", target, limits=Limits(seconds=-1))


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (503, 2)])
def test_a_refusal_is_told_of(site: Site, target: Path, status: int, asked: int) -> None:
    site.status = status
    with pytest.raises(GazetteerError, match=str(status)):
        fetch(f"{site.base}/SY.zip", target, limits=QUICK)
    assert len(site.asked) == asked


def test_a_server_that_is_not_there_is_told_of(target: Path) -> None:
    with pytest.raises(GazetteerError, match="refused"):
        fetch("http://127.0.0.1:1/SY.zip", target, limits=QUICK)
    with pytest.raises(GazetteerError, match="no http address"):
        fetch("file:///etc/passwd", target)


def test_country_codes_are_two_letters() -> None:
    assert country_files("b", "sy")[1] == ("b/alternatenames/SY.zip", "SY-names.zip")
    for wrong in ("SYR", "../x", "", "س1"):
        with pytest.raises(GazetteerError, match="country code"):
            country_files("b", wrong)
