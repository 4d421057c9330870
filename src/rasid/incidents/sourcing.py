"""Independent sources: copies and relays count for the source whose word they pass on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rasid.incidents.copies import Copy
from rasid.incidents.model import Publication, Source, Telling, digest
from rasid.lexicon.entries import SourceNoun
from rasid.lexicon.lexicon import load
from rasid.text.tokens import words_of


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
    return named(telling) or outlet(telling.report.outlet)


@lru_cache(maxsize=10_000)
def outlet(name: str | None) -> tuple[str, str | None]:
    """Kind and name of an outlet: the name by which reports quote it, where the lexicon knows it,
    so that an agency's own report and "the agency says" are one source.
    """
    words = words_of(name or "")
    forms = (f for m in load().match(words) if m.end - m.start == len(words) for f in m.forms)
    known = (f.entry for f in forms if isinstance(f.entry, SourceNoun))
    return next(((e.source_kind, e.name) for e in known if e.name), ("outlet", name))


def _publication(
    telling: Telling, copied: Mapping[str, Copy], first: Mapping[str, Telling]
) -> Publication:
    report = telling.report
    copy = copied.get(report.id)
    if copy is not None and copy.of in first:
        return Publication(telling.id, report.id, copy.kind, first[copy.of].id, copy.share)
    relayed = named(telling)
    own = outlet(report.outlet)[1] or ""
    passed_on = relayed is not None and relayed[1].casefold() != own.casefold()
    return Publication(telling.id, report.id, "relay" if passed_on else "original", None, 0.0)
