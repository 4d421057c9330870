"""A text as Rasid reads it, with a map back to the text as it was written."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from rasid.text.tables import (
    CARRIED_HAMZA,
    COMMA,
    ELLIPSIS,
    FOLD,
    HAMZA_ABOVE,
    HEH,
    JOINING,
    LETTERS,
    LIGATURES,
    MARK,
    SEMICOLON,
    TATWEEL,
    TRAILING,
)


class View:
    """The folded text and where each of its characters came from.

    `text` has no marks, tatweels or invisible controls, one letter for each family of look-alikes,
    and whole words where a writer cut them up to dodge a filter. The map is a list of stretches
    that run one to one and of atoms: characters that stand for several, or only count together.
    """

    __slots__ = ("_at", "_origin", "_width", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        pieces: list[str] = []
        self._at, self._origin, self._width = array("I", [0]), array("I", [0]), array("I", [0])
        size = cursor = 0
        folded = original.translate(FOLD)
        for start, end, atom in _edits(folded):
            pieces.append(folded[cursor:start])
            size += start - cursor
            if atom:
                self._cut(size, start, end - start)
                pieces.append(atom)
                size += len(atom)
            self._cut(size, end, 0)
            cursor = end
        pieces.append(folded[cursor:])
        self.text = "".join(pieces).replace("_", " ").replace(_UNDERSCORE, "_")

    @classmethod
    def of(cls, original: str) -> View:
        """The view of any text; no text is an error, lone surrogates and all."""
        return cls(original)

    def _cut(self, at: int, origin: int, width: int) -> None:
        self._at.append(at)
        self._origin.append(origin)
        self._width.append(width)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original, half-open.

        Marks and tatweels of the last letter are taken along; what stands for several characters is
        taken whole. An empty span gives an empty one.
        """
        first = self._bounds(start)[0]
        if end <= start:
            return first, first
        last = self._bounds(end - 1)[1]
        after = self._bounds(end)[0]
        if last < after and self.text[end - 1].isalpha():
            run = _TRAILING.match(self.original, last, after)
            last = run.end() if run else last
        return first, last

    def locate(self, index: int) -> int:
        """The position in `text` of the first character that ends after `index` of the original."""
        cut = bisect_right(self._origin, index) - 1
        at = self._at[cut]
        if self._width[cut]:
            return at
        limit = self._at[cut + 1] if cut + 1 < len(self._at) else len(self.text)
        return min(at + index - self._origin[cut], limit)

    def _bounds(self, position: int) -> tuple[int, int]:
        """Start and end in the original of one character of `text`."""
        cut = bisect_right(self._at, position) - 1
        origin, width = self._origin[cut], self._width[cut]
        if width:
            return origin, origin + width
        start = origin + position - self._at[cut]
        return start, start + 1


def normalise(text: str) -> str:
    """A word or phrase in the spelling of views, with single spaces inside and none around."""
    folded = text.translate(FOLD)
    plain = folded.replace("_", " ") if _ODD.search(folded) is None else View(text).text
    return " ".join(plain.split())


_UNDERSCORE = "\x1f"
"""Stands for an underscore that is not to become a space; the fold leaves no such control."""

_TRAILING = re.compile(f"[{re.escape(TRAILING)}]+")
_LETTER = re.compile(f"[{LETTERS}]")

# All that is not one to one. Every alternative begins with the same class, so that the search skips
# from one odd character to the next; each then looks back at the character that was taken.
#
# The dodges are told by what is right beside them, or make an atom of all they depend on: whatever
# part of a view is cut out, its original reads as in the whole.
_L, _T = f"[{LETTERS}]", TATWEEL
_LIGATURES = "".join(LIGATURES)
_LETTER_NEXT = f"(?=[{LETTERS}{_LIGATURES}])"
_M = f"[{MARK}{HAMZA_ABOVE}]"
_MT = f"[{MARK}{HAMZA_ABOVE}{TATWEEL}]"
_RUN = f"(?:(?<={_T})|{_M}*+{_T}){_MT}*+"
"""The rest of a run of marks and tatweels that holds a tatweel."""
_JUNK = rf"[ .,{COMMA};{SEMICOLON}!'*/:|~^_{ELLIPSIS}-]"
_TIGHT = rf"[.,{COMMA}!*~^{ELLIPSIS}]"
_STARS = re.escape("*$~^\u2022")
_FIRST = rf"[{MARK}{HAMZA_ABOVE}{_T}.'@h\r{ELLIPSIS}{_STARS}{_LIGATURES}]"

