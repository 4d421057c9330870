"""Independent sources: copies and relays count for the source whose word they pass on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.incidents.copies import Copy
from rasid.incidents.model import Publication, Source, Telling, digest


def sources(tellings: Sequence[Telling], copied: Mapping[str, Copy]) -> tuple[Source, ...]:
    """The sources of an incident in the order of their first publication.

    A telling is the word of the source that it names first, else of its outlet; that of a copy is
    the word of whoever published the original.
    """
    first = {t.report.id: t for t in reversed(tellings)}
    groups: dict[str, list[tuple[str, Telling]]] = {}
    names: dict[str, str | None] = {}
    for telling in tellings:
        kind, name = _voice(_original(telling, copied, first))
        key = (name or f"report {telling.report.id}").casefold()
        names.setdefault(key, name)
        groups.setdefault(key, []).append((kind, telling))
    return tuple(
        Source(
            digest("source", key),
            next((kind for kind, _ in members if kind != "outlet"), "outlet"),
            names[key],
            tuple(_publication(telling, copied, first) for _, telling in members),
        )
        for key, members in groups.items()
    )


def named(telling: Telling) -> tuple[str, str] | None:
    """Kind and name of the first source that the report names; None when it names none."""
    told = telling.event.sources if telling.event is not None else ()
    return next(((source.kind, source.name) for source in told if source.name), None)


def _original(
    telling: Telling, copied: Mapping[str, Copy], first: Mapping[str, Telling]
) -> Telling:
    copy = copied.get(telling.report.id)
    return first.get(copy.of, telling) if copy else telling


def _voice(telling: Telling) -> tuple[str, str | None]:
    """Kind and name of whose word a telling is."""
    return named(telling) or ("outlet", telling.report.outlet)


def _publication(
    telling: Telling, copied: Mapping[str, Copy], first: Mapping[str, Telling]
) -> Publication:
    report = telling.report
    copy = copied.get(report.id)
    if copy is not None and copy.of in first:
        return Publication(telling.id, report.id, copy.kind, first[copy.of].id, copy.share)
    relayed = named(telling)
    passed_on = relayed is not None and relayed[1].casefold() != (report.outlet or "").casefold()
    return Publication(telling.id, report.id, "relay" if passed_on else "original", None, 0.0)
