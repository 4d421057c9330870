"""Where a sentence ends, in copy that people write on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.text.cues import TextCues
from rasid.text.tables import BULLETS, COMMA, QUESTION, SEMICOLON, WAW
from rasid.text.tokens import Tokens

STOP = "."
ENDERS = frozenset((STOP, "!", "?", QUESTION))
OPENERS = frozenset(BULLETS)
BRACKETS = frozenset(")]}")
QUOTE = '"'
LIST_NUMBER_DIGITS = 2
CLOSERS = 8
"""How many marks, brackets and quotes right after the end of a sentence still belong to it."""
LONGEST = 400
"""Tokens of the longest sentence: what reads it looks over all of it, more than once."""
SHORTEST = 250
"""Where in too long a sentence the search for a place to cut it begins."""
PAUSES = frozenset((COMMA, SEMICOLON, ",", ";", ":"))


def sentence_bounds(
    tokens: Tokens, first: int, last: int, marks: Sequence[int], cues: TextCues
) -> Iterator[tuple[int, int]]:
    """First and last token, half-open, of each sentence of a line.

    `marks` are the positions in the line of ENDERS and OPENERS, in order.
    """
    words = tokens.words
    numbers = _list_numbers(words, marks)
    start = first
    for mark in marks:
        if mark < start:
            continue
        if words[mark] in OPENERS:
            cut = mark
        elif mark in numbers:
            cut = mark - 1
        elif _ends(tokens, start, mark, last, cues):
            cut = _closed(tokens, start, mark + 1, last)
        else:
            continue
        if cut > start:
            yield start, cut
            start = cut
    if start < last:
        yield start, last


def shortened(words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts of at most LONGEST tokens, cut after a pause, else before an 'and'."""
    while last - first > LONGEST:
        window = range(first + LONGEST - 1, first + SHORTEST, -1)
        cut = next((i + 1 for i in window if words[i] in PAUSES), 0)
        cut = cut or next((i for i in window if words[i].startswith(WAW)), first + LONGEST)
        yield first, cut
        first = cut
    yield first, last


def _list_numbers(words: list[str], marks: Sequence[int]) -> list[int]:
    """The stops after the numbers of a list: 1. 2. 3. in order; one number alone is no list."""
    stops = [m for m in marks if m and words[m] == STOP and words[m - 1].isdigit()]
    found: list[int] = []
    for stop in stops:
        if words[stop - 1] == str(len(found) + 1):
            found.append(stop)
    return found if len(found) > 1 else []


def _ends(tokens: Tokens, start: int, mark: int, last: int, cues: TextCues) -> bool:
    """Whether the sentence that began at `start` ends with this mark."""
    words = tokens.words
    if mark == start:
        return False
    if mark + 1 == last:
        return True
    if words[mark] != STOP:
        return words[mark - 1] != "("
    return not _is_list_number(tokens, start, mark) and not _abbreviates(tokens, mark, cues)


def _is_list_number(tokens: Tokens, start: int, mark: int) -> bool:
    number = tokens.words[mark - 1]
    return mark - 1 == start and number.isdigit() and len(number) <= LIST_NUMBER_DIGITS


def _abbreviates(tokens: Tokens, mark: int, cues: TextCues) -> bool:
    """Whether the dot belongs to the word before it.

    After a number a letter is a unit or an era, and its dot may be the stop as well: the sentence
    ends if what follows begins with 'and'.
    """
    words = tokens.words
    before, after = words[mark - 1], words[mark + 1]
    if tokens.ends[mark - 1] != tokens.starts[mark]:
        return False
    if tokens.ends[mark] == tokens.starts[mark + 1] and cues.length("domain", words, mark + 1):
        return True
    counted = mark > 1 and words[mark - 2][0].isdigit()
    if counted and (len(before) == 1 or cues.length("unit", words, mark - 1)):
        return not after.startswith(WAW) and len(before) > 1
    if _is_initials(before) or cues.length("unit", words, mark - 1):
        return not after.startswith(WAW)
    return (len(before) == 1 and before.isalpha()) or bool(cues.length("title", words, mark - 1))


def _is_initials(word: str) -> bool:
    return STOP in word and all(len(letter) == 1 for letter in word.split(STOP))


def _closed(tokens: Tokens, start: int, cut: int, last: int) -> int:
    """The cut moved behind further marks, closing brackets and a closing quote."""
    words = tokens.words
    last = min(last, cut + CLOSERS)
    while cut < last and tokens.starts[cut] == tokens.ends[cut - 1]:
        word = words[cut]
        closing = word == QUOTE and words[start:cut].count(QUOTE) % 2 == 1
        if not closing and word not in ENDERS and word not in BRACKETS:
            break
        cut += 1
    return cut
