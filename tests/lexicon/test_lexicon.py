"""The lexicon as a whole proves: it starts from files and cache, and hands out cues and scopes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rasid.lexicon import lexicon as module
from rasid.lexicon.lexicon import Lexicon, load
from rasid.lexicon.load import Files
from rasid.lexicon.rules import frames

CHROME = "kind: chrome\nentries:\n  - {id: more, role: line, forms: [اقرأ أيضا]}\n"
UNITS = "kind: abbreviation\nentries:\n  - {id: km, role: unit, forms: [كم]}\n"
ACTOR = """
kind: actor
entries:
  - id: gov
    name: Government
    type: government
    acled_inter: 1
    forms: [الحكومة]
    scope: {country: SY}
"""


def test_cues_are_those_of_the_files(build: Callable[..., Lexicon]) -> None:
    lexicon = build(chrome=CHROME, units=UNITS)
    cues = lexicon.cues()
    assert cues.length("line", ["اقرا", "ايضا", "خبر"], 0) == 2
    assert cues.length("unit", ["كم"], 0) == 1
    assert not lexicon.match(["كم"])


def test_scope_is_the_country(build: Callable[..., Lexicon]) -> None:
    lexicon = build(actors=ACTOR)
    assert lexicon.scope("gov") == "SY"
    assert lexicon.scope("nobody") is None


def test_memory_of_spellings_is_bounded(
    build: Callable[..., Lexicon], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 10)
    lexicon = build(actors=ACTOR)
    for i in range(100):
        assert len(lexicon.match(["الحكومه", f"x{i}"])) == 1
    assert len(lexicon._words) <= 10


def test_load_compiles_once_and_then_reads_its_cache(
    write: Callable[..., Files], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write(actors=ACTOR)
    monkeypatch.setenv("RASID_CACHE", str(tmp_path))
    monkeypatch.setattr(Files, "shipped", lambda: files)
    first = load.__wrapped__()
    monkeypatch.setattr(module, "read", None)
    again = load.__wrapped__()
    assert again.entry("gov") == first.entry("gov")
    words = ["الحكومه"]  # forms are each lexicon's own, and compared as they print
    assert repr(again.match(words)) == repr(first.match(words))


def test_a_preposition_is_not_a_boolean() -> None:
    """`on:` in a rule file is the word, not true."""
    assert "on" in frames()["strike"].noun
