"""GeoNames: country files of 19 columns, with the alternate names of their places beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasid.geo.importers.lines import Line, lines_of
from rasid.geo.importers.source import Edition, Item, arabic_names, is_arabic
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import TableRow
from rasid.geo.table import Skipped, degrees, name_of, population

LICENSE = "CC BY 4.0, GeoNames (geonames.org)"
COLUMNS = 19
NAME_COLUMNS = (8, 10)  # alternateNames and alternateNamesV2, which may end after its flags
_ID, _NAME, _ASCII, _OTHERS, _LAT, _LON, _CLASS, _CODE, _COUNTRY = range(9)
_ADMIN1, _ADMIN2, _PEOPLE, _MODIFIED = 10, 11, 14, 18
# Feature code, or class where codes do not matter -> kind of place. What is in neither is skipped.
_KINDS = {
    "P": "town", "PPLX": "neighbourhood", "PPLC": "capital", "PPLF": "farm", "PPLL": "village",
    "PPLR": "village", "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "ADM4": "admin3",
    "PCLI": "country", "AIRP": "airport", "AIRF": "airport", "AIRB": "airbase", "INSM": "base",
    "MILB": "base", "FT": "castle", "CSTL": "castle", "DAM": "dam", "DAMQ": "dam",
    "CMPRF": "camp", "CMP": "camp", "CMPL": "camp", "CMPO": "camp", "CSTM": "crossing",
    "PSTB": "crossing", "BDG": "bridge", "PRN": "prison", "HSP": "facility", "MSQE": "facility",
    "UNIV": "facility", "SCH": "facility", "OILR": "facility", "PS": "facility",
    "STNE": "facility", "MN": "field", "OILF": "field", "GASF": "field", "PRT": "port",
    "HBR": "port", "RSTN": "station", "FRM": "farm", "FRMS": "farm", "ISL": "island",
    "ISLS": "island", "MT": "mountain", "MTS": "mountain", "HLL": "hill", "HLLS": "hill",
    "PK": "mountain", "RDGE": "mountain", "VAL": "valley", "WAD": "valley", "WADS": "valley",
    "PLN": "plain", "PLAT": "plain", "DSRT": "desert", "RGN": "region", "AREA": "area",
    "STM": "river", "STMI": "river", "LK": "lake", "RSV": "lake", "FRST": "forest",
    "RD": "road", "RDJCT": "junction",
}  # fmt: skip
_GONE = frozenset("PPLH PPLQ PPLW PPLCH ADM1H ADM2H ADM3H ADM4H ADMDH PCLH".split())
_UNITS = {"ADM1": 1, "ADM2": 2}


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of one place: English, and Arabic with the preferred one first."""

    english: str
    arabic: tuple[str, ...]


def read(path: Path, alternates: tuple[Path, ...], db: sqlite3.Connection) -> Iterator[Item]:
    """The places of a country file.

    `alternates` are files of language-tagged names; where they know a place its untagged names are
    not used. Raises GazetteerError when a file is cut short or damaged.
    """
    _stage(db, alternates)
    units = _units(path, db)
    newest = ""
    for line in lines_of(path, COLUMNS):
        newest = max(newest, line.fields[_MODIFIED] if line.ok(COLUMNS) else "")
        item = _item(line, units, db)
        if item:
            yield item
    yield Edition(newest)


# ------------------------------------------------------------------ alternate names
def _stage(db: sqlite3.Connection, alternates: Iterable[Path]) -> None:
    """Keep the Arabic and English names on disk: the file of all countries is far too long."""
    db.execute("DROP TABLE IF EXISTS temp.tagged")
    db.execute("CREATE TEMP TABLE tagged (place INTEGER, lang TEXT, worth INTEGER, name TEXT)")
    for path in alternates:
        db.executemany("INSERT INTO tagged VALUES (?, ?, ?, ?)", _tagged(path))
    db.execute("CREATE INDEX temp.tagged_place ON tagged (place)")


def _tagged(path: Path) -> Iterator[tuple[int, str, int, str]]:
    for line in lines_of(path, *NAME_COLUMNS):
        fields = [*line.fields, "", "", "", ""]
        if fields[2] not in ("ar", "en") or not line.ok(len(line.fields)) or not _is_id(fields[1]):
            continue
        preferred, short, colloquial, historic = (fields[at] == "1" for at in range(4, 8))
        if fields[2] == "en" and (colloquial or historic):
            continue
        # Names of old and of the street are read in reports as well, but never the name to show.
        worth = 4 * (not historic) + 2 * (not colloquial) + preferred - (short and not preferred)
        yield int(fields[1]), fields[2], worth, fields[3]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _names(db: sqlite3.Connection, fields: tuple[str, ...]) -> _Names:
    sql = "SELECT lang, name FROM tagged WHERE place = ? ORDER BY worth DESC, rowid"
    rows = db.execute(sql, (int(fields[_ID]),)).fetchall()
    tagged = arabic_names(name for lang, name in rows if lang == "ar")
    # The place's own name comes first where the tags know nothing better.
    untagged = arabic_names((fields[_NAME], *fields[_OTHERS].split(",")))
    english = next((name for lang, name in rows if lang == "en"), "")
    latin = fields[_NAME] if not is_arabic(fields[_NAME]) else fields[_ASCII]
    return _Names(english or latin, tagged or untagged)


# ------------------------------------------------------------------ places
def _units(path: Path, db: sqlite3.Connection) -> dict[tuple[str, ...], _Names]:
    """Country and codes of a first- or second-level unit -> its names."""
    units: dict[tuple[str, ...], _Names] = {}
    for line in lines_of(path, COLUMNS):
        level = _UNITS.get(line.fields[_CODE]) if line.ok(COLUMNS) else None
        if level and _is_id(line.fields[_ID]):
            code = (line.fields[_COUNTRY], *line.fields[_ADMIN1 : _ADMIN1 + level])
            units[code] = _names(db, line.fields)
    return units


def _item(line: Line, units: dict[tuple[str, ...], _Names], db: sqlite3.Connection) -> Item | None:
    if not line.ok(COLUMNS):
        return Skipped(line.number, line.fault(COLUMNS))
    code = line.fields[_CODE]
    kind = _KINDS.get(code) or _KINDS.get(line.fields[_CLASS])
    if code in _GONE:
        return Skipped(line.number, "a place that is no more")
    if kind is None:
        return Skipped(line.number, f"a kind of place that reports do not name ({code or 'none'})")
    try:
        return _place(line.fields, kind, units, db)
    except ValueError as error:
        return Skipped(line.number, str(error))


def _place(
    fields: tuple[str, ...],
    kind: str,
    units: dict[tuple[str, ...], _Names],
    db: sqlite3.Connection,
) -> TableRow:
    if not _is_id(fields[_ID]):
        raise ValueError(f"id {fields[_ID][:20]!r} is no number")
    names, country = _names(db, fields), fields[_COUNTRY]
    unit = units.get((country, fields[_ADMIN1]), _Names("", ()))
    second = units.get((country, fields[_ADMIN1], fields[_ADMIN2]), _Names("", ()))
    if not country:
        raise ValueError("no country")
    place = GazetteerPlace(
        f"gn:{fields[_ID]}", names.arabic[0] if names.arabic else "", name_of(names.english),
        degrees(fields[_LAT], 90), degrees(fields[_LON], 180), kind, country,
        unit.english, unit.arabic[0] if unit.arabic else "", second.english,
        population(fields[_PEOPLE]) or None, "geonames",
    )  # fmt: skip
    return TableRow(place, tuple(name_of(name) for name in names.arabic[1:]))
