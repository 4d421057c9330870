"""Which places of a sentence tell where an act was, and which are told of people and things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.acts import Scene, trigger_of
from rasid.geo.expressions import PLACE_RANK, PlaceExpression
from rasid.geo.place import names_area
from rasid.geo.placename import names_unit

NOT_HERE = frozenset(("from", "toward", "origin", "belonging", "allied", "opposed"))
ELSEWHERE = frozenset(("stationed", "native"))
EARLIER = frozenset(("after", "since"))
LOCAL = frozenset(("in", "near", "outskirts"))
SPEAKERS = frozenset(("source", "speech"))
DOING = frozenset(("trigger", "support"))
"""What somebody does who is no speaker."""


def places_of_acts(scene: Scene) -> Iterator[tuple[int, PlaceExpression]]:
    """The phrases and places of a sentence at which an act may be, without those told of sources
    and of the hospitals that took the wounded in;
    a dateline's governorate and what was taken before only when there is no other, and what is told
    of people only when there is nothing but that and a dateline.
    """
    told = [
        (index, phrase.place)
        for index, phrase in enumerate(scene.phrases)
        if phrase.place is not None
        and phrase.prep not in NOT_HERE
        and not _of_speaker(scene, index)
        and not _of_things(scene, index)
    ]
    inner = [t for t in told if not _heads(t[1])] or told
    inner = [t for t in inner if not _of_earlier(scene, t[0])] or inner
    theirs = of_people(scene)
    yield from [t for t in inner if id(t[1]) not in theirs] or inner


def without_peoples(scene: Scene, places: Sequence[PlaceExpression]) -> tuple[PlaceExpression, ...]:
    """The places without those that only tell where people are from, what a thing belongs to or
    where the wounded were taken; if others are left, also without those where people live or stay.
    """
    if not places:
        return ()
    told = ((i, p.place) for i, p in enumerate(scene.phrases) if p.place is not None)
    natives = {id(place) for i, place in told if _is_native(scene, i) or _of_things(scene, i)}
    found = tuple(p for p in places if id(p) not in natives)
    if len(found) < 2:
        return found
    theirs = of_people(scene)
    return tuple(p for p in found if id(p) not in theirs) or found


def exact_first(scene: Scene, start: int = 0) -> tuple[PlaceExpression, ...]:
    """The place for an act that no phrase ties to one: the first exact one, else the first.

    Those from phrase `start` on go before those that come earlier.
    """
    told = [place for _, place in places_of_acts(scene)]
    told = told or [phrase.place for phrase in scene.phrases if phrase.place is not None]
    later = [place for place in told if place.start >= scene.phrases[start].start]
    told = later or told
    exact = [place for place in told if place.rank >= PLACE_RANK]
    return tuple((exact or told)[:1])


def holder_keys(place: PlaceExpression) -> Iterator[str]:
    """The names of what a place lies in; what lies in a direction of a town is not in it."""
    for container in place.containers:
        name = container.name
        if name is None:
            continue
        if container.bearing is None or container.relation == "countryside" or names_unit(name):
            yield name.key


def names_locality(place: PlaceExpression) -> bool:
    """Whether "the area of X" is a locality, and not a region that a table has under the name."""
    wide = names_area(place.name.candidates) or names_unit(place.name)
    return place.kind == "area" and place.relation in LOCAL and not wide


def of_people(scene: Scene) -> frozenset[int]:
    """The identities of places where a party stays or people are from: "the forces stationed in
    X", "the people of X".
    """
    return frozenset(
        id(phrase.place)
        for index, phrase in enumerate(scene.phrases)
        if phrase.place is not None and index and _is_theirs(scene, index)
    )


def _heads(place: PlaceExpression) -> bool:
    """Whether it is a dateline that names no more than a governorate."""
    return place.dateline and place.rank < PLACE_RANK


def _of_earlier(scene: Scene, index: int) -> bool:
    """'after the taking of A, B and C': a place that another act took before."""
    for behind in range(index - 1, -1, -1):
        phrase = scene.phrases[behind]
        if phrase.place is None or phrase.prep is not None:
            trigger = trigger_of(phrase.items[0]) if phrase.head == "trigger" else None
            return trigger is not None and trigger.frame == "control" and phrase.prep in EARLIER
    return False


def _is_native(scene: Scene, index: int) -> bool:
    return index > 0 and scene.phrases[index - 1].connective == "native"


def _is_theirs(scene: Scene, index: int) -> bool:
    before, phrase = scene.phrases[index - 1], scene.phrases[index]
    if scene.breaks(index - 1, index):
        return False
    adjoins = phrase.prep is None and before.end == phrase.start
    did = before.prep in ("by_fire", "agent_by")  # 'by unknown men near the town'
    return before.connective in ELSEWHERE or (adjoins and before.people is not None and not did)


def _of_speaker(scene: Scene, index: int) -> bool:
    """'local sources in the town': where the source is, not where the act was."""
    before = scene.phrases[index - 1] if index else None
    if before is None or before.head not in SPEAKERS:
        return False
    if before.head == "source" and _does(scene, index - 1):
        return False
    return before.people is None or scene.phrases[index].prep is not None


def _does(scene: Scene, index: int) -> bool:
    """'civil defence teams recovered', 'he added that the prosecution had ordered': whether the
    source at `index` is told to do something itself, and says nothing.
    """
    if any(p.head == "speech" for p in scene.phrases[index + 1 : index + 3]):
        return False
    for behind in range(index - 1, -1, -1):
        phrase = scene.phrases[behind]
        if phrase.connective is not None or scene.breaks(behind, behind + 1) == "stop":
            return phrase.connective == "that"
        if phrase.verb or phrase.head == "speech":
            return phrase.head in DOING
    return False


def _of_things(scene: Scene, index: int) -> bool:
    """Whether the place tells of somebody or something, and not of an act."""
    return _of_care(scene, index) or _of_owner(scene, index)


def _of_care(scene: Scene, index: int) -> bool:
    """'taken to a hospital in the city', 'died in the hospital of X': where the wounded were taken,
    not where the act was.
    """
    before = scene.phrases[index - 1] if index else None
    if before is None or scene.breaks(index - 1, index):
        return False
    phrase = scene.phrases[index]
    if phrase.place is not None and phrase.place.kind == "hospital":
        return phrase.prep == "to" or (phrase.prep == "in" and before.head == "casualty")
    care = before.facility is not None and before.facility.target_kind == "hospital"
    return care and before.prep == "to" and before.place is None


def _of_owner(scene: Scene, index: int) -> bool:
    """'an ambulance that belongs to X': whose something is that is no site, not where it was."""
    if index < 2 or scene.phrases[index - 1].connective != "belonging":
        return False
    owned = scene.phrases[index - 2].facility
    return owned is not None and not owned.site
