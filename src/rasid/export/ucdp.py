"""UCDP's Georeferenced Event Dataset: 49 columns in the order of version 20 and later.

Georeferenced Event Dataset Codebook 24.1. GED holds events with at least one direct death. Ids of
conflicts and dyads are UCDP's to give and stay empty, as do the columns that judge a dyad.
`best` is the least number told, as is `low`; `high` is the greatest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor

from rasid.export.countries import country
from rasid.export.parties import CIVILIANS, UNKNOWN, Side, Sides, sides
from rasid.export.rows import (
    Cells,
    Column,
    Merged,
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
from rasid.model import Casualty, Event, Place

EMPTY_ID = "empty: UCDP gives it"
COLUMNS = (
    Column("id", "running number in the file; no id of UCDP"),
    Column("relid", "Rasid's id of the event", "id"),
    Column("year", "year of the first day", "time.start, else report.published"),
    Column("active_year", EMPTY_ID),
    Column("code_status", "empty: UCDP has not checked it"),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided; empty if not told",
           "codes.ucdp.type_of_violence"),
    *(Column(name, EMPTY_ID) for name in (
        "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id",
    )),
    Column("dyad_name", "both sides", "agents, targets"),
    Column("side_a_dset_id", EMPTY_ID),
    Column("side_a_new_id", EMPTY_ID),
    Column("side_a", "agent that is stated or claims it, else XXX", "agents.actor"),
    Column("side_b_dset_id", EMPTY_ID),
    Column("side_b_new_id", EMPTY_ID),
    Column("side_b", "target party or Civilians, else XXX", "targets"),
    Column("number_of_sources", "sources that the report names, at least 1", "sources"),
    Column("source_article", "outlet, day, title", "report"),
    Column("source_office", "outlet", "report.outlet"),
    Column("source_date", "day of publication", "report.published"),
    Column("source_headline", "title", "report.title"),
    Column("source_original", "who says so", "sources"),
    Column("where_prec", "1 exact, 2 within 25 km, 3 district, 4 governorate, 5 stretch or line, "
           "6 country", "place.precision, place.radius_km"),
    Column("where_coordinates", "name of the place", "place.name_en, place.name"),
    Column("where_description", "how the act lies to it", "place.relation"),
    Column("adm_1", "governorate or the like", "place.admin1"),
    Column("adm_2", "district or the like", "place.admin2"),
    Column("latitude", "WGS84", "place.lat"),
    Column("longitude", "WGS84", "place.lon"),
    Column("geom_wkt", "POINT (longitude latitude)", "place.lat, place.lon"),
    Column("priogrid_gid", "cell of 0.5 degrees of PRIO-GRID", "place.lat, place.lon"),
    Column("country", "UCDP's name", "place.country"),
    Column("country_id", "Gleditsch-Ward number", "place.country"),
    Column("region", "UCDP's region", "place.country"),
    Column("event_clarity", "1 one event, 2 told for a span of days", "time"),
    Column("date_prec", "1 the day, 2 within 2 to 6 days, 3 the week, 4 the month, 5 longer; 3 for "
           "the day of publication", "time.precision"),
    Column("date_start", "first day", "time.start, else report.published"),
    Column("date_end", "last day", "time.end, else report.published"),
    Column("deaths_a", "killed of side a, as far as the tolls tell the side", "casualties.side"),
    Column("deaths_b", "the same of side b; fighters who die by what is done to it are its own "
           "unless told otherwise", "casualties.side, casualties.group, targets"),
    Column("deaths_civilians", "least number of killed civilians", "casualties.group"),
    Column("deaths_unknown", "least number of the other killed", "casualties"),
    Column("best", "sum of the four; of an incident the best supported number", "casualties.min"),
    Column("high", "greatest number; the least where it is open-ended, of an incident the best",
           "casualties.max"),
    Column("low", "least number", "casualties.min"),
    Column("gwnoa", "Gleditsch-Ward number of side a, if a state", "the actor in the lexicon"),
    Column("gwnob", "Gleditsch-Ward number of side b, if a state", "the actor in the lexicon"),
)  # fmt: skip

NOT_KNOWN = "XXX"
STATE = frozenset("state_forces police intelligence government".split())
NEAR_KM = 25.0
EXACT = frozenset(("point", "settlement", "neighbourhood"))
PRECISION = {"admin2": 3, "admin1": 4, "country": 6, "road": 5}
DAYS = {"hour": 1, "part_of_day": 1, "day": 1, "week": 3, "month": 4, "year": 5, "published": 3}
CELL, CELLS_ROUND = 0.5, 720
DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def refusal(row: Row) -> str | None:
    """Why GED has no row for an event: no death, no place, no day."""
    killed = row.merged.toll("killed") if row.merged else None
    if (killed.best if killed else best(row.event)) < 1:
        return "no_deaths"
    if when(row) is None:
        return "no_day"
    place = row.event.place
    return "no_place" if place is None or place.precision == "unresolved" else None


def cells(row: Row, setting: Setting) -> Cells:
    """An event that `refusal` has nothing against, as a row of COLUMNS; `id` is the writer's."""
    event, place, day = row.event, row.event.place, when(row)
    if place is None or day is None:
        raise ValueError(f"{row.id}: no place or day")
    told = sides(event, setting.party)
    return {
        **{column.name: None for column in COLUMNS},
        "relid": row.id,
        "year": day.start.year,
        "type_of_violence": event.codes.ucdp.type_of_violence,
        **_sides(told),
        **_source(row),
        **_where(row, place),
        "event_clarity": 1 if day.days == 1 and day.precision != "range" else 2,
        "date_prec": date_prec(day),
        "date_start": _day(day.start),
        "date_end": _day(day.end),
        **(_merged_deaths(row.merged, event, told) if row.merged else _deaths(event, told)),
    }


