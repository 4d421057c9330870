"""From entries to the tables that matching reads: a trie of folded words, and forms by index.

A trie key is a folded word, but for three: `|word` is a word written with the article (it must be
there), `word+` a form that occurs only before an enclitic, and the empty key holds what ends at a
node. A word written without the article matches with it too: who reads the trie tries both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from itertools import combinations
from typing import Any

from rasid.lexicon.inflect import Grammar, Surface, surfaces
from rasid.lexicon.load import Data
from rasid.lexicon.morphology import BIT, Morphology
from rasid.lexicon.schema import Record
from rasid.text.tokens import words_of

WITH_ARTICLE = "|"
SUFFIXED = "+"
END = ""
QUOTE = '"'

Trie = dict[str, Any]
"""Key -> Trie; under `END` the indexes of the forms that end here, in order."""

FormRow = tuple[int, str, str | None, str | None, str | None, str | None, int, int]
"""Entry index, pos, number, gender, voice, tense, class bit, words of context."""

CLASS = 6
"""Where the class bit stands in a FormRow."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that a `Lexicon` needs, as plain tuples, dicts and strings that `marshal` can write.

    `bound_words`: what a word becomes before an enclitic -> its key and the classes that it then
    has before any enclitic, and before one that looks like the feminine. `bound_last`: the same for
    the last word of a phrase, without the classes.
    """

    version: str
    entries: tuple[tuple[Any, ...], ...]
    forms: tuple[FormRow, ...]
    trie: Trie
    inner: frozenset[str]
    bound_words: dict[str, tuple[tuple[str, tuple[int, int]], ...]]
    bound_last: dict[str, tuple[str, ...]]
    morphology: dict[str, Any]
    texts: dict[str, tuple[tuple[str, str], ...]]
    scopes: dict[str, str]


def compiled(data: Data) -> Compiled:
    """The tables of all entries. DataError when a file broke the schema."""
    data.sound()
    morphology = Morphology(data.morphology)
    builder = _Builder(morphology)
    for index, record in enumerate(data.records):
        builder.add(index, record)
    forms = builder.finished(data.records)
    return Compiled(
        data.version,
        tuple(_row(record) for record in data.records),
        forms,
        builder.trie,
        frozenset(builder.inner),
        {stem: tuple(keys.items()) for stem, keys in builder.bound_words.items()},
        {stem: tuple(keys) for stem, keys in builder.bound_last.items()},
        dict(data.morphology),
        dict(data.texts),
        dict(_countries(data.records)),
    )


def _row(record: Record) -> tuple[Any, ...]:
    """Kind first, then the fields of the entry in the order of its class."""
    return (record.entry.kind, *astuple(record.entry))


def _countries(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Id and country of the entries that hold in one country alone."""
    for record in records:
        scope = record.words.scope
        if scope is not None and scope.country:
            yield record.entry.id, scope.country


def shared_forms(data: Data) -> list[str]:
    """Faults: a form as written in an entry that another entry of the kind has as well.

    Nothing is said of forms that only inflection makes alike, nor of entries that are both
    `ambiguous`.
    """
    builder = _Builder(Morphology(data.morphology))
    for index, record in enumerate(data.records):
        builder.add(index, record)
    written = [builder.written(record) for record in data.records]
    clashes: dict[tuple[int, int], str] = {}
    for words, ids in _ends(builder.trie):
        entries = sorted({builder.forms[i][0] for i in ids})
        for one, other in combinations(entries, 2):
            is_written = words in written[one] or words in written[other]
            if is_written and _clash(data.records[one], data.records[other]):
                clashes.setdefault((one, other), " ".join(words))
    return [
        f"{data.records[other].place}: the form {words} is also in {data.records[one].place}; "
        "give it once, or mark both `ambiguous: true`"
        for (one, other), words in clashes.items()
    ]


def _clash(one: Record, other: Record) -> bool:
    both = one.words.ambiguous and other.words.ambiguous
    return one.entry.kind == other.entry.kind and not both


