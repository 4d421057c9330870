"""The lexicon as the engine uses it: finding the words and phrases that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from rasid.lexicon.cache import cached
from rasid.lexicon.clitics import Candidate, Splitter
from rasid.lexicon.compile import (
    CLASS,
    END,
    QUOTE,
    SUFFIXED,
    WITH_ARTICLE,
    Compiled,
    FormRow,
    Trie,
    compiled,
)
from rasid.lexicon.entries import Actor, Entry, Form, Match, SourceNoun
from rasid.lexicon.load import Files, read
from rasid.lexicon.morphology import ALL, BIT, Morphology
from rasid.lexicon.schema import KINDS
from rasid.text.cues import TextCues

JUSSIVE = BIT["jussive"]
PLAIN = ALL & ~JUSSIVE
MOST_WORDS = 200_000
"""Distinct spellings that are remembered before starting afresh: this bounds memory."""


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
    the jussive, `openings` the phrases it can begin, `follow` the keys that can come next in them.
    `steps` and `finals` are what it can be inside a phrase, `inside` the keys of both.
    """

    alone: Reading | None
    after: Reading | None
    openings: tuple[Opening, ...]
    follow: frozenset[str]
    steps: tuple[str, ...]
    finals: tuple[tuple[str, str], ...]
    inside: frozenset[str]


class _Words(dict[str, Word | None]):
    """Spelling -> what is known of it, made on first use; None for words the lexicon lacks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, spelling: str) -> Word | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        word = self[spelling] = self._lexicon._word(spelling)
        return word


class _Entries(dict[int, Entry]):
    """Entries by index, made on first use: a start must not make thousands that no text needs."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows

    def __missing__(self, index: int) -> Entry:
        kind, *values = self._rows[index]
        entry = self[index] = KINDS[kind](*values)
        return entry


class _Forms(dict[int, Form]):
    """Forms by index, made on first use."""

    def __init__(self, rows: Sequence[FormRow], entries: _Entries) -> None:
        self._rows = rows
        self._entries = entries

    def __missing__(self, index: int) -> Form:
        row = self._rows[index]
        form = self[index] = Form(self._entries[row[0]], *row[1:6], row[7])
        return form


