"""Where a report comes from: its outlet in the list, its day and how that was found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import yaml

from rasid.ingest.found import DAY_BY, OUTLET_BY, Item, Provenance
from rasid.ingest.outlets import at, country_of, resolved
from rasid.ingest.pages import page_article
from rasid.ingest.reports import Reports
from rasid.ingest.told_days import dateline, day_of_line
from rasid.lexicon.lexicon import load

DATA = Path(__file__).resolve().parents[2] / "src" / "rasid" / "data" / "ingest" / "sites.yaml"
SITES = yaml.safe_load(DATA.read_text("utf-8"))["sites"]
TEXT = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة آخرين."


def items(path: Path, **told: str) -> list[Item]:
    return [one for one in Reports([str(path)], **told) if isinstance(one, Item)]


# ------------------------------------------------------------------ outlets
def test_every_site_is_of_an_outlet_and_of_one_only() -> None:
    for name in ("domains", "handles"):
        told = [value for one in SITES.values() for value in one.get(name, ())]
        assert len(told) == len(set(told))
        assert all(value == value.lower() for value in told)
    assert all(load().entry(id).id == id for id in SITES)
    assert not any(id.endswith("-reporter") for id in SITES)


@pytest.mark.parametrize(
    ("outlet", "url", "found"),
    [
        (None, "https://arabic.rt.com/middle_east/1", ("outlet.rt", "domain")),
        (None, "https://www.enabbaladi.net/1", ("outlet.enab-baladi", "domain")),
        (None, "https://notenabbaladi.net/1", None),
        (None, "https://t.me/EnabBaladi/17", ("outlet.enab-baladi", "handle")),
        (None, "https://t.me/c/1234/17", None),
        (None, "https://x.com/i/status/17", None),
        ("@enabbaladi", None, ("outlet.enab-baladi", "handle")),
        ("عنب بلدي", None, ("outlet.enab-baladi", "name")),
        ("Enab Baladi", None, ("outlet.enab-baladi", "name")),
        ("شبكة لا يعرفها أحد", "https://t.me/enabbaladi/17", None),
        ("شبكة لا يعرفها أحد", None, None),
        (None, "http://[bad/", None),
    ],
)
def test_an_outlet_is_found_by_name_domain_or_handle(
    outlet: str | None, url: str | None, found: tuple[str, str] | None
) -> None:
    known = resolved(outlet, url)
    assert (known and (known.id, known.by)) == found
    assert known is None or known.by in OUTLET_BY


def test_what_an_account_passes_on_is_not_its_own() -> None:
    """The address is of the account; the outlet of what is forwarded is somebody else's."""
    known = at("https://t.me/enabbaladi/17")
    assert known is not None
    assert resolved("شبكة السهل", "https://t.me/enabbaladi/17") is None


# ------------------------------------------------------------------ days
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الأربعاء 12 آذار 2025", "2025-03-12"),
        ("نُشر في: ٢٠٢٥/٠٣/١٢", "2025-03-12"),
        ("تم النشر: 12 مارس 2025 - 10:15 م", "2025-03-12"),
        ("5 كانون الثاني/ يناير 2023", "2023-01-05"),
        ("12 رمضان 1446", "2025-03-12"),
        ("13-03-2025", "2025-03-13"),
        ("03-04-2025", None),
        ("12 آذار", None),
        ("منذ ثلاث ساعات", None),
        ("شهد 12 آذار 2025 مقتل رجل وجرح آخر في قصف على المدينة", None),
    ],
)
def test_a_line_that_is_a_day_tells_it(line: str, day: str | None) -> None:
    assert day_of_line(line) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("عنب بلدي – 3 آذار 2025 – قصفت طائرات حربية", "2025-03-03"),
        ("دمشق، 3 شباط 2024 (سانا)- قال مصدر", "2024-02-03"),
        ("في 12 آذار 2025 قصفت طائرات المدينة", None),
        ("قتل رجل في 12 آذار 2025، وجرح آخر", None),
        ("قصفت طائرات المدينة\nدمشق – 3 شباط 2024 – قال", None),
    ],
)
def test_a_dateline_tells_the_day_and_a_sentence_does_not(text: str, day: str | None) -> None:
    assert dateline(text) == day


def html(head: str = "", line: str = "", text: str = TEXT) -> bytes:
    body = f"<article><h1>غارات</h1>{line}<p>{text}</p><p>{TEXT}</p></article>"
    return f"<html><head><title>غارات</title>{head}</head><body>{body}</body></html>".encode()


LD = '<script type="application/ld+json">%s</script>'
META = '<meta property="article:published_time" content="2025-03-10">'


