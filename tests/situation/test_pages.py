"""The pages: whole in both languages, with the same numbers, safe, right to left where need be."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from rasid.model import Summary
from rasid.situation.blocks import Cards, Entries, Figure, Heading, Page, Table, Text, plain
from rasid.situation.compose import page
from rasid.situation.html import html
from rasid.situation.material import Material
from rasid.situation.typeset import pdf, png
from rasid.situation.word import docx
from rasid.situation.words import LANGUAGES, Words
from rasid.store.workspace import Workspace

from .conftest import CLINIC, HANDLE, PERSON, WEEK, made

HOSTILE = "<script>alert(1)</script> & #strong[x] {{ 7*7 }} \x00\x0b‮ $x$ \\u{41}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"\d+(?:,\d{3})*")


@pytest.fixture(scope="module")
def pages(week: Material) -> list[Page]:
    return [page(week, lang) for lang in LANGUAGES]


@pytest.fixture(scope="module")
def hostile(week: Material) -> list[Page]:
    acts = tuple(
        replace(
            act,
            summary=Summary(HOSTILE, HOSTILE),
            place=replace(act.place, name=HOSTILE, name_en=HOSTILE) if act.place else None,
            voices=tuple(replace(voice, name=HOSTILE) for voice in act.voices),
        )
        for act in week.acts
    )
    return [page(replace(week, acts=acts), lang) for lang in LANGUAGES]


def document(content: bytes) -> Any:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def of(told: Page, kind: type) -> list[Any]:
    return [block for block in told.blocks if isinstance(block, kind)]


# ------------------------------------------------------------------ both languages
def test_both_languages_tell_the_same_numbers(pages: list[Page]) -> None:
    arabic, english = pages
    for kind in (Table, Cards):
        for one, other in zip(of(arabic, kind), of(english, kind), strict=True):
            rows = [getattr(block, "rows", None) or block.cards for block in (one, other)]
            for left, right in zip(*rows, strict=True):
                assert NUMBER.findall(str(left)) == NUMBER.findall(str(right))


def test_both_languages_have_the_same_parts(pages: list[Page]) -> None:
    arabic, english = ([(type(b), getattr(b, "level", 0)) for b in p.blocks] for p in pages)
    assert arabic == english


def test_each_language_is_whole_and_free_of_the_other(pages: list[Page]) -> None:
    arabic, english = pages
    assert not re.search("[A-Za-z]{4,}", " ".join(h.text for h in of(arabic, Heading)))
    assert not re.search("[\u0600-\u06ff]", " ".join(h.text for h in of(english, Heading)))
    for told in pages:
        texts = (str(block) for block in told.blocks if not isinstance(block, Figure))
        assert "{" not in "".join(texts)


def test_every_incident_is_told_once_with_its_number(week: Material, pages: list[Page]) -> None:
    for told in pages:
        numbers = [entry.number for block in of(told, Entries) for entry in block.entries]
        assert sorted(numbers, key=int) == [str(n) for n in range(1, len(week.acts) + 1)]


def test_bounds_that_differ_are_told(pages: list[Page]) -> None:
    facts = [
        {fact for block in of(told, Entries) for entry in block.entries for fact in entry.facts}
        for told in pages
    ]
    assert any("(4–7)" in fact for fact in facts[1])
    assert any("(4 إلى 7)" in fact for fact in facts[0])
    assert any("(10+)" in fact for fact in facts[1])
    assert any("(10 فأكثر)" in fact for fact in facts[0])


def test_contested_tolls_name_who_says_what(pages: list[Page]) -> None:
    rows = [row for table in of(pages[1], Table) for row in table.rows]
    assert any(row[:2] == ("وكالة الضفة", "7") for row in rows)
    assert any(row[:2] == ("شبكة السهل", "4") for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_period_says_that_silence_proves_nothing(full: Workspace, lang: str) -> None:
    empty = replace(made(full), acts=(), before=())
    told = page(empty, lang)
    period, where = Words(lang).period(WEEK), Words(lang).say("everywhere")
    assert told.blocks[0] == Text(Words(lang).say("lead.none", period=period, area=where), "lead")
    assert not of(told, Entries)
    assert pdf([told]).startswith(b"%PDF")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_incident_is_a_report(week: Material, lang: str) -> None:
    told = page(replace(week, acts=week.acts[:1]), lang)
    assert sum(len(block.entries) for block in of(told, Entries)) == 1


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [(0, "لا حوادث", "no incidents"), (1, "حادث واحد", "1 incident"), (2, "حادثان", "2 incidents"),
     (3, "3 حوادث", "3 incidents"), (11, "11 حادثاً", "11 incidents"),
     (100, "100 حادث", "100 incidents"), (1200, "1,200 حادث", "1,200 incidents")],
)  # fmt: skip
def test_counted_nouns_agree(number: int, arabic: str, english: str) -> None:
    assert Words("ar").count("incident", number) == arabic
    assert Words("en").count("incident", number) == english


# ------------------------------------------------------------------ drawings
def test_the_map_draws_each_placed_incident_and_says_whose_it_is(pages: list[Page]) -> None:
    for told in pages:
        map_ = of(told, Figure)[0].svg
        etree.fromstring(map_)
        entries = [entry for block in of(told, Entries) for entry in block.entries]
        numbers = re.findall(r'font-weight="bold">[\u2067]?\d+[\u2069]?</text>', map_)
        assert len(numbers) == len(entries)
        assert "Natural Earth" in told.foot


def test_drawings_load_nothing(pages: list[Page]) -> None:
    for figure in of(pages[0], Figure):
        assert not re.search(r"href|url\(|<script|<image|<foreignObject", figure.svg)


# ------------------------------------------------------------------ HTML
class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(content: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(content)
    return parser.found


def test_the_html_loads_nothing_and_runs_nothing(hostile: list[Page]) -> None:
    content = html(hostile)
    names = {name for name, _ in tags(content)}
    assert names.isdisjoint({"script", "img", "iframe", "link", "object", "base", "form", "a"})
    for _, about in tags(content):
        assert not {name for name in about if name.startswith("on") or name in ("src", "href")}
    assert re.findall(r"url\(\"(.{5})", content) == ["data:", "data:"]
    assert "default-src 'none'" in content
    assert "&lt;script&gt;" in content
    assert "\x00" not in content


def test_the_html_says_its_direction(pages: list[Page]) -> None:
    articles = [about for name, about in tags(html(pages)) if name == "article"]
    assert [(a["lang"], a["dir"]) for a in articles] == [("ar", "rtl"), ("en", "ltr")]


# ------------------------------------------------------------------ Word
def test_arabic_in_word_is_marked_from_right_to_left(pages: list[Page]) -> None:
    body = document(docx(pages[:1]))
    paragraphs = [p for p in body.iter(f"{W}p") if "".join(p.itertext()).strip()]
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs)
    runs = [r for r in body.iter(f"{W}r") if r.find(f"{W}t") is not None]
    assert runs
    assert all(r.find(f"{W}rPr/{W}rtl") is not None for r in runs)
    assert all(r.find(f"{W}rPr/{W}rFonts").get(f"{W}cs") for r in runs)
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in body.iter(f"{W}tbl"))


def test_english_in_word_is_not(pages: list[Page]) -> None:
    body = document(docx(pages[1:]))
    assert body.find(f".//{W}bidi") is None
    assert body.find(f".//{W}rtl") is None


def test_properties_in_word_stand_in_the_order_of_the_format(pages: list[Page]) -> None:
    order = ["pStyle", "keepNext", "pBdr", "bidi", "spacing", "ind", "jc", "sectPr"]
    for about in document(docx(pages)).iter(f"{W}pPr"):
        names = [child.tag.removeprefix(W) for child in about]
        at = [order.index(name) for name in names if name in order]
        assert at == sorted(at), names


def test_word_takes_hostile_text_as_text(hostile: list[Page]) -> None:
    text = "".join(document(docx(hostile[1:])).itertext())
    assert "<script>alert(1)</script>" in text
    assert "\x00" not in text


def test_word_files_tell_nobody_s_name(pages: list[Page]) -> None:
    with zipfile.ZipFile(BytesIO(docx(pages))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>Rasid</dc:creator>" in core
    assert "python-docx" not in core


# ------------------------------------------------------------------ PDF
def test_the_pdf_takes_hostile_text_as_text(hostile: list[Page]) -> None:
    assert pdf(hostile).startswith(b"%PDF")


def test_drawings_become_png(pages: list[Page]) -> None:
    assert all(png(figure).startswith(b"\x89PNG") for figure in of(pages[0], Figure))


# ------------------------------------------------------------------ profile
def test_no_page_tells_what_the_profile_withholds(pages: list[Page]) -> None:
    for told in pages:
        text = str(plain(told))
        assert CLINIC not in text
        assert HANDLE not in text
        assert not any(word in text for word in PERSON.split())
