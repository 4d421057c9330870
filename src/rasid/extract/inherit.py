"""Inheritance: the place and time of an act that its own frame does not give.

The sentence gives first, by nearness and without what belongs to other clauses; then the event told
just before; then, for a place, the report's first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from rasid.extract.acts import Act, Participant, Scene, begins_clause
from rasid.extract.fold import Draft
from rasid.extract.phrases import Phrase
from rasid.extract.where import places_of_acts
from rasid.geo.expressions import PLACE_RANK, PlaceExpression
from rasid.geo.place import names_country
from rasid.geo.placename import lie_near, names_unit
from rasid.measure.times import When
from rasid.values import dataclass, replace

Told = tuple[int, PlaceExpression]
Timed = tuple[int, When]
T = TypeVar("T")
OLD = timedelta(days=4)
"""How long before the report an act was that it recalls."""
BACK = 40
"""How many events back, and how many of the mentions of each, an act looks for its place or day."""
BYGONE = frozenset(("month", "year"))
"""Precisions of times that tell what an embedded clause recalls."""
SAYING = frozenset(("say", "accuse", "deny", "according"))
"""How words are said whose day is that of the saying; what is observed or claimed is of the day."""
ASIDE = frozenset(("according",))
"""How a saying is added to what an act's sentence tells: its day never tells acts apart."""
UNDONE = frozenset(("planned", "denied"))
SPOKEN = 4
"""How many phrases a word of saying and the time of it lie apart."""
SAME_STORY = 1
"""How many sentences back the act told last lends its day; further back the heading's is meant."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What an event takes from the rest of the report where its own sentences are silent, and the
    `finer` place where they are vague. `later` is the day to take when not even its saying has one,
    `doers` are those of the series of acts that it is one of.
    """

    place: Told | None
    time: Timed | None
    finer: Told | None = None
    later: Timed | None = None
    doers: tuple[Participant, ...] = ()


def inherited(
    draft: Draft,
    drafts: Sequence[Draft],
    told: Sequence[Told],
    heading: Sequence[Timed],
) -> Inherited:
    """The place and the time that the report lends to a draft."""
    time = _time(draft, drafts, heading)
    later = _later(draft, heading)
    place, finer = _place(draft, drafts, told), _finer(draft, told)
    return Inherited(place, time, finer, later, _of_series(draft, drafts))


def _of_series(draft: Draft, drafts: Sequence[Draft]) -> tuple[Participant, ...]:
    """'raids by X on the province ... one of the raids hit a farm': who did what a definite act
    noun goes back to.
    """
    if not _goes_back(draft):
        return ()
    for other in _before(draft, drafts):
        same = other.type == draft.type and other.first.background == draft.first.background
        doers = tuple(other.gather("agents"))
        if same and (doers or not _goes_back(other)):
            return doers
    return ()


def _goes_back(draft: Draft) -> bool:
    """Whether a draft is first told with a definite act noun in the plural: 'one of the raids'."""
    first = [act for act in draft.mentions if act.sentence == draft.first.sentence]
    return any(act.definite and act.plural for act in first)


def _finer(draft: Draft, told: Sequence[Told]) -> Told | None:
    """The one town or point that the report names, where the act's own words name only the
    governorate or country.
    """
    own = () if draft.first.background else draft.places
    if not own or any(p.rank >= PLACE_RANK or not names_unit(p.name) for p in own):
        return None
    keys = {p.key for p in own}
    exact = {p.key: (n, p) for n, p in reversed(told) if p.key not in keys and _is_exact(p)}
    if len(exact) != 1:
        return None
    number, place = next(iter(exact.values()))
    return (number, place) if lie_near(own[0].name, place.name) else None


