"""What of a page is not its report: navigation, share bars, tags, lists of links, credits, datelines.

Every line gets a role. Losing a report costs more than keeping some chrome, so a line is chrome only for
words that say so, or at the end of a page where lines of links follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasid.text.cues import TextCues, is_sign
from rasid.text.sentences import STOP
from rasid.text.tables import ARABIC

BODY, HEADLINE, DATELINE, CAPTION, CHROME = "body", "headline", "dateline", "caption", "chrome"
ROLES = (HEADLINE, DATELINE, BODY, CHROME, CAPTION)

_ARABIC_LETTER = re.compile(f"[{ARABIC}]")
_CLOSERS = frozenset("\")]")
_LIST_SIGNS = frozenset("-*(")
_SEPARATORS = frozenset("-/|:(")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its tokens and whether hashtags are all there is."""

    words: list[str]
    tags: bool

    @property
    def stopped(self) -> bool:
        """Whether it ends with a full stop, as lines of links do not."""
        end = len(self.words)
        while end and self.words[end - 1] in _CLOSERS:
            end -= 1
        return end > 0 and self.words[end - 1] == STOP

    @property
    def plain(self) -> bool:
        """Whether it is all words: no signs, no numbers."""
        return all(word[0].isalpha() for word in self.words)
