"""Attribution: who says what, over which part of the text, and how surely.

A voice is a source with its scope. Within a sentence the nearest voice that covers an act is its
source; a verb of saying without a subject ('and it added') goes on with the last voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rasid.extract.acts import Scene, anaphor_of, support_of
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Actor, SourceNoun, Speech

ACTOR_KINDS = {
    "state_forces": "military",
    "police": "official",
    "intelligence": "official",
    "government": "official",
    "coalition": "military",
}
DOERS = frozenset(
    "state_forces police intelligence coalition rebel political_militia communal_militia "
    "private_security".split()
)
"""Types of actors whose announcements of an act are of their own."""
SAID_OF_OTHERS = frozenset(("accuse",))
SPEAKING_REACH = 4
BLAME_REACH = 5
AHEAD = 3
HEAD = 2
"""How many sentences ahead the head of a report finds its source, and the last one of the head."""
QUOTED = ("from", "about")
LAYING = "sup.lay_blame"
VAGUE = frozenset(("unnamed", "media", "outlet"))
"""Kinds of a source noun that give way to the kind of the name it comes with."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A source and the tokens of its sentence that it covers, from `scope` on.

    `start` and `end` are tokens of sentence `spoken`, where the source is named. `others` speak
    with it; `blamed` are those whom it accuses, `also` is a second kind in the same words.
    """

    sentence: int
    start: int
    end: int
    kind: str
    name: str | None
    mode: str
    scope: int
    spoken: int = 0
    actor: Actor | None = None
    affiliation: str | None = None
    others: tuple[Voice, ...] = ()
    blamed: tuple[Phrase, ...] = ()
    also: str | None = None


def voices(scenes: Sequence[Scene]) -> list[Voice]:
    """All voices of a report in order; continued and anaphoric ones repeat their antecedent."""
    out: list[Voice] = []
    for scene in scenes:
        out += [*_spoken(scene, out), *_colon(scene)]
    return out


def _spoken(scene: Scene, earlier: Sequence[Voice]) -> list[Voice]:
    found: list[Voice] = []
    for index, phrase in enumerate(scene.phrases):
        form = phrase.items[0].form("speech")
        if form is None or not isinstance(form.entry, Speech):
            continue
        voice = _said(scene, index, form.entry, [*earlier, *found])
        if voice is not None and found and _passed_on(found[-1], phrase, scene):
            voice = replace(voice, others=(*voice.others, found[-1]))
        if voice is not None:
            found.append(voice)
    return found


def _said(scene: Scene, index: int, speech: Speech, earlier: Sequence[Voice]) -> Voice | None:
    """The voice of one word of saying."""
    phrase = scene.phrases[index]
    at = _laying(scene, index) if speech.mode == "accuse" else index
    speaker = _speaker(scene, at, speech)
    named = scene.phrases[speaker] if speaker is not None else None
    clear = phrase.head in ("speech", "trigger") or speech.mode == "accuse"
    if not clear and not _is_source(named):
        return None
    if speaker is None or named is None:
        goes_on = phrase.verb and bool(earlier) and speech.mode == "say"
        return _again(earlier[-1], scene, phrase) if goes_on else None
    if speech.mode == "report" and not _reports(scene, speaker):
        return None
    scope = 0 if speech.mode == "according" else phrase.start
    voice = _voice(scene, named, speech.mode, scope, earlier)
    if voice is None:
        return None
    company = _company(scene, speaker, speech, earlier)
    blamed = _blamed(scene, at, speaker) if speech.mode == "accuse" else ()
    return replace(voice, others=company, blamed=blamed)


def _reports(scene: Scene, speaker: int) -> bool:
    """'the army reported from'; but 'carried oil to the army' tells of no words."""
    if _is_source(scene.phrases[speaker]):
        return True
    following = scene.phrases[speaker + 1 : speaker + 2]
    return any(phrase.prep in QUOTED for phrase in following)


def _again(last: Voice, scene: Scene, phrase: Phrase) -> Voice:
    return replace(last, scope=phrase.start, mode="say", sentence=scene.sentence, blamed=())


def _passed_on(last: Voice, phrase: Phrase, scene: Scene) -> bool:
    """'our reporter, quoting sources': the second speaks through the first."""
    follows = last.spoken == scene.sentence and 0 <= phrase.start - last.end <= 1
    return follows and not phrase.verb and not phrase.conj


def _company(
    scene: Scene, speaker: int, speech: Speech, earlier: Sequence[Voice]
) -> tuple[Voice, ...]:
    """Who speaks along: 'residents and doctors', 'the agency quoted a source'."""
    out: list[Voice] = []
    scope = scene.phrases[speaker].start
    for at in range(speaker + 1, min(speaker + 1 + SPEAKING_REACH, len(scene.phrases))):
        phrase = scene.phrases[at]
        if scene.breaks(at - 1, at) or phrase.verb or not _can_speak(phrase):
            break
        quoted = speech.mode == "report" and phrase.prep in QUOTED
        if not quoted and not (phrase.conj and _is_source(phrase)):
            break
        voice = _voice(scene, phrase, speech.mode, scope, earlier)
        out += [voice] if voice is not None else []
    return tuple(out)


# ------------------------------------------------------------------ accusing
def _laying(scene: Scene, index: int) -> int:
    """'laid on X the responsibility for': the light verb before the noun has the subject."""
    if scene.phrases[index].verb:
        return index
    for behind in range(index - 1, max(index - 1 - SPEAKING_REACH, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop":
            break
        if phrase.verb:
            support = support_of(phrase)
            return behind if support is not None and support.id == LAYING else index
    return index


def _blamed(scene: Scene, index: int, speaker: int) -> tuple[Phrase, ...]:
    """The parties that a verb of accusing has as its object."""
    out: list[Phrase] = []
    for at in range(index + 1, min(index + 1 + BLAME_REACH, len(scene.phrases))):
        phrase = scene.phrases[at]
        if scene.breaks(index, at) == "stop" or phrase.verb or phrase.head == "trigger":
            break
        if at != speaker and phrase.party is not None and phrase.prep in (None, "to"):
            out.append(phrase)
        elif phrase.prep is not None and phrase.head != "time":
            break
    return tuple(out)


# ------------------------------------------------------------------ speakers
def _speaker(scene: Scene, index: int, speech: Speech) -> int | None:
    for ahead in range(index + 1, min(index + 1 + SPEAKING_REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) or phrase.verb or phrase.head == "trigger":
            break
        if _can_speak(phrase):
            return ahead
        if phrase.head not in ("time", "place", "connective", "people"):
            break
    if speech.mode == "according" or index == 0:
        return None
    for behind in range(index - 1, max(index - 4, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop" or phrase.verb:
            return None
        if _can_speak(phrase) and phrase.prep is None:
            return behind
    return None


def _is_source(phrase: Phrase | None) -> bool:
    return phrase is not None and (phrase.head == "source" or bool(_source_entries(phrase)))


def _can_speak(phrase: Phrase) -> bool:
    if phrase.head == "source":
        return True
    if phrase.party is not None and phrase.party.actor is not None:
        return phrase.platform is None and not _adjective(phrase)
    anaphor = anaphor_of(phrase)
    if anaphor is not None:
        return anaphor.refers_to in ("source", "actor")
    return any("source" in i.readings.nouns for i in phrase.items)


def _adjective(phrase: Phrase) -> bool:
    """'Russian' alone is nobody."""
    form = phrase.items[0].readings.nouns.get("nationality")
    return form is not None and form.pos == "adjective" and len(phrase.items) == 1


def _colon(scene: Scene) -> list[Voice]:
    """'Local sources: ...' at the head of a post."""
    for index, phrase in enumerate(scene.phrases[:3]):
        follows = scene.words[phrase.end : phrase.end + 1]
        if ":" in follows and _can_speak(phrase):
            voice = _voice(scene, phrase, "say", phrase.end, [])
            return [voice] if voice is not None else []
        if index and phrase.verb:
            break
    return []


def _voice(
    scene: Scene, phrase: Phrase, mode: str, scope: int, earlier: Sequence[Voice]
) -> Voice | None:
    base = (scene.sentence, phrase.start, phrase.end)
    sources = _source_entries(phrase)
    if sources:
        head, named = sources[0], next((s for s in sources if s.name), sources[0])
        kind = named.source_kind if head.source_kind in VAGUE else head.source_kind
        voice = Voice(*base, kind, named.name, mode, scope, scene.sentence)
        return replace(voice, affiliation=named.affiliation, also=head.also)
    anaphor = anaphor_of(phrase)
    if anaphor is not None:
        if not earlier:
            return Voice(*base, "unnamed", None, mode, scope, scene.sentence)
        last = earlier[-1]
        return replace(
            last,
            sentence=scene.sentence,
            start=phrase.start,
            end=phrase.end,
            mode=mode,
            scope=scope,
            spoken=scene.sentence,
        )
    actor = phrase.party.actor if phrase.party is not None else None
    if actor is None:
        return None
    kind = ACTOR_KINDS.get(actor.type, "armed_group")
    return Voice(*base, kind, actor.name, mode, scope, scene.sentence, actor)


def _source_entries(phrase: Phrase) -> list[SourceNoun]:
    forms = (item.readings.nouns.get("source") for item in phrase.items)
    return [f.entry for f in forms if f is not None and isinstance(f.entry, SourceNoun)]


def ahead_of(said: Sequence[Voice], sentence: int, order: Sequence[int]) -> Voice | None:
    """The first source that speaks after an act told at the head of a report.

    A headline or lead names no source; the sentences after it do. `order` are the numbers of the
    sentences that are read.
    """
    here = order.index(sentence)
    if here > HEAD:
        return None
    follows = set(order[here + 1 : here + 1 + AHEAD])
    return next((v for v in said if v.sentence in follows and v.actor is None), None)


def covering(said: Iterable[Voice], sentence: int, token: int) -> Voice | None:
    """The nearest voice whose scope holds this token."""
    best: Voice | None = None
    for voice in said:
        covers = voice.sentence == sentence and voice.scope <= token
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
    if act.verb or not (owning or (voice.mode == "say" and voice.actor.type in DOERS)):
        return False
    between = [
        p for p in scene.phrases[:anchor] if p.start > voice.scope and p.start != voice.start
    ]
    return (owning or act.prep is None) and all(_carries(p, owning) for p in between)


def _carries(phrase: Phrase, owning: bool) -> bool:
    """A phrase that may stand between a word of claiming and the act that it claims."""
    support = support_of(phrase)
    if support is not None:
        return not phrase.verb and (owning or support.subject == "agent")
    if phrase.verb or phrase.head in ("connective", "casualty", "trigger", "cue"):
        return False
    return owning or phrase.prep is None or phrase.head == "time"


def certainty(hint: str, agent: Actor | None, voice: Voice | None) -> str:
    """stated, suspected, claimed (the agent says it) or accused (another party says it)."""
    if hint == "suspected":
        return "suspected"
    if voice is None:
        return "stated"
    if voice.mode in SAID_OF_OTHERS:
        return "accused"
    if voice.actor is not None and agent is not None:
        same = agent.id == voice.actor.id or agent.name == voice.actor.name
        return "claimed" if same or agent.parent == voice.actor.id else "accused"
    return "stated"