def from_sentence(act: Act, scene: Scene) -> Act:
    """The act with the nearest place and time of its sentence where it has none."""
    if _comes_again(act, scene):
        return act
    own = tuple(when for when in act.times if of_act(when, scene, ASIDE))
    if own and act.places:
        return replace(act, times=own)
    times = own or tuple(_nearest(act, scene, _time_at(scene, act)))
    own_clause = begins_clause(scene, act.anchor)
    told = ((n, place) for n, place in _place_at(scene, act) if n > act.anchor or not own_clause)
    places = act.places or tuple(_nearest(act, scene, told))
    borrowed = [
        n
        for n, had, now in (("place", act.places, places), ("time", own, times))
        if now and not had
    ]
    return replace(act, times=times, places=places, borrowed=tuple(borrowed))


def _comes_again(act: Act, scene: Scene) -> bool:
    """'these raids come after the army took Y': an act told before, and where another was."""
    before = scene.phrases[act.anchor - 1] if act.anchor else None
    return act.definite and not act.verb and before is not None and before.cue == "background"


def to_come(act: Act, scene: Scene, published: date | None) -> Act:
    """The act as planned when its own clause lays it after the day of publication: 'withdraws next
    Tuesday'. A past verb is never planned, whatever day was read beside it.
    """
    form = scene.phrases[act.anchor].items[0].form("trigger")
    if act.verb and (form is None or form.tense == "past"):
        return act
    if not act.verb and _was_done(scene, act.anchor):
        return act
    own = () if "time" in act.borrowed or act.status != "happened" else act.times
    days = [w.first for w in own if w.first is not None]
    later = published is not None and days and min(days) > published
    return replace(act, status="planned") if later else act


def _was_done(scene: Scene, anchor: int) -> bool:
    """'they launched a campaign to secure the feast of tomorrow': the verb before the act noun is
    past, whatever day comes after it.
    """
    for behind in range(anchor - 1, max(anchor - 1 - SPOKEN, -1), -1):
        if scene.breaks(behind, behind + 1):
            return False
        form = scene.phrases[behind].items[0].form("support")
        if form is not None and scene.phrases[behind].verb:
            return form.tense == "past"
    return False


def _time_at(scene: Scene, act: Act) -> Iterator[tuple[int, When]]:
    for index, phrase in enumerate(scene.phrases):
        when = phrase.when
        if when is None or phrase.prep in ("before", "until") or when.duration_min is not None:
            continue
        aside = _of_another(scene, act.anchor, index, when)
        if not aside and not _of_saying(scene, index, ASIDE):
            yield index, when


def _of_another(scene: Scene, anchor: int, index: int, when: When) -> bool:
    """'freed a man whom they had taken last year': a time of what is recalled behind the act."""
    between = scene.phrases[anchor + 1 : index]
    if any(p.cue == "background" for p in between):
        return True
    return when.precision in BYGONE and any(p.verb and not p.conj for p in between)


def of_act(when: When, scene: Scene, modes: Collection[str] = SAYING) -> bool:
    """Whether a time of a sentence may be that of an act: it is not that of the saying."""
    at = next((i for i, p in enumerate(scene.phrases) if p.when is when), None)
    return at is None or not _of_saying(scene, at, modes)


def spoken_at(scene: Scene) -> When | None:
    """The time of a sentence that is that of the saying."""
    times = ((i, p.when) for i, p in enumerate(scene.phrases) if p.when is not None)
    return next((when for index, when in times if _of_saying(scene, index)), None)


def _of_saying(scene: Scene, index: int, modes: Collection[str] = SAYING) -> bool:
    """'the ministry announced on Monday that': when it was said, not when it was done."""
    for behind in range(index - 1, max(index - 1 - SPOKEN, -1), -1):
        phrase = scene.phrases[behind]
        speech = phrase.items[0].sense.speech
        if speech is not None:
            verb = phrase.verb or phrase.end - phrase.start > 1  # 'as ... announced'
            return speech.mode in modes and (verb or behind == 0)
        if phrase.verb or phrase.head in ("trigger", "casualty", "connective", "cue"):
            return False
    return False


