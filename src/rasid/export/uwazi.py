"""A ZIP for Uwazi (huridocs/uwazi, CSV import): thesauri, the properties of a template, the rows.

Uwazi wants the thesauri before the rows that use them, every language of a column filled, the
parts of a list between bars, days as YYYY-MM-DD and a point as `latitude|longitude`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from rasid.export.parties import UNKNOWN
from rasid.export.rows import (
    Cells,
    Column,
    Row,
    Setting,
    place_name,
    point,
    toll,
    when,
    with_outcome,
)
from rasid.export.tables import plain
from rasid.export.wording import arabic_title, notes, title
from rasid.extract.actors import Party
from rasid.lexicon.rules import codes
from rasid.model import EVENT_TYPES, STATUSES, TARGET_KINDS, WEAPON_CLASSES

BAR = "|"
LANGUAGES = {"en": "English", "ar": "Arabic"}
"""Endings of columns, and how Uwazi names the languages in a thesaurus."""
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
COLUMNS = (
    Column("title__en", "what, where and when", "type, place, time", "title"),
    Column("title__ar", "the same in Arabic", "type, place, time", "title"),
    Column("event_type__en", "kind of act", "type", "select"),
    Column("event_type__ar", "the same in Arabic", "type", "select"),
    Column("status", "happened, planned, denied or possible", "status", "select"),
    Column("date_from", "first day", "time.start, else report.published", "date"),
    Column("date_to", "last day", "time.end, else report.published", "date"),
    Column("date_precision", "how finely the words tell it", "time.precision", "text"),
    Column("location", "latitude|longitude", "place.lat, place.lon", "geolocation"),
    Column("place", "name of the place", "place.name_en, place.name", "text"),
    Column("precision", "what the point stands for, how far off it may be",
           "place.precision, place.radius_km", "text"),
    Column("admin1", "governorate or the like", "place.admin1", "text"),
    Column("country", "ISO 3166-1, two letters", "place.country", "text"),
    Column("perpetrators__en", "who did it, with the certainty where it is not stated",
           "agents", "multiselect"),
    Column("perpetrators__ar", "the same in Arabic", "agents", "multiselect"),
    Column("targets", "kinds of what it was done to", "targets.kind", "multiselect"),
    Column("weapons", "classes of means", "weapons.class", "multiselect"),
    *(Column(f"{outcome}_{bound}", f"{outcome}, the {word} told", "casualties", "numeric")
      for outcome in ("killed", "injured", "detained")
      for bound, word in (("min", "least"), ("max", "most"))),
    Column("grade", "how well an incident is attested", "grade", "select"),
    Column("summary__en", "one sentence", "summary.en", "markdown"),
    Column("summary__ar", "one sentence", "summary.ar", "markdown"),
    Column("notes", "tolls, hedges, sources", "casualties, agents, sources", "markdown"),
    Column("source_link", "label|address of the first report", "report.url", "link"),
    Column("rasid_id", "Rasid's id", "id", "text"),
)  # fmt: skip
"""The columns of `import.csv`; the kind of each is the type of property to make in Uwazi."""
THESAURI = {
    "event_type": "Rasid event types",
    "status": "Rasid status",
    "perpetrators": "Rasid parties",
    "targets": "Rasid targets",
    "weapons": "Rasid weapons",
    "grade": "Rasid grades",
}
"""Properties and the thesauri that their values are of."""
README = """\
1. Settings, Thesauri: import each file of the folder thesauri under the name that it has.
2. Settings, Templates: make a template with the properties that template.csv lists.
3. Import this ZIP as it is into that template; its rows are in import.csv.
Columns that end with __en and __ar want both languages; make English the default one.
"""


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """The archive; parties are listed in their thesaurus as the rows name them."""
    parties: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_entry("import.csv", setting), "w") as member:
            _table(member, [c.name for c in COLUMNS], _lines(rows, setting, parties))
        for name, values in _thesauri(parties).items():
            with archive.open(_entry(f"thesauri/{name}.csv", setting), "w") as member:
                head, body = values
                _table(member, head, body)
        with archive.open(_entry("template.csv", setting), "w") as member:
            _table(member, ["property", "type", "thesaurus"], _template())
        archive.writestr(_entry("README.txt", setting), README)


def _entry(name: str, setting: Setting) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, setting.made.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _table(out: Any, head: Sequence[str], body: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(body)
    text.flush()
    text.detach()


# ------------------------------------------------------------------ rows
def _lines(rows: Iterable[Row], setting: Setting, parties: dict[str, str]) -> Iterator[list[Any]]:
    for row in rows:
        found = _cells(row, setting.party, parties)
        yield [
            found[column.name] if column.kind == "geolocation" else plain(found[column.name])
            for column in COLUMNS
        ]


def _cells(row: Row, party: Party, parties: dict[str, str]) -> Cells:
    event, day, at = row.event, when(row), point(row)
    doers = _doers(row, party)
    parties.update(doers)
    label = codes()[event.type]
    return {
        "title__en": title(row),
        "title__ar": arabic_title(row),
        "event_type__en": _kind(event.type),
        "event_type__ar": label.label_ar,
        "status": event.status,
        "date_from": day.start.isoformat() if day else None,
        "date_to": day.end.isoformat() if day else None,
        "date_precision": day.precision if day else None,
        "location": f"{at[0]}{BAR}{at[1]}" if at else None,
        **_place(row),
        "perpetrators__en": BAR.join(doers),
        "perpetrators__ar": BAR.join(doers.values()),
        "targets": BAR.join(dict.fromkeys(_kind(t.kind) for t in event.targets)),
        "weapons": BAR.join(dict.fromkeys(_kind(w.class_) for w in event.weapons)),
        **_counts(row),
        "grade": row.merged.grade if row.merged else None,
        "summary__en": event.summary.en,
        "summary__ar": event.summary.ar,
        "notes": "\n\n".join(notes(row)),
        "source_link": _link(row),
        "rasid_id": row.id,
    }


def _kind(code: str) -> str:
    return code.replace("_", " ")


def _place(row: Row) -> Cells:
    place = row.event.place
    reach = f", {place.radius_km:g} km" if place and place.radius_km is not None else ""
    return {
        "place": place_name(place) or None,
        "precision": f"{place.precision}{reach}" if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
    }


def _doers(row: Row, party: Party) -> dict[str, str]:
    """English and Arabic names of agents; who is only suspected or accused is told as that."""
    found: dict[str, str] = {}
    for agent in row.event.agents:
        if agent.actor == UNKNOWN:
            continue
        actor = party(agent.actor_id) if agent.actor_id else None
        arabic = (actor.name_ar if actor else None) or agent.actor
        hedge = "" if agent.certainty == "stated" else f" ({agent.certainty})"
        found[_flat(agent.actor + hedge)] = _flat(arabic + hedge)
    return found


def _flat(text: str) -> str:
    """A value that no separator of Uwazi cuts."""
    return text.replace(BAR, "/").replace("::", ":")


def _counts(row: Row) -> Cells:
    found: Cells = {}
    for outcome in ("killed", "injured", "detained"):
        least, most = toll(with_outcome(row.event, outcome)) or (None, None)
        found |= {f"{outcome}_min": least, f"{outcome}_max": most}
    return found


def _link(row: Row) -> str | None:
    reports = row.merged.reports if row.merged else (row.report,)
    found = next((report for report in reports if report.url), None)
    return f"{_flat(found.outlet or 'report')}{BAR}{found.url}" if found else None


# ------------------------------------------------------------------ thesauri and template
Values = tuple[list[str], list[list[str]]]


def _thesauri(parties: dict[str, str]) -> dict[str, Values]:
    """A table for each thesaurus: a column for each language where there are two."""
    types = [[_kind(name), codes()[name].label_ar] for name in EVENT_TYPES]
    both = list(LANGUAGES.values())
    single = {
        "status": STATUSES,
        "targets": tuple(map(_kind, TARGET_KINDS)),
        "weapons": tuple(map(_kind, WEAPON_CLASSES)),
        "grade": GRADES,
    }
    found: dict[str, Values] = {"event_type": (both, types)}
    found["perpetrators"] = (both, [[en, ar] for en, ar in sorted(parties.items())])
    found |= {name: (both[:1], [[value] for value in values]) for name, values in single.items()}
    return {THESAURI[name]: values for name, values in found.items()}


def _template() -> Iterator[list[str]]:
    """The properties that a template needs, each once."""
    seen = dict.fromkeys((c.name.partition("__")[0], c.kind) for c in COLUMNS if c.kind != "title")
    yield from ([name, kind, THESAURI.get(name, "")] for name, kind in seen)
