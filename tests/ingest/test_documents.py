"""Word documents: their words in order, and archives that are bombs or broken."""

from __future__ import annotations

import random
import zipfile

import pytest

from rasid.ingest import limits, packed

from .conftest import ReadIn, archive

TEXT = "انفجرت عبوة ناسفة في السوق."
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def document(body: str, before: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{NAMESPACE}" '
        f'xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    )
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_paragraphs_runs_and_cells_are_read_in_order(read_in: ReadIn) -> None:
    cells = (
        f"<w:tbl><w:tr><w:tc>{paragraph('أ')}</w:tc><w:tc>{paragraph('ب')}</w:tc></w:tr></w:tbl>"
    )
    broken = "<w:p><w:r><w:t>سطر</w:t><w:br/><w:t>سطر</w:t><w:tab/></w:r></w:p>"
    content = document(paragraph(TEXT[:9], TEXT[9:]) + cells + broken)
    (article,) = read_in("report.docx", content).articles
    assert article.text == f"{TEXT}\nأ\nب\nسطر\nسطر"
    assert article.id == "report"


def test_deleted_words_and_fallbacks_are_no_words(read_in: ReadIn) -> None:
    deleted = (
        "<w:p><w:del><w:r><w:delText>قديم</w:delText></w:r></w:del><w:r><w:t>جديد</w:t></w:r></w:p>"
    )
    box = paragraph("في إطار")
    shown, again = f"<mc:Choice>{box}</mc:Choice>", f"<mc:Fallback>{box}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{shown}{again}</mc:AlternateContent>"
    (article,) = read_in("report.docx", document(deleted + twice)).articles
    assert article.text == "جديد\nفي إطار"


@pytest.mark.parametrize("name", ["report.txt", "report", "report.csv", "report.docx"])
def test_a_document_is_told_by_its_content(read_in: ReadIn, name: str) -> None:
    assert read_in(name, document(paragraph(TEXT))).articles[0].text == TEXT


WHOLE = document(paragraph(TEXT) * 50)
ENTITY = '<!DOCTYPE d [<!ENTITY x "{}">]>'
BAD = {
    "no archive": (b"PK\x03\x04 word/", "no archive that can be read"),
    "cut": (WHOLE[: len(WHOLE) // 2], "no archive that can be read"),
    "no text": (document(""), "empty text"),
    "no body": (archive({"word/styles.xml": "<x/>"}), "no archive that can be read"),
    "broken XML": (document("<w:p>"), "broken XML"),
    "entity": (document(paragraph("&x;"), ENTITY.format("شظايا")), "declares XML entities"),
    "outside": (
        document(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "declares XML entities",
    ),
    "deep": (document("<w:p>" * 10_000), "broken XML"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD.keys())
def test_a_broken_document_is_one_clear_line(read_in: ReadIn, content: bytes, message: str) -> None:
    told = read_in("report.docx", content)
    assert told.articles == []
    assert message in told.faults[0]
    assert len(told.faults) == 1


def test_a_bomb_is_weighed_and_not_unpacked(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "SMALL", 10_000)
    tight = document(paragraph("ن" * 2_000_000))
    assert "200 times its size" in read_in("bomb.docx", tight).faults[0]
    monkeypatch.setattr(limits, "UNPACKED", 100_000)
    assert "unpacks to more than" in read_in("bomb.docx", tight).faults[0]
    monkeypatch.setattr(limits, "PARTS", 3)
    many = archive({f"word/{n}": "" for n in range(9)})
    assert "more than 3 parts" in read_in("bomb.docx", many).faults[0]


def test_spoiled_documents_never_fail(read_in: ReadIn) -> None:
    chance = random.Random(3)
    for _ in range(150):
        spoiled = bytearray(WHOLE)
        for _ in range(4):
            spoiled[chance.randrange(4, len(spoiled))] = chance.randrange(256)
        told = read_in("report.docx", bytes(spoiled))
        assert len(told.articles) + len(told.faults) == 1


def test_a_locked_part_is_told(read_in: ReadIn) -> None:
    locked = bytearray(WHOLE)
    for at in range(len(locked) - 4):  # the flag of encryption, in both places where a part has it
        if locked[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
            locked[at + (6 if locked[at + 2] == 3 else 8)] |= 1
    assert zipfile.is_zipfile(__file__) is False
    assert "no archive that can be read" in read_in("report.docx", bytes(locked)).faults[0]
