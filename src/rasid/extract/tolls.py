"""Tolls: killed, injured, missing ... with the people counted and the act they are laid to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rasid.extract.acts import Participant, Scene
from rasid.extract.counts import Count, count, group_of, total, with_parts
from rasid.extract.joint import (
    between_dead_and_wounded,
    half,
    halved,
    joint_numbers,
    shared_with,
    told_together,
)
from rasid.extract.laid import lay, of_a_war, of_untold, of_years
from rasid.extract.mood import aim, mood
from rasid.extract.names import named, told_of
from rasid.extract.outcomes import lives_ahead, outcomes
from rasid.extract.phrases import Phrase
from rasid.extract.toll import Toll, casualty_of
from rasid.extract.victims import (
    counted,
    doers,
    means,
    numbered_before,
    person,
    ranks,
    unnamed_in,
    verb_victims,
    victims_after,
    victims_before,
)
from rasid.lexicon.entries import CasualtyWord, NumberWord
from rasid.values import dataclass, replace

NEAR = 4
SINCE = 12
AMONG = frozenset(("victim", "between", "from", "of", "in"))
"""How the people are joined whose side tells that of the number before them."""


def tolls(scene: Scene, acts: Sequence[int], harming: Collection[int]) -> list[Toll]:
    """All tolls of a sentence. `acts` are the phrase indexes of its acts, `harming` of those that
    people die in.
    """
    out: list[Toll] = []
    group = "unknown"
    for index, word in outcomes(scene):
        if of_untold(scene, index, acts) or of_years(scene, index):
            continue
        for toll in _read(scene, index, word, group):
            group = _fallback([*out, toll], group)
            out.append(toll)
    out += _total(scene, out)
    out += _zeros(scene)
    out += between_dead_and_wounded(scene)
    joined = joint_numbers(scene, out)
    return [lay(scene, toll, acts, harming) for toll in joined if not of_a_war(toll)]


@dataclass(frozen=True, slots=True)
class _People:
    """Who a word of outcome counts, who did it, and the phrase after them."""

    victims: list[Phrase]
    killers: list[Phrase]
    stop: int
    index: int
    shared: bool = False
    least: int = 1
    named: int = 0
    """How many more of them are told by name, in how many `words`."""
    words: int = 0
    unnamed: int = 0
    """How many a pronoun stands for."""
    meant: Sequence[Phrase] = ()
    """Whom it may mean: they lend their group and are not counted."""


def _read(scene: Scene, index: int, word: CasualtyWord, group: str) -> Iterator[Toll]:
    phrase = scene.phrases[index]
    people = _people(scene, index, word)
    victims, stop = people.victims, people.stop
    counts = _counts(scene, people, word.group or group)
    if not counts or _since(scene, index) or _denied(scene, index):
        return
    if _aimed_at(scene, index):
        return
    if word.frame == "count_noun" and _none(scene, index, counts):
        yield from _zero(scene, index)
        return
    parts = _parts(scene, stop)
    shared = people.shared or halved(scene, index)
    for whole in total(_sided(scene, stop, counts)):
        yield Toll(
            scene.sentence,
            index,
            min(phrase.start, *(v.start for v in victims)) if victims else phrase.start,
            max(phrase.end + min(people.words, NEAR), *(v.end for v in victims), 0),
            _outcome(scene, index, word),
            half(whole, people.least) if shared else with_parts(whole, parts),
            None,
            False,
            word,
            phrase.verb,
            _participants(scene, [*victims, *ranks(scene, stop)]),
            _participants(scene, people.killers or doers(scene, stop)),
            _updates(scene, index),
            _participants(scene, means(scene, stop)),
            _dated(scene, index),
        )


def _aimed_at(scene: Scene, index: int) -> bool:
    """'in order to arrest the attackers', 'charged with killing a guard': nobody was, by this."""
    purpose = index > 0 and scene.phrases[index - 1].connective == "purpose"
    return purpose or aim(scene, index)


def _participants(scene: Scene, phrases: Sequence[Phrase]) -> tuple[Participant, ...]:
    return tuple(Participant(scene.sentence, p) for p in phrases)


def _people(scene: Scene, index: int, word: CasualtyWord) -> _People:
    killers: list[Phrase] = []
    if scene.phrases[index].items[0].other is not None:  # 'wounded others'
        return _People([scene.phrases[index]], [], index + 1, index)
    if numbered_before(scene, index, word):
        return _People([scene.phrases[index - 1]], [], index + 1, index)
    if scene.phrases[index].verb or word.frame == "intransitive":
        victims, killers, stop = verb_victims(scene, index, word)
    elif word.frame == "count_noun":
        victims, stop = counted(scene, index)
        if victims and victims[0] is not scene.phrases[index] and told_together(scene, index):
            return _People(victims, [], stop, index, shared=True, least=2)
    else:
        victims, stop = victims_after(scene, index + 1 + _of_act(scene, index), index)
    unnamed = unnamed_in(scene, index, word)
    before = _elsewhere(scene, index, word) if not victims else []
    if unnamed and not victims:
        return _People([], killers, stop, index, unnamed=unnamed, meant=before)
    victims = victims or before
    if not victims and scene.phrases[index].verb:
        victims, one = told_of(scene, index)
        if one and not victims:
            return _People([], killers, stop, index, unnamed=one)
    known = any(count(v) is not None and not (v.conj or v.prep == "with") for v in victims)
    words, names = (0, 0) if known else named(scene, index, word)
    if victims or names or not shared_with(scene, index, word):
        return _People(victims, killers, stop, index, named=names, words=words)
    victims, stop = victims_after(scene, index + 2, index + 1)
    return _People(victims, killers, stop, index, True)


def _of_act(scene: Scene, index: int) -> int:
    """'went victim of the attack four children': the act between the word and those it counts."""
    following = scene.phrases[index + 1 : index + 2]
    noun = following[0] if following else None
    between = noun is not None and noun.head == "trigger" and noun.prep is None and not noun.verb
    return int(between and not scene.between(index, index + 1))


def _sided(scene: Scene, stop: int, counts: list[Count]) -> list[Count]:
    """'five dead and wounded among the civilians': those of no told side are of the people named
    next.
    """
    if any(c.group != "unknown" for c in counts):
        return counts
    while stop < len(scene.phrases) and _another_outcome(scene, stop):
        stop += 1
    told = _side_named(scene, stop) or _side_of_both(scene, stop)
    return [replace(c, group=told) for c in counts] if told else counts


def _side_of_both(scene: Scene, index: int) -> str | None:
    """'dead and wounded of the militia': the side that the second noun has is that of the first."""
    if index >= len(scene.phrases) or scene.phrases[index].quantity is not None:
        return None
    phrase = scene.phrases[index]
    word = casualty_of(phrase) if phrase.conj and not phrase.verb else None
    counts = word is not None and word.frame == "count_noun" and not word.group
    return group_of(phrase) if counts and not scene.breaks(index - 1, index) else None


def _another_outcome(scene: Scene, index: int) -> bool:
    """'and wounded' after 'dead'."""
    phrase = scene.phrases[index]
    word = casualty_of(phrase) if phrase.conj and not phrase.verb else None
    plain = phrase.people is None and phrase.party is None and not scene.breaks(index - 1, index)
    return word is not None and word.frame == "count_noun" and plain


def _side_named(scene: Scene, index: int) -> str | None:
    """The side of people that are only named, not counted, right after a number."""
    if index >= len(scene.phrases) or scene.breaks(index - 1, index):
        return None
    phrase = scene.phrases[index]
    named = phrase.people is not None or phrase.party is not None
    governed = phrase.prep in AMONG and (phrase.prep != "in" or scene.between(index - 1, index))
    if not governed or phrase.conj or phrase.weapons or not named:
        return None
    among = phrase.prep in ("between", "victim")
    return group_of(phrase) if among or phrase.quantity is None else None


def _fallback(told: Sequence[Toll], group: str) -> str:
    """The side of 'others': that of those told last; none after people of two sides."""
    last = [t.count.group for t in told if t.anchor == told[-1].anchor]
    sides = {side for side in last if side != "unknown"}
    if len(sides) > 1:
        return "unknown"
    return sides.pop() if sides else group


def _elsewhere(scene: Scene, index: int, word: CasualtyWord) -> list[Phrase]:
    """Victims that stand before the word: 'their wounding', 'twenty injuries'."""
    phrase = scene.phrases[index]
    if phrase.verb:
        return []
    behind = scene.phrases[max(0, index - NEAR) : index]
    hurt = phrase.prep == "to" and word.outcome == "injured"
    suffered = hurt and any(p.head == "support" for p in behind)
    return victims_before(scene, index) if phrase.items[0].enclitic or suffered else []


def _counts(scene: Scene, people: _People, fallback: str) -> list[Count]:
    counts = [(v, count(v, fallback)) for v in people.victims]
    told = [_of_them(v, c, fallback) for v, c in counts if c is not None]
    if people.unnamed or people.named:
        one = people.unnamed or people.named
        groups = {c.group for v in people.meant if (c := count(v, fallback)) is not None}
        return [Count(one, one, groups.pop() if len(groups) == 1 else fallback), *told]
    after = _appended(scene, people, fallback)
    if after is not None:
        return [*told[: len(people.victims) - 1], after]
    return _numbered(scene, people.stop, told) if told else _as_before(scene, people, fallback)


def _of_them(victim: Phrase, told: Count, fallback: str) -> Count:
    """'his companion': of the side of the one he is with."""
    his = told.group == "unknown" and victim.items[0].enclitic is not None
    return replace(told, group=fallback) if his else told


def _appended(scene: Scene, people: _People, fallback: str) -> Count | None:
    """'the three men', 'her four children': a definite noun with its number behind it."""
    if not people.victims or not 0 < people.stop < len(scene.phrases):
        return None
    phrase, last = scene.phrases[people.stop], people.victims[-1]
    beside = phrase.start == last.end and phrase.prep is None and not phrase.conj
    number = phrase.quantity if beside and phrase.head == "quantity" else None
    if number is None or last.quantity is not None or last.number != "pl":
        return None
    return Count(number.low, number.high, group_of(last) or fallback)


def _as_before(scene: Scene, people: _People, fallback: str) -> list[Count]:
    """'dozens of the dead and the wounded': the vague number holds for both."""
    phrase = scene.phrases[people.index]
    if not phrase.conj or phrase.number != "pl" or people.index == 0:
        return []
    before = scene.phrases[people.index - 1]
    counted = before.quantity if casualty_of(before) is not None else None
    vague = counted is not None and counted.high is None
    return [Count(2, None, fallback)] if vague else []


def _numbered(scene: Scene, stop: int, counts: list[Count]) -> list[Count]:
    """'wounded whose number is seven': a number told after those it counts."""
    if len(counts) != 1 or counts[0].high is not None:
        return counts
    if _two(scene, stop):
        return [replace(counts[0], low=2, high=2)]
    for position in range(stop, min(stop + 2, len(scene.phrases) - 1)):
        number = scene.phrases[position + 1].quantity
        if scene.phrases[position].cue == "number" and number is not None:
            return [replace(counts[0], low=number.low, high=number.high)]
    return counts


def _two(scene: Scene, stop: int) -> bool:
    """'farmers, two, today': the numeral is spelled like a weekday, and is read as neither."""
    if not 0 < stop < len(scene.phrases) or scene.between(stop - 1, stop):
        return False
    form = scene.phrases[stop].items[0].form("number")
    return form is not None and isinstance(form.entry, NumberWord) and form.entry.value == 2


def _outcome(scene: Scene, index: int, word: CasualtyWord) -> str:
    """'lost' means killed when it is one's life that was lost."""
    if word.outcome != "missing":
        return word.outcome
    return "killed" if lives_ahead(scene, index) else word.outcome


