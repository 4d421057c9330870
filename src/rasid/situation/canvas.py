"""Drawing SVG: shapes and escaped text, nothing that could load or run."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONT = "IBM Plex Sans Arabic"
START_RTL, END_RTL = "\u2067", "\u2069"
"""Isolates, so that a line of Arabic keeps its order among drawings that know no direction."""
WIDTH = 480.0
"""Points: the width of all drawings, that of a page's text."""

Point = tuple[float, float]


class Canvas:
    """A drawing that grows; `svg` is the whole."""

    def __init__(self, rtl: bool) -> None:
        self.rtl = rtl
        self._parts: list[str] = []

    def svg(self, width: float, height: float, alt: str) -> str:
        """The drawing of this size."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
            f' width="{width:g}" height="{height:g}" role="img" font-family="{FONT}">'
        )
        return f"{head}<title>{escape(clean(alt))}</title>{''.join(self._parts)}</svg>"

    def path(self, lines: Iterable[Iterable[Point]], /, **style: object) -> None:
        """Lines."""
        self._path("".join(_line(line) for line in lines), style)

    def area(self, outlines: Iterable[Iterable[Point]], /, **style: object) -> None:
        """Outlines that are filled."""
        self._path("".join(f"{_line(line)}Z" for line in outlines), style)

    def _path(self, drawn: str, style: dict[str, object]) -> None:
        if drawn:
            self._add("path", f' d="{drawn}"', {"fill": "none", **style})

    def circle(self, at: Point, radius: float, **style: object) -> None:
        place = f' cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}"'
        self._add("circle", place, style)

    def rect(self, at: Point, size: Point, **style: object) -> None:
        place = f' x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"'
        self._add("rect", place, style)

    def line(self, start: Point, end: Point, **style: object) -> None:
        ends = f' x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        self._add("line", ends, style)

    def text(
        self, at: Point, text: str, size: float, anchor: str = "middle", /, **style: object
    ) -> None:
        """A line of text; `anchor` is `start`, `middle` or `end`: left, middle or right."""
        told = escape(clean(text))
        told = f"{START_RTL}{told}{END_RTL}" if self.rtl else told
        place = f' x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
        self._add("text", place, style, told)

    def _add(self, tag: str, place: str, style: dict[str, object], inside: str = "") -> None:
        told = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
        self._parts.append(f"<{tag}{place}{told}>{inside}</{tag}>")


def _line(points: Iterable[Point]) -> str:
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n" or (letter >= " " and not _no_letter(ord(letter)))
    )


def _no_letter(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or 0x7F <= code <= 0x9F


def width_of(text: str, size: float) -> float:
    """How wide a line is, roughly."""
    return len(text) * size * 0.54
