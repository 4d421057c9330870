"""A party, a place and an outlet are told in figures of all that there is of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pytest
from sqlalchemy import Connection, insert, select, update

from rasid.geo.sphere import km
from rasid.store import sums
from rasid.store.find import WIDE, Circle
from rasid.store.profile import independence, of_outlet, of_party, of_place
from rasid.store.scope import POINTED
from rasid.store.tables import events, facets, incidents, members, parties, tellings, voices
from rasid.store.workspace import Workspace

from .conftest import bench

EVENTS, INCIDENTS = 600, 150
Toll = tuple[int, int, int]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Events, each told in one of fewer incidents; some lie in areas wider than a town."""
    workspace = Workspace.open(tmp_path_factory.mktemp("profile") / "made.db", create=True)
    with workspace.writing() as db:
        bench("store").fill(db, EVENTS, bench("store").Maker())
        bench("maps").fill(db, INCIDENTS, bench("maps").Maker())
        for radius, precision, part in ((180.0, "area", 7), (900.0, "country", 5)):
            wide = update(events).where(events.c.lat.is_not(None), events.c.id % part == 0)
            db.execute(wide.values(radius_km=radius, precision=precision))
        homes = list(db.execute(select(incidents.c.id).order_by(incidents.c.id)).scalars())
        told = db.execute(select(events.c.id, events.c.telling, events.c.document)).all()
        db.execute(
            insert(tellings),
            [{"telling": t, "document": d, "waiting": False} for _, t, d in told],
        )
        db.execute(
            insert(members),
            [{"telling": t, "incident": homes[id % INCIDENTS]} for id, t, _ in told],
        )
        sums.anew(db)
    return workspace


def days_of(db: Connection, ids: Collection[int]) -> list[str]:
    return sorted(db.execute(select(events.c.day).where(events.c.id.in_(ids))).scalars())


def toll_of(db: Connection, ids: Collection[str]) -> Toll | None:
    c = incidents.c
    told = db.execute(
        select(c.killed_low, c.killed_best, c.killed_high).where(
            c.id.in_(ids), c.killed_best.is_not(None)
        )
    ).all()
    if not told:
        return None
    low, best = sum(row[0] for row in told), sum(row[1] for row in told)
    return low, best, sum(row[1] if row[2] is None else row[2] for row in told)


def having(db: Connection, kind: str, values: Collection[str]) -> set[int]:
    c = facets.c
    return set(db.execute(select(c.event).where(c.kind == kind, c.value.in_(values))).scalars())


@pytest.mark.parametrize("named", [("actor.0",), ("actor.0", "actor.1", "actor.2"), ("nobody",)])
def test_all_events_and_incidents_of_a_party_count_once(
    made: Workspace, named: tuple[str, ...]
) -> None:
    with made.reading() as db:
        told = of_party(db, named)
        days = days_of(db, having(db, "actor", named))
        c = parties.c
        homes = set(db.execute(select(c.incident).where(c.actor.in_(named))).scalars())
        assert (told.events, told.incidents) == (len(days), len(homes))
        assert told.killed == toll_of(db, homes)
    months = Counter(day[:7] for day in days)
    assert all(number == months[month] for month, number in told.months)
    assert (told.first, told.last) == ((days[0], days[-1]) if days else (None, None))


def test_what_an_outlet_publishes_or_is_quoted_in(made: Workspace) -> None:
    with made.reading() as db:
        told = of_outlet(db, ("outlet 3", "local"))
        ids = having(db, "source", ("outlet 3", "local"))
        query = select(members.c.incident).join(events, events.c.telling == members.c.telling)
        homes = set(db.execute(query.where(events.c.id.in_(ids))).scalars())
        assert (told.events, told.incidents) == (len(ids), len(homes))
        assert told.killed == toll_of(db, homes)


@pytest.mark.parametrize("reach", [0.0, 5.0, 120.0, 700.0])
def test_what_lies_around_a_place(made: Workspace, reach: float) -> None:
    lat, lon = bench("store").Maker().towns[0]
    here = Circle(lat, lon, reach)

    def near(row: object) -> bool:
        at = (row.lat, row.lon, row.radius_km)  # type: ignore[attr-defined]
        return at[0] is not None and km(*at[:2], lat, lon) <= reach + (at[2] or 0.0)

    with made.reading() as db:
        told = of_place(db, here)
        ids = [e.id for e in db.execute(select(events)) if e.precision not in WIDE and near(e)]
        homes = [i.id for i in db.execute(select(incidents)) if i.precision in POINTED and near(i)]
        assert (told.events, told.incidents) == (len(ids), len(homes))
        assert told.killed == toll_of(db, homes)
    assert told.events > 0


def test_own_reports_are_told_from_copies(made: Workspace) -> None:
    with made.reading() as db:
        told = independence(db, ("outlet 1",))
        rows = db.execute(select(voices.c.copy).where(voices.c.outlet == "outlet 1")).scalars()
        kinds = Counter(rows)
    assert (told.own, told.relays) == (kinds["original"], kinds["relay"])
    assert told.copies == sum(kinds[one] for one in ("exact", "near", "part"))
