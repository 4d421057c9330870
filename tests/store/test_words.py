"""Words are found in every spelling and form, and no query is anything but words."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.errors import InputError
from rasid.model import Article
from rasid.store import derive
from rasid.store.find import Filter, find
from rasid.store.words import column, expression, found, stem
from rasid.store.workspace import Workspace
from rasid.text.tokens import words_of

from .conftest import Keep

HOSTILE = (
    '"', "مدنيين OR", 'a" OR "b', "NEAR(قصف مدفعي, 2)", "stems : قصف", "-قصف", "قصف*", "^قصف",
    "(قصف", "قصف)", "قصف AND NOT", "{stems}: قصف", "قصف + مدفعي", "'; DROP TABLE words; --",
    "قصف\x00مدفعي", "\\", "%", "قصف\n\tمدفعي", "…", "ـــ", "\ud800 قصف",
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("مدنيين", "وبالمدنيين"),
        ("المدنيين", "للمدنيين"),
        ("ادلب", "إدلب"),
        ("إدلب", "وبإدلب"),
        ("قتل", "قُتل"),
        ("قتل", "وقُتِلَ"),
        ("حزوان", "بحزوان"),
        ("حمص", "وحمص"),
        ("الرقة", "والرقه"),
        ("منازل", "بمنازلهم"),
        ("مدرسة", "مدرســـة"),
    ],
)
def test_a_word_is_found_whatever_it_carries(asked: str, told: str) -> None:
    assert column(asked) == column(told) != ""


@pytest.mark.parametrize(
    ("asked", "told"), [("قتل", "مقتل"), ("قرص", "بقرص"), ("لبنان", "لبن"), ("ادلب", "حلب")]
)
def test_a_word_is_not_found_in_another(asked: str, told: str) -> None:
    assert column(asked) != column(told)


def test_words_the_map_does_not_know_lose_particles_alike() -> None:
    forms = ("زغردان", "وزغردان", "بزغردان", "لزغردان", "وبزغردان")
    assert {column(form) for form in forms} == {"زغردان"}


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=9))
def test_a_word_finds_itself(word: str) -> None:
    (folded,) = words_of(word)
    assert stem(folded)
    assert column(f"قال {word} أمس").split()[1] == stem(folded)


def test_reports_are_found_by_their_words(full: Workspace) -> None:
    wanted = {"مدنيين": {"strike", "mine"}, "قتل طفل": {"mine"}, '"صباح اليوم"': {"strike"}}
    with full.reading() as db:
        for query, sources in wanted.items():
            page = find(db, Filter(words=expression(query)))
            assert {event.source for event in page.events} == sources, query
        assert not find(db, Filter(words=expression('"اليوم صباح"'))).events


def test_the_title_is_searched_too(workspace: Workspace, keep: Keep, strike: str) -> None:
    keep(workspace, Article(strike, "a", "2025-03-12", title="عنوان فيه زغردان"))
    with workspace.reading() as db:
        assert find(db, Filter(words=expression("زغردان"))).events


def test_the_index_is_made_anew_after_new_language_data(full: Workspace) -> None:
    words = Filter(words=expression("مدنيين"))
    with full.writing() as db:
        before = find(db, words)
        assert not derive.index_is_old(db)
        db.exec_driver_sql("UPDATE state SET value = '1999.01'")
        db.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
        assert derive.index_is_old(db)
        assert find(db, words) != before
        derive.index_anew(db)
        assert find(db, words) == before
        assert not derive.index_is_old(db)


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_only_words(full: Workspace, query: str) -> None:
    with full.reading() as db, suppress(InputError):
        find(db, Filter(words=expression(query)))


@pytest.mark.parametrize("query", ["", '"', "…", "ـــ", "* - +"])
def test_a_query_without_words_is_an_error(query: str) -> None:
    with pytest.raises(InputError, match="has no word to look for"):
        expression(query)


@given(st.text(max_size=40))
def test_any_text_makes_an_expression_that_the_index_takes(query: str) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5 (stems)")
        try:
            asked = expression(query)
        except InputError:
            return
        db.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked,)).fetchall()


def test_words_are_found_where_they_stand_in_the_text() -> None:
    told = "قُتل ثلاثة أشخاص وبالمدنيين إصابات، وقصفٌ مدفعي"
    assert [told[start:end] for start, end in found(told, "مدنيين")] == ["وبالمدنيين"]
    assert [told[start:end] for start, end in found(told, '"قصف مدفعي"')] == ["وقصفٌ مدفعي"]
    assert found(told, '"مدفعي قصف"') == []
