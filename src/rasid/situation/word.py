"""A report as a Word file that can be worked on: real headings, tables and text, both directions.

Drawings are PNG, since not every word processor draws SVG with Arabic in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from rasid.errors import InputError
from rasid.situation.blocks import (
    Block,
    Cards,
    Entries,
    Entry,
    Figure,
    Heading,
    Items,
    Page,
    Table,
    Text,
)
from rasid.situation.canvas import clean
from rasid.situation.typeset import png

MISSING = "Word files need the package python-docx: pip install 'rasid[report]'"
FONT: Final = "Arial"
"""On every machine that has Word, with Arabic letters."""
ACCENT, PALE, GROUND, LINE, WHITE = "0F4C5C", "5D656E", "F5F3EE", "DCD9D0", "FFFFFF"
TEXT_MM, CARDS_IN_ROW = 176, 5
SIZES = {"lead": 11.5, "body": 10.0, "note": 8.5}
LIST = "List Bullet"
GAP = 4
"""Points of the empty lines below tables."""
AFTER_ALIGNMENT = ("w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr")
AFTER_BIDI = ("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", *AFTER_ALIGNMENT)
AFTER_BORDER = ("w:shd", "w:tabs", "w:bidi", *AFTER_BIDI)
"""What must stand after a property of a paragraph: the format prescribes their order."""


def docx(pages: Sequence[Page]) -> bytes:
    """The pages as a Word file. InputError when python-docx or Typst is not installed."""
    try:
        from docx import Document
    except ImportError as error:
        raise InputError(MISSING) from error
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = pages[0].title, "Rasid"
    properties.comments = ""
    for number, page in enumerate(pages):
        _Writer(document, page).write(first=number == 0)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    """One page (of one language) into a document."""

    def __init__(self, document: Any, page: Page) -> None:
        self._document = document
        self._page = page

    def write(self, first: bool) -> None:
        self._section(first)
        self._title()
        for block in self._page.blocks:
            _WRITERS[type(block)](self, block)
        self._text(self._page.foot, size=SIZES["note"], colour=PALE)

    # ------------------------------------------------------------------ paragraphs
    def _section(self, first: bool) -> None:
        from docx.enum.section import WD_SECTION
        from docx.shared import Mm

        sections = self._document.sections
        section = sections[0] if first else self._document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(17)
        section.top_margin = section.bottom_margin = Mm(16)
        if self._page.rtl:
            _child(section._sectPr, "w:bidi", before=("w:docGrid",))
        section.footer.is_linked_to_previous = False
        foot = section.footer.paragraphs[0]
        line = f"{self._page.title} · {self._page.subtitle} · "
        self._run(self._directed(foot), line, 8, colour=PALE)
        for mark in (("begin",), (), ("end",)):  # a field: the number of the page
            run = self._run(foot, "", 8, colour=PALE)._r
            if mark:
                _child(run, "w:fldChar", {"w:fldCharType": mark[0]})
            else:
                _child(run, "w:instrText").text = "PAGE"

    def _title(self) -> None:
        page = self._page
        cell = self._grid([TEXT_MM]).add_row().cells[0]
        _shade(cell, ACCENT)
        self._run(self._directed(cell.paragraphs[0], "Title"), page.title, 22, True, WHITE)
        self._run(self._directed(cell.add_paragraph()), page.subtitle, 13, False, WHITE)
        for fact in page.facts:
            self._run(self._directed(cell.add_paragraph()), fact, 8.5, False, WHITE)
        self._gap()

    def _directed(self, paragraph: Any, style: str | None = None) -> Any:
        """The paragraph in the language's direction, set at its start."""
        if style:
            paragraph.style = self._document.styles[style]
        paragraph.paragraph_format.space_after = _points(3)
        about = paragraph._p.get_or_add_pPr()
        if style == "Title":  # which has a line below it
            _child(_child(about, "w:pBdr", before=AFTER_BORDER), "w:bottom", {"w:val": "nil"})
        if self._page.rtl:
            _child(about, "w:bidi", before=AFTER_BIDI)
        return paragraph

    def _aligned(self, paragraph: Any, how: str) -> None:
        _child(paragraph._p.get_or_add_pPr(), "w:jc", {"w:val": how}, before=AFTER_ALIGNMENT)

    def _gap(self) -> None:
        """A little room below a table, which would else grow into the next one."""
        paragraph = self._directed(self._document.add_paragraph())
        paragraph.paragraph_format.space_after = _points(0)
        self._run(paragraph, " ", GAP)

    def _run(
        self,
        paragraph: Any,
        text: str,
        size: float,
        bold: bool = False,
        colour: str | None = None,
    ) -> Any:
        """Words: in a language from right to left they are marked so, in a font that has them."""
        run = paragraph.add_run(clean(text))
        about = run._r.get_or_add_rPr()
        fonts = {"w:ascii": FONT, "w:hAnsi": FONT, "w:cs": FONT, "w:eastAsia": FONT}
        _child(about, "w:rFonts", fonts)
        if bold:
            _child(about, "w:b")
            _child(about, "w:bCs")
        if colour:
            _child(about, "w:color", {"w:val": colour})
        half = str(round(size * 2))
        _child(about, "w:sz", {"w:val": half})
        _child(about, "w:szCs", {"w:val": half})
        if self._page.rtl:
            _child(about, "w:rtl")
            _child(about, "w:lang", {"w:bidi": self._page.lang})
        return run

    def _text(self, text: str, size: float, bold: bool = False, colour: str | None = None) -> Any:
        paragraph = self._directed(self._document.add_paragraph())
        self._run(paragraph, text, size, bold, colour)
        return paragraph

    # ------------------------------------------------------------------ blocks
    def heading(self, block: Heading) -> None:
        paragraph = self._document.add_paragraph()
        self._directed(paragraph, f"Heading {block.level}")
        paragraph.paragraph_format.space_before = _points(16 if block.level == 1 else 10)
        size = 15 if block.level == 1 else 11
        self._run(paragraph, block.text, size, True, ACCENT)

    def text(self, block: Text) -> None:
        colour = PALE if block.style == "note" else None
        self._text(block.text, SIZES[block.style], colour=colour)

    def items(self, block: Items) -> None:
        for item in block.items:
            paragraph = self._directed(self._document.add_paragraph(), LIST)
            self._run(paragraph, item, SIZES["body"])

    def figure(self, block: Figure) -> None:
        from docx.shared import Mm

        if block.title:
            title = self._text(block.title, SIZES["body"], bold=True)
            title.paragraph_format.keep_with_next = True
        paragraph = self._directed(self._document.add_paragraph())
        shape = paragraph.add_run().add_picture(BytesIO(png(block)), width=Mm(TEXT_MM))
        shape._inline.docPr.set("descr", clean(block.alt))
        if block.caption:
            paragraph.paragraph_format.keep_with_next = True
            self._text(block.caption, SIZES["note"], colour=PALE)

    def cards(self, block: Cards) -> None:
        for at in range(0, len(block.cards), CARDS_IN_ROW):
            some = block.cards[at : at + CARDS_IN_ROW]
            grid = self._grid([TEXT_MM / len(some)] * len(some))
            for card, cell in zip(some, grid.add_row().cells, strict=True):
                _shade(cell, GROUND)
                self._run(self._directed(cell.paragraphs[0]), card.value, 20, True, ACCENT)
                self._run(self._directed(cell.add_paragraph()), card.label, 10, True)
                for note in card.notes:
                    self._run(self._directed(cell.add_paragraph()), note, 8, False, PALE)
        self._gap()

    def table(self, block: Table) -> None:
        whole = sum(block.shares)
        grid = self._grid([TEXT_MM * share / whole for share in block.shares], lines=True)
        head = grid.add_row()
        _child(head._tr.get_or_add_trPr(), "w:tblHeader")
        self._cells(head, block.columns, block.numeric, True)
        for number, row in enumerate(block.rows, start=1):
            bold = block.total and number == len(block.rows)
            self._cells(grid.add_row(), row, block.numeric, bold)
        self._gap()

    def _cells(self, row: Any, told: Iterable[str], numeric: Sequence[bool], bold: bool) -> None:
        _child(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text, number in zip(row.cells, told, numeric, strict=True):
            paragraph = self._directed(cell.paragraphs[0])
            if number:
                self._aligned(paragraph, "end")
            self._run(paragraph, text, 9, bold)

    def entries(self, block: Entries) -> None:
        grid = self._grid([9, TEXT_MM - 9], lines=True)
        for entry in block.entries:
            self._entry(grid.add_row(), entry)
        self._gap()

    def _entry(self, row: Any, entry: Entry) -> None:
        _child(row._tr.get_or_add_trPr(), "w:cantSplit")
        mark, cell = row.cells
        _shade(mark, entry.colour.lstrip("#").upper())
        number = self._directed(mark.paragraphs[0])
        self._aligned(number, "center")
        self._run(number, entry.number, 9, True, WHITE)
        head = self._directed(cell.paragraphs[0])
        self._run(head, entry.type, 10, True)
        self._run(head, f" · {entry.place} · ", 10)
        self._run(head, entry.day, 10, colour=PALE)
        self._run(self._directed(cell.add_paragraph()), entry.sentence, 10)
        facts = " · ".join(entry.facts)
        self._run(self._directed(cell.add_paragraph()), facts, 8.5, colour=PALE)

    def _grid(self, widths_mm: Sequence[float], lines: bool = False) -> Any:
        """An empty table of these columns, the first at the start of the line."""
        from docx.shared import Mm

        grid = self._document.add_table(rows=0, cols=len(widths_mm))
        grid.autofit = False
        about = grid._tbl.tblPr
        if self._page.rtl:
            _child(about, "w:bidiVisual", before=("w:tblW",))
        if lines:
            borders = _child(about, "w:tblBorders", before=("w:tblLayout",))
            for side in ("w:bottom", "w:insideH"):
                edge = {"w:sz": "4", "w:space": "0", "w:color": LINE}
                _child(borders, side, {"w:val": "single", **edge})
        room = _child(about, "w:tblCellMar", before=("w:tblLook",))
        for side, twips in (("top", 50), ("left", 100), ("bottom", 40), ("right", 100)):
            _child(room, f"w:{side}", {"w:w": f"{twips}", "w:type": "dxa"})
        for column, width in zip(grid.columns, widths_mm, strict=True):
            column.width = Mm(width)
        return grid


_WRITERS: Final[dict[type[Block], Callable[[_Writer, Any], None]]] = {
    Heading: _Writer.heading,
    Text: _Writer.text,
    Items: _Writer.items,
    Cards: _Writer.cards,
    Figure: _Writer.figure,
    Table: _Writer.table,
    Entries: _Writer.entries,
}


# ------------------------------------------------------------------ the XML that has no method
def _child(
    parent: Any, tag: str, values: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> Any:
    """A child of this tag, made or made anew; `before` names the tags that it must precede."""
    from docx.oxml.ns import qn

    for old in parent.findall(qn(tag)):
        parent.remove(old)
    child = _made(tag, values or {})
    later = {qn(name) for name in before}
    at = next((i for i, one in enumerate(parent) if one.tag in later), len(parent))
    parent.insert(at, child)
    return child


def _made(tag: str, values: Mapping[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(name), value)
    return made


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _shade(cell: Any, colour: str) -> None:
    fill = {"w:color": "auto", "w:fill": colour}
    _child(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", **fill})
