"""A report as PDF, and its drawings as PNG, through Typst: one package, no system library.

Typst gets the pages as data: no word of a report is ever markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rasid.errors import InputError
from rasid.situation.blocks import Figure, Page, plain
from rasid.situation.canvas import clean
from rasid.situation.fonts import FAMILY, FONTS, folder

MISSING = (
    "PDF files and the drawings in Word files need the package typst: pip install 'rasid[report]'"
)
PPI = 220.0
"""Dots an inch of drawings in Word files."""
DRAWING = """#set page(width: auto, height: auto, margin: 0pt)
#image("drawing.svg", width: float(sys.inputs.width) * 1pt)
"""


def pdf(pages: Sequence[Page]) -> bytes:
    """The pages as one PDF. InputError when Typst is not installed."""
    files = {"report.typ": (resources.files("rasid.situation") / "report.typ").read_text("utf-8")}
    told = [plain(page) for page in pages]
    for number, block in enumerate(block for page in told for block in page["blocks"]):
        if block["kind"] == "figure":
            files[f"{number}.svg"] = clean(block["svg"])
            block["svg"] = f"{number}.svg"
    files["pages.json"] = clean(json.dumps({"pages": told, "font": FAMILY}, ensure_ascii=False))
    return _compiled(files, "report.typ", format="pdf")


def png(figure: Figure) -> bytes:
    """A drawing as PNG. InputError when Typst is not installed."""
    files = {"drawing.typ": DRAWING, "drawing.svg": clean(figure.svg)}
    inputs = {"width": f"{figure.width}"}
    return _compiled(files, "drawing.typ", format="png", ppi=PPI, sys_inputs=inputs)


def _compiled(files: dict[str, str], main: str, **how: Any) -> bytes:
    compile_ = _typst()
    with TemporaryDirectory(prefix="rasid-") as name, ExitStack() as stack:
        root = Path(name)
        for file, content in files.items():
            (root / file).write_text(content, encoding="utf-8")
        fonts = stack.enter_context(_fonts())
        made = compile_(str(root / main), root=name, font_paths=[fonts], **how)
        return bytes(made)


def _typst() -> Callable[..., Any]:
    try:
        import typst
    except ImportError as error:
        raise InputError(MISSING) from error
    compile_: Callable[..., Any] = typst.compile
    return compile_


@contextmanager
def _fonts() -> Any:
    """A folder with our fonts, wherever the package is kept."""
    with ExitStack() as stack:
        files = [stack.enter_context(resources.as_file(folder() / f)) for f in FONTS.values()]
        yield str(files[0].parent)
