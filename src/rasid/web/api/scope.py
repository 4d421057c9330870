"""Query parameters that say which incidents a map or a figure is about."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query

from rasid.incidents.model import GRADES
from rasid.model import EVENT_TYPES, STATUSES
from rasid.store.incident_rows import LEAST_DECIDED
from rasid.store.naming import parties
from rasid.store.scope import Scope
from rasid.web.api.filters import MOST_PEOPLE, Names, day


def scope(
    type: Annotated[list[Literal[EVENT_TYPES]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    status: Annotated[list[Literal[STATUSES]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    review: Annotated[list[Literal[LEAST_DECIDED]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    grade: Annotated[list[Literal[GRADES]], Query()] = [],  # type: ignore[valid-type]  # noqa: B006
    country: Names = [],  # noqa: B006
    admin1: Names = [],  # noqa: B006
    actor: Names = [],  # noqa: B006
    since: Annotated[str | None, Query(description="From this ISO day on.")] = None,
    until: Annotated[str | None, Query(description="Up to this ISO day.")] = None,
    confidence: Annotated[float, Query(ge=0, le=1, description="At least so sure.")] = 0.0,
    killed: Annotated[
        int | None, Query(ge=0, le=MOST_PEOPLE, description="At least so many, as best supported.")
    ] = None,
) -> Scope:
    """The incidents that the parameters mean. InputError for a day that is none."""
    return Scope(
        types=tuple(type),
        statuses=tuple(status),
        countries=tuple(code.upper() for code in country),
        admin1=tuple(admin1),
        reviews=tuple(review),
        grades=tuple(grade),
        actors=parties(actor) if actor else (),
        since=day(since, "since"),
        until=day(until, "until"),
        confidence=confidence,
        killed=killed,
    )


Scoped = Annotated[Scope, Depends(scope)]