@pytest.mark.parametrize(
    ("content", "day", "by"),
    [
        (html(META), "2025-03-10", "meta"),
        (html(LD % '{"@graph": [{"datePublished": "2025-03-11T08:00:00Z"}]}'), "2025-03-11",
         "json_ld"),
        (html(LD % "{broken"), None, None),
        (html(LD % ("[" * 5000)), None, None),
        (html(line='<span class="post-date">الأربعاء 12 آذار 2025</span>'), "2025-03-12", "line"),
        (html(text=f"عنب بلدي – 3 آذار 2025 – {TEXT}"), "2025-03-03", "dateline"),
        (html(text=f"وكان ذلك في 3 آذار 2020. {TEXT}"), None, None),
    ],
)  # fmt: skip
def test_the_day_of_a_page_is_told_with_how_it_was_found(
    content: bytes, day: str | None, by: str | None
) -> None:
    page = page_article(content, "p")
    assert page is not None
    assert (page.article.published, page.provenance.day_by) == (day, by)
    assert by is None or by in DAY_BY


def test_a_day_of_the_file_and_one_that_somebody_told_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"text,published\n{TEXT},2025-03-12\n{TEXT} 2,\n", "utf-8")
    found = items(path, published="2025-03-01")
    assert [one.provenance.day_by for one in found] == ["file", "told"]
    assert items(path)[1].provenance.day_by is None


# ------------------------------------------------------------------ archives and chats
def test_a_page_of_a_web_archive_keeps_its_record_and_moment(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: https://www.enabbaladi.net/1\r\nWARC-Date: 2025-03-13T08:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    packed = gzip.compress(head.encode() + block + b"\r\n\r\n")
    (tmp_path / "c.warc.gz").write_bytes(packed)
    (item,) = items(tmp_path / "c.warc.gz")
    known = item.provenance
    assert known.captured_at == "2025-03-13T08:00:00Z"
    assert known.archive == "urn:uuid:1"
    assert (known.outlet_id, known.outlet_by) == ("outlet.enab-baladi", "domain")
    assert item.article.outlet == "Enab Baladi"
    assert known.day_by is None, "the day of fetching is not that of publication"


@pytest.mark.parametrize(
    ("copy", "own", "moment"),
    [
        ("https://web.archive.org/web/20250313080000/https://www.enabbaladi.net/1",
         "https://www.enabbaladi.net/1", "2025-03-13T08:00:00+00:00"),
        ("http://web.archive.org/web/20250313080000id_/http:/sahl.example.org/1?a=b",
         "http://sahl.example.org/1?a=b", "2025-03-13T08:00:00+00:00"),
        ("https://web.archive.org/web/20259913080000/https://a.example.org/1", None, None),
        ("https://web.archive.org/save/https://a.example.org/1", None, None),
    ],
)  # fmt: skip
def test_a_copy_in_an_archive_is_known_by_the_pages_own_address(
    tmp_path: Path, copy: str, own: str | None, moment: str | None
) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps({"text": TEXT, "url": copy}), "utf-8")
    (item,) = items(tmp_path / "r.jsonl")
    assert item.article.url == (own or copy)
    assert item.provenance.archive == (copy if own else None)
    assert item.provenance.captured_at == moment


def test_forwards_and_edits_of_telegram_are_kept_and_no_person_is(tmp_path: Path) -> None:
    base = {"type": "message", "date": "2025-03-12T01:00:00", "text": TEXT}
    told = [
        {**base, "id": 1, "forwarded_from": "عنب بلدي", "forwarded_from_id": "channel7"},
        {**base, "id": 2, "forwarded_from": "منى السهلي", "forwarded_from_id": "user7"},
        {**base, "id": 3, "edited": "2025-03-13T05:00:00"},
    ]
    chat = {"name": "شبكة السهل", "type": "public_channel", "id": 9, "messages": told}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(chat, ensure_ascii=False), "utf-8")
    forwarded, private, edited = (one.provenance for one in items(path))
    assert forwarded.forwarded_from == "Enab Baladi"
    assert private.forwarded_from is None
    assert edited == Provenance(day_by="file", edited="2025-03-13")


# ------------------------------------------------------------------ what the outlet says of places
@pytest.mark.parametrize(
    ("outlet", "country"),
    [
        ("SANA", "SY"),
        ("وكالة سانا", "SY"),
        ("@enabbaladi", "SY"),
        ("Shafaq News", "IQ"),
        ("Al Jazeera", None),
        ("Reuters", None),
        ("شبكة لا يعرفها أحد", None),
    ],
)
def test_a_local_outlet_reports_on_its_country(outlet: str, country: str | None) -> None:
    """One that reports on the world from where it is says nothing of where an act was."""
    assert country_of(outlet) == country
