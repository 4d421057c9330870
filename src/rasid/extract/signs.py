"""Signs: named facts about a draft event that tell whether an act is reported or merely spoken of.

They are what the assertion model weighs (`data/models/assertion.yaml`, fitted by
`scripts/fit_assertion.py`); each is 1.0 when it holds and absent when not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rasid.extract.acts import ASKING, FOOT, Act, Participant, Scene, support_of
from rasid.extract.doers import NOT_DONE
from rasid.extract.fold import FAMILY, Draft
from rasid.extract.needed import protests
from rasid.extract.nouns import carrier
from rasid.extract.scope import claimed, claimer_of, covering
from rasid.extract.voice import Voice
from rasid.values import dataclass

RECENT_DAYS = 7
OLD_DAYS = 45
LONG = 6
POST = 16
"""Words and signs of a headline or a post of one sentence; longer ones are out of an article."""
PAIRED = (
    "agent.named",
    "agent.unnamed",
    "target",
    "target.people",
    "toll",
    "toll.laid",
    "background",
)
QUOTES = frozenset('"\u00ab\u00bb')


@dataclass(frozen=True, slots=True)
class Setting:
    """What the signs need to know of the report."""

    scenes: Mapping[int, Scene]
    voices: Sequence[Voice]
    sentences: int
    drafts: int
    tolls: int
    published: date | None


def signs(draft: Draft, setting: Setting) -> dict[str, float]:
    """The signs of one draft."""
    first = draft.first
    scene = setting.scenes[first.sentence]
    names = [
        *_trigger(draft, scene),
        *_arguments(draft),
        *_time(draft, setting.published),
        *_around(scene, first),
        *_owned(draft, setting),
        *_report(draft, setting),
    ]
    return dict.fromkeys([*names, *_together(names)], 1.0)


def _together(names: Sequence[str]) -> Iterator[str]:
    """Pairs that say more together: how the act is worded, and what its clause holds."""
    held = set(names)
    word = next((n for n in names if n.split(".")[0] in ("verb", "noun")), "none")
    for other in PAIRED:
        yield f"{word}+{other}" if other in held else f"{word}-{other}"


def _trigger(draft: Draft, scene: Scene) -> Iterator[str]:
    first = draft.first
    trigger = first.trigger
    if FAMILY[trigger.type] == FAMILY[draft.type]:
        yield f"frame.{trigger.frame}"
        yield f"trigger.{trigger.id}"
    yield f"family.{FAMILY[draft.type]}"
    if first.verb:
        form = scene.phrases[first.anchor].items[0].form("trigger")
        yield f"verb.{form.tense if form is not None else 'light'}"
    elif first.definite:
        yield "noun.definite"
    else:
        yield "noun.plural" if first.plural else "noun.indefinite"
    if all(a.trigger.weak for a in draft.mentions):
        yield "weak"
    if any(sure for _, _, sure in draft.types):
        yield "type.sure"
    if draft.toll_only is not None:
        yield "toll.only"
    if {first.platform, trigger.platform} - {None, FOOT}:
        yield "platform"


def _doers(agents: Sequence[Participant]) -> Iterator[str]:
    if any(p.phrase.party is not None and p.phrase.party.actor is not None for p in agents):
        yield "agent.named"
    elif agents:
        yield "agent.unnamed"
    if any(map(protests, agents)):
        yield "agent.protesters"


def _arguments(draft: Draft) -> Iterator[str]:
    agents = draft.gather("agents")
    yield from _doers(agents)
    targets = draft.gather("targets")
    if targets:
        yield "target"
    if any(p.phrase.people is not None for p in targets):
        yield "target.people"
    if draft.gather("weapons"):
        yield "weapon"
    if agents and targets:
        yield "agent.and_target"
    where = "near" if "place" in draft.first.borrowed else "own"
    if any(p.rank >= 2 for p in draft.places):
        yield f"place.exact.{where}"
    elif draft.places:
        yield f"place.wide.{where}"
    counted = [t for t in draft.tolls if t.count.high != 0]
    if counted:
        yield "toll"
    if any(t.laid for t in counted):
        yield "toll.laid"
    if len(draft.mentions) > 1:
        yield "mentions.many"


def _time(draft: Draft, published: date | None) -> Iterator[str]:
    times = [w for a in draft.mentions for w in a.times]
    if not times:
        return
    if any(w.part_of_day for w in times):
        yield "time.part_of_day"
    last = next((w.last for w in times if w.last), None)
    if last is None:
        yield "time.unresolved"
    elif published is not None:
        age = (published - last).days
        kind = "recent" if age <= RECENT_DAYS else "old" if age > OLD_DAYS else "past"
        yield f"time.{kind}.{'near' if 'time' in draft.first.borrowed else 'own'}"
    if any(w.precision in ("month", "year", "range") for w in times):
        yield "time.wide"


def _around(scene: Scene, act: Act) -> Iterator[str]:
    yield from _governed(scene, act)
    yield from _preceded(scene, act)
    yield from _carried(scene, act)
    if any(p.items[0].sense.speech is not None for p in scene.phrases[:3]):
        yield "said"
    doers = {id(one.phrase) for one in act.agents}  # a bomber's word is that of an act as well
    if any(p.head == "trigger" and id(p) not in doers for p in scene.phrases[: act.anchor]):
        yield "after_other_act"
    for cue in scene.cues:
        yield f"cue.{cue}"
    if _quoted(scene, act):
        yield "quoted"
    if any(w in ASKING for w in scene.words):
        yield "question"


def _owned(draft: Draft, setting: Setting) -> Iterator[str]:
    """Whether a party says that the act is its own: by a claim, or as its announcement."""
    for act in draft.mentions:
        scene = setting.scenes[act.sentence]
        voice = covering(setting.voices, act.sentence, act.start)
        if not act.verb and claimer_of(scene, act.anchor) is not None:
            yield "own.claimed"
        elif voice is None or not claimed(voice, scene, act.anchor):
            continue
        elif voice.mode == "claim":
            yield "own.claimed"
        elif act.trigger.frame not in NOT_DONE:
            yield "own.announced"


def _governed(scene: Scene, act: Act) -> Iterator[str]:
    phrase = scene.phrases[act.anchor]
    if phrase.prep:
        yield f"prep.{phrase.prep}"
    if phrase.conj:
        yield "conj"
    gap = _gap(scene, act.anchor)
    if gap and not act.verb and not phrase.prep and not phrase.conj:
        yield "genitive.of_unknown"
    if act.anchor == 0 and not gap:
        yield "opens_sentence"


def _preceded(scene: Scene, act: Act) -> Iterator[str]:
    before = scene.phrases[act.anchor - 1] if act.anchor else None
    if before is None or scene.breaks(act.anchor - 1, act.anchor):
        return
    persons = before.people is not None and any(one.phrase is before for one in act.agents)
    yield f"before.{'people' if persons else before.head}"  # 'gunmen' who do it, a party or not
    role = before.connective
    if role:
        yield f"before.{role}"
    if support_of(before) is not None:
        yield "before.support"


def _carried(scene: Scene, act: Act) -> Iterator[str]:
    """'launched an attack': the light verb asserts the act as a verb of its own would."""
    position = None if act.verb else carrier(scene, act.anchor)
    if position is None:
        return
    form = scene.phrases[position].items[0].form("support")
    if scene.phrases[position].verb:
        yield f"carried.{form.tense if form is not None else 'light'}"
    else:
        yield "carried.noun"


def _gap(scene: Scene, anchor: int) -> int:
    """Unknown words right before the trigger, within its clause."""
    start = scene.phrases[anchor - 1].end if anchor else 0
    words = scene.words[start : scene.phrases[anchor].start]
    count = 0
    for word in reversed(words):
        if not word[0].isalpha():
            break
        count += 1
    return count


def _quoted(scene: Scene, act: Act) -> bool:
    before: Sequence[str] = scene.words[: act.start]
    return sum(w in QUOTES for w in before) % 2 == 1


def _report(draft: Draft, setting: Setting) -> Iterator[str]:
    first = draft.first
    if setting.sentences == 1:
        yield "report.one_sentence"
        if len(setting.scenes[first.sentence].words) <= POST:
            yield "report.post"
            if first.anchor == 0:
                yield "report.post.opens"
    elif setting.sentences <= LONG:
        yield "report.short"
    else:
        yield "report.long"
    if setting.sentences > 1:
        position = "first" if first.sentence == 0 else "early" if first.sentence <= 2 else "late"
        yield f"position.{position}"
    if setting.drafts == 1:
        yield "report.one_act"
    if setting.tolls:
        yield "report.tolls"
    if first.background:
        yield "background"
    if first.status != "happened":
        yield f"status.{first.status}"
