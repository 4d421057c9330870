"""The lexicon as the engine uses it: finding the words and phrases that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rasid.lexicon.cache import cached
from rasid.lexicon.clitics import Candidate, Splitter
from rasid.lexicon.compile import END, QUOTE, Compiled, Trie, compiled
from rasid.lexicon.entries import Entry, Form, Match
from rasid.lexicon.load import Files, read
from rasid.lexicon.morphology import ALL, BIT, Morphology
from rasid.lexicon.schema import KINDS

if TYPE_CHECKING:
    from rasid.text.chrome import TextCues

JUSSIVE = BIT["jussive"]
PLAIN = ALL & ~JUSSIVE
MOST_WORDS = 200_000
"""Distinct words whose readings are remembered before starting afresh: bounds memory, about 100 MB."""


class Reading(NamedTuple):
    """One way to read a token: the forms it realises and the clitics that were split off."""

    forms: tuple[Form, ...]
    proclitics: tuple[str, ...]
    enclitic: str | None


class Opening(NamedTuple):
    """A way into the phrases that a token can begin, under one reading of its clitics."""

    nodes: list[Trie]
    proclitics: tuple[str, ...]
    classes: int


class Word(NamedTuple):
    """All that is known of one spelling.

    `alone` is its reading as a match of its own, `after` the same right after a particle that takes
    the jussive, `openings` the phrases it can begin, `steps` and `finals` what it can be inside one.
    """

    alone: Reading | None
    after: Reading | None
    openings: tuple[Opening, ...]
    steps: tuple[str, ...]
    finals: tuple[tuple[str, str], ...]


class _Words(dict[str, Word | None]):
    """Spelling -> what is known of it, made on first use; None for words the lexicon lacks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, spelling: str) -> Word | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        word = self[spelling] = self._lexicon._word(spelling)
        return word


class Lexicon:
    """Words and phrases with their meaning. Immutable but for its memory of spellings; thread-safe."""

    def __init__(self, tables: Compiled) -> None:
        self.version = tables.version
        self._entries = tuple(KINDS[kind](*values) for kind, *values in tables.entries)
        self._forms = tuple(Form(self._entries[row[0]], *row[1:6]) for row in tables.forms)
        self._classes = tuple(row[6] for row in tables.forms)
        self._trie = tables.trie
        self._texts = tables.texts
        morphology = Morphology(tables.morphology)
        self._jussive_after = morphology.jussive_after
        self._splitter = Splitter(tables, morphology)
        self._words = _Words(self)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self._entries}

    def entry(self, id: str) -> Entry:
        """The entry with this id; KeyError when there is none."""
        return self._by_id[id]

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """All entries of a kind, in the order of the files."""
        return tuple(entry for entry in self._entries if entry.kind == kind)

    def cues(self) -> TextCues:
        """The lists that the text layer needs: page chrome and abbreviations."""
        from rasid.text.chrome import TextCues

        return TextCues.of(self._texts)

    def match(self, words: Sequence[str]) -> list[Match]:
        """The forms in a sentence: the longest from the left, in order, not overlapping.

        `words` are the tokens of a sentence in the text layer's fold. A quotation mark inside a
        form is passed over; one that closes the pair right after it belongs to the match.
        """
        found: list[Match] = []
        known = self._words
        i, count = 0, len(words)
        while i < count:
            word = known[words[i]]
            if word is None:
                i += 1
                continue
            reading, end = word.alone, i + 1
            jussive = i > 0 and words[i - 1] in self._jussive_after
            if jussive:
                reading = word.after
            if word.openings and end < count:
                longer = self._longest(words, i, word, ALL if jussive else PLAIN)
                if longer:
                    reading, end = longer
            if reading is None:
                i += 1
                continue
            found.append(Match(i, end, *reading))
            i = end
        return found

    def _longest(
        self, words: Sequence[str], start: int, word: Word, allowed: int
    ) -> tuple[Reading, int] | None:
        """The longest phrase that begins at `start`, and its end."""
        best: tuple[Reading, int] | None = None
        for opening in word.openings:
            states, at, quotes = opening.nodes, start + 1, 0
            classes = opening.classes & allowed
            while states and at < len(words):
                if words[at] == QUOTE:
                    quotes, at = quotes + 1, at + 1
                    continue
                step = self._words[words[at]]
                if step is None:
                    break
                at += 1
                ends = self._ends(states, step, opening.proclitics, classes)
                if ends and (best is None or at > best[1]):
                    closed = quotes % 2 == 1 and at < len(words) and words[at] == QUOTE
                    best = ends, at + closed
                states = [s[key] for s in states for key in step.steps if key in s]
        return best

    def _ends(
        self, states: list[Trie], step: Word, proclitics: tuple[str, ...], classes: int
    ) -> Reading | None:
        """What ends with the word `step` after these nodes: without an enclitic, else with one."""
        plain = self._resolve(
            (s[key].get(END, ()) for s in states for key in step.steps if key in s), classes
        )
        if plain:
            return Reading(plain, proclitics, None)
        for key, enclitic in step.finals:
            forms = self._resolve((s[key].get(END, ()) for s in states if key in s), classes)
            if forms:
                return Reading(forms, proclitics, enclitic)
        return None

    def _resolve(self, ends: Iterable[Sequence[int]], classes: int) -> tuple[Form, ...]:
        """The forms, each once and in the lexicon's order, that are of one of the classes."""
        ids = sorted({i for some in ends for i in some if self._classes[i] & classes})
        return tuple(self._forms[i] for i in ids)

    def _word(self, spelling: str) -> Word | None:
        """What is known of a spelling, worked out."""
        candidates = self._splitter.keys(spelling)
        steps, finals = self._splitter.steps(spelling), self._splitter.finals(spelling)
        if not (candidates or steps or finals):
            return None
        openings = self._openings(candidates)
        return Word(
            self._alone(candidates, PLAIN), self._alone(candidates, ALL), openings, steps, finals
        )

    def _openings(self, candidates: Sequence[Candidate]) -> tuple[Opening, ...]:
        found: dict[tuple[str, ...], Opening] = {}
        for one in candidates:
            node = self._trie[one.key]
            if one.enclitic is None and len(node) > (END in node):
                opening = Opening([], one.proclitics, one.classes)
                found.setdefault(one.proclitics, opening).nodes.append(node)
        return tuple(found.values())

    def _alone(self, candidates: Sequence[Candidate], allowed: int) -> Reading | None:
        """The reading with the fewest clitics; those with the same clitics count together."""
        groups: dict[tuple[tuple[str, ...], str | None], list[Candidate]] = {}
        for one in candidates:
            groups.setdefault((one.proclitics, one.enclitic), []).append(one)
        for (proclitics, enclitic), group in groups.items():
            ids = {
                i
                for one in group
                for i in self._trie[one.key].get(END, ())
                if self._classes[i] & one.classes & allowed
            }
            if ids:
                return Reading(tuple(self._forms[i] for i in sorted(ids)), proclitics, enclitic)
        return None


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The shipped lexicon, compiled once per process and kept compiled on disk between them.

    DataError when a lexicon file breaks the schema.
    """
    files = Files.shipped()
    return Lexicon(cached(files.digest(), lambda: compiled(read(files))))