def _parts(scene: Scene, position: int) -> list[Count]:
    """'among them', or a bracket right after: the people named there are part of the whole."""
    if position >= len(scene.phrases):
        return []
    bracket = "(" in scene.between(position - 1, position)
    phrase = scene.phrases[position]
    including = phrase.prep == "including" or phrase.connective == "including"
    if not (bracket or including):
        return []
    if phrase.connective == "including":
        position += 1
    parts: list[Count] = []
    while position < len(scene.phrases):
        phrase = scene.phrases[position]
        one = count(phrase) if person(phrase) and phrase.head != "casualty" else None
        if one is None or (parts and not phrase.conj) or phrase.verb:
            break
        parts.append(one)
        position += 1
    return parts


# ------------------------------------------------------------------ special forms
def _total(scene: Scene, told: Sequence[Toll]) -> Iterator[Toll]:
    """'a boy died, so that the number rises to 5': of those whom the sentence counted last."""
    for index in scene.cued("total"):
        if index + 1 == len(scene.phrases):
            return
        number = scene.phrases[index + 1]
        if number.prep != "to" or number.head != "quantity":
            continue
        if number.quantity is None or _since(scene, index):
            continue
        last = next((t for t in reversed(told) if t.anchor < index), None)
        if last is not None and (last.count.high or 0) <= number.quantity.low:
            low, high = number.quantity.low, number.quantity.high
            whole = Count(low, high, last.count.group)
            start, end = scene.phrases[index].start, number.end
            yield replace(last, start=start, end=end, count=whole, update=True)


