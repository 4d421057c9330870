"""What is cut off a line: the account it was copied with, its dateline, addresses, hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rasid.text.chrome import CAPTION, CHROME, DATELINE
from rasid.text.cues import TextCues, is_sign
from rasid.text.tables import ARABIC
from rasid.text.tokens import Tokens

Piece = tuple[int, int, str]
"""First and last token, half-open, and the role."""

ACCOUNT = 14
"""Within how many tokens the name and handle of an account end."""
PLACE = 5
"""Within how many tokens the place of a dateline ends."""
CREDIT = 8
"""How many tokens brackets with an agency have at most."""
MEDIUM = 6
"""How many tokens the name of a medium has at most, and how many must stand before it."""
LISTED_TAGS = 3

_ARABIC_WORD = re.compile(f"[{ARABIC}]")
_PLACE_ENDS = frozenset("-/")
_SEPARATORS = frozenset("-/|:,")


def openings(tokens: Tokens, first: int, last: int, cues: TextCues) -> Iterator[Piece]:
    """Pieces at the start of a line that come before its text."""
    start = _account(tokens, first, last)
    if start > first:
        yield first, start, CAPTION
    after = start + _dateline(tokens.words[start : min(last, start + PLACE + CREDIT + 3)], cues)
    if start < after < last:
        yield start, after, DATELINE


def _account(tokens: Tokens, first: int, last: int) -> int:
    """The end of 'Name @handle' before the text that was copied with it; `first` when none."""
    words = tokens.words
    for i in range(first, min(last - 1, first + ACCOUNT)):
        if words[i][0] == "@" and len(words[i]) > 1:
            glued = i > first and tokens.ends[i - 1] == tokens.starts[i]
            foreign = not any(map(_ARABIC_WORD.match, words[first:i]))
            return i + 1 if glued or foreign else first
    return first


def _dateline(words: list[str], cues: TextCues) -> int:
    """How many words 'Town (Agency) -' or 'Town - Agency:' has; 0 when a line does not begin so."""
    for i, word in enumerate(words[: PLACE + 1]):
        if word == "(" and i:
            return _bracketed(words, i, cues)
        if word in _PLACE_ENDS and 0 < i < len(words) - 1:
            length = cues.length("outlet", words, i + 1)
            return _with_separator(words, i + 1 + length) if length else 0
        if is_sign(word):
            return 0
    return 0


def _bracketed(words: list[str], opening: int, cues: TextCues) -> int:
    if ")" not in words[opening : opening + CREDIT]:
        return 0
    closing = words.index(")", opening)
    known = any(cues.length("outlet", words, i) for i in range(opening + 1, closing))
    dashed = words[closing + 1 : closing + 2] == ["-"]
    return closing + 2 if dashed and (known or closing < PLACE) else 0


def _with_separator(words: list[str], end: int) -> int:
    return end + 1 if end < len(words) and words[end] in _SEPARATORS else end


def address(word: str) -> bool:
    """Whether a token is the address of a page."""
    return "/" in word and len(word) > 1


def apart(piece: Piece, inserted: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """A sentence without what was inserted, which becomes pieces of its own."""
    start, last, role = piece
    for first, end in inserted:
        if start <= first and end <= last:
            if start < first:
                yield start, first, role
            yield first, end, CHROME
            start = end
    if start < last:
        yield start, last, role


def medium(words: list[str], first: int, last: int) -> int:
    """Where '| Medium' at the end of a post begins; `last` when there is none."""
    for i in range(last - 2, max(first + MEDIUM, last - MEDIUM) - 1, -1):
        if words[i] == "|":
            return i
    return last


def listed_tags(tags: Sequence[int], words: list[str], first: int, last: int) -> int:
    """Where a list of hashtags at the end of a sentence begins; `last` when there is none.

    `tags` numbers the hashtags: which one each token belongs to, 0 for none.
    """
    start = last
    while start > first and (tags[start - 1] or is_sign(words[start - 1])):
        start -= 1
    if start == first:
        return first
    while start < last and not tags[start]:
        start += 1
    return start if len(set(tags[start:last]) - {0}) >= LISTED_TAGS else last
