"""Arabic as PDF files keep it, back to letters in reading order.

Many keep the shapes of letters (presentation forms) instead of the letters, and the line as it is
seen, from left to right, instead of as it is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from rasid.text.tables import ARTICLE, ELLIPSIS, ONLY_LAST, QUESTION

SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
WORD = re.compile("[\u0620-\u064a\u064b-\u0652\ufb50-\ufdff\ufe70-\ufefc]{3,}")
FIRST, LAST = "<initial>", "<final>"
_DIGIT_OR_LATIN = r"[0-9A-Za-z\u0660-\u0669]"
_TOKEN = rf"{_DIGIT_OR_LATIN}(?:[0-9A-Za-z\u0660-\u0669.,:/@_%+-]*[0-9A-Za-z\u0660-\u0669%])?"
LTR_RUN = re.compile(rf"{_TOKEN}(?:(?<=[A-Za-z])\s+(?=[A-Za-z]){_TOKEN})*")
MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")
ENDS = (".", "!", "?", QUESTION, ":", ELLIPSIS)
FULL = 0.75
"""A line at least this long, against the longest ones, goes on in the next."""
PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*")


def reading_order(pages: Sequence[str]) -> list[str]:
    """The lines of all pages, as they are read."""
    lines = [line for page in pages for line in [*page.splitlines(), ""]]
    turned = sum(map(_backwards, lines)) > 0
    return [_letters(_turn(line) if turned and ARABIC.search(line) else line) for line in lines]


def _letters(line: str) -> str:
    """Letters for shapes; other characters stay."""
    return SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]).strip(), line)


def _backwards(line: str) -> int:
    """Words that only make sense backwards, less those that only make sense forwards."""
    return sum(_sign(word) for word in WORD.findall(line))


def _sign(word: str) -> int:
    """1 for a word that is backwards, -1 for one that is not, 0 when it does not show."""
    shapes = unicodedata.decomposition(word[0]), unicodedata.decomposition(word[-1])
    if shapes[0].startswith(LAST) or shapes[1].startswith(FIRST):
        return 1
    if shapes[0].startswith(FIRST) or shapes[1].startswith(LAST):
        return -1
    plain = _letters(word)
    back = plain.endswith(ARTICLE[::-1]) or plain[0] in ONLY_LAST
    forth = plain.startswith(ARTICLE) or plain[-1] in ONLY_LAST
    return back - forth


def _turn(line: str) -> str:
    """A line from the right; numbers and Latin words in it from the left."""
    turned = line[::-1].translate(MIRRORED)
    return LTR_RUN.sub(lambda run: run[0][::-1], turned)


def paragraphs(lines: Sequence[str]) -> str:
    """Lines joined to paragraphs: one that is full and does not end a sentence goes on."""
    told = ["" if PAGE_NUMBER.fullmatch(line) else " ".join(line.split()) for line in lines]
    lengths = sorted(len(line) for line in told if line)
    full = FULL * lengths[len(lengths) * 9 // 10] if lengths else 0
    out: list[str] = []
    previous = ""
    for empty, group in groupby(told, key=lambda line: not line):
        for number, line in enumerate(() if empty else group):
            goes_on = number and len(previous) >= full and not previous.endswith(ENDS)
            out[-1:] = [f"{out[-1]} {line}"] if goes_on else [*out[-1:], line]
            previous = line
    return "\n".join(out).strip()