def _place_at(scene: Scene, act: Act) -> Iterator[tuple[int, PlaceExpression]]:
    origin = {id(p) for p in act.origin}
    return (told for told in places_of_acts(scene) if id(told[1]) not in origin)


def _nearest(act: Act, scene: Scene, told: Iterator[tuple[int, T]]) -> Iterator[T]:
    """The value with the fewest phrases and stops between; after the act before ahead of it."""
    best: tuple[float, T] | None = None
    for index, value in told:
        gap = abs(index - act.anchor) + (0.5 if index < act.anchor else 0.0)
        if best is not None and gap >= best[0]:
            continue
        gap += _crossed(scene, index, act.anchor)
        if best is None or gap < best[0]:
            best = gap, value
    if best is not None:
        yield best[1]


def _crossed(scene: Scene, one: int, other: int) -> float:
    """A penalty for every other act and stop between."""
    low, high = sorted((one, other))
    between: Sequence[Phrase] = scene.phrases[low + 1 : high]
    others = sum(p.head == "trigger" for p in between)
    return 2.0 * others + (3.0 if scene.breaks(low, high) == "stop" else 0.0)


def _place(draft: Draft, drafts: Sequence[Draft], told: Sequence[Told]) -> Told | None:
    """Where an act was whose sentence names no place: where the last act told was, else the place
    that the report names first; that from which it was fired is none.
    """
    for other in _before(draft, drafts):
        if other.where.keys:
            places = [(a.sentence, p) for a in islice(other.mentions, BACK) for p in a.places]
            if places:
                return next((p for p in places if p[1].rank >= 2), places[0])
    fired = (a for a in draft.mentions if a.trigger.frame in FIRED)
    origin = {id(place) for act in fired for place in act.origin}
    return next((one for one in told if id(one[1]) not in origin), None)


def _before(draft: Draft, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The other drafts told up to the draft's first sentence, the latest first; drafts are in
    order of their first sentence.
    """
    stop = _upto(drafts, draft.first.sentence)
    for other in reversed(drafts[max(0, stop - BACK) : stop]):
        if other is not draft:
            yield other


def _upto(drafts: Sequence[Draft], sentence: int) -> int:
    return bisect_right(drafts, sentence, key=_first_sentence)


def _first_sentence(draft: Draft) -> int:
    return draft.first.sentence


FIRED = frozenset(("strike", "launch", "attack"))
"""Frames of acts that are done from one place to another."""
DAYS = frozenset(("day", "part_of_day", "hour"))


def _is_exact(place: PlaceExpression) -> bool:
    surely = place.rank >= PLACE_RANK and place.standing > 1
    return surely and not names_country(place.name.candidates)


def _time(
    draft: Draft,
    drafts: Sequence[Draft],
    heading: Sequence[Timed],
) -> Timed | None:
    """When an act was whose sentence names no time: the day of the act told last, else the
    heading's.

    Recalled acts inherit nothing: their day is another one.
    """
    if _of_another_day(draft):
        return None
    here = draft.first.sentence
    for other in _before(draft, drafts):
        day = _day(other)
        if day is not None and 0 <= here - day[0] <= SAME_STORY:
            return day
    told = draft.mentions[-1].sentence + (here == 0)
    return next((day for day in heading if day[0] <= told), None)


def _later(draft: Draft, heading: Sequence[Timed]) -> Timed | None:
    """The day that the head of a report names only after it told the act."""
    return heading[0] if heading and not _of_another_day(draft) else None


def _of_another_day(draft: Draft) -> bool:
    """Whether an act is recalled, planned or denied: the day of the news is not its own."""
    return draft.first.background or draft.first.status in UNDONE


def _day(draft: Draft) -> Timed | None:
    """The first day that an event's mentions name."""
    if draft.first.background or not draft.days:
        return None
    for act in islice(draft.mentions, BACK):
        for when in act.times:
            if when.first is not None and when.precision in DAYS:
                return act.sentence, when
    return None
