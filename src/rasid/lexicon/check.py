"""Testing language data against itself: alphabet, shared forms, and the examples of each entry."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.lexicon.compile import compiled, shared_forms
from rasid.lexicon.lexicon import Lexicon
from rasid.lexicon.load import Data, Files, read
from rasid.lexicon.morphology import Morphology
from rasid.lexicon.schema import EXAMPLES_NEEDED, Record
from rasid.text.tokens import words_of

ORDINARY = ((" ", "~"), ("\u0621", "\u063a"), ("\u0641", "\u064a"))
"""First and last of each range of characters that forms are written with."""


def check(files: Files | None = None) -> list[str]:
    """All faults of the files (the shipped ones by default): one line each, file and id first."""
    data = read(files or Files.shipped())
    faults = list(data.faults)
    faults += [fault for record in data.records for fault in _form_faults(record)]
    faults += _present_faults(data)
    faults += shared_forms(data)
    return faults if data.faults else faults + _example_faults(data)


def _form_faults(record: Record) -> Iterator[str]:
    any_letters = record.words.scope is not None and record.words.scope.letters == "any"
    spelled = list(record.words.spellings())
    if not spelled:
        yield f"{record.place}: no forms"
    for text in spelled:
        if not words_of(text):
            yield f"{record.place}: an empty form {text!r}"
        strange = sorted({c for c in text if not (_ordinary(c) or (any_letters and c.isalpha()))})
        if strange:
            codes = ", ".join(f"U+{ord(c):04X}" for c in strange)
            yield f"{record.place}: {text}: {codes} is not ordinary spelling (see `scope: letters`)"


def _present_faults(data: Data) -> Iterator[str]:
    prefix = Morphology(data.morphology).persons[0].prefix
    for record in data.records:
        for verb in record.words.verbs:
            for present in (verb.present, verb.passive_present):
                if present is not None and not present.startswith(prefix):
                    yield f"{record.place}: the present {present} does not begin with {prefix}"


def _ordinary(character: str) -> bool:
    """Printable ASCII, or a letter of the Arabic alphabet: no marks, tatweel or look-alikes."""
    return any(first <= character <= last for first, last in ORDINARY)


def _example_faults(data: Data) -> list[str]:
    lexicon = Lexicon(compiled(data))
    return [fault for record in data.records for fault in _examples(record, lexicon)]


def _examples(record: Record, lexicon: Lexicon) -> Iterator[str]:
    words = record.words
    if record.entry.kind in EXAMPLES_NEEDED and not words.examples:
        yield f"{record.place}: an example is needed"
    for text in words.examples:
        if not _matches(record, text, lexicon):
            yield f"{record.place}: does not match in its example: {text}"
    for text in words.never:
        if _matches(record, text, lexicon):
            yield f"{record.place}: matches in its counter-example: {text}"


def _matches(record: Record, text: str, lexicon: Lexicon) -> bool:
    found = lexicon.match(words_of(text))
    return any(form.entry.id == record.entry.id for match in found for form in match.forms)