class Lexicon:
    """Words and phrases with their meaning. Immutable but for what it remembers; thread-safe."""

    def __init__(self, tables: Compiled) -> None:
        self.version = tables.version
        self._tables = tables
        self._entries = _Entries(tables.entries)
        self._forms = _Forms(tables.forms, self._entries)
        self._trie = tables.trie
        morphology = Morphology(tables.morphology)
        self._jussive_after = morphology.jussive_after
        self._splitter = Splitter(tables, morphology)
        self._words = _Words(self)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {row[1]: index for index, row in enumerate(self._tables.entries)}

    def entry(self, id: str) -> Entry:
        """The entry with this id; KeyError when there is none."""
        return self._entries[self._index[id]]

    def scope(self, id: str) -> str | None:
        """The country (ISO2) that an entry holds for alone; None when it holds anywhere."""
        return self._tables.scopes.get(id)

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """All entries of a kind, in the order of the files."""
        rows = enumerate(self._tables.entries)
        return tuple(self._entries[index] for index, row in rows if row[0] == kind)

    def arabic_names(self) -> Mapping[str, str]:
        """The Arabic name of each neutral name of an actor or source."""
        return self._arabic_names

    @cached_property
    def _arabic_names(self) -> Mapping[str, str]:
        named = [e for kind in ("actor", "source") for e in self.entries(kind)]
        pairs = [(e.name, e.name_ar) for e in named if isinstance(e, Actor | SourceNoun)]
        return {name: arabic for name, arabic in reversed(pairs) if name and arabic}

    def cues(self) -> TextCues:
        """The lists that the text layer needs: page chrome and abbreviations."""
        return self._cues

    @cached_property
    def _cues(self) -> TextCues:
        texts = self._tables.texts
        return TextCues.of(texts["chrome"], texts["abbreviation"])

    def match(self, words: Sequence[str]) -> list[Match]:
        """The forms in a sentence: the longest from the left, in order, not overlapping.

        `words` are the tokens of a sentence in the text layer's fold. A quotation mark inside a
        form is passed over; one that closes the pair right after it belongs to the match.
        """
        found: list[Match] = []
        known = self._words
        end = 0
        for start, spelling in enumerate(words):
            word = known[spelling]
            if word is None or start < end:
                continue
            reading, after = word.alone, start + 1
            if word.after is not reading and self._after_particle(words, start):
                reading = word.after
            if word.openings and self._goes_on(words, after, word):
                reading, after = self._longest(words, start, word) or (reading, after)
            if reading is not None:
                end = after - reading.forms[0].context
                found.append(Match(start, end, *reading))
        return found

    def stem(self, spelling: str) -> str | None:
        """A folded word without the particles and the pronoun that the vocabulary says are written
        on to it; None for a word that it lacks.
        """
        for one in self._splitter.keys(spelling):
            node = self._trie[one.key]
            if len(node) > (END in node) or self._resolve([(node, one.classes & PLAIN)]):
                return one.key.strip(WITH_ARTICLE + SUFFIXED)
        return None

    def _after_particle(self, words: Sequence[str], at: int) -> bool:
        """Whether the word before takes the jussive."""
        return at > 0 and words[at - 1] in self._jussive_after

    def _goes_on(self, words: Sequence[str], at: int, word: Word) -> bool:
        """Whether the next token may continue a phrase: for most words the matter ends here."""
        if at < len(words) and words[at] == QUOTE:
            at += 1
        step = self._words[words[at]] if at < len(words) else None
        return step is not None and not word.follow.isdisjoint(step.inside)

    def _longest(self, words: Sequence[str], start: int, word: Word) -> tuple[Reading, int] | None:
        """The longest phrase that begins at `start`, and its end."""
        best: tuple[Reading, int] | None = None
        allowed = ALL if self._after_particle(words, start) else PLAIN
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
        plain = [(s[key], classes) for s in states for key in step.steps if key in s]
        forms = self._resolve(plain)
        if forms:
            return Reading(forms, proclitics, None)
        for key, enclitic in step.finals:
            forms = self._resolve([(s[key], classes) for s in states if key in s])
            if forms:
                return Reading(forms, proclitics, enclitic)
        return None

    def _resolve(self, nodes: Iterable[tuple[Trie, int]]) -> tuple[Form, ...]:
        """What ends at the nodes and is of the classes beside each: each once, in order."""
        rows = self._tables.forms
        ids = {i for node, mask in nodes for i in node.get(END, ()) if rows[i][CLASS] & mask}
        return tuple(self._forms[i] for i in sorted(ids))

    def _word(self, spelling: str) -> Word | None:
        """What is known of a spelling, worked out."""
        candidates = self._splitter.keys(spelling)
        steps, finals = self._splitter.steps(spelling), self._splitter.finals(spelling)
        if not (candidates or steps or finals):
            return None
        openings = self._openings(candidates)
        alone, after = self._alone(candidates, PLAIN), self._alone(candidates, ALL)
        return Word(
            alone,
            alone if after == alone else after,
            openings,
            frozenset(key for opening in openings for node in opening.nodes for key in node),
            steps,
            finals,
            frozenset((*steps, *(key for key, _ in finals))),
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
            forms = self._resolve((self._trie[one.key], one.classes & allowed) for one in group)
            if forms:
                return Reading(forms, proclitics, enclitic)
        return None


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The shipped lexicon, compiled once per process and kept compiled on disk between them.

    DataError when a lexicon file breaks the schema.
    """
    files = Files.shipped()
    return Lexicon(cached(files.digest(), lambda: compiled(read(files))))
