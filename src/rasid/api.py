"""The library's verbs: read one report, read many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from multiprocessing import get_context

from rasid.errors import InputError
from rasid.model import Article, Record
from rasid.pipeline import default_reader

Progress = Callable[[int], None]
CHUNK = 8


def read(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    id: str | None = None,
) -> Record:
    """Read one report.

    `published` (ISO date or `date`) resolves "today" and dates without a year; `outlet` helps to choose
    between places of one name; `id` defaults to a hash of the text. Raises InputError when `published` is
    no date. Any text is accepted: what is not Arabic gives a record without events and its `lang`.
    """
    return default_reader().read(Article(text, id, iso_date(published), outlet))


def read_many(
    articles: Iterable[Article],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Iterator[Record]:
    """Read reports in order, with `jobs` processes; `progress` gets the number read so far."""
    done = 0
    for record in _serial(articles) if jobs <= 1 else _parallel(articles, jobs):
        done += 1
        if progress is not None:
            progress(done)
        yield record


def _serial(articles: Iterable[Article]) -> Iterator[Record]:
    reader = default_reader()
    return (reader.read(article) for article in articles)


def _parallel(articles: Iterable[Article], jobs: int) -> Iterator[Record]:
    with get_context("spawn").Pool(jobs, initializer=default_reader) as pool:
        yield from pool.imap(_read_one, articles, chunksize=CHUNK)


def _read_one(article: Article) -> Record:
    return default_reader().read(article)


def iso_date(value: str | date | None) -> str | None:
    """A date as ISO text; InputError when it is none."""
    if value is None or isinstance(value, date):
        return value.isoformat() if value is not None else None
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError as error:
        raise InputError(f"published: {value!r} is not a date; give YYYY-MM-DD") from error