_ALTERNATIVES = (
    # letters, tatweel, junk, tatweel, letters
    rf"(?<={_L}{_MT}){_RUN}(?:{_JUNK}{{1,6}}+{_M}*+{_T}{_MT}*+){{1,4}}{_LETTER_NEXT}",
    # tatweel on one side only, no space; but heh with a tatweel is 'Hijri year'
    rf"(?<={_L}{_MT})(?<!{HEH}{_MT}){_RUN}{_TIGHT}{{1,4}}+{_LETTER_NEXT}",
    # the same, or a space after the tatweel, if two letters are before it that join the next
    rf"(?<={_L}[{JOINING}]{_MT}){_RUN}(?:{_TIGHT}{{0,3}}+[ ]|{_TIGHT}{{1,4}}+)"
    rf"{_LETTER_NEXT}(?P<loose>)",
    rf"(?<={_MT})(?<![{LETTERS}{_LIGATURES}{HAMZA_ABOVE}]{_MT}){_RUN}"
    rf"(?![{LETTERS}{_LIGATURES}])(?P<dash>)",
    rf"(?<=[{''.join(CARRIED_HAMZA)}]{HAMZA_ABOVE})(?P<hamza>)",
    rf"(?<={_MT}){_MT}*+",
    # junk, then a tatweel
    rf"(?<={_L}\.)[.,{COMMA}*]{{0,3}}+{_T}{_MT}*+{_LETTER_NEXT}",
    rf"(?<={_L}\.){_L}\.{_L}\.{_L}++(?:\.{_L}++)*(?P<dotted>)",
    rf"(?<=[.{ELLIPSIS}])[.{ELLIPSIS}]++(?P<dots>)",
    rf"(?<={_L}[{_STARS}]){_LETTER_NEXT}",
    rf"(?<=[{_LIGATURES}])(?P<ligature>)",
    r"(?<=')'++(?P<quote>)",
    r"(?<=\r)\n?+(?P<newline>)",
    r"(?<=@)[a-z0-9_]++(?P<name>)",
    r"(?<=h)ttps?://[!-~]++(?P<address>)",
)
_ODD = re.compile(f"{_FIRST}(?:{'|'.join(_ALTERNATIVES)})")

Edit = tuple[int, int, str]
"""Start, end and what to read there; empty when it is nothing."""

_FIXED = {"dash": "-", "dots": ELLIPSIS, "quote": '"', "newline": "\n"}


def _edits(folded: str) -> Iterator[Edit]:
    """All places that are not one to one, in order."""
    cursor = 0
    for match in _ODD.finditer(folded):
        start, end = match.span()
        kind = match.lastgroup
        if kind is None:
            edit = start, end, ""
        elif kind in _FIXED:
            edit = start, end, _FIXED[kind]
        elif kind in ("name", "address"):
            edit = start, end, folded[start:end].replace("_", _UNDERSCORE)
        elif kind == "ligature":
            edit = start, end, LIGATURES[folded[start]]
        elif kind == "dotted":
            edit = _dotted(folded, start, end, cursor)
        else:
            edit = _with_letters(folded, start, end, cursor, kind)
        yield edit
        cursor = end


def _with_letters(folded: str, start: int, end: int, cursor: int, kind: str) -> Edit:
    """An edit that is one with the letter that carries it, or the two letters that it hangs on."""
    first = max(cursor, start - (1 if kind == "hamza" else 2))
    letters = folded[first:start]
    if kind == "hamza" and letters:
        return first, end, CARRIED_HAMZA[letters]
    return first, end, letters


def _dotted(folded: str, start: int, end: int, cursor: int) -> Edit:
    """Letters with dots between: a word if there are four or more, each alone; else as it is."""
    first = start
    while first > cursor and _LETTER.match(folded, first - 1):
        first -= 1
    written = folded[first:end]
    parts = written.split(".")
    return first, end, "".join(parts) if all(len(part) == 1 for part in parts) else written
