"""`rasid add --fetch`: addresses, lists and feeds into the workspace, politely and only once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from rasid.store.documents import Document
from rasid.store.fetches import MOST_TRIES
from rasid.store.tables import documents
from rasid.store.workspace import Workspace

from ..sites import Site, answer, redirect  # noqa: TID252  shared by all tests
from .conftest import Run

TEXT = (
    "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة آخرين"
    " بجروح، بينهم طفلان، وفق ما أفادت مصادر محلية في المدينة التي تشهد تصعيداً منذ أيام."
)
OTHER = "اعتقلت قوات الأمن خمسة شبان في مدينة دوما أمس خلال حملة دهم واسعة شملت أحياء عدة."
FEED = "application/rss+xml"


def page(text: str = TEXT, head: str = "", title: str = "غارات على سراقب") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p><p>{text}</p></article></body></html>"
    )


def feed(site: Site, *entries: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>خبر {path}</title><link>{site.url}{path}</link><guid>{path}</guid>"
        f"<pubDate>Wed, 12 Mar 2025 09:00:00 GMT</pubDate><description>{text}</description></item>"
        for path, text in entries
    )
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>شبكة السهل</title>"
    return f"{head}{items}</channel></rss>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "w.db"


@pytest.fixture
def fetch(run: Run, file: Path) -> Run:
    """`fetch(URL, ...)`: add with --fetch into a workspace of its own, without pauses."""

    def fetching(*arguments: str, columns: int = 100) -> object:
        where = ("--workspace", str(file))
        return run("add", "--fetch", "--pause", "0", *where, *arguments, columns=columns)

    return fetching


def stored(file: Path) -> list[Document]:
    workspace = Workspace.open(file)
    with workspace.reading() as db:
        rows = db.execute(select(documents).order_by(documents.c.id)).all()
    workspace.close()
    return [Document(**row._mapping) for row in rows]


# ------------------------------------------------------------------ only when asked to
def test_nothing_is_fetched_unless_told_to(run: Run, site: Site, file: Path) -> None:
    done = run("add", f"{site.url}/a", "--workspace", str(file))
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "add --fetch" in done.err
    assert site.asked == []
    assert not file.exists()


def test_read_fetches_nothing_at_all(run: Run, site: Site) -> None:
    done = run("read", f"{site.url}/a")
    assert done.code == 2
    assert "Rasid fetches only with rasid add --fetch" in done.err
    assert site.asked == []


def test_a_machine_inside_is_not_asked(fetch: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASID_ALLOW_HOSTS", raising=False)
    done = fetch("http://127.0.0.1:9/a", "http://localhost/b", "http://[::ffff:10.0.0.1]/")
    assert done.code == 2
    assert done.err.count("RASID_ALLOW_HOSTS names hosts that may be") == 3


def test_a_missing_extra_is_one_line(
    fetch: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    done = fetch(f"{site.url}/a", f"{site.url}/b")
    assert (done.code, done.err.count("\n"), site.asked) == (2, 1, [])
    assert "pip install 'rasid[fetch]'" in done.err


# ------------------------------------------------------------------ a page
def test_a_page_is_kept_with_where_it_comes_from(fetch: Run, site: Site, file: Path) -> None:
    head = (
        '<link rel="canonical" href="/news/1"><meta property="og:site_name" content="سانا">'
        '<meta property="article:published_time" content="2025-03-12T10:00:00+03:00">'
    )
    site.pages |= {"/a": redirect("/b?utm_source=x"), "/b?utm_source=x": answer(page(head=head))}
    site.pages["/b"] = site.pages["/b?utm_source=x"]
    done = fetch(f"{site.url}/a")
    assert done.code == 0, done.err
    (document,) = stored(file)
    assert document.url == f"{site.url}/news/1"
    assert document.path == f"{site.url}/a"
    assert (document.published, document.day_by) == ("2025-03-12", "meta")
    assert (document.outlet_id, document.outlet_by) == ("outlet.sana", "name")
    assert document.captured_at is not None
    assert document.content_sha256 is not None
    assert "fetched: 1" in done.err


def test_a_page_speaks_for_its_own_site_only(fetch: Run, site: Site, file: Path) -> None:
    head = '<link rel="canonical" href="https://other.example.org/stolen">'
    site.pages["/a"] = answer(page(head=head))
    fetch(f"{site.url}/a")
    assert stored(file)[0].url == f"{site.url}/a"


@pytest.mark.parametrize(
    ("kind", "codec", "head"),
    [
        ("text/html; charset=windows-1256", "cp1256", ""),
        ("text/html", "cp1256", '<meta charset="windows-1256">'),
        ("text/html", "iso8859-6", '<meta http-equiv="x" content="text/html; charset=iso-8859-6">'),
        ("text/html; charset=utf-8", "utf-8", '<meta charset="windows-1256">'),
        ("text/html", "utf-16", ""),
        ("text/html; charset=nonsense", "cp1256", ""),
    ],
)
def test_a_page_is_read_in_its_own_letters(
    fetch: Run, site: Site, file: Path, kind: str, codec: str, head: str
) -> None:
    site.pages["/a"] = answer(page(head=head).encode(codec), kind)
    fetch(f"{site.url}/a")
    assert TEXT in stored(file)[0].text


@pytest.mark.parametrize(
    ("path", "kind", "codec"),
    [
        ("/a.txt", "text/plain; charset=iso-8859-6", "iso8859-6"),
        ("/a.txt", "text/plain; charset=utf-8", "utf-8"),
        ("/a.txt", "text/plain", "cp1256"),
        ("/a.txt", "text/plain; charset=utf-16", "utf-16"),
        ("/a.csv", "text/csv; charset=windows-1256", "cp1256"),
    ],
)
def test_a_text_or_table_is_read_in_its_own_letters(
    fetch: Run, site: Site, file: Path, path: str, kind: str, codec: str
) -> None:
    told = f"text\n{TEXT}\n" if path.endswith("csv") else TEXT
    site.pages[path] = answer(told.encode(codec), kind)
    fetch(f"{site.url}{path}")
    assert stored(file)[0].text == TEXT


def test_what_the_server_calls_it_decides_the_reader(fetch: Run, site: Site, file: Path) -> None:
    site.pages |= {
        "/page.json": answer(page(), "text/html"),
        "/rows": answer(f'[{{"text": "{OTHER}"}}]', "application/json"),
        "/picture.html": answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"),
    }
    done = fetch(*(f"{site.url}{path}" for path in site.pages))
    assert [TEXT in one.text for one in stored(file)] == [True, False]
    assert "/picture.html: unknown kind of file" in done.err


# ------------------------------------------------------------------ again
def test_a_page_that_was_had_is_not_asked_for_again(fetch: Run, site: Site, file: Path) -> None:
    site.pages["/a"] = answer(page(), ETag='"1"')
    fetch(f"{site.url}/a")
    done = fetch(f"{site.url}/a#comments")
    assert done.code == 0
    assert "1 had before" in done.err
    assert site.asked == ["/a"]
    site.pages["/a"] = answer("", status=304)
    assert "1 as before" in fetch("--again", f"{site.url}/a").err
    assert site.headers[1]["if-none-match"] == '"1"'
    assert len(stored(file)) == 1


def test_the_same_text_is_no_new_version_and_a_changed_one_is(
    fetch: Run, site: Site, file: Path
) -> None:
    site.pages["/a"] = answer(page())
    fetch(f"{site.url}/a")
    site.pages["/a"] = answer(page() + "<!-- 2 -->")
    assert "0 new, 0 changed, 1 there already" in fetch("--again", f"{site.url}/a").err
    site.pages["/a"] = answer(page(TEXT.replace("ثلاثة", "أربعة")))
    assert "0 new, 1 changed" in fetch("--again", f"{site.url}/a").err
    assert [(one.source == stored(file)[0].source, one.version) for one in stored(file)] == [
        (True, 1),
        (True, 2),
    ]


# ------------------------------------------------------------------ lists
def test_a_list_goes_on_where_it_stopped(
    fetch: Run, site: Site, file: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text(f"# a list\n{site.url}/a\n\n{site.url}/b\nfile:///etc/passwd\n", "utf-8")
    site.pages |= {"/a": answer(page()), "/b": answer("", status=404)}
    done = fetch("--urls", str(listed))
    assert f"{listed}:5: file:///etc/passwd: file: only http and https are fetched" in done.err
    assert f"{site.url}/b: not found (404)" in done.err
    site.pages["/b"] = answer(page(OTHER))
    done = fetch("--urls", str(listed))
    assert "1 new" in done.err
    assert site.asked == ["/a", "/b", "/b"]
    assert len(stored(file)) == 2


def test_a_list_that_is_killed_is_gone_on_with_and_nothing_is_double(
    fetch: Run, site: Site, file: Path, tmp_path: Path
) -> None:
    texts = {f"/{n}": page(f"{TEXT} {n}", title=f"خبر {n}") for n in range(6)}
    site.pages |= {path: answer(text) for path, text in texts.items()}
    listed = tmp_path / "urls.txt"
    listed.write_text("\n".join(f"{site.url}/{n}" for n in range(6)), "utf-8")
    command = ("add", "--fetch", "--pause", "0.5", "--workspace", str(file), "--urls", str(listed))
    code = "from rasid.cli.main import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code, *command], stderr=subprocess.DEVNULL)
    while len(site.asked) < 3:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    asked = len(site.asked)
    assert fetch("--urls", str(listed)).code == 0
    assert len(stored(file)) == 6
    assert len(site.asked) - asked <= 6 - (asked - 1), "what was acknowledged is not asked again"


# ------------------------------------------------------------------ feeds
def test_a_feed_gives_its_entries(fetch: Run, site: Site, file: Path) -> None:
    site.pages["/feed"] = answer(feed(site, ("/1", TEXT), ("/2", OTHER)), FEED, ETag='"f"')
    fetch(f"{site.url}/feed")
    assert [one.url for one in stored(file)] == [f"{site.url}/1", f"{site.url}/2"]
    assert {one.day_by for one in stored(file)} == {"feed"}
    fetch(f"{site.url}/feed")
    assert site.asked == ["/feed", "/feed"], "a feed is asked for each time"
    assert site.headers[1]["if-none-match"] == '"f"'
    assert len(stored(file)) == 2


def test_the_entries_of_a_feed_are_followed(fetch: Run, site: Site, file: Path) -> None:
    """A page that does not say its day has that of the entry; one that is gone is the entry."""
    site.pages |= {
        "/feed": answer(feed(site, ("/1", "موجز"), ("/2", OTHER)), FEED),
        "/1": answer(page(), ETag='"1"'),
        "/2": answer("", status=410),
    }
    fetch("--follow", f"{site.url}/feed")
    full, entry = stored(file)
    assert TEXT in full.text
    assert (full.published, full.day_by, full.outlet) == ("2025-03-12", "feed", "شبكة السهل")
    assert OTHER in entry.text
    site.asked.clear()
    fetch("--follow", f"{site.url}/feed")
    assert site.asked == ["/feed"]


def test_an_entry_and_its_page_are_one_report(fetch: Run, site: Site, file: Path) -> None:
    """Though the feed and the page call their outlet by two names."""
    head = '<meta property="og:site_name" content="وكالة السهل للأنباء">'
    site.pages |= {"/feed": answer(feed(site, ("/1", TEXT)), FEED), "/1": answer(page(head=head))}
    fetch(f"{site.url}/feed")
    fetch(f"{site.url}/1")
    first, second = stored(file)
    assert (first.source, first.version, second.version) == (second.source, 1, 2)
    assert first.outlet != second.outlet


def test_a_page_that_fails_for_now_is_had_later(
    fetch: Run, site: Site, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    monkeypatch.setattr("rasid.ingest.fetch.backoff.LONGEST_S", 0.0)
    monkeypatch.setattr("rasid.ingest.fetch.backoff.FIRST_S", 0.0)
    later = answer("", status=429, Retry_After="99999")
    site.pages |= {"/feed": answer(feed(site, ("/1", OTHER)), FEED), "/1": later}
    for _ in range(MOST_TRIES - 1):
        assert "1 to be tried again" in fetch("--follow", f"{site.url}/feed").err
    assert stored(file) == []
    site.pages["/1"] = answer(page())
    fetch("--follow", f"{site.url}/feed")
    assert TEXT in stored(file)[0].text
