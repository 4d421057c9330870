"""Acts: a trigger with the participants that its frame finds around it in the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from rasid.extract.items import Item
from rasid.extract.phrases import Phrase
from rasid.geo.expressions import PlaceExpression
from rasid.lexicon.entries import Anaphor, Support, Trigger, Weapon
from rasid.measure.times import When
from rasid.text.tables import COMMA, QUESTION, SEMICOLON
from rasid.values import dataclass, replace

ASKING = frozenset(("?", QUESTION))
STOPS = ASKING | frozenset((*".!;\n", SEMICOLON))
COMMAS = frozenset((",", ":", COMMA))
FOOT = "foot"
"""The platform of words for what only men on the ground do: storming, infiltrating."""
REPELLING = frozenset(("ground.repel", "ground.repelling"))
FLYING = frozenset(("aircraft", "drone", "rocket"))
MET = 4
"""Within how many phrases what is repelled is told."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A phrase in a role. `hint` is what the syntax says of its certainty: stated | suspected |
    claimed | accused.
    """

    sentence: int
    phrase: Phrase
    hint: str = "stated"


@dataclass(frozen=True, slots=True)
class Act:
    """One mention of an act. Indexes are sentence number and tokens; `anchor` is the phrase index.

    `aside` acts are told beside those before them: 'while the jets raided'. `borrowed` names what
    the sentence lent it: place, time.
    """

    sentence: int
    anchor: int
    start: int
    end: int
    trigger: Trigger
    verb: bool
    definite: bool
    plural: bool
    agents: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    weapons: tuple[Participant, ...] = ()
    platform: str | None = None
    places: tuple[PlaceExpression, ...] = ()
    origin: tuple[PlaceExpression, ...] = ()
    times: tuple[When, ...] = ()
    status: str = "happened"
    background: bool = False
    follows: bool = False
    bygone: bool = False
    another: bool = False
    aside: bool = False
    borrowed: tuple[str, ...] = ()
    links: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence ready for reading: its number, words, phrases, and the marks before each phrase.

    A mark is 2 for punctuation that ends a sentence, 1 for a comma or colon, 0 for none. `glosses`
    are participants in brackets: another name for the one before them, or its parts. `stops` and
    `pauses` give for each phrase the last one up to it that such a mark, or any, stands before;
    `cues` has the phrases of each cue.
    """

    sentence: int
    words: Sequence[str]
    phrases: Sequence[Phrase]
    marks: Sequence[int]
    role: str
    glosses: frozenset[int]
    paragraph: int
    stops: Sequence[int]
    pauses: Sequence[int]
    cues: Mapping[str, Sequence[int]]

    @classmethod
    def of(
        cls,
        number: int,
        words: Sequence[str],
        phrases: Sequence[Phrase],
        role: str,
        paragraph: int = 0,
    ) -> Scene:
        ends = [0, *(p.end for p in phrases)]
        marks = [_mark(words[end : p.start]) for end, p in zip(ends, phrases, strict=False)]
        glosses = frozenset(_glosses(words, phrases)) if "(" in words else frozenset()
        stops, pauses = _latest(marks, 2), _latest(marks, 1)
        cues = _cues(phrases)
        return cls(number, words, phrases, marks, role, glosses, paragraph, stops, pauses, cues)

    def between(self, left: int, right: int) -> Sequence[str]:
        """Words between two phrases."""
        return self.words[self.phrases[left].end : self.phrases[right].start]

    def cued(self, cue: str) -> Sequence[int]:
        """The phrases with a cue, in order."""
        return self.cues.get(cue, ())

    def breaks(self, left: int, right: int) -> str:
        """'stop', 'comma' or '' : the strongest punctuation between two phrases."""
        if self.stops[right] > left:
            return "stop"
        return "comma" if self.pauses[right] > left else ""


def _latest(marks: Sequence[int], least: int) -> list[int]:
    """For each phrase the last one up to it before which a mark as strong stands; -1 for none."""
    return list(accumulate((n if mark >= least else -1 for n, mark in enumerate(marks)), max))


