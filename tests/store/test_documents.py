"""Which report a text belongs to: the same, a new version, or another of the same name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid.model import Article
from rasid.store import documents
from rasid.store.documents import Incoming, alike
from rasid.store.workspace import Workspace

from .conftest import ARREST, MINE, REPORTS, STRIKE, Keep

CHANGED = STRIKE.replace("ثلاثة", "سبعة")


def known(workspace: Workspace, article: Article, path: str = "/reports.jsonl") -> bool:
    with workspace.reading() as db:
        return documents.known(db, Incoming(article, path)) is not None


def test_a_report_is_known_again(full: Workspace) -> None:
    assert all(known(full, article) for article in REPORTS.values())


def test_a_copy_of_the_file_elsewhere_is_known(full: Workspace) -> None:
    strike = REPORTS["strike"]
    assert known(full, strike, "/elsewhere.jsonl")
    assert known(full, replace(strike, id="another-name"))


def test_the_same_words_of_another_outlet_are_another_report(full: Workspace, keep: Keep) -> None:
    copied = replace(REPORTS["strike"], outlet="إذاعة الوادي", url=None)
    assert not known(full, copied)
    assert keep(full, copied).document.source == "strike-2"
    assert known(full, copied)


@pytest.mark.parametrize("path", ["/reports.jsonl", "/other.jsonl"])
def test_a_changed_text_is_a_new_version(full: Workspace, keep: Keep, path: str) -> None:
    kept = keep(full, replace(REPORTS["strike"], text=CHANGED), path).document
    assert (kept.source, kept.version) == ("strike", 2)
    with full.reading() as db:
        newest = documents.newest(db, "strike")
        assert newest is not None
        assert newest.text == CHANGED
        assert documents.count(db) == 3
    assert known(full, REPORTS["strike"]), "the first version is still there"


def test_an_address_tells_a_new_version_under_another_id(full: Workspace, keep: Keep) -> None:
    kept = keep(full, replace(REPORTS["strike"], text=CHANGED, id="new-id")).document
    assert (kept.source, kept.version) == ("strike", 2)


def test_one_id_in_two_files_does_not_make_two_texts_one(full: Workspace, keep: Keep) -> None:
    kept = keep(full, Article(MINE, "arrest", "2025-02-01"), "/other.jsonl").document
    assert (kept.source, kept.version) == ("arrest-2", 1)


def test_a_rewritten_row_of_the_same_file_is_a_version(full: Workspace, keep: Keep) -> None:
    kept = keep(full, Article(MINE, "arrest", "2025-02-01")).document
    assert (kept.source, kept.version) == ("arrest", 2)


def test_row_numbers_are_no_names(full: Workspace, keep: Keep) -> None:
    keep(full, Article(ARREST, "rows-1", "2025-01-01"), named=False)
    kept = keep(full, Article(MINE, "rows-1", "2025-01-01"), named=False).document
    assert (kept.source, kept.version) == ("rows-1-2", 1)


def test_texts_are_alike_by_their_words() -> None:
    assert alike(STRIKE, CHANGED)
    assert alike(STRIKE, STRIKE + " وأضافت الوكالة أن فرق الإنقاذ وصلت إلى المكان.")
    assert not alike(STRIKE, ARREST)
