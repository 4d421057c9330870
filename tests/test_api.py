"""The library's verbs: what they promise to programs that use them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

import rasid
from rasid.api import CHUNK, iso_date
from rasid.errors import EngineError, InputError, RasidError
from rasid.model import Article, Record
from rasid.pipeline import Reader


def test_every_public_name_can_be_had() -> None:
    for name in rasid.__all__:
        assert getattr(rasid, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = rasid.nonsense


def test_a_report_is_read(strike: str) -> None:
    record = rasid.read(strike, published="2025-03-12", outlet="صحيفة", id="r1")
    assert (record.report.id, record.report.outlet, record.report.lang) == ("r1", "صحيفة", "ar")
    assert [event.type for event in record.events] == ["air_strike"]
    trigger = record.events[0].trigger
    assert strike[trigger.start : trigger.end] == trigger.text


def test_without_an_id_the_text_is_the_id(strike: str) -> None:
    first, second = rasid.read(strike), rasid.read(strike + " ")
    assert first.report.id == rasid.read(strike).report.id != second.report.id


@pytest.mark.parametrize("published", ["2025-03-12", date(2025, 3, 12), datetime(2025, 3, 12, 9)])
def test_published_is_a_day_in_any_form(strike: str, published: str | date) -> None:
    assert rasid.read(strike, published=published).report.published == "2025-03-12"


@pytest.mark.parametrize("published", ["", "12 آذار", "2025-13-01", "9999-12-31"])
def test_a_day_that_is_none_is_said(strike: str, published: str) -> None:
    with pytest.raises(InputError, match="is not a date; give YYYY-MM-DD"):
        rasid.read(strike, published=published)


def test_no_day_is_no_day() -> None:
    assert iso_date(None) is None


@pytest.mark.parametrize("text", ["", "Nothing Arabic.", "\0", "\ud800", "🚨"])
def test_any_text_gives_a_record(text: str) -> None:
    record = rasid.read(text)
    assert (record.events, record.report.lang) == ((), "und")


# ------------------------------------------------------------------ many
def articles(strike: str, count: int) -> Iterator[Article]:
    return (Article(strike, f"r{number}") for number in range(count))


def ids(records: Iterator[Record]) -> list[str]:
    return [record.report.id for record in records]


def test_many_are_read_in_order_and_counted(strike: str) -> None:
    done: list[int] = []
    read = rasid.read_many(articles(strike, 5), progress=done.append)
    assert ids(read) == ["r0", "r1", "r2", "r3", "r4"]
    assert done == [1, 2, 3, 4, 5]


def test_articles_are_taken_as_they_are_needed(strike: str) -> None:
    endless = (Article(strike, f"r{number}") for number in iter(int, 1))
    assert next(rasid.read_many(endless)).report.id == "r0"


def test_a_mistake_in_the_engine_is_raised_with_its_traceback(
    strike: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "read", _broken)
    with pytest.raises(EngineError, match="could not be read: ZeroDivisionError") as caught:
        list(rasid.read_many(articles(strike, 1)))
    assert "Traceback" in caught.value.__notes__[0]


def test_a_report_that_fails_is_handed_over_in_its_turn_and_the_rest_is_read(
    strike: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Reader.read

    def sometimes(self: Reader, article: Article) -> Record:
        return _broken(self, article) if article.id == "r1" else whole(self, article)

    monkeypatch.setattr(Reader, "read", sometimes)
    told: list[tuple[str | None, RasidError]] = []
    done: list[int] = []
    read = rasid.read_many(
        articles(strike, 3),
        progress=done.append,
        on_fault=lambda article, error: told.append((article.id, error)),
    )
    assert ids(read) == ["r0", "r2"]
    assert done == [1, 2, 3]
    ((name, error),) = told
    assert name == "r1"
    assert isinstance(error, EngineError)


def test_processes_give_the_same_records_and_faults_in_the_same_order(strike: str) -> None:
    batch = [*articles(strike, 2 * CHUNK + 3), Article(strike, "bad", "no date")]
    told: list[str | None] = []
    read = rasid.read_many(
        batch, jobs=2, on_fault=lambda article, error: told.append(f"{article.id}: {error}")
    )
    assert list(read) == list(rasid.read_many(batch[:-1]))
    assert told == ["bad: published: 'no date' is not a date; give YYYY-MM-DD"]


def _broken(reader: Reader, article: Article) -> Record:
    raise ZeroDivisionError("division by zero")
