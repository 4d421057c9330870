"""Words, numbers and signs of a view's text."""

from __future__ import annotations

import re

from rasid.text.tables import ARABIC, WAW
from rasid.text.view import normalise
from rasid.values import dataclass

NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the words, and where each starts and ends. A line break is a word."""

    words: list[str]
    starts: list[int]
    ends: list[int]


_A = f"[{ARABIC}]"
_LATIN = rf"[^\W\d_{ARABIC}]"
_NAME = rf"(?:(?!https?://){_LATIN}|[0-9])"

# Possessive quantifiers stand after single classes only: over groups Python before 3.11.5 gets them
# wrong (gh-106052).
_CUT_UP = (
    rf"{_A}{{1,2}}+(?:\.{_A}{{1,2}}+(?!{_A})){{2,}}"  # three or more bits, as in a dodge or A.F.P
    rf"|{_A}\.{_A}(?!{_A})"
    # one dot after two letters: hardly the end of a sentence, unless they are a unit after a number
    rf"|(?<![0-9])(?<![0-9] ){_A}{{2}}\.(?!{WAW}){_A}{{1,4}}+(?!{_A})"
)
_TOKEN = re.compile(
    " ?("
    rf"{_A}++(?!\.{_A})"
    rf"|{_CUT_UP}|{_A}++"
    r"|https?://[!-~]++|[a-z][a-z0-9-]*+(?:\.[a-z0-9-]++)+/[!-~]++"
    rf"|{_LATIN}{_NAME}*(?:[-.']{_NAME}+)*"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]++|(?!\.[0-9]))(?![0-9,])"  # 1,250
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])"  # 1.250.000
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])"  # 10:30
    r"|(?<![0-9][.,])(?:[0-9]++\.[0-9]{1,3}|[0-9]{1,3},[0-9]{1,2})(?![.,]?[0-9])"  # 3.5
    r"|\d++"
    r"|@[a-z0-9_]++"
    r"|[\n\S]"
    ")"
)
_BITS = re.compile(rf"{_A}\.{_A}")


def tokenise(text: str) -> Tokens:
    """The tokens of a folded text, in order."""
    spans = [match.span(1) for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    if _BITS.search(text):
        words = [_whole(word) for word in words]
    return Tokens(words, [start for start, _ in spans], [end for _, end in spans])


def words_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase in ordinary spelling, as they would be in a text."""
    return tuple(tokenise(normalise(phrase)).words)


def _whole(word: str) -> str:
    """A word that was cut up by dots, without them; single letters keep theirs (A.F.P)."""
    if "." not in word or not _BITS.search(word):
        return word
    bits = word.split(".")
    return word if max(map(len, bits)) == 1 else "".join(bits)
