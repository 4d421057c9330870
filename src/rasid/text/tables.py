"""The fold as tables: which characters count as one letter, and which do not count at all.

`FOLD` maps one character to one character, so that a folded text is as long as its original; what
the view then deletes, joins or writes out is named by the other tables.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

TATWEEL = "\u0640"
MARK = "\u064b"
"""What every character that does not count becomes inside the fold."""
HAMZA_ABOVE = "\u0654"
ELLIPSIS = "\u2026"
COMMA = "\u060c"
SEMICOLON = "\u061b"
QUESTION = "\u061f"

WAW = "و"
HEH = "ه"
ARTICLE = "ال"
FEMININE_PAST = "ت"
PLURAL_AT = "ات"
NISBA = "ي"
"""The ending of an adjective of belonging."""
ADJECTIVE = (NISBA, NISBA + HEH)
"""The endings of an indefinite adjective of belonging, in normalised spelling."""
CONSTRUCT_PLURAL = ("و", "ي")
"""What a sound masculine plural ends in before its genitive."""
ONLY_LAST = "ةى"
"""Letters that no word begins with."""
CARRIED_HAMZA = {"و": "ؤ", "ي": "ئ"}
"""Letters that stay letters of their own when they carry a hamza written as a mark."""

LETTERS = "ء-غف-ي"
"""Inside of a regex class: the letters that are left after the fold."""
JOINING = "بتثجحخسشصضطظعغفقكلمنهيئ"
"""Letters that join the next one, so that a tatweel after them is no dash."""
ARABIC = (
    LETTERS
    + "\u063b-\u063f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    + "\u0750-\u077f\u08a0-\u08c9"
)
"""Inside of a regex class: letters of the Arabic script that can be in a folded text."""

BULLETS = "•●○▪▫■□◼◻◾◽◆◇►▶▸✅☑✔➤➡🔴🔵🟢🟡🟠🟣⚫⚪🟥🟧🟨🟩🟦🔺🔻🔶🔷🔸🔹📌🚨"
"""Signs that open an item of a list; posts put them between news of one line."""

LANGUAGE_LETTERS = {"ar": "ةأإ", "ckb": "ێۆڵڕە", "ur": "ٹڈڑےںہھ", "fa": "پچژگ"}
"""Letters that tell the languages of the script apart."""
KEYBOARD_LETTERS = {"fa": "یک"}
"""Letters that may only tell whose keyboard an Arabic text was written on."""

_SAME = {
    "ا": "أإآٱٲٳٵ",
    "ؤ": "ٶٷ",
    "ئ": "ٸ",
    "ب": "پٻڀٮ",
    "ت": "ٹٺټٽٿ",
    "ج": "چڇڃڄڿ",
    "ح": "ځڂ",
    "خ": "څ",
    "د": "ڈډڊڋڌڍڎڏۮ",
    "ر": "ڑڒړڔڕږڗۯ",
    "ز": "ژڙ",
    "س": "ښڛڜ",
    "ش": "ۺ",
    "ص": "ڝڞ",
    "ض": "ۻ",
    "ط": "ڟ",
    "غ": "ڠۼ",
    "ف": "ڡڢڣڤڥڦ",
    "ق": "ڧڨٯ",
    "ك": "کڪګڬڭڮگڰڱڲڳڴػؼݢݣݤ",
    "ل": "ڵڶڷڸ",
    "ن": "ںڹڻڼڽ",
    "ه": "ةۃھۀہۂەۿ",
    "و": "ۄۅۆۇۈۉۊۋۏ",
    "ي": "ىؠؽؾؿیۍێېۑےۓ",
    "0123456789": "",
    '"': "“”„‟«»‹›❝❞〝〞″",
    "'": "‘’‚‛′‵`´ʼʹ",
    "-": "‐‑‒–—―−⁃⸺⸻﹘﹣",
    ".": "۔․｡٫",
    ",": "٬",
    "%": "٪",
    ELLIPSIS: "‥",
    " ": "#\t\u00a0\u1680\u202f\u205f\u2800\u3000",
    "\n": "\x0b\x0c\x85\u2028\u2029",
    "(": "\ufd3e",
    ")": "\ufd3f",
}

_UNCOUNTED = (
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x0483, 0x0489), (0x0610, 0x061A), (0x061C, 0x061C),
    (0x064B, 0x0653), (0x0655, 0x065F), (0x0670, 0x0670), (0x0674, 0x0674), (0x06D6, 0x06DC),
    (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0x08CA, 0x08FF), (0x180B, 0x180F), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x1F3FB, 0x1F3FF),
    (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Vowel and Koran signs, combining marks, bidi controls, zero-widths, variation selectors, tags."""

_CASED = ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x1F00))
_CONTROLS = ((0x00, 0x0A), (0x0E, 0x20), (0x7F, 0x85), (0x86, 0xA0))
_SPACES = (0x2000, 0x200B)
_FULL_WIDTH = (0xFF01, 0xFF5F, 0xFEE0)
_DIGITS = (0x0660, 0x06F0)
_COMMON = ((0x00, 0x250), (0x600, 0x700), (0x2000, 0x2070))
_FORMS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFD))


def _folds() -> Iterator[tuple[int, str]]:
    """Everything but the presentation forms, which need the rest."""
    for first, last in _CONTROLS:
        yield from ((code, " ") for code in range(first, last))
    yield from ((code, " ") for code in range(*_SPACES))
    for first, last in _CASED:
        cased = ((code, chr(code).lower()) for code in range(first, last))
        yield from ((code, low) for code, low in cased if len(low) == 1 and ord(low) != code)
    yield ord("İ"), "i"
    for first, last in _UNCOUNTED:
        yield from ((code, MARK) for code in range(first, last + 1))
    for zero in _DIGITS:
        yield from ((zero + digit, str(digit)) for digit in range(10))
    for target, written in _SAME.items():
        yield from ((ord(letter), target) for letter in written)


def _full_width(fold: dict[int, str]) -> Iterator[tuple[int, str]]:
    first, last, shift = _FULL_WIDTH
    for code in range(first, last):
        yield code, fold.get(code - shift, chr(code - shift))


def _presentation_forms(fold: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Code of each contextual form or ligature, with its letters folded ('' for a lone mark)."""
    uncounted = str.maketrans("", "", MARK + TATWEEL + HAMZA_ABOVE)
    for first, last in _FORMS:
        for code in range(first, last):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                yield code, plain.translate(fold).translate(uncounted).strip()


_fold = dict(_folds())
_fold.update(_full_width(_fold))
_forms = dict(_presentation_forms(_fold))
_fold.update((code, plain or MARK) for code, plain in _forms.items() if len(plain) < 2)

FOLD: dict[int, str] = {code: chr(code) for block in _COMMON for code in range(*block)} | _fold
"""For str.translate: always one character to one. What is common is in it even when it stays the
same, since str.translate is slow with characters that a table lacks."""

LIGATURES: dict[str, str] = {chr(code): plain for code, plain in _forms.items() if len(plain) > 1}
"""Characters that stand for several letters, with those letters."""

_marks = [chr(code) for code, to in _fold.items() if to == MARK]
_attached = [mark for mark in _marks if unicodedata.category(mark) == "Mn" or ord(mark) in _forms]
TRAILING = "".join((TATWEEL, HAMZA_ABOVE, *_attached))
"""What belongs to the letter before it: marks and tatweel, without the invisible controls."""
