"""The font of reports: IBM Plex Sans Arabic (SIL Open Font License 1.1), with Latin letters."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

FAMILY: Final = "IBM Plex Sans Arabic"
FONTS: Final = {400: "IBMPlexSansArabic_400Regular.ttf", 700: "IBMPlexSansArabic_700Bold.ttf"}
"""The file of each weight."""


def folder() -> Traversable:
    """Where the fonts are."""
    return resources.files("rasid") / "data" / "fonts"


def font(weight: int) -> bytes:
    """The font of a weight, as TrueType."""
    return (folder() / FONTS[weight]).read_bytes()
