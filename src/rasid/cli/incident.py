"""Incidents on the terminal: a list of many, and one with all its claims beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasid.cli.table import WIDEST, kept_left
from rasid.cli.values import words
from rasid.incidents.model import FIELDS, MACHINE, Claim, Finding, Incident, Link, Source

MOST_SOURCES = 5
"""Sources that stand beside each other; more do not fit a terminal."""
STYLES = {"confirmed": "green", "contested": "red", "discounted": "red"}


def listed(incidents: Sequence[Incident], console: Console) -> None:
    """A line for each incident: when, where, what, how many, from how many sources and reports, how
    much they are at odds, and the grade.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column("incident", no_wrap=True, style="dim")
    table.add_column("when", no_wrap=True)
    for heading in ("where", "what", "toll"):
        table.add_column(heading)
    for heading in ("from", "odds"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("grade", no_wrap=True)
    for incident in incidents:
        grade = Text(incident.grade.name, style=STYLES.get(incident.grade.name, ""))
        table.add_row(*_line(incident), grade)
    console.print(table)


def show(incident: Incident, console: Console) -> None:
    """One incident: its claims as a matrix of fields and sources, and why its reports are one."""
    width = min(console.width, WIDEST)
    console.print(Text(f"incident {incident.id}", style="bold"))
    for reason in incident.grade.reasons:
        console.print(Text(f" {incident.grade.name}: {kept_left(reason)}", style="dim"))
    console.print(_matrix(incident, width))
    for source in incident.sources:
        console.print(_published(source))
    for line in _remarks(incident.findings):
        console.print(line)
    console.print()
    for link in incident.links:
        _reasons(link, incident, console)
    for stale in incident.stale:
        console.print(Text(f" judgement {stale} asks again", style="yellow"))


def _remarks(findings: Iterable[Finding]) -> Iterator[Text]:
    """Who says who did it, and what sources disagree on."""
    for finding in findings:
        if finding.field == "agents" and finding.best is not None:
            told = f"{label(finding.field, finding.best)}: {finding.words}"
            yield Text(f" {kept_left(told)}", style="dim")
        if finding.disagreement:
            told = f"disagreement {finding.disagreement:.2f}: {kept_left(_title(finding))}"
            yield Text(f" {told}", style="yellow")


def label(field: str, value: Mapping[str, Any]) -> str:
    """A claim's value, or the best of a finding, in a few words."""
    if field == "place":
        return str(value.get("name_en") or value["name"])
    if field == "time":
        start, end = value["start"], value["end"]
        return str(start or "?") if start == end else f"{start} to {end}"
    if field == "casualties":
        return _people(value)
    code = value.get("actor") or value.get("kind") or value.get("class") or value.get(field)
    return words(str(code))


def _people(value: Mapping[str, Any]) -> str:
    group = "" if value["group"] in ("unknown", "all") else f"{value['group']} "
    if "number" in value:
        return f"{value['number']} {group}{value['outcome']}"
    least, most = value["min"], value["max"]
    number = f"{least}+" if most is None else str(least) if least == most else f"{least}–{most}"
    return f"{number} {group}{value['outcome']}"


# ------------------------------------------------------------------ a list
def _line(incident: Incident) -> list[str]:
    tolls = [f for f in incident.findings if f.field == "casualties" and f.key.endswith("/all")]
    reports = {t.report.id for t in incident.tellings}
    return [
        incident.id,
        *(kept_left(_first(incident, field)) for field in ("time", "place", "type")),
        ", ".join(map(_bounded, tolls)),
        f"{len(incident.sources)}/{len(reports)}",
        f"{incident.disagreement:.2f}",
    ]


def _first(incident: Incident, field: str) -> str:
    found = (f.best for f in incident.findings if f.field == field and f.best is not None)
    return next((label(field, best) for best in found), "")


def _bounded(finding: Finding) -> str:
    """'4 killed', or '4 (2–7) killed' where sources differ."""
    best = finding.best or {}
    high = "" if finding.high is None else finding.high
    same = finding.low == finding.high == best.get("number")
    bounds = "" if same else f" ({finding.low}–{high})" if finding.high else f" ({finding.low}+)"
    return f"{best.get('number')}{bounds} {best.get('outcome')}"


# ------------------------------------------------------------------ the matrix
def _matrix(incident: Incident, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=width, header_style="dim")
    table.add_column("", style="dim", no_wrap=True)
    table.add_column("best supported", style="bold", ratio=1)
    shown = incident.sources[:MOST_SOURCES]
    for source in shown:
        table.add_column(kept_left(source.name or "unknown outlet"), ratio=1)
    for field in FIELDS:
        told = [c for c in incident.claims if c.field == field]
        best = [f for f in incident.findings if f.field == field]
        if told or best:
            cells = [_cell(field, told, source) for source in shown]
            table.add_row(field, "\n".join(map(_best, best)), *cells)
    if len(incident.sources) > MOST_SOURCES:
        table.caption = f"and {len(incident.sources) - MOST_SOURCES} more sources"
    return table


def _best(finding: Finding) -> str:
    if finding.best is None:
        return ""
    if finding.field == "casualties":
        group = finding.key.partition("/")[2]
        return _bounded(finding) + ("" if group == "all" else f", {group}")
    told = ", ".join(finding.best.get("stances", ()))
    return kept_left(label(finding.field, finding.best)) + _hedged(told)


def _hedged(stance: str) -> str:
    """How a value is told, where the sources do not simply state it."""
    return "" if stance in ("", "stated") else f" ({stance})"


def _cell(field: str, claims: Iterable[Claim], source: Source) -> str:
    tellings = {p.telling for p in source.publications}
    told = [label(field, c.value) + _hedged(c.stance) for c in claims if c.telling in tellings]
    return "\n".join(map(kept_left, dict.fromkeys(told)))


def _title(finding: Finding) -> str:
    return f"{finding.field} {finding.key}".strip() + f": {finding.words}"


def _published(source: Source) -> Text:
    reports = [f"{p.report} ({p.copy})" for p in source.publications]
    told = ", ".join(map(kept_left, dict.fromkeys(reports)))
    return Text(f" {kept_left(source.name or 'unknown outlet')}: {told}", style="dim")


# ------------------------------------------------------------------ links
def _reasons(link: Link, incident: Incident, console: Console) -> None:
    report = {t.id: t.report.id for t in incident.tellings}
    ends = f"{kept_left(report[link.left])} and {kept_left(report[link.right])}"
    by = f"score {link.score:+.1f}" if link.by == MACHINE else f"by {link.by}"
    console.print(Text(f" {ends} are one: {by}", style="bold"))
    for reason in link.reasons:
        console.print(Text(f"   {reason.weight:+5.1f}  {kept_left(reason.words)}", style="dim"))
