"""Rasid's own table of incidents: one row for each act, with what its sources say together.

Every toll has its least, its best supported and its greatest number; what sources differ on is
named, and so is how well the act is attested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.export import events
from rasid.export.rows import TOLL_GROUPS, Cells, Column, Merged, Row, Setting
from rasid.model import OUTCOMES

BOUNDS = {
    "low": "the least that a source tells",
    "best": "the best supported number",
    "high": "the most that a source tells, empty if open-ended",
}
FROM_FINDINGS = "findings of the incident"
GROUPED = ("killed", "injured")
"""Outcomes that are told by groups too."""


def tolls() -> Iterator[tuple[str, str, str, str]]:
    """The columns of tolls: outcome, group, bound, name of the column."""
    for outcome in OUTCOMES:
        for group in TOLL_GROUPS if outcome in GROUPED else TOLL_GROUPS[:1]:
            told = outcome if group == "all" else f"{outcome}_{group}"
            yield from ((outcome, group, bound, f"{told}_{bound}") for bound in BOUNDS)


OWN = (
    Column("grade", "suggested grade, after Airwars' scheme: see docs/incidents.md", "grade"),
    Column("grade_reasons", "why it has it", "grade"),
    Column("disagreement", "0 where all sources agree, 1 where none does", "disagreement",
           "number"),
    Column("differ", "fields on which sources differ", FROM_FINDINGS),
    Column("independent_sources", "sources that count, copies and relays left out", "sources",
           "integer"),
    Column("reports", "reports that tell it", "tellings", "integer"),
    Column("outlets", "who published them", "report.outlet"),
    Column("first_published", "day of the first report", "report.published"),
    Column("last_published", "day of the last report", "report.published"),
    Column("urls", "where they were published", "report.url"),
)  # fmt: skip
TOLLS = tuple(
    Column(name, f"{words} as {outcome}" + ("" if group == "all" else f", {group}"),
           FROM_FINDINGS, "integer")
    for outcome, group, bound, name in tolls() for words in (BOUNDS[bound],)
)  # fmt: skip
NOT_OF_INCIDENTS = frozenset(
    "id confidence main place_candidates tolls outlet published url title trigger quotes".split()
) | {column.name for column in events.COUNTS}
"""Columns that only a single report can fill."""
SHARED = tuple(column for column in events.COLUMNS if column.name not in NOT_OF_INCIDENTS)
AFTER_TOLLS = "sources"
BEFORE = tuple(c.name for c in SHARED).index(AFTER_TOLLS)
COLUMNS = (
    Column("incident", "the incident", "id"),
    *SHARED[:BEFORE],
    *TOLLS,
    *OWN,
    *SHARED[BEFORE:],
)


def cells(row: Row, setting: Setting) -> Cells:
    """An incident as a row of COLUMNS."""
    return {"incident": row.id, **events.cells(row, setting), **_own(of_row(row))}


def of_row(row: Row) -> Merged:
    """What is known of the incident that a row is. ValueError when it is a single event."""
    if row.merged is None:
        raise ValueError(f"{row.id}: no incident")
    return row.merged


def _own(merged: Merged) -> Cells:
    found: Cells = {}
    for outcome, group, bound, name in tolls():
        told = merged.toll(outcome, group)
        found[name] = getattr(told, bound) if told else None
    days = sorted(report.published for report in merged.reports if report.published)
    return {
        **found,
        "grade": merged.grade,
        "grade_reasons": merged.reasons,
        "disagreement": merged.disagreement,
        "differ": merged.differ,
        "independent_sources": merged.sources,
        "reports": len(merged.reports),
        "outlets": _told(report.outlet for report in merged.reports),
        "first_published": days[0] if days else None,
        "last_published": days[-1] if days else None,
        "urls": _told(report.url for report in merged.reports),
    }


def _told(values: Iterator[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def columns(setting: Setting) -> Sequence[Column]:
    """The columns of Rasid's own table: of incidents or of events."""
    return COLUMNS if setting.incidents else events.COLUMNS


def cells_of(row: Row, setting: Setting) -> Cells:
    """A row of Rasid's own table, whichever it is."""
    return cells(row, setting) if setting.incidents else events.cells(row, setting)
