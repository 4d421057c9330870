"""Items: the annotated spans of one sentence in order, each with one reading chosen.

A sentence comes here as tokens with four annotations over them (lexicon matches, quantities, times,
place expressions). Items are their merged sequence: places, times and quantities win over the
lexicon matches inside them; a preposition is not an item of its own but the `prep` of what it
governs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from rasid.extract.counted import of_acts
from rasid.extract.readings import NO_READINGS, Readings, Sense, readings, readings_at
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import Form, Match, People
from rasid.measure.numerals import Quantity
from rasid.measure.times import When
from rasid.values import dataclass, replace

T = TypeVar("T")

PREPOSITIONS = frozenset(
    "in on from to of at with between against during after before because_of agent_by by_fire "
    "about as toward without except origin support including until within instrument simultaneous "
    "response victim target_of lead laid_to".split()
)
"""Connective roles that govern the phrase after them."""

TRANSPARENT = frozenset("demonstrative all one_of modifier emphasis still copula".split())
"""Connective roles that change nothing here."""

QUOTES = frozenset('"\u00ab\u00bb')
"""Marks that may stand between a preposition and what it governs."""

SILENT = PREPOSITIONS | TRANSPARENT | {"and", "or", "besides", "others", "another", "two_others"}
"""Connectives that are no item of their own."""

CONJUNCTIONS = {"and": "and", "or": "and", "besides": "besides"}
"""Roles that coordinate, as `Item.conj` tells them: 'besides' adds an act to those before."""

OTHERS = {"others": "pl", "another": "sg", "two_others": "du"}
"""'others', 'another', 'two others' and their number: they qualify the item before them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One annotated span. `cls` is the kind of the chosen reading, or place | time | quantity, and
    `sense` what it means as the part of speech that was chosen.

    `prep` is the role of the preposition (clitic or word) that governs it; `conj` is the
    conjunction before it: and | besides | empty; `other` is the number of
    "another" or "others" after it; `fire` the means in its preposition ("by the bullets of");
    `future` that the verb has the future clitic.
    """

    start: int
    end: int
    cls: str
    verb: bool
    readings: Readings
    sense: Sense
    prep: str | None
    conj: str
    definite: bool
    enclitic: str | None
    other: str | None = None
    fire: Item | None = None
    future: bool = False
    place: PlaceExpression | None = None
    when: When | None = None
    quantity: Quantity | None = None

    def form(self, kind: str) -> Form | None:
        """The reading of this kind that fits the chosen part of speech."""
        return self.sense.forms.get(kind)


OWNERS = frozenset("actor nationality force people facility weapon source".split())
"""Classes of nouns that stand in the genitive of an unknown one."""
REACHING = frozenset("in on against agent_by by_fire victim".split())
"""Prepositions that mean the party behind an unknown word too: 'by [the thugs of] the army'."""
DOERS = frozenset(("actor", "people", "force", "nationality"))
SUBJECT_AND_VERB = 2


def merge(
    words: Sequence[str],
    matches: Sequence[Match],
    places: Sequence[PlaceExpression],
    times: Sequence[When],
    quantities: Sequence[Quantity],
) -> list[Item]:
    """Items of a sentence, in order, without overlap."""
    at = {m.start: m for m in matches}
    counts = (q for q in quantities if q.kind == "count" and not of_acts(q, at))
    values = _disjoint([*places, *times, *counts])
    taken = {i for value in values for i in range(value.start, value.end)}
    spans: list[PlaceExpression | When | Quantity | Match] = list(values)
    spans += [m for m in matches if m.start not in taken and m.end - 1 not in taken]
    spans.sort(key=attrgetter("start"))
    return _build(spans, at, words)


def act_noun(item: Item) -> bool:
    return item.cls == "trigger" and not item.verb and not item.conj


def _disjoint(
    values: Iterable[PlaceExpression | When | Quantity],
) -> list[PlaceExpression | When | Quantity]:
    """Earlier kinds win; within the sentence no two values share a token."""
    kept: list[PlaceExpression | When | Quantity] = []
    used: set[int] = set()
    for value in values:
        tokens = range(value.start, value.end)
        if used.isdisjoint(tokens):
            kept.append(value)
            used.update(tokens)
    return kept


def _build(
    spans: Sequence[PlaceExpression | When | Quantity | Match],
    at: Mapping[int, Match],
    words: Sequence[str],
) -> list[Item]:
    items: list[Item] = []
    prep: str | None = None
    fire: Item | None = None
    conj, end = "", 0
    for index, span in enumerate(spans):
        hidden, gap = None, words[end : span.start]
        if not QUOTES.issuperset(gap):
            hidden, prep, conj = prep if len(gap) == 1 else None, None, ""
        marks = _proclitics(first := at.get(span.start), span)
        conj = conj or ("and" if "and" in marks or "so" in marks else "")
        if isinstance(span, Match):
            role = (found := readings_at(span.forms, _follows_noun(items, span))).role
            if role in OTHERS and items and items[-1].end == span.start:
                items[-1] = replace(items[-1], other=OTHERS[role])
                continue
            if role in CONJUNCTIONS:
                conj = CONJUNCTIONS[role]
            elif role in PREPOSITIONS:
                fire = _bullets(span, found, conj) if role == "by_fire" else None
                prep = role if span.enclitic is None else prep
            if role is None and found.locates:
                prep, end = "at", span.end
                continue
            if role in SILENT and not (role in TRANSPARENT and found.telling):
                end = span.end
                continue
            follower = next(iter(spans[index + 1 : index + 2]), None)
            item = _beyond(_item(span, found, prep, conj, items, follower), hidden)
        else:
            inside = readings(first.forms) if first is not None else NO_READINGS
            prep = prep or (_led_by(first) if isinstance(span, PlaceExpression) else None)
            item = _value_item(span, prep or _clitic_prep(marks), conj, inside)
        items += _with_fire(item, fire)
        prep, conj, end, fire = None, "", span.end, None
    return items


def _follows_noun(items: Sequence[Item], match: Match) -> bool:
    return bool(items) and items[-1].end == match.start and not items[-1].verb


def _with_fire(item: Item, fire: Item | None) -> list[Item]:
    """'by the bullets of X': X carries the means; 'by bullets in the town': they stand alone."""
    if fire is None:
        return [item]
    return [replace(item, fire=fire)] if item.prep == "by_fire" else [fire, item]


def _bullets(match: Match, found: Readings, conj: str) -> Item | None:
    """The means that a preposition names, as an item."""
    if "weapon" not in found.nouns:
        return None
    base = (match.start, match.end, "weapon", False, found, found.as_noun)
    return Item(*base, "in", conj, False, None)


def _beyond(item: Item, prep: str | None) -> Item:
    """'on [the homes of] the army': after a preposition and a word that is not known, a party or
    thing is that word's, and neither subject nor object of the verb.
    """
    if prep is None or item.verb or item.conj:
        return item
    if item.cls not in OWNERS or item.prep not in (None, "to"):
        return item
    return replace(item, prep=prep if prep in REACHING and item.prep is None else "owner")


def _proclitics(
    first: Match | None, span: PlaceExpression | When | Quantity | Match
) -> Sequence[str]:
    marks = first.proclitics if first is not None else ()
    return span.clitics if not marks and isinstance(span, PlaceExpression) else marks


def _clitic_prep(marks: Sequence[str]) -> str | None:
    for mark in ("in", "to", "as"):
        if mark in marks:
            return mark
    return None


def _role(match: Match) -> str | None:
    return readings(match.forms).role


def _led_by(first: Match | None) -> str | None:
    """'towards the desert': a preposition that the expression has taken into itself."""
    role = _role(first) if first is not None else None
    return role if role in ("toward", "origin") else None


def _value_item(
    span: PlaceExpression | When | Quantity, prep: str | None, conj: str, inside: Readings
) -> Item:
    """A place, time or quantity; a place keeps the readings of the word it begins with."""
    place = span if isinstance(span, PlaceExpression) else None
    when = span if isinstance(span, When) else None
    quantity = span if isinstance(span, Quantity) else None
    cls = "place" if place else "time" if when else "quantity"
    found = inside if place is not None else NO_READINGS
    return Item(
        span.start,
        span.end,
        cls,
        False,
        found,
        found.as_noun,
        prep,
        conj,
        False,
        None,
        place=place,
        when=when,
        quantity=quantity,
    )


def _item(
    match: Match,
    found: Readings,
    prep: str | None,
    conj: str,
    before: Sequence[Item],
    after: PlaceExpression | When | Quantity | Match | None,
) -> Item:
    prep = _clitic_prep(match.proclitics) or prep
    definite = "the" in match.proclitics
    nominal = bool(prep) or definite or conj == "besides" or _relatives(match)
    verb = bool(found.verbs) and (
        _governs(match, after)
        if _is_participle(found)
        else not found.nouns or _is_verb(match, nominal, before, after)
    )
    cls = found.verb if verb else found.noun
    if cls == "connective" and not verb and "facility" in found.nouns and not _outcome(after):
        cls = "facility"
    if cls == "trigger" and not verb and _means(found, prep, match, before):
        cls = "weapon"
    if cls == "trigger" and not verb and definite and "people" in found.nouns:
        cls = "actor" if "actor" in found.nouns else "people"  # "the attackers" are who did it
    if cls == "trigger" and not verb and definite and "actor" in found.nouns:
        cls = "actor" if _has_arms(match, before) else cls
    return Item(
        match.start,
        match.end,
        cls,
        verb,
        found,
        found.as_verb if verb else found.as_noun,
        prep,
        conj,
        definite,
        match.enclitic,
        future="will" in match.proclitics,
    )


def _has_arms(match: Match, before: Sequence[Item]) -> bool:
    """'the planes of the Aggression': a name for the side that is also a word for what it does."""
    last = before[-1] if before else None
    adjoins = last is not None and last.end == match.start and not match.proclitics[:-1]
    return adjoins and last is not None and last.cls in ("force", "weapon") and not last.definite


def _relatives(match: Match) -> bool:
    """'his family', which is spelled like 'they captured him'."""
    if match.enclitic is None:
        return False
    people = (f.entry for f in match.forms if isinstance(f.entry, People) and f.pos != "verb")
    return any(p.plural_only and not p.armed for p in people)


def _outcome(after: PlaceExpression | When | Quantity | Match | None) -> bool:
    """Whether a word of death or injury, or a number, follows: then 'causing', else 'a site'."""
    if isinstance(after, Match):
        return "casualty" in readings(after.forms).nouns
    return isinstance(after, Quantity)


def _means(found: Readings, prep: str | None, match: Match, before: Sequence[Item]) -> bool:
    """'an attack with a car bomb': a word for an act or its means is the means after another
    act.
    """
    if "weapon" not in found.nouns:
        return False
    after_act = bool(before) and before[-1].cls == "trigger" and before[-1].end == match.start
    return prep in ("in", "instrument") or after_act


def _is_verb(
    match: Match,
    nominal: bool,
    before: Sequence[Item],
    after: PlaceExpression | When | Quantity | Match | None,
) -> bool:
    """Verb or verbal noun, for a form that is written as both; `nominal`: governed as nouns are."""
    if "will" in match.proclitics:
        return True
    if nominal:
        return False
    if "time" in readings(match.forms).nouns:
        return _is_doer(match, after)
    last = before[-1] if before else None
    if _has_verb(before) and not match.proclitics:
        return False
    if last is not None and last.end == match.start:
        if last.cls in ("support", "quantity", "trigger") and not match.proclitics:
            return _relative(last, match)
        if last.cls == "weapon" and _relative(last, match):
            return True
        if last.cls in ("cue", "connective"):
            return True
    if isinstance(after, Match) and after.start == match.end and _is_adjective(after):
        return False
    return last is None or bool(match.proclitics) or last.end < match.start


def _has_verb(before: Sequence[Item]) -> bool:
    """'the army condemned shelling': the party right before is the subject of a verb before it."""
    if len(before) < SUBJECT_AND_VERB:
        return False
    verb, subject = before[-2:]
    bare = subject.prep is None and not subject.conj and subject.start == verb.end
    return verb.verb and bare and subject.cls in DOERS


def _is_doer(match: Match, after: PlaceExpression | When | Quantity | Match | None) -> bool:
    """Whether who acts follows at once: 'dawn' is spelled like 'blew up'."""
    if not isinstance(after, Match) or after.start != match.end or after.proclitics[:1] == ("and",):
        return False
    return not DOERS.isdisjoint(readings(after.forms).nouns)


def _is_participle(found: Readings) -> bool:
    form = found.verbs.get("trigger")
    return form is not None and form.tense == "participle"


def _governs(match: Match, after: PlaceExpression | When | Quantity | Match | None) -> bool:
    """'accusing the militia': the object of a participle stands bare right after it; the accused
    are 'accused of'.
    """
    if after is None or after.start != match.end or isinstance(after, When):
        return False
    if not isinstance(after, Match):
        return True
    return _role(after) is None and {"in", "to", "and"}.isdisjoint(after.proclitics)


def _relative(last: Item, match: Match) -> bool:
    """'an ambush they set', 'a bomb X laid': after an indefinite noun, a verb with its pronoun."""
    noun = act_noun(last) or last.cls == "weapon"
    return noun and not last.definite and match.enclitic is not None


def _is_adjective(match: Match) -> bool:
    return any(form.pos == "adjective" for form in match.forms) and not match.proclitics


def entry_of(items: Sequence[Item], kind: str, cls: type[T]) -> T | None:
    """The first entry of a kind that the nouns among some items have."""
    for item in items:
        form = item.readings.nouns.get(kind)
        if form is not None and isinstance(form.entry, cls) and not item.verb:
            return form.entry
    return None