def _day(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def date_prec(day: When) -> int:
    """1 to 5, by the words of the report, or by the number of days of a range."""
    if day.precision != "range":
        return DAYS[day.precision]
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if day.days <= most), 5)


# ------------------------------------------------------------------ sides and deaths
def _sides(told: Sides) -> Cells:
    one, other = (_first(found) for found in (told.one, told.other))
    names = [side.name if side else NOT_KNOWN for side in (one, other)]
    return {
        "side_a": names[0],
        "side_b": names[1],
        "dyad_name": " - ".join(names),
        "gwnoa": _state(one),
        "gwnob": _state(other),
    }


def _first(found: tuple[Side, ...]) -> Side | None:
    return next((side for side in found if side.name != UNKNOWN), None)


def _state(side: Side | None) -> int | None:
    actor = side.actor if side else None
    return country(actor.country).gw if actor and actor.type in STATE else None


def best(event: Event) -> int:
    """Deaths, the least number told."""
    return (toll(with_outcome(event, "killed")) or (0, 0))[0]


def _deaths(event: Event, told: Sides) -> Cells:
    sums = dict.fromkeys(DEATHS, 0)
    high = 0
    for row in with_outcome(event, "killed"):
        sums[_belong(row, event, told)] += row.min
        high += row.min if row.max is None else row.max
    return {**sums, "best": best(event), "low": best(event), "high": high}


def _merged_deaths(merged: Merged, event: Event, told: Sides) -> Cells:
    """Best supported deaths of an incident, between the bounds that its sources tell. Where those
    of the sides are more than the incident has, sources differ on whose they were: unknown.
    """
    killed, civilian = merged.toll("killed"), merged.toll("killed", "civilian")
    best = killed.best if killed else 0
    civilians = min(best, civilian.best) if civilian else 0
    sums = {**dict.fromkeys(DEATHS, 0), "deaths_civilians": civilians}
    for column, number in _killed_of_sides(merged, event, told):
        sums[column] += number
    if sum(sums.values()) > best:
        sums |= {"deaths_a": 0, "deaths_b": 0}
    sums["deaths_unknown"] = best - sum(sums.values())
    low, high = (killed.low, killed.high) if killed else (0, 0)
    return {**sums, "best": best, "low": low, "high": max(best, high or best)}


def _killed_of_sides(merged: Merged, event: Event, told: Sides) -> Iterator[tuple[str, int]]:
    for side, number in merged.killed_of:
        column = _column(side, told)
        if column is not None:
            yield column, number
    combatants = merged.toll("killed", "combatant")
    if not merged.killed_of and combatants and _is_aimed(event, told):
        yield "deaths_b", combatants.best


def _is_aimed(event: Event, told: Sides) -> bool:
    """Whether the act is done by one side to the other, one party, whose fighters then die."""
    parties = [side for side in told.other if not side.civilian]
    return event.type != "armed_clash" and len(parties) == 1


def _belong(row: Casualty, event: Event, told: Sides) -> str:
    if row.group == "civilian" or row.side == CIVILIANS:
        return "deaths_civilians"
    if row.side is None and row.group == "combatant" and _is_aimed(event, told):
        return "deaths_b"
    return _column(row.side, told) or "deaths_unknown"


def _column(name: str | None, told: Sides) -> str | None:
    """Where the dead of a side are counted; None for one that is neither."""
    for column, found in (("deaths_a", told.one), ("deaths_b", told.other)):
        if name and name != UNKNOWN and name in {side.name for side in found}:
            return column
    return None


# ------------------------------------------------------------------ where and who says so
def _where(row: Row, place: Place) -> Cells:
    where, at = country(place.country), point(row)
    return {
        "where_prec": where_prec(place),
        "where_coordinates": place_name(place),
        "where_description": _description(place),
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geom_wkt": f"POINT ({at[1]} {at[0]})" if at else None,
        "priogrid_gid": priogrid(*at) if at else None,
        "country": where.ucdp_name,
        "country_id": where.gw,
        "region": where.ucdp_region,
    }


def where_prec(place: Place) -> int:
    """1 to 6; an area is near a known point when it reaches no farther than 25 km."""
    if place.precision in PRECISION:
        return PRECISION[place.precision]
    if place.precision in EXACT and place.relation == "in":
        return 1
    return 2 if (place.radius_km or NEAR_KM) <= NEAR_KM else 5


def _description(place: Place) -> str:
    told = [place.relation]
    if place.distance_km is not None:
        told.append(f"{place.distance_km:g} km")
    if place.bearing is not None:
        told.append(f"at {place.bearing:g} degrees")
    reach = f", within {place.radius_km:g} km" if place.radius_km is not None else ""
    return f"{' '.join(told)} {place_name(place)}{reach}"


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: rows from the south pole, columns from the antimeridian, from 1."""
    line = min(floor((lat + 90) / CELL), 359) + 1
    column = min(floor((lon + 180) / CELL), CELLS_ROUND - 1) + 1
    return (line - 1) * CELLS_ROUND + column


def _source(row: Row) -> Cells:
    report = row.report
    article = (report.outlet, report.published, f'"{report.title}"' if report.title else None)
    return {
        "number_of_sources": row.merged.sources if row.merged else max(1, len(row.event.sources)),
        "source_article": ", ".join(part for part in article if part),
        "source_office": report.outlet,
        "source_date": report.published,
        "source_headline": report.title,
        "source_original": tuple(source_names(row)) if row.event.sources else None,
    }
