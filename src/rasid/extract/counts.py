"""Counts of people: how many, of which group, how many of them children, women and men."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import CasualtyWord, People
from rasid.measure.numerals import Quantity
from rasid.values import dataclass

PARTS = ("child", "woman", "man")


@dataclass(frozen=True, slots=True)
class Count:
    """low..high people (high null: open-ended) of one group, with the parts that are told."""

    low: int
    high: int | None
    group: str
    children: int | None = None
    women: int | None = None
    men: int | None = None


def count(phrase: Phrase, fallback: str = "unknown") -> Count | None:
    """What a phrase counts, by the annotation rules: number, dual, singular, vague, plural."""
    bounds = OTHERS[phrase.items[0].other] if _others_only(phrase) else _bounds(phrase)
    if bounds is None:
        return None
    low, high = bounds
    return Count(low, high, group_of(phrase) or fallback, **_part(phrase, low, high))


OTHERS: dict[str | None, tuple[int, int | None]] = {"sg": (1, 1), "du": (2, 2), "pl": (2, None)}


def _others_only(phrase: Phrase) -> bool:
    """'and wounded others': the word of the outcome carries its victims itself."""
    return phrase.head == "casualty" and phrase.quantity is None and phrase.items[0].other in OTHERS


def _bounds(phrase: Phrase) -> tuple[int, int | None] | None:
    if phrase.quantity is not None:
        return _of_families(phrase) if _families(phrase) else _numbered(phrase.quantity)
    number = phrase.number
    if number is None and phrase.people is None:
        return None
    if phrase.head == "nationality" and phrase.items[0].definite:
        return None
    if number == "du":
        return 2, 2
    if number == "sg" and phrase.people is not None and phrase.people.plural_only:
        return 2, None
    if number == "pl":
        return None if phrase.items[0].definite else (2, None)
    return 1, 1


def _numbered(quantity: Quantity) -> tuple[int, int | None]:
    return quantity.low, quantity.high


def _families(phrase: Phrase) -> bool:
    """'one family', 'the wounded are of one family': the number counts no persons."""
    groups = [phrase.people] if phrase.people is not None else list(_peoples(phrase))
    group = any(p.plural_only for p in groups)
    return group and phrase.quantity is not None and phrase.quantity.high == 1


def _of_families(phrase: Phrase) -> tuple[int, int | None] | None:
    return None if phrase.items[0].definite else (2, None)


def group_of(phrase: Phrase) -> str | None:
    """civilian | combatant | unknown by the word, null when no word tells.

    'three people of the civilians', 'an official of the militia': a later word of the phrase tells
    what the first leaves open.
    """
    told = [_side(e) for e in _telling(phrase)]
    known = next((g for g in told if g != "unknown"), None)
    if known is not None:
        return known
    if (phrase.party is not None and _armed(phrase)) or _of_a_force(phrase):
        return "combatant"
    if told:
        return "unknown"
    for item in phrase.items:
        form = item.readings.nouns.get("casualty")
        if form is not None and isinstance(form.entry, CasualtyWord) and form.entry.group:
            return form.entry.group
    return None


def _of_a_force(phrase: Phrase) -> bool:
    """'ten of the force', with no word for the ten."""
    forms = (i.readings.nouns.get("force") for i in phrase.items[1:])
    entries = (f.entry for f in forms if f is not None)
    return phrase.quantity is not None and any(getattr(e, "armed", False) for e in entries)


def _telling(phrase: Phrase) -> list[People]:
    """The people nouns that tell the side: 'a youth of the sons of the town' is of no side by
    where he is from, 'one of the civilians' is.
    """
    plain = phrase.items[0].cls == "people" and phrase.number == "sg" and phrase.quantity is None
    after = (i for n, i in enumerate(phrase.items) if n == 0 or i.definite or not plain)
    forms = (i.readings.nouns.get("people") for i in after)
    return [f.entry for f in forms if f is not None and isinstance(f.entry, People)]


def _peoples(phrase: Phrase) -> Iterator[People]:
    for item in phrase.items:
        form = item.readings.nouns.get("people")
        if form is not None and isinstance(form.entry, People):
            yield form.entry


def _side(people: People) -> str:
    """Armed people of no known side fight; a settler with a gun is still a civilian."""
    return "combatant" if people.armed and people.group == "unknown" else people.group


def _armed(phrase: Phrase) -> bool:
    party = phrase.party
    if party is None or (party.national and party.force is None):
        return False
    if party.actor is not None:
        return party.actor.type not in ("civilian_group", "government")
    return party.force is not None and party.force.armed


def _part(phrase: Phrase, low: int, high: int | None) -> dict[str, int]:
    part = phrase.people.part if phrase.people is not None else None
    if part is None or (high is not None and high != low):
        return {}
    key = {"child": "children", "infant": "children", "woman": "women", "man": "men"}.get(part)
    return {key: low} if key else {}


def total(counts: Sequence[Count]) -> list[Count]:
    """One count per group: coordinated victims of one outcome are added up.

    'a woman and a man': beside civilians, and no fighters, those of whom no word tells are such.
    """
    groups = {one.group for one in counts}
    own = "civilian" if groups == {"civilian", "unknown"} else None
    by_group: dict[str, list[Count]] = {}
    for one in counts:
        by_group.setdefault(own or one.group, []).append(one)
    return [_sum(group, members) for group, members in by_group.items()]


def _sum(group: str, members: Sequence[Count]) -> Count:
    open_ended = any(m.high is None for m in members)
    return Count(
        sum(m.low for m in members),
        None if open_ended else sum(m.high or 0 for m in members),
        group,
        children=_add(m.children for m in members),
        women=_add(m.women for m in members),
        men=_add(m.men for m in members),
    )


def _add(values: Iterable[int | None]) -> int | None:
    told = [v for v in values if v is not None]
    return sum(told) if told else None


def with_parts(whole: Count, parts: Sequence[Count]) -> Count:
    """'9 civilians, among them 7 children': parts are told of, not added to, the whole."""
    if not parts:
        return whole
    inner = _sum(whole.group, parts)
    known = {p.group for p in parts}
    group = whole.group
    if group == "unknown" and known == {"civilian"} and inner.low == whole.low:
        group = "civilian"
    return Count(
        whole.low,
        whole.high,
        group,
        children=whole.children if whole.children is not None else inner.children,
        women=whole.women if whole.women is not None else inner.women,
        men=whole.men if whole.men is not None else inner.men,
    )
