"""A text as HTML that a browser turns back into the same text, unit for unit."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

UNFIT = re.compile("[\0\ud800-\udfff]")
"""What HTML cannot hold: the sign that stands for it is as long."""


def fit(text: str) -> str:
    """The text with U+FFFD for each character that no page can hold."""
    return UNFIT.sub("\ufffd", text)


def markup(text: str) -> Markup:
    """Escaped; line ends are kept as they are, so that offsets stay true."""
    return Markup(str(escape(fit(text))).replace("\r", "&#13;"))
