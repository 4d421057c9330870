"""What a word of a text can open: the answers that the gazetteer remembers per word."""

from __future__ import annotations

from collections.abc import Callable

from rasid.values import dataclass

WORDS_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Start:
    """How a word can open a name: `cut` letters of it are clitics, `longest` words the name has.

    `alone`: the word by itself is a name.
    """

    cut: int
    clitics: tuple[str, ...]
    longest: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What a word can open: its `ways`, whether names of `longer` than a word begin with it, and
    how well it is known as a name by itself: 0 not, 1 a little, 2 well (a place of some size).
    """

    ways: tuple[Start, ...]
    longer: bool
    alone: int


NO_OPENING = Opening((), False, 0)


class Openings(dict[str, Opening]):
    """Word -> what it can open, found on first use."""

    def __init__(self, find: Callable[[str], Opening]) -> None:
        self._find = find

    def __missing__(self, word: str) -> Opening:
        if len(self) >= WORDS_REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found
