"""The shipped lexicon proves itself: schema, ids, alphabet, shared forms, examples."""

from __future__ import annotations

from rasid.lexicon.check import check


def test_the_lexicon_files_have_no_faults() -> None:
    faults = check()
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
