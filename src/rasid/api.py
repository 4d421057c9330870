"""The library's verbs: read one report, read many, merge what they tell."""

from __future__ import annotations

import gc
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from rasid.errors import EngineError, InputError, RasidError
from rasid.ingest.days import iso_day
from rasid.model import Article, Record
from rasid.pipeline import default_reader

if TYPE_CHECKING:
    from concurrent.futures import Future

    from rasid.incidents.model import Incident, Judgement

Progress = Callable[[int], None]
OnFault = Callable[[Article, RasidError], None]
Outcome = Record | RasidError
CHUNK = 8
"""Reports sent to a process at once: enough to hide the cost of sending."""
AHEAD = 4
"""Chunks kept waiting per process, so that any number of reports needs little memory."""


def read(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    id: str | None = None,
) -> Record:
    """Read one report.

    `published` (ISO date or `date`) resolves "today" and dates without a year; `outlet` helps to
    choose between places of one name; `id` defaults to a hash of the text. Raises InputError when
    `published` is no date. Any text is accepted: what is not Arabic gives a record without events
    and its `lang`.
    """
    return default_reader().read(Article(text, id, iso_date(published), outlet))


def read_many(
    articles: Iterable[Article],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    on_fault: OnFault | None = None,
) -> Iterator[Record]:
    """Read reports in order, with `jobs` processes; articles are taken as they are needed.

    `progress` gets the number of reports done so far. A report that cannot be read is given to
    `on_fault` with its error, in its turn, and the rest goes on; without `on_fault` the error is
    raised: InputError for a `published` that is no date, EngineError for a mistake in Rasid. With
    `jobs` above 1, a script must start its work under `if __name__ == "__main__":`, as for any use
    of processes.
    """
    outcomes = _serial(articles) if jobs <= 1 else _parallel(articles, jobs)
    for done, (article, outcome) in enumerate(outcomes, start=1):
        if progress is not None:
            progress(done)
        if isinstance(outcome, Record):
            yield outcome
        elif on_fault is None:
            raise outcome
        else:
            on_fault(article, outcome)


def merge(
    records: Iterable[Record],
    *,
    texts: Mapping[str, str] | None = None,
    judgements: Iterable[Judgement] = (),
) -> list[Incident]:
    """The incidents that reports tell of, in the order of their first publication.

    `texts` are the reports' texts by id: words in common are strong evidence. Of a report without
    its text only what its record quotes is compared. `judgements` are what people have decided
    (`rasid.incidents.model.judgement`); they win over what the machine thinks.
    """
    from rasid.incidents.merge import incidents
    from rasid.incidents.tellings import tellings
    from rasid.incidents.wording import quoted, wording

    known = texts or {}
    told = (
        telling
        for record in records
        for telling in tellings(
            record,
            wording(known[record.report.id]) if record.report.id in known else quoted(record),
        )
    )
    return list(incidents(told, judgements))


def iso_date(value: str | date | None) -> str | None:
    """A date as ISO text; InputError when it is none."""
    if value is None:
        return None
    day = iso_day(value)
    if day is None:
        raise InputError(f"published: {str(value)!r} is not a date; give YYYY-MM-DD")
    return day


# ------------------------------------------------------------------ one report, never an escape
def _outcome(article: Article) -> Outcome:
    try:
        return default_reader().read(replace(article, published=iso_date(article.published)))
    except RasidError as error:
        return error
    except Exception as error:
        failure = EngineError(f"could not be read: {type(error).__name__}: {error}")
        failure.add_note(traceback.format_exc())
        return failure


def _serial(articles: Iterable[Article]) -> Iterator[tuple[Article, Outcome]]:
    default_reader()  # what cannot be loaded is no fault of a report
    return ((article, _outcome(article)) for article in articles)


# ------------------------------------------------------------------ processes
def _parallel(articles: Iterable[Article], jobs: int) -> Iterator[tuple[Article, Outcome]]:
    from concurrent.futures import ProcessPoolExecutor  # slow to import: only for who needs it
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    default_reader()  # compiles the caches once, before every process would
    waiting: deque[tuple[list[Article], Future[list[Outcome]]]] = deque()
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start)
    try:
        for chunk in _chunks(articles):
            waiting.append((chunk, pool.submit(_outcomes, chunk)))
            if len(waiting) >= jobs * AHEAD:
                yield from _next(waiting)
        while waiting:
            yield from _next(waiting)
    except BrokenProcessPool as error:
        raise EngineError("a process ended before its time; try with jobs=1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes
    default_reader()
    gc.freeze()  # what the process holds now it holds to its end


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _outcomes(chunk: list[Article]) -> list[Outcome]:
    return [_outcome(article) for article in chunk]


def _next(
    waiting: deque[tuple[list[Article], Future[list[Outcome]]]],
) -> Iterator[tuple[Article, Outcome]]:
    chunk, future = waiting.popleft()
    return zip(chunk, future.result(), strict=True)
