"""Events as lists show them: a sentence, the words of the report, and what is known in short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasid.model import Event
from rasid.store.find import Listed
from rasid.web.api.telling import tag
from rasid.web.excerpt import Excerpt, of_event
from rasid.web.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rasid.store.told import Told

    Excerpted = Callable[[Told], Excerpt]


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a list, in the language of the page. `etag` is what a change of it gives as
    `If-Match`; `reasons` are names of messages.
    """

    telling: str
    address: str
    type: str
    act: str
    summary: str
    where: str
    when: str
    tolls: tuple[str, ...]
    status: str | None
    main: bool
    outlet: str | None
    published: str
    percent: int
    review: str
    incident: str | None
    excerpt: Excerpt
    etag: str
    reasons: tuple[str, ...] = ()


def lines(
    found: Iterable[Listed],
    known: Mapping[str, Told],
    naming: Naming,
    excerpted: Excerpted | None = None,
) -> list[Line]:
    """The lines of events that are known in full; others were changed a moment ago."""
    return [
        line(one, known[one.telling], naming, excerpted) for one in found if one.telling in known
    ]


def line(
    one: Listed,
    told: Told,
    naming: Naming,
    excerpted: Excerpted | None = None,
    reasons: tuple[str, ...] = (),
) -> Line:
    """One event."""
    event = told.event
    summary = event.summary.ar if naming.language.code == "ar" else event.summary.en
    return Line(
        telling=one.telling,
        address=f"/reports/{told.report}#{event.id}",
        type=event.type,
        act=naming.code("type", event.type),
        summary=naming.language.numerals(summary),
        where=where(event, naming),
        when=naming.days(event.time) if event.time else naming.day(told.published),
        tolls=tuple(naming.toll(row) for row in event.casualties),
        status=None if event.status == "happened" else naming.code("status", event.status),
        main=event.main,
        outlet=told.outlet,
        published=naming.day(told.published),
        percent=round(event.confidence * 100),
        review=one.review,
        incident=one.incident,
        excerpt=excerpted(told) if excerpted else of_event(told.text, event),
        etag=tag(told.version, one.incident),
        reasons=reasons,
    )


def where(event: Event, naming: Naming) -> str:
    """The place with the governorate and the country that it is in; empty when none is told."""
    if event.place is None:
        return ""
    names = (naming.place(event.place), naming.within(event.place))
    return naming.comma.join(name for name in dict.fromkeys(names) if name)