def _updates(scene: Scene, index: int) -> bool:
    return any(at < index for at in scene.cued("total"))


def _denied(scene: Scene, index: int) -> bool:
    """'X denied that a soldier was killed' states no toll."""
    told = mood(scene, index)
    return told.status == "denied" and told.cue != "prevented"


def _since(scene: Scene, index: int) -> bool:
    """A total that closes with 'since the start of the year' is no toll of the act told."""
    for position in range(max(0, index - NEAR), min(index + NEAR, len(scene.phrases))):
        if _starts_period(scene, position):
            low, high = sorted((position, index))
            return not scene.breaks(low, high) and _updates(scene, index)
    return False


def _dated(scene: Scene, index: int) -> bool:
    """'since the start of the year attacks led to': the toll of acts that are summed up."""
    return any(
        _starts_period(scene, position) and scene.breaks(position, index) != "stop"
        for position in range(max(0, index - SINCE), index)
    )


def _starts_period(scene: Scene, index: int) -> bool:
    when = scene.phrases[index].when
    return when is not None and when.role == "since"


def _none(scene: Scene, index: int, counts: Sequence[Count]) -> bool:
    """'no word of casualties': an unnumbered plural after a negation."""
    if any((c.low, c.high) != (2, None) for c in counts):
        return False
    for position in range(index, max(index - NEAR, -1), -1):
        phrase = scene.phrases[position]
        if phrase.prep == "without" or phrase.cue == "negation":
            return True
        if phrase.head == "trigger" or scene.marks[position]:
            return False
    return False


def _zeros(scene: Scene) -> Iterator[Toll]:
    """'no casualties': a stated zero of killed and injured."""
    for index in scene.cued("zero"):
        yield from _zero(scene, index)


def _zero(scene: Scene, index: int) -> Iterator[Toll]:
    phrase = scene.phrases[index]
    for outcome in ("killed", "injured"):
        yield Toll(
            scene.sentence, index, phrase.start, phrase.end, outcome,
            Count(0, 0, "unknown"), None, False, None, False,
        )  # fmt: skip