def _ends(trie: Trie, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, below in trie.items():
        if key == END:
            yield path, below
        else:
            yield from _ends(below, (*path, key))


@dataclass(slots=True)
class _Builder:
    morphology: Morphology
    trie: Trie = field(default_factory=dict)
    inner: set[str] = field(default_factory=set)
    bound_words: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    bound_last: dict[str, dict[str, None]] = field(default_factory=dict)
    forms: list[FormRow] = field(default_factory=list)
    _known: dict[FormRow, int] = field(default_factory=dict)
    _folded: dict[str, list[str]] = field(default_factory=dict)

    def add(self, index: int, record: Record) -> None:
        """All surfaces of an entry."""
        for surface in surfaces(record, self.morphology):
            grammar = surface.grammar
            form = self._form(index, grammar)
            keys = self._keys(surface.text, grammar.pos == "verb")
            if not keys:
                continue
            if surface.free:
                self._insert(keys, form)
            if surface.open and not keys[-1].startswith(WITH_ARTICLE):
                self._bind(surface, keys, form, record.entry.kind)

    def written(self, record: Record) -> set[tuple[str, ...]]:
        """The trie paths of what the entry itself writes, without inflection."""
        verbs = {verb.past for verb in record.words.verbs} | {v.present for v in record.words.verbs}
        return {tuple(self._keys(text, text in verbs)) for text in record.words.spellings()}

    def _form(self, entry: int, grammar: Grammar) -> int:
        row = (
            entry, grammar.pos, grammar.number, grammar.gender, grammar.voice, grammar.tense,
            grammar.cls, grammar.context,
        )  # fmt: skip
        index = self._known.setdefault(row, len(self.forms))
        if index == len(self.forms):
            self.forms.append(row)
        return index

    def _keys(self, text: str, verb: bool) -> list[str]:
        """The trie path of a phrase in ordinary spelling; a verb has no article to require."""
        keys: list[str] = []
        for i, word in enumerate(text.split()):
            keys += self._fold(word) if verb and i == 0 else self._fold_article(word)
        return keys

    def _fold_article(self, word: str) -> list[str]:
        article, stems = self.morphology.article, self.morphology.article_stems
        bare = word.removeprefix(article)
        if bare == word or len(bare) < 2 or word.startswith(stems):
            return self._fold(word)
        first, *others = self._fold(bare)
        return [WITH_ARTICLE + first, *others]

    def _fold(self, word: str) -> list[str]:
        """The folded tokens of a written word, without quotation marks."""
        found = self._folded.get(word)
        if found is None:
            found = self._folded[word] = [t for t in words_of(word) if t != QUOTE]
        return found

    def _insert(self, keys: list[str], form: int) -> None:
        node = self.trie
        for key in keys:
            node = node.setdefault(key, {})
        ends = node.setdefault(END, [])
        if form not in ends:
            ends.append(form)
        self.inner.update(keys[1:])

    def _bind(self, surface: Surface, keys: list[str], form: int, kind: str) -> None:
        """Note what the last word becomes before an enclitic."""
        if len(keys) > 1:
            for spelling in self.morphology.bound_last.to(surface.text.split()[-1]):
                self.bound_last.setdefault(self._fold(spelling)[-1], {})[keys[-1]] = None
            return
        cls, number = surface.grammar.cls, surface.grammar.number
        table = self.morphology.bound.get(cls)
        for spelling in table.to(surface.text) if table else ():
            stem = self._fold(spelling)[-1]
            key = keys[0] if surface.free else stem + SUFFIXED
            if not surface.free:
                self._insert([key], form)
            refuses = spelling == surface.text and self.morphology.feminine_like(
                spelling, kind, cls, number
            )
            any_, feminine_like = self.bound_words.setdefault(stem, {}).get(key, (0, 0))
            masks = any_ | cls, feminine_like | (0 if refuses else cls)
            self.bound_words[stem][key] = masks

    def finished(self, records: tuple[Record, ...]) -> tuple[FormRow, ...]:
        """The forms in the order of `Match.forms`, after renumbering the ends of the trie."""
        ends = [(node, self._readings(node[END])) for node in self._nodes(self.trie) if END in node]
        kinds = {r.entry.kind: i for i, r in enumerate(reversed(records))}

        def rank(i: int) -> tuple[int, bool, int, int]:
            entry, pos = self.forms[i][:2]
            return -kinds[records[entry].entry.kind], pos != "verb", entry, i

        order = sorted(range(len(self.forms)), key=rank)
        place = {old: new for new, old in enumerate(order)}
        for node, ids in ends:
            node[END] = tuple(sorted(place[i] for i in ids))
        return tuple(self.forms[i] for i in order)

    def _nodes(self, trie: Trie) -> Iterator[Trie]:
        yield trie
        for key, below in trie.items():
            if key != END:
                yield from self._nodes(below)

    def _readings(self, ids: list[int]) -> list[int]:
        """Active and passive that the fold made the same spelling become `either`.

        A noun in the accusative looks like its verb in the dual, which is rare and left out.
        """
        bare = {self.forms[i][0] for i in ids if self.forms[i][CLASS] == BIT["bare"]}
        groups: dict[tuple[Any, ...], list[int]] = {}
        for i in ids:
            row = self.forms[i]
            if not (row[0] in bare and row[1:3] == ("verb", "du")):
                groups.setdefault((row[:4], row[5:]), []).append(i)
        return [self._either(group) for group in groups.values()]

    def _either(self, ids: list[int]) -> int:
        if len(ids) == 1:
            return ids[0]
        entry, pos, number, gender, _, tense, cls, context = self.forms[ids[0]]
        return self._form(entry, Grammar(pos, cls, number, gender, "either", tense, context))
