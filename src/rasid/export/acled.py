"""ACLED's table: 31 columns in the order of 2023 and later (ACLED Codebook, guide of acledR).

Actor 1 and actor 2 imply no direction. Fatalities are the most conservative number: the sum of the
least counts of killed. ACLED has no column for hedges, injuries or ranges: the notes tell them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasid.export.countries import Country, country
from rasid.export.parties import CIVILIANS, UNKNOWN, Side, hedged, sides
from rasid.export.rows import (
    Cells,
    Column,
    Row,
    Setting,
    When,
    place_name,
    point,
    source_names,
    toll,
    when,
    with_outcome,
)
from rasid.model import Event, Place

COLUMNS = (
    Column("event_id_cnty", "country and Rasid's id of the event; no id of ACLED", "id, country"),
    Column("event_date", "first day, YYYY-MM-DD", "time.start, else report.published"),
    Column("year", "its year", "time.start, else report.published"),
    Column("time_precision", "1 the day, 2 within the week, 3 within the month", "time.precision"),
    Column("disorder_type", "ACLED's", "codes.acled.disorder_type"),
    Column("event_type", "ACLED's", "codes.acled.event_type"),
    Column("sub_event_type", "ACLED's", "codes.acled.sub_event_type"),
    Column("actor1", "one side; unidentified when only suspected or accused", "agents.actor"),
    Column("assoc_actor_1", "others on that side", "agents.actor"),
    Column("inter1", "kind of actor 1, label or code", "the actor in the lexicon"),
    Column("actor2", "the other side", "targets.actor, targets.kind"),
    Column("assoc_actor_2", "others on that side", "targets.actor"),
    Column("inter2", "kind of actor 2, label or code", "the actor in the lexicon"),
    Column("interaction", "both kinds, the lower code first", "inter1, inter2"),
    Column("civilian_targeting", "`Civilian targeting` or empty", "targets"),
    Column("iso", "ISO 3166-1 number of the country", "place.country"),
    Column("region", "ACLED's region", "place.country"),
    Column("country", "ACLED's name", "place.country"),
    Column("admin1", "governorate or the like", "place.admin1"),
    Column("admin2", "district or the like", "place.admin2"),
    Column("admin3", "empty: Rasid does not tell it"),
    Column("location", "English name, else the one in the text", "place.name_en, place.name"),
    Column("latitude", "WGS84", "place.lat"),
    Column("longitude", "WGS84", "place.lon"),
    Column("geo_precision", "1 a town, 2 near it or part of a region, 3 a region",
           "place.precision, place.relation"),
    Column("source", "who says so, else the outlet", "sources, report.outlet"),
    Column("source_scale", "empty: Rasid does not tell it"),
    Column("notes", "the summary, the range of the toll, what is not sure", "summary.en"),
    Column("fatalities", "sum of the least numbers of killed", "casualties.min"),
    Column("tags", "Rasid's type, confidence, counts of women and children", "type, confidence"),
    Column("timestamp", "time of the export, Unix seconds"),
)  # fmt: skip

INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
UNIDENTIFIED, CIVILIAN_CODE, NOBODY = 3, 7, 0
CROWDS = {"Protests": ("Protesters", 6), "Riots": ("Rioters", 5)}
"""Who acts in a demonstration where no party is named."""
FORCES = {"Air/drone strike": ("Unidentified Military Forces", 8)}
"""Who acts where no party is named and no armed group is likely."""
GROUP = ("Unidentified Armed Group", UNIDENTIFIED)
PRECISE = frozenset(("point", "settlement", "neighbourhood"))
WEEK, MONTH = 7, 31
TIME = {"hour": 1, "part_of_day": 1, "day": 1, "week": 2, "month": 3, "published": 2}
GEO = {"area": 2, "road": 2, "admin2": 2, "admin1": 3}


def cells(row: Row, setting: Setting) -> Cells:
    """An event that `refusal` has nothing against, as a row of COLUMNS."""
    event, place, day = row.event, row.event.place, when(row)
    if place is None or day is None:
        raise ValueError(f"{row.id}: no place or day")
    where, at = country(place.country), point(row)
    return {
        "event_id_cnty": f"{where.iso3}-{row.id}",
        "event_date": day.start.isoformat(),
        "year": day.start.year,
        "time_precision": time_precision(day),
        "disorder_type": event.codes.acled.disorder_type,
        "event_type": event.codes.acled.event_type,
        "sub_event_type": event.codes.acled.sub_event_type,
        **_sides(event, where, setting),
        "iso": where.number,
        "region": where.acled_region,
        "country": where.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "admin3": None,
        "location": place_name(place),
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geo_precision": geo_precision(place),
        "source": tuple(source_names(row)),
        "source_scale": None,
        "notes": _notes(row, day),
        "fatalities": _fatalities(event)[0],
        "tags": _tags(row),
        "timestamp": int(setting.made.timestamp()),
    }


def refusal(row: Row) -> str | None:
    """Why ACLED has no row for an event: it wants a day within a month and a place."""
    place, day = row.event.place, when(row)
    if day is None:
        return "no_day"
    if time_precision(day) is None:
        return "day_too_vague"
    if place is None or place.precision == "unresolved":
        return "no_place"
    return "place_too_vague" if geo_precision(place) is None else None


def time_precision(day: When) -> int | None:
    """1 to 3; None for what is known no closer than a year."""
    if day.precision == "range":
        return 1 if day.days == 1 else 2 if day.days <= WEEK else 3 if day.days <= MONTH else None
    return TIME.get(day.precision)


def geo_precision(place: Place) -> int | None:
    """1 to 3; None for a country and for what is not resolved."""
    if place.precision in PRECISE:
        return 1 if place.relation == "in" else 2
    return GEO.get(place.precision)


# ------------------------------------------------------------------ sides
def _sides(event: Event, where: Country, setting: Setting) -> Cells:
    told = sides(event, setting.party)
    nobody = _nobody(event)
    one = [_named(side, where, nobody) for side in told.one]
    one = one or [(f"{nobody[0]} ({where.name})", nobody[1])]
    two = [_named(side, where, GROUP) for side in told.other]
    inter1, inter2 = (found[0][1] if found else NOBODY for found in (one, two))
    targeted = inter2 == CIVILIAN_CODE and "violence" in event.codes.acled.disorder_type
    return {
        "actor1": one[0][0],
        "assoc_actor_1": tuple(name for name, _ in one[1:]),
        "inter1": _inter(inter1, setting.codes),
        "actor2": two[0][0] if two else None,
        "assoc_actor_2": tuple(name for name, _ in two[1:]),
        "inter2": _inter(inter2, setting.codes),
        "interaction": interaction(inter1, inter2, setting.codes),
        "civilian_targeting": "Civilian targeting" if targeted else None,
    }


def _named(side: Side, where: Country, nobody: tuple[str, int]) -> tuple[str, int]:
    if side.civilian:
        return f"{CIVILIANS} ({where.name})", CIVILIAN_CODE
    if side.name == UNKNOWN:
        return f"{nobody[0]} ({where.name})", nobody[1]
    return side.name, side.actor.acled_inter if side.actor else UNIDENTIFIED


def _nobody(event: Event) -> tuple[str, int]:
    """Who acts where no party is named."""
    acled = event.codes.acled
    return CROWDS.get(acled.event_type) or FORCES.get(acled.sub_event_type) or GROUP


def _inter(code: int, codes: bool) -> str | int | None:
    return code if codes else INTER.get(code)


def interaction(one: int, other: int, codes: bool) -> str | int | None:
    """Both kinds: the lower code first; `10` or `State forces only` where there is one side."""
    low, high = sorted((one, other)) if one and other else (one or other, NOBODY)
    if not low:
        return 0 if codes else None
    if codes:
        return 10 * low + high
    return f"{INTER[low]}-{INTER[high]}" if high else f"{INTER[low]} only"


# ------------------------------------------------------------------ what is told
def _fatalities(event: Event) -> tuple[int, int | None]:
    return toll(with_outcome(event, "killed")) or (0, 0)


def _notes(row: Row, day: When) -> str:
    least, most = _fatalities(row.event)
    notes = [row.event.summary.en]
    if most != least:
        bound = "or more" if most is None else f"to {most}"
        notes.append(f"Fatalities: {least} {bound} reported; the lowest number is coded.")
    if hedged(row.event):
        notes.append("Who did it is only suspected or accused: coded as unidentified.")
    if not day.told:
        notes.append("The report tells no day: that of its publication is coded.")
    return " ".join([*notes, *_attested(row)])


def _attested(row: Row) -> Iterator[str]:
    """The best supported toll of an incident, and how well it is attested."""
    if row.merged is None:
        return
    best = row.merged.toll("killed")
    if best is not None and best.low != best.high:
        yield f"Best supported: {best.best}."
    differ = f"; sources differ on {', '.join(row.merged.differ)}" if row.merged.differ else ""
    grade = f"suggested grade: {row.merged.grade}"
    yield f"Independent sources: {row.merged.sources} ({grade}){differ}."


def _tags(row: Row) -> tuple[str, ...]:
    event = row.event
    tags = [f"rasid type={event.type}", f"rasid confidence={event.confidence:.2f}"]
    if row.merged is not None:
        tags.append(f"rasid grade={row.merged.grade}")
    for who in ("women", "children"):
        number = sum(getattr(row, who) or 0 for row in event.casualties)
        if number:
            tags.append(f"{who} among the victims={number}")
    return tuple(tags)
