"""Attribution: who says what, over which part of the text, and how surely.

A voice is a source with its scope. Within a sentence the nearest voice that covers an act is its
source; a verb of saying without a subject ('and it added') goes on with the last voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rasid.extract.acts import Scene, anaphor_of
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Actor, SourceNoun, Speech

ACTOR_KINDS = {
    "state_forces": "military",
    "police": "official",
    "intelligence": "official",
    "government": "official",
    "coalition": "military",
}
SAID_OF_OTHERS = frozenset(("accuse",))
SPEAKING_REACH = 4
CARRY = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """A source and the tokens of its sentence that it covers, from `scope` on.

    `start` and `end` are tokens of sentence `spoken`, where the source is named.
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


def voices(scenes: Sequence[Scene]) -> list[Voice]:
    """All voices of a report in order; continued and anaphoric ones repeat their antecedent."""
    out: list[Voice] = []
    for scene in scenes:
        found = [*_spoken(scene, out), *_colon(scene)]
        if not found and scene.role == "body":
            continue
        out += found
    return out


def _spoken(scene: Scene, earlier: Sequence[Voice]) -> list[Voice]:
    found: list[Voice] = []
    for index, phrase in enumerate(scene.phrases):
        form = phrase.items[0].form("speech")
        if form is None or not isinstance(form.entry, Speech):
            continue
        speech = form.entry
        speaker = _speaker(scene, index, speech)
        if phrase.head not in ("speech", "trigger") and not _is_source(speaker):
            continue
        if speaker is not None:
            scope = 0 if speech.mode == "according" else phrase.start
            voice = _voice(scene, speaker, speech.mode, scope, [*earlier, *found])
            if voice is not None:
                found.append(voice)
        elif phrase.verb and (found or earlier) and speech.mode == "say":
            last = (found or earlier)[-1]
            found.append(replace(last, scope=phrase.start, mode="say", sentence=scene.sentence))
    return found


def _speaker(scene: Scene, index: int, speech: Speech) -> Phrase | None:
    for ahead in range(index + 1, min(index + 1 + SPEAKING_REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if scene.breaks(index, ahead) or phrase.verb or phrase.head == "trigger":
            break
        if _can_speak(phrase):
            return phrase
        if phrase.head not in ("time", "place", "connective", "people"):
            break
    if speech.mode == "according" or index == 0:
        return None
    for behind in range(index - 1, max(index - 4, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop" or phrase.verb:
            return None
        if _can_speak(phrase) and phrase.prep is None:
            return phrase
    return None


def _is_source(phrase: Phrase | None) -> bool:
    return phrase is not None and (phrase.head == "source" or _source_entry(phrase) is not None)


def _can_speak(phrase: Phrase) -> bool:
    if phrase.head == "source" or (phrase.party is not None and phrase.party.actor is not None):
        return True
    anaphor = anaphor_of(phrase)
    if anaphor is not None:
        return anaphor.refers_to in ("source", "actor")
    return any("source" in i.readings.nouns for i in phrase.items)


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
    source = _source_entry(phrase)
    if source is not None:
        return Voice(
            *base,
            source.source_kind,
            source.name,
            mode,
            scope,
            scene.sentence,
            None,
            source.affiliation,
        )
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


def _source_entry(phrase: Phrase) -> SourceNoun | None:
    entries = [
        form.entry
        for item in phrase.items
        for form in (item.readings.nouns.get("source"),)
        if form is not None and isinstance(form.entry, SourceNoun)
    ]
    return next((e for e in entries if e.name), entries[0] if entries else None)


def nearest(said: Sequence[Voice], sentence: int) -> Voice | None:
    """The voice that goes on speaking: the last one up to two sentences before."""
    before = [v for v in said if 0 <= sentence - v.sentence <= CARRY]
    return before[-1] if before else None


def covering(said: Iterable[Voice], sentence: int, token: int) -> Voice | None:
    """The nearest voice whose scope holds this token."""
    best: Voice | None = None
    for voice in said:
        covers = voice.sentence == sentence and voice.scope <= token
        if covers and (best is None or voice.scope >= best.scope):
            best = voice
    return best


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
