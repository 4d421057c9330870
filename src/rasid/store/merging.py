"""Incidents of the workspace: new tellings are placed, the incidents that they touch made anew.

A telling that is in no incident is new, or was in one that has been taken apart. It is compared
with those that share something with it; the incidents of those that it is linked to are worked out
again together with it, from tellings and judgements alone, and no others are. `everything` works
all out again, which is the same as far as nothing else was said in between; only how rare a word is
may weigh a little differently.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import (
    Connection,
    func,
    insert,
    select,
    text,
    update,
)

from rasid.errors import StoreError
from rasid.incidents.blocks import Blocks
from rasid.incidents.compare import compare, model
from rasid.incidents.judging import standing
from rasid.incidents.merge import incident, incidents
from rasid.incidents.model import (
    MACHINE,
    Incident,
    Judgement,
    Telling,
    handle,
    judgement,
    undo,
)
from rasid.incidents.rarity import Rarity
from rasid.incidents.traits import Traits, traits
from rasid.incidents.undoing import in_force
from rasid.record import from_json
from rasid.store import (
    corrections,
    derive,
    documents,
    incident_rows,
    judgements,
    shelf,
    sums,
    tables,
    urgency,
)
from rasid.store.membership import apart, chunks, incidents_of
from rasid.store.rows import OPEN
from rasid.store.tables import members, readings, tellings, wordings

TOGETHER = 20_000
"""New tellings that are placed at once at most, so that memory stays bounded."""
_WAITING = "SELECT document, telling FROM tellings INDEXED BY tellings_waiting WHERE waiting = 1"
"""Named, because SQLite would rather read all tellings in the order of another index."""
SEARCHED = 50
"""Tellings whose neighbours are held in memory at once."""


def place(db: Connection) -> int:
    """Place the tellings that are in no incident; how many incidents were made or made anew."""
    new = db.exec_driver_sql(_WAITING)
    waiting = [telling for _, telling in sorted(map(tuple, new))]
    made = 0
    for at in range(0, len(waiting), TOGETHER):
        made += _place(db, set(waiting[at : at + TOGETHER]))
    return made


def everything(db: Connection) -> int:
    """Take all incidents apart and place all tellings; how many incidents there are."""
    apart(db, select(tables.incidents.c.id))
    db.execute(update(tellings).values(waiting=True))
    shelf.forget(db)
    place(db)
    return int(db.execute(select(func.count()).select_from(tables.incidents)).scalar_one())


def review(db: Connection, told: Iterable[str]) -> None:
    """Write down the review states of the incidents that tellings are in; they stay together."""
    for some in chunks(told):
        ids = list(db.execute(incidents_of(some)).scalars())
        sums.take_off(db, ids)
        for id, inside in _members(db, ids).items():
            states = _reviews(db, inside)
            state = incident_rows.least_decided(states.get(one, OPEN) for one in inside)
            at = tables.incidents.c.id == id
            db.execute(update(tables.incidents).where(at).values(review=state))
        sums.put_back(db, ids)


# ------------------------------------------------------------------ placing
def _place(db: Connection, new: set[str]) -> int:
    told = load(db, new)
    here = {telling.id: traits(telling) for telling in told.values()}
    file(db, [here[id] for id in sorted(shelf.unfiled(db, here))])
    known = shelf.rarity(db)
    near = _linked(db, here, known) | _judged_with(db, told.values())
    touched = _incidents_of(db, near)
    old = set(near) - {id for ids in touched.values() for id in ids}
    around = {id for ids in touched.values() for id in ids} | old
    told |= load(db, around - told.keys())
    shelf.fetch(known, map(traits, told.values()))
    judged = judgements.on(db, {telling.report.id for telling in told.values()})
    made = incidents(told.values(), judged, rarity=known)
    apart(db, touched)
    _write(db, made, told)
    return len(made)


def file(db: Connection, new: list[Traits]) -> None:
    """Count the reports and put their tellings under their keys, where others look for them."""
    if not new:
        return
    shelf.count(db, new)
    known = shelf.rarity(db)
    shelf.fetch(known, new)
    kept = shelf.StoredShelf(db)
    filed = Blocks(known, kept)
    for one in new:
        filed.add(one)
    kept.write()
    shelf.keep_traits(db, new)


def _linked(db: Connection, here: Mapping[str, Traits], known: Rarity) -> set[str]:
    """The tellings of the workspace, beside these, that one of these is linked to."""
    if db.execute(text("SELECT 1 FROM tellings WHERE waiting = 0 LIMIT 1")).first() is None:
        return set()
    filed = Blocks(known, shelf.StoredShelf(db))
    out: set[str] = set()
    for some in chunks(here, SEARCHED):
        shelf.fetch(known, [here[id] for id in some])
        near = {id: [one for one in filed.near(here[id]) if one not in here] for id in some}
        others = shelf.known_traits(db, {one for found in near.values() for one in found})
        shelf.fetch(known, others.values())
        pairs = ((id, one) for id, found in near.items() for one in found if one in others)
        out |= {one for id, one in pairs if _are_linked(here[id], others[one], known)}
    return out


def _are_linked(one: Traits, other: Traits, known: Rarity) -> bool:
    return compare(one, other, known).score > model().threshold


def _judged_with(db: Connection, told: Iterable[Telling]) -> set[str]:
    """The tellings of reports that a person compared with one of these."""
    reports = {telling.report.id for telling in told}
    said = standing(judgements.on(db, reports))
    beside = {side.report for one in said for side in (one.left, one.right)} - reports
    newest = (documents.newest(db, source) for source in sorted(beside))
    query = select(tellings.c.telling)
    return {
        id
        for document in newest
        if document is not None
        for id in db.execute(query.where(tellings.c.document == document.id)).scalars()
    }


def _incidents_of(db: Connection, near: Collection[str]) -> dict[str, list[str]]:
    """The incidents that tellings are in, each with all its tellings."""
    ids: set[str] = set()
    for some in chunks(near):
        ids |= set(db.execute(incidents_of(some)).scalars())
    out: dict[str, list[str]] = {}
    for some in chunks(ids):
        out |= _members(db, some)
    return out


# ------------------------------------------------------------------ reading
def load(db: Connection, ids: Collection[str]) -> dict[str, Telling]:
    """Tellings as they stand, with the wording of their reports, in the order of their ids."""
    found: dict[str, Telling] = {}
    for some in chunks(ids):
        homes = select(tellings.c.document).where(tellings.c.telling.in_(some)).distinct()
        found |= _of(db, list(db.execute(homes).scalars()))
    return {id: found[id] for id in sorted(ids) if id in found}


def _of(db: Connection, homes: list[int]) -> dict[str, Telling]:
    """All tellings of some documents."""
    latest = select(func.max(readings.c.id)).where(readings.c.document.in_(homes))
    read = select(readings.c.document, readings.c.record).where(
        readings.c.id.in_(latest.group_by(readings.c.document))
    )
    records = {document: from_json(json.loads(told)) for document, told in db.execute(read)}
    packed = select(wordings.c.document, wordings.c.packed).where(wordings.c.document.in_(homes))
    worded = {document: derive.unpack(told) for document, told in db.execute(packed)}
    revised = corrections.of_reports(db, {record.report.id for record in records.values()})
    texts = documents.texts(db, [id for id, one in records.items() if one.report.id in revised])
    out = {}
    for document, record in records.items():
        said = revised.get(record.report.id, [])
        told = derive.standing(record, said, texts.get(document, ""))
        for telling in derive.mergeable(record, told, worded[document]):
            out[telling.id] = telling
    return out


def shown(db: Connection, id: str) -> tuple[Incident, tuple[Judgement, ...]]:
    """The incident whose id begins so, with all that persons said of its reports. StoreError when
    there is none, or several.
    """
    begins = tables.incidents.c.id.startswith(id, autoescape=True)
    found = list(db.execute(select(tables.incidents.c.id).where(begins).limit(2)).scalars())
    if len(found) != 1:
        why = "several begin so" if found else "there is none; see them with: rasid incidents list"
        raise StoreError(f"incident {id}: {why}")
    told = load(db, _incidents_of_id(db, found[0]))
    judged = judgements.on(db, {telling.report.id for telling in told.values()})
    known = shelf.rarity(db)
    shelf.fetch(known, map(traits, told.values()))
    beside = load(db, _judged_with(db, told.values())).values()
    return incident(told.values(), judged, rarity=known, beside=beside), judged


def several(db: Connection, ids: Iterable[str]) -> Iterator[Incident]:
    """Incidents by their whole ids, each as `shown` has it; what many need is read at once."""
    for some in _batched(ids):
        homes = _members(db, some)
        told = load(db, {id for inside in homes.values() for id in inside})
        judged = judgements.on(db, {telling.report.id for telling in told.values()})
        beside = told | load(db, _judged_with(db, told.values()) - told.keys())
        known = shelf.rarity(db)
        shelf.fetch(known, map(traits, told.values()))
        for id in some:
            own = [told[telling] for telling in homes.get(id, ()) if telling in told]
            if own:
                said = _about(judged, own)
                near = _others(said, own, beside.values())
                yield incident(own, said, rarity=known, beside=near)


def _batched(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, SEARCHED)):
        yield some


def _members(db: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """The tellings of incidents, by incident."""
    out: dict[str, list[str]] = {}
    query = select(members.c.incident, members.c.telling).where(members.c.incident.in_(ids))
    for home, telling in db.execute(query):
        out.setdefault(home, []).append(telling)
    return out


def _about(judged: Iterable[Judgement], told: Iterable[Telling]) -> tuple[Judgement, ...]:
    """The judgements on the reports of some tellings."""
    reports = {telling.report.id for telling in told}
    return tuple(one for one in judged if reports & {one.left.report, one.right.report})


def _others(
    judged: Iterable[Judgement], told: Iterable[Telling], known: Iterable[Telling]
) -> list[Telling]:
    """The tellings of the other reports that judgements are about."""
    sides = {side.report for one in judged for side in (one.left, one.right)}
    own = {telling.report.id for telling in told}
    return [telling for telling in known if telling.report.id in sides - own]


def _incidents_of_id(db: Connection, id: str) -> list[str]:
    query = select(members.c.telling).where(members.c.incident == id)
    return list(db.execute(query).scalars())


# ------------------------------------------------------------------ writing
def _write(db: Connection, made: Iterable[Incident], told: Mapping[str, Telling]) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    made = list(made)
    home = {telling.id: one.id for one in made for telling in one.tellings}
    if made:
        reviews = _reviews(db, home)
        db.execute(insert(tables.incidents), [incident_rows.row(one, reviews) for one in made])
        db.execute(
            insert(tables.voices), [row for one in made for row in incident_rows.voices(one)]
        )
        _name(db, made)
        placed = [{"telling": telling, "incident": id} for telling, id in home.items()]
        db.execute(insert(members), placed)
        for some in chunks(one.id for one in made):
            sums.add(db, some)
    for some in chunks(told):
        db.execute(update(tellings).where(tellings.c.telling.in_(some)).values(waiting=False))
        urgency.rank(db, tables.events.c.telling.in_(some))
    _remember(db, made, home, {telling.report.id for telling in told.values()}, at)


def _name(db: Connection, made: Iterable[Incident]) -> None:
    """Write down who is party to incidents."""
    named = [row for one in made for row in incident_rows.parties(one)]
    if named:
        db.execute(insert(tables.parties), named)


def _reviews(db: Connection, told: Iterable[str]) -> dict[str, str]:
    """The review states of the events that tellings are of."""
    c = tables.events.c
    out: dict[str, str] = {}
    for some in chunks(told):
        query = select(c.telling, c.review).where(c.telling.in_(some))
        out |= dict(map(tuple, db.execute(query)))
    return out


def _remember(
    db: Connection, made: Iterable[Incident], home: Mapping[str, str], reports: set[str], at: str
) -> None:
    """Keep what the machine judged: that tellings are one, and that they no longer are."""
    before = in_force(judgements.on(db, reports, persons=False))
    handles = {t.id: handle(t) for one in made for t in one.tellings}
    known = {(one.left.telling, one.right.telling) for one in before}
    links = {(link.left, link.right): link for one in made for link in one.links}
    new = [
        judgement(handles[link.left], handles[link.right], "same", by=MACHINE, at=at,
                  score=link.score, reasons=link.reasons)
        for pair, link in links.items()
        if link.by == MACHINE and pair not in known
    ]  # fmt: skip
    gone = [one for one in before if _parted(one, home, reports)]
    judgements.add(db, [*new, *(undo(one, by=MACHINE, at=at) for one in gone)])


def _parted(one: Judgement, home: Mapping[str, str], reports: set[str]) -> bool:
    if not {one.left.report, one.right.report} <= reports:
        return False
    left, right = home.get(one.left.telling), home.get(one.right.telling)
    return left is None or left != right
