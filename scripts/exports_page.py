"""The page on exports: what each format holds, what profiles remove, how tables come back."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_parts import coded, row, table

from rasid.export.account import NOTES, REASONS, REMOVED
from rasid.export.formats import FORMATS as EXPORTS
from rasid.export.hxl import TAGS
from rasid.export.measures import MEASURES
from rasid.export.merged import COLUMNS as INCIDENT_COLUMNS
from rasid.export.profiles import PROFILES
from rasid.export.rows import Column
from rasid.store.edits import EDITABLE
from rasid.store.incident_lines import EDITABLE as OF_INCIDENTS
from rasid.store.incoming import ALREADY, APPLIED, CONFLICT, FAULT, FIXED, UNMATCHED

EXPORT_INTRO = """\
`rasid export --to FORMAT --out FILE` writes the workspace in the formats of others: a row for each
**incident**, with the values that its sources support best, or with `--events` a row for each event
of a report, with all corrections. It takes the filters of `rasid list`, and `--words`. An incident
goes out whole when one of its events fits. REPORTS prefer events: they point into the text of one
report. What people rejected never leaves. `rasid export RECORDS` writes what `rasid read --format
jsonl` gave instead, a row for each event.

The id of an incident goes out as an alias that is made with the secret key of the workspace
(`pseudonyms.key`), for all profiles but `internal`: it stays the same from one export to the next,
and nobody can work out from it which reports the incident is made of.

Lists in a cell are joined with `; `. A cell that begins like a formula (`=`, `+`, `-`, `@`, tab,
line end) gets an apostrophe before it. What is told with a status other than `happened` goes out
only in formats that can say so: SAYING; the others drop it.

Where the report tells no day, the day of its publication stands for it, with a lower precision, and
each format says so. Beside each FILE stands `FILE.report.json`: what came in, what went out, what
was dropped, said less exactly or removed, with counts, plain words and ids. For profiles other than
`internal` it tells only those filters that give away nobody: type, country, days, status.

From Python, without a file:

```python
from rasid.export.run import Request, export
from rasid.store import outgoing
from rasid.store.find import Filter

request = Request.of("geojson", profile="public", incidents=True)
with workspace.reading() as db, open("map.geojson", "wb") as out:
    account = export(outgoing.incidents(db, Filter(killed=1)), request, out)
```
"""
BACK = """\
## Back again

`rasid import --from FILE` reads a `csv` or `xlsx` of `rasid export` back after people edited it.
What they changed is kept as corrections, with author, time and the line of the table.
`--dry-run` shows what would be done. Columns that can be edited: EDITABLE.

A row is found by its column `rasid_rev`: the reading, the event in it, the last correction and the
profile that it was made of. So the row as it was can be made again, and only what differs from it
is an edit; a table that came through Excel with other delimiters, spellings of days or `TRUE` is
none. Rows for `public` have no revision and do not come back.

An incident is worked out from what its reports tell, so a change in its row is one of those of its
events that told the value as it was exported: a place put right is put right wherever that place
was told, a count that rose from the best number is that of the sources that gave this number, and
a source that told another keeps it. `review` goes to all its events. Editable there: MERGED. What
no report tells in this way `cannot be`: change the events (`rasid export --events`).

OUTCOMES

A count that rises above an exact number takes its upper bound along; a first day that moves takes
the last day along where they were one.

## To a server

`rasid export --to bayanat --out FILE --push URL` tells what would be sent to a Bayanat server, and
with `--send` sends it: over `https` only, to that server only, one payload a second. Name and
password are asked for, or taken from the environment ([settings.md](settings.md)); an account with
a second factor cannot be used. `FILE.sent.jsonl` notes what was sent and which id the server gave,
so that the same command (with `--force`) goes on after an interruption and sends nothing twice.
"""
BECOMES = {
    APPLIED: "it is a correction now",
    ALREADY: "the workspace says the same",
    CONFLICT: "the workspace has changed the value since: that stays in force, and the other is "
    "kept beside it as a correction that is taken back at once; undo the undoing (`rasid review "
    "--undo`) to prefer it",
    FAULT: "it does not fit the field; the line says why",
    FIXED: "a column that cannot be changed in a table",
    UNMATCHED: "no event of this workspace: a row that was added or copied, one of another "
    "workspace, or of a report that has changed since",
}
SHARING = """\
A profile changes the record before any format sees it: no column, note or property can give away
what it removes. An exact site is a place known as a point or a neighbourhood, or whose name or
words say camp, hospital, school, place of worship or housing. A town that holds one is told as a
town by `partner`; `public` gives no coordinates of an act against one. A social account is told by
the address, or by an id or outlet that is a handle or an address. Of an incident all reports are
treated so, each by itself. `--preview` shows what a profile would remove, and for each column how
many rows it changes with an example; it writes nothing.

