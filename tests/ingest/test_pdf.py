"""PDF: Arabic in reading order whatever order and shapes the file keeps; broken files."""

from __future__ import annotations

import io
import random
import unicodedata

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest import limits
from rasid.ingest.rtl import paragraphs, reading_order

from .conftest import ReadIn

LINES = ("انفجرت عبوة ناسفة في السوق (شمال البلدة) يوم 12/3/2025،", "بحسب وكالة ABC News للأنباء.")
TEXT = " ".join(LINES)
JOINS_NEXT = set("بتثجحخسشصضطظعغفقكلمنهيئـ")


# ------------------------------------------------------------------ making PDF files
def shaped(text: str) -> str:
    """Presentation forms for letters, as many producers store them."""
    forms = {}
    for code in range(0xFE80, 0xFEF5):
        kind, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        forms[kind, chr(int(letter.split()[0], 16))] = chr(code)
    out = []
    for at, letter in enumerate(text):
        before = at > 0 and text[at - 1] in JOINS_NEXT
        after = at + 1 < len(text) and ("isolated", text[at + 1]) in {
            (kind.strip("<>"), one) for kind, one in forms
        }
        joined = after and letter in JOINS_NEXT
        kind = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}
        out.append(forms.get((f"<{kind[before, joined]}>", letter), letter))
    return "".join(out)


def seen(line: str) -> str:
    """A line as the eye has it from left to right: numbers and Latin stay as they are."""
    back = line[::-1].translate(str.maketrans("()", ")("))
    for run in ("12/3/2025", "ABC News"):
        back = back.replace(run[::-1], run)
    return back


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF whose pages show these lines, with a table from glyphs to letters."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    letters = sorted({letter for page in pages for line in page for letter in line})
    glyph = {letter: number for number, letter in enumerate(letters, start=1)}
    table = "".join(f"<{glyph[one]:04x}> <{one.encode('utf-16-be').hex()}>\n" for one in letters)
    cmap = (
        "begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}endbfchar\nendcmap"
    )
    objects += [
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 500/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/F"
        "/Flags 4>>>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    kids = []
    for page in pages:
        coded = ["".join(f"{glyph[letter]:04x}" for letter in line) for line in page]
        shown = "".join(
            f"BT /F 10 Tf 1 0 0 1 50 {700 - 12 * row} Tm <{line}> Tj ET\n"
            for row, line in enumerate(coded)
        )
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {len(objects) + 2} 0 R>>",
            f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        ]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    cross = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{cross}trailer\n<</Root 1 0 R/Size"
    return out + f"{tail} {len(objects) + 1}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def written(book: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


# ------------------------------------------------------------------ reading order
@pytest.mark.parametrize(
    "lines",
    [
        tuple(seen(line) for line in LINES),
        tuple(seen(shaped(line)) for line in LINES),
        LINES,
    ],
    ids=["as seen", "as seen, in shapes", "as read"],
)
def test_arabic_comes_out_in_letters_and_in_reading_order(
    read_in: ReadIn, lines: tuple[str, ...]
) -> None:
    (article,) = read_in("report.pdf", pdf(lines)).articles
    assert article.text == TEXT


def test_pages_follow_each_other_without_their_numbers(read_in: ReadIn) -> None:
    one = (*map(seen, LINES), "", "- 1 -")
    (article,) = read_in("report", pdf(one, one)).articles
    assert article.text == f"{TEXT}\n{TEXT}"


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_lines_can_be_put_in_order(pages: list[str]) -> None:
    assert isinstance(paragraphs(reading_order(pages)), str)


@given(st.lists(st.sampled_from(["السوق", "المدينة", "قذيفة", "جسر", "على", "15"]), min_size=3))
def test_a_line_as_seen_is_turned_and_a_line_as_read_is_not(words: list[str]) -> None:
    line = " ".join(["البلدة", *words, "الوادي"])
    turned = line[::-1].replace("51", "15")
    assert reading_order([line])[0] == line
    assert reading_order([turned])[0] == line


def test_a_short_line_or_a_full_stop_ends_a_paragraph() -> None:
    full, ended = "كلمة " * 10 + "تتصل", "كلمة " * 10 + "تنتهي."
    assert paragraphs([full, "نهاية", "أخرى"]) == f"{full} نهاية\nأخرى"
    assert paragraphs([ended, "جديدة"]) == f"{ended}\nجديدة"


# ------------------------------------------------------------------ what is bad
def scanned() -> bytes:
    book = pypdf.PdfWriter()
    book.add_blank_page(200, 200)
    return written(book)


def locked() -> bytes:
    book = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    book.encrypt("secret", algorithm="RC4-128")
    return written(book)


BAD = {
    "cut": (pdf(LINES)[:60], "no PDF that can be read"),
    "only a mark": (b"%PDF-1.7\n", "no PDF that can be read"),
    "scanned": (scanned(), "a scan needs OCR first"),
    "locked": (locked(), "locked with a password"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD.keys())
def test_a_broken_pdf_is_one_clear_line(read_in: ReadIn, content: bytes, message: str) -> None:
    told = read_in("report.pdf", content)
    assert told.articles == []
    assert message in told.faults[0]
    assert len(told.faults) == 1


def test_a_pdf_of_too_many_pages_is_refused(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAGES", 1)
    assert "more than 1 pages" in read_in("report.pdf", pdf(LINES, LINES)).faults[0]


def test_spoiled_files_never_fail(read_in: ReadIn) -> None:
    chance, whole = random.Random(5), pdf(LINES)
    for _ in range(60):
        spoiled = bytearray(whole)
        for _ in range(6):
            spoiled[chance.randrange(9, len(spoiled))] = chance.randrange(256)
        told = read_in("report.pdf", bytes(spoiled))
        assert told.articles or told.faults