def _cues(phrases: Sequence[Phrase]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, phrase in enumerate(phrases):
        if phrase.cue is not None:
            found.setdefault(phrase.cue, []).append(index)
    return found


def _mark(words: Sequence[str]) -> int:
    if not STOPS.isdisjoint(words):
        return 2
    return 0 if COMMAS.isdisjoint(words) else 1


def _glosses(words: Sequence[str], phrases: Sequence[Phrase]) -> Iterator[int]:
    """Indexes of nominal phrases in brackets that open after another participant."""
    inside, end = False, 0
    for index, phrase in enumerate(phrases):
        for word in words[end : phrase.start]:
            if word == "(":
                inside = index > 0 and phrases[index - 1].head not in ("connective", "speech")
            elif word == ")":
                inside = False
        end = phrase.end
        if inside and not (phrase.verb or phrase.place or phrase.when or phrase.head == "trigger"):
            yield index


def trigger_of(item: Item) -> Trigger | None:
    return item.sense.trigger


def support_of(phrase: Phrase) -> Support | None:
    return phrase.items[0].sense.support


def anchors(scene: Scene) -> Iterator[tuple[int, Trigger]]:
    """Phrases that name an act: a trigger, or a support verb that fires a weapon."""
    for index, phrase in enumerate(scene.phrases):
        if phrase.head == "trigger":
            trigger = trigger_of(phrase.items[0])
            if trigger is not None:
                trigger = _of_arms(scene, index, trigger)
                strong = _thrown(scene, index) or _carried_out(scene, index, trigger)
                yield index, replace(trigger, weak=False) if strong else trigger
        elif phrase.head == "support":
            fired = _fired(scene, index)
            if fired is not None:
                yield index, fired


def _of_arms(scene: Scene, index: int, trigger: Trigger) -> Trigger:
    """'stood up to the missiles': shot down, where 'stood up to the attackers' is a fight."""
    if trigger.id not in REPELLING:
        return trigger
    for ahead in range(index + 1, min(index + 1 + MET, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if phrase.verb or phrase.head == "trigger" or scene.breaks(index, ahead) == "stop":
            break
        if phrase.prep == "to":
            arms = bool(phrase.weapons) or phrase.platform in FLYING
            return replace(trigger, type="weapons_seizure", frame="seize") if arms else trigger
    return trigger


def _carried_out(scene: Scene, index: int, trigger: Trigger) -> bool:
    """'the destruction of two tanks was accomplished': done, though nobody is said to do it."""
    before = support_of(scene.phrases[index - 1]) if index else None
    done = before is not None and (before.subject, before.object) == ("act", "target")
    return done and trigger.frame == "destroy" and scene.phrases[index].prep is None


def _thrown(scene: Scene, index: int) -> bool:
    """'they threw a grenade': a weapon whose word tells an act once something fires it."""
    if not scene.phrases[index].weapons or scene.phrases[index].prep is not None:
        return False
    for behind in range(index - 1, max(index - 3, -1), -1):
        support = support_of(scene.phrases[behind])
        if scene.breaks(behind, index):
            return False
        if support is not None:
            return "weapon" in (support.object, support.subject)
    return False


def _fired(scene: Scene, index: int) -> Trigger | None:
    """'launched rockets at', 'shells fell on': the weapon says what kind of act it was."""
    support = support_of(scene.phrases[index])
    if support is None:
        return None
    if "weapon" not in (support.object, support.subject):
        return _undergone(scene, index, support) or _claiming(scene, index, support)
    if (fired := fired_by(scene, index)) is not None:
        return _launched(support, weapon_entry(fired))
    if _downed(scene, index, support):
        return Trigger(support.id, "trigger", "weapons_seizure", "seize")
    if _taken(scene, index, support):
        return Trigger(support.id, "trigger", "territory_gain", "control")
    for ahead in (*range(index + 1, min(index + 4, len(scene.phrases))), index - 1):
        if ahead < 0 or (ahead < index and support.subject != "weapon"):
            return None
        phrase = scene.phrases[ahead]
        if phrase.head == "trigger" or scene.breaks(*sorted((index, ahead))):
            if ahead > index:
                return None
            break
        weapon = weapon_entry(phrase)
        if weapon is not None:
            return _launched(support, weapon)
    return None


def _launched(support: Support, weapon: Weapon | None) -> Trigger:
    """The act that a verb tells together with a weapon: what the weapon implies, else an attack."""
    kind, platform = (weapon.implies, weapon.platform) if weapon is not None else (None, None)
    if support.subject == "weapon" and platform == "aircraft":  # 'the helicopter fell'
        return Trigger(support.id, "trigger", "other", "other")
    return Trigger(support.id, "trigger", kind or "attack", "launch", platform=platform)


def fired_by(scene: Scene, index: int) -> Phrase | None:
    """'rockets that X fired': the weapon before a light verb with its pronoun."""
    phrase, before = scene.phrases[index], scene.phrases[index - 1] if index else None
    if before is None or not phrase.verb or phrase.conj or phrase.items[0].enclitic is None:
        return None
    if before.head == "connective" and before.connective == "relative" and index > 1:
        before = scene.phrases[index - 2]
    entry = weapon_entry(before)
    fires = entry is not None and entry.implies and before.head == "weapon"
    return before if fires and not scene.breaks(index - 1, index) else None


def planted(scene: Scene, index: int) -> Phrase | None:
    """'a bomb that X laid': the weapon before a verb of laying with its pronoun."""
    trigger = trigger_of(scene.phrases[index].items[0])
    return fired_by(scene, index) if trigger is not None and trigger.frame == "base" else None


def planters(scene: Scene, weapon: Phrase) -> Iterator[Participant]:
    """'killed by a mine that X had laid': who laid the means of an act."""
    for index, phrase in enumerate(scene.phrases[2:], start=2):
        if phrase.party is not None and planted(scene, index - 1) is weapon:
            yield Participant(scene.sentence, phrase)


def _downed(scene: Scene, index: int, support: Support) -> bool:
    """'the army brings down two drones', spelled like 'falls': a party before the verb, what flew
    after it.
    """
    if support.subject != "weapon" or not 0 < index < len(scene.phrases) - 1:
        return False
    before, verb, after = scene.phrases[index - 1 : index + 2]
    flies = after.prep is None and bool(after.weapons) and after.start == verb.end
    doer = before.party is not None and before.party.actor is not None and not before.weapons
    return verb.verb and flies and doer and before.end == verb.start


def _taken(scene: Scene, index: int, support: Support) -> bool:
    """'the town fell into the hands of X': a place that falls at somebody's hand is taken."""
    phrases = scene.phrases[index + 1 : index + 3]
    if (support.subject, support.object) != ("weapon", "place") or len(phrases) < 2:
        return False
    fallen, taker = phrases
    held = fallen.place is not None or fallen.facility is not None
    by_hand = taker.prep == "agent_by" and taker.party is not None
    return held and fallen.prep is None and by_hand and not scene.breaks(index, index + 2)


def _claiming(scene: Scene, index: int, support: Support) -> Trigger | None:
    """'a mine claimed the lives of': the weapon in the place of the act tells it."""
    ahead = index + 1
    if (support.subject, support.object) != ("act", "act") or ahead >= len(scene.phrases):
        return None
    weapon = weapon_entry(scene.phrases[ahead])
    if scene.phrases[ahead].head != "weapon" or weapon is None or weapon.implies is None:
        return None
    return _launched(support, weapon)


def _undergone(scene: Scene, index: int, support: Support) -> Trigger | None:
    """'the post came under shells': what fell on it tells the act."""
    if (support.subject, support.object) != ("target", "act"):
        return None
    for ahead in range(index + 1, min(index + 4, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if phrase.head == "trigger" or phrase.verb or scene.breaks(index, ahead) == "stop":
            return None
        weapon = weapon_entry(phrase) if phrase.prep in ("to", "in") else None
        if weapon is not None and weapon.implies:
            return _launched(support, weapon)
    return None


def weapon_entries(phrase: Phrase) -> Iterator[Weapon]:
    """The weapons that a phrase names, in order: 'shells with chlorine'."""
    for item in phrase.weapons:
        form = item.readings.nouns.get("weapon")
        if form is not None and isinstance(form.entry, Weapon):
            yield form.entry


def weapon_entry(phrase: Phrase) -> Weapon | None:
    return next(weapon_entries(phrase), None)


def anaphor_of(phrase: Phrase) -> Anaphor | None:
    form = phrase.items[0].readings.nouns.get("anaphor")
    return form.entry if form is not None and isinstance(form.entry, Anaphor) else None


def begins_clause(scene: Scene, index: int) -> bool:
    """'the army storms X and raids target Y': an act with a verb and a place of its own."""
    act, verb = scene.phrases[index], next(iter(scene.phrases[index + 1 : index + 2]), None)
    if not act.conj or act.prep is not None or act.verb or verb is None:
        return False
    says = verb.verb and not verb.conj and verb.start == act.end
    return says and any(p.place is not None for p in scene.phrases[index + 2 : index + 3])
