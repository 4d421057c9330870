"""Scope: which source covers an act, whether a party tells of its own, and how sure the doer is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rasid.extract.acts import Act, Scene, support_of, trigger_of
from rasid.extract.attribution import CARRIERS, OPENING
from rasid.extract.fold import Draft
from rasid.extract.phrases import Phrase
from rasid.extract.voice import Voice
from rasid.lexicon.entries import Actor

DOERS = frozenset(
    "state_forces police intelligence coalition rebel political_militia communal_militia "
    "private_security".split()
)
"""Types of actors whose announcements of an act are of their own."""
OF_OTHERS = frozenset(("speech.hold", "speech.add"))
"""Words of saying whose object is what others did."""
SAID_OF_OTHERS = frozenset(("accuse",))
ASIDE = frozenset(("sign", "rumour"))
"""Modes of voices that only cover what stands in their own sentence, or no sentence of the text."""
MOST = 3
"""How many sources of one event are told."""
BACK = 2
"""How many sentences back the source of a paragraph goes on to speak."""
SHORT = 12
"""How many words a sentence has at most that only says who said the one before."""
CLAUSE = 5
"""How many phrases after an act noun the clause begins that says who claimed it, at most."""
AHEAD = 3
HEAD = 2
"""How many sentences ahead the head of a report finds its source, and the last one of the head."""


def heard(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> tuple[Voice, ...]:
    """The sources of an event, each once: those that cover its mentions, else one from around."""
    told = list(_over(draft, said, scenes))
    body = [voice for voice in told if scenes[voice.spoken].role != "headline"]
    if told:
        return tuple(_distinct(body or told))[:MOST]
    return tuple(islice(_around(draft, said, scenes), 1))


def _over(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> Iterator[Voice]:
    for act in draft.mentions:
        voice = covering(said, act.sentence, act.start)
        if voice is None or _hearsay(voice, act, draft):
            continue
        if _tells(voice, act, scenes):
            yield voice


def _around(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> Iterator[Voice]:
    """Whoever tells an act that its own sentences lay to no one, the nearest first."""
    near = (
        trailing(draft, said, scenes),
        behind(draft, said, scenes),
        ahead_of(said, draft.first.sentence, tuple(scenes)),
        signed(draft, said, scenes),
    )
    yield from (voice for voice in near if voice is not None)


def _hearsay(voice: Voice, act: Act, draft: Draft) -> bool:
    """Whether a rumour tells more of an act that the report itself has told."""
    return voice.mode == "rumour" and act is not draft.first


def _tells(voice: Voice, act: Act, scenes: Mapping[int, Scene]) -> bool:
    """A claim of responsibility covers what is claimed, not what is told beside it."""
    return voice.mode != "claim" or claimed(voice, scenes[act.sentence], act.anchor)


def _distinct(voices: Iterable[Voice]) -> Iterator[Voice]:
    seen: set[tuple[object, ...]] = set()
    for voice in voices:
        keys = {(voice.spoken, voice.start), (voice.kind, voice.name or "")}
        if voice.name is None:
            keys.discard((voice.kind, ""))
        again = ("called", voice.kind, voice.called)
        if voice.called and voice.end - voice.start == 1 and again in seen:
            continue  # 'the network' after 'the network So-and-so'
        seen.add(again)
        if not keys & seen:
            yield voice
        seen |= keys


def behind(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> Voice | None:
    """The source that spoke last in the paragraph of an act that its own sentence lays to none."""
    first = scenes[draft.first.sentence]
    for voice in reversed(said):
        back = first.sentence - voice.sentence
        if back > 0 and voice.mode not in ASIDE and voice.until is None:
            same = scenes[voice.sentence].paragraph == first.paragraph
            return voice if same and back <= BACK else None
    return None


def trailing(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> Voice | None:
    """'According to witnesses.' as a sentence of its own after the one that tells the act."""
    spots = {act.sentence + 1: scenes[act.sentence].paragraph for act in draft.mentions}
    for voice in said:
        scene = scenes[voice.sentence]
        here = spots.get(voice.sentence) == scene.paragraph and voice.mode not in ASIDE
        if here and _only_says(voice, scene):
            return voice
    return None


def _only_says(voice: Voice, scene: Scene) -> bool:
    opens = voice.scope <= OPENING and len(scene.words) <= SHORT
    return opens and not any(p.verb or p.head == "trigger" for p in scene.phrases)


def signed(draft: Draft, said: Sequence[Voice], scenes: Mapping[int, Scene]) -> Voice | None:
    """The account or office whose post tells the act: named above it, or below it at the end.

    The masthead of an outlet is no source: it passes on what others say.
    """
    here = draft.first.sentence
    signs = [v for v in said if v.mode == "sign" and v.kind not in CARRIERS]
    accounts = [v for v in signs if scenes[v.sentence].role == "caption" and v.sentence < here]
    return accounts[-1] if accounts else next((v for v in signs if v.sentence > here), None)


def ahead_of(said: Sequence[Voice], sentence: int, order: Sequence[int]) -> Voice | None:
    """The first source that speaks after an act told at the head of a report.

    A headline or lead names no source; the sentences after it do. `order` are the numbers of the
    sentences that are read.
    """
    here = order.index(sentence)
    if here > HEAD:
        return None
    follows = set(order[here + 1 : here + 1 + AHEAD])
    speak = (v for v in said if v.sentence in follows and v.actor is None and v.mode not in ASIDE)
    first = next(speak, None)
    return next((v for v in said if first in v.others), first)


def covering(said: Iterable[Voice], sentence: int, token: int) -> Voice | None:
    """The nearest voice whose scope holds this token."""
    best: Voice | None = None
    for voice in said:
        covers = voice.sentence == sentence and (voice.scope <= token or voice.scope <= OPENING)
        covers = covers and voice.mode != "sign" and (voice.until is None or token < voice.until)
        if covers and (best is None or voice.scope >= best.scope):
            best = voice
    return best


def claimed(voice: Voice, scene: Scene, anchor: int) -> bool:
    """Whether the party that speaks tells of its own act: 'X announced the shelling of'.

    A claim of responsibility does so for any act; else the act noun must be what was announced.
    """
    if voice.actor is None or voice.spoken != scene.sentence or voice.sentence != scene.sentence:
        return False
    act = scene.phrases[anchor]
    owning = voice.mode == "claim"
    says = voice.mode == "say" and voice.actor.type in DOERS and _announces(voice, scene)
    if act.verb or not (owning or says):
        return False
    between = [
        p for p in scene.phrases[:anchor] if p.start > voice.scope and p.start != voice.start
    ]
    if act.prep == "in" and not owning:
        return _announced_with(scene, anchor, between)
    return (owning or act.prep is None) and all(_carries(p, owning) for p in between)


def _announces(voice: Voice, scene: Scene) -> bool:
    """Whether the word of saying may tell of what the speaker did: who condemned the shelling, or
    followed the raids, did not make them.
    """
    word = next((p for p in scene.phrases if p.start == voice.scope), None)
    speech = word.items[0].sense.speech if word is not None else None
    return speech is None or speech.id not in OF_OTHERS


def _announced_with(scene: Scene, anchor: int, between: Sequence[Phrase]) -> bool:
    """'X announced the killing of two men in a raid': the means of the deed that it announced."""
    deed = next((p for p in between if p.head != "time"), None)
    trigger = trigger_of(deed.items[0]) if deed is not None else None
    announced = trigger is not None and trigger.frame == "kill_act" and deed is not None
    if not announced or deed is None or deed.verb or deed.prep is not None:
        return False
    rest = [p for p in between if p is not deed]
    return all(
        not p.verb and p.head not in ("connective", "trigger", "cue", "casualty") for p in rest
    )


def _carries(phrase: Phrase, owning: bool) -> bool:
    """A phrase that may stand between a word of claiming and the act that it claims."""
    support = support_of(phrase)
    if support is not None:
        return not phrase.verb and (owning or support.subject == "agent")
    if phrase.verb or phrase.head in ("connective", "casualty", "trigger", "cue"):
        return False
    return owning or phrase.prep is None or phrase.head == "time"


def claimer_of(scene: Scene, index: int) -> Phrase | None:
    """'the attack that X claimed': who took an act upon itself, by the clause after its noun."""
    for ahead in range(index + 1, min(index + 1 + CLAUSE, len(scene.phrases) - 1)):
        phrase, claimer = scene.phrases[ahead], scene.phrases[ahead + 1]
        if scene.breaks(ahead - 1, ahead) == "stop":
            return None
        if _claims_it(scene, ahead):
            return phrase
        if phrase.verb:
            claims = _claiming(phrase)
            named = claimer.party is not None and claimer.prep is None and not claimer.conj
            told = claims and phrase.items[0].enclitic is not None and not phrase.conj
            return claimer if told and named else None
        if phrase.head in ("trigger", "speech", "casualty"):
            return None
    return None


def claimer_before(scene: Scene, index: int) -> Phrase | None:
    """'X claimed this attack', 'X announced its responsibility for this attack': who took upon
    itself the act that a description after the word of claiming means.
    """
    behind = range(index - 1, max(index - 1 - CLAUSE, -1), -1)
    claim = next((b for b in behind if _claiming(scene.phrases[b])), None)
    if claim is None or any(p.head == "trigger" for p in scene.phrases[claim:index]):
        return None
    around = (*range(claim + 1, index), *range(claim - 1, max(claim - 1 - AHEAD, -1), -1))
    for near in around:
        phrase: Phrase = scene.phrases[near]
        named = phrase.party is not None and phrase.party.actor is not None
        if named and phrase.prep is None and scene.breaks(min(near, claim), index) != "stop":
            return phrase
    return None


def _claiming(phrase: Phrase) -> bool:
    speech = phrase.items[0].sense.speech
    return speech is not None and speech.mode == "claim"


def _claims_it(scene: Scene, index: int) -> bool:
    """'an attack on a post, and X claims': a party and its claim, and nothing after them."""
    phrase, verb = scene.phrases[index], scene.phrases[index + 1]
    claims = verb.verb and _claiming(verb)
    last = index + 2 == len(scene.phrases) and bool(phrase.conj) and phrase.prep is None
    return last and claims and phrase.party is not None


def certainty(hint: str, agent: Actor | None, voice: Voice | None) -> str:
    """stated, suspected, claimed (the agent says it) or accused (another party says it)."""
    if hint != "stated":
        return hint
    if voice is None:
        return "stated"
    if voice.mode in SAID_OF_OTHERS:
        return "accused"
    if voice.actor is not None and agent is not None:
        same = agent.id == voice.actor.id or agent.name == voice.actor.name
        return "claimed" if same or agent.parent == voice.actor.id else "accused"
    return "stated"