No profile makes data safe by itself: an act that everybody knows of is known again by its day and
its toll. Think of who could be found before you share.
"""


def page(note: str) -> str:
    """What each export format holds, what each sharing profile removes."""
    saying = ", ".join(f"`{name}`" for name, form in EXPORTS.items() if form.says_status)
    single = " and ".join(f"`{name}`" for name, form in EXPORTS.items() if form.of_reports)
    intro = EXPORT_INTRO.replace("SAYING", saying)
    intro = intro.replace("REPORTS prefer", f"{single} always have").replace(
        "always have events", "always have a row for each event"
    )
    out = ["# Exports", "", note, intro]
    out += ["## Sharing profiles", "", SHARING, *table("", *(f"`{name}`" for name in PROFILES))]
    out += [
        row(what, *(measures[name] for name in PROFILES)) for what, measures in MEASURES.items()
    ]
    lists = {"Why events are dropped": REASONS, "What is said less exactly": NOTES}
    for title, senses in {**lists, "What profiles remove": REMOVED}.items():
        out += ["", f"## {title}", "", *coded(tuple(senses), senses)]
    editable = ", ".join(f"`{name}`" for name in EDITABLE)
    outcomes = [
        *table("what becomes of a change", ""),
        *(row(f"`{name}`", sense) for name, sense in BECOMES.items()),
    ]
    merged = ", ".join(f"`{name}`" for name in OF_INCIDENTS)
    back = (
        BACK.replace("EDITABLE", editable)
        .replace("MERGED", merged)
        .replace("OUTCOMES", "\n".join(outcomes))
    )
    out += ["", back.rstrip()]
    for name in EXPORTS:
        out += ["", *_export(name)]
    out += ["", *_incidents()]
    return "\n".join(out) + "\n"


def _incidents() -> Iterator[str]:
    """The data dictionary of incidents in Rasid's own tables."""
    told = ("csv", "xlsx", "geojson", "gpkg", "geoparquet", "kml")
    named = ", ".join(f"`{name}`" for name in told)
    yield from ("## Incidents in Rasid's own tables", "", f"The columns of {named} for incidents.")
    yield from ("", *table("column", "meaning", "field of the record"))
    for column in INCIDENT_COLUMNS:
        yield _column(column)


def _export(name: str) -> Iterator[str]:
    """The data dictionary of a format."""
    form = EXPORTS[name]
    yield from (f"## {name}", "", f"{form.meaning}.", "")
    own = EXPORTS["csv"].columns
    left_out = [column for column in own if column not in form.columns]
    added = [column for column in form.columns if column not in own]
    if name != "csv" and name != "hxl" and len(left_out) < len(own) / 2:
        told = ", ".join(f"`{column.name}`" for column in left_out)
        yield "Its columns are those of [csv](#csv)" + (f" but for {told}." if told else ".")
        if added:
            yield from ("", *table("further column", "meaning", "field of the record"))
            yield from map(_column, added)
        return
    tagged = ("tag",) if name == "hxl" else ()
    yield from table("column", "meaning", "field of the record", *tagged)
    for column in form.columns:
        tags = (f"`{TAGS[column.name]}`",) if tagged else ()
        yield _column(column, *tags)


def _column(column: Column, *further: str) -> str:
    source = f"`{column.source}`" if column.source else ""
    return row(f"`{column.name}`", column.meaning, source, *further)
