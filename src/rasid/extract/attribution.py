"""Attribution: who says what, over which part of the text, and how surely.

A voice is a source with its scope. Within a sentence the nearest voice that covers an act is its
source; a verb of saying without a subject ('and it added') goes on with the last voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasid.extract.acts import (
    Scene,
    anaphor_of,
    support_of,
    trigger_of,
)
from rasid.extract.circumstance import until
from rasid.extract.denial import disclaimed
from rasid.extract.phrases import Phrase
from rasid.extract.readings import readings
from rasid.extract.speakers import (
    actor_kind,
    can_speak,
    fullest,
    government,
    is_land,
    is_source,
    source_entries,
    source_kind,
)
from rasid.extract.strangers import called_again, called_so, stranger, unknown_subject
from rasid.extract.voice import Voice
from rasid.lexicon.entries import Anaphor, Match, Speech
from rasid.values import replace

SPEAKING_REACH = 4
NEAR = 3
"""How many sentences back the agency is named that 'it quoted' goes on with."""
BLAME_REACH = 5
QUOTED = ("from", "about")
LAYING = "sup.lay_blame"
GROUP = "ana.group"
"""'the group' that speaks may be one of monitors as well."""
RUMOUR = "cue.possible.rumour"
CARRIERS = frozenset(("media", "correspondent", "monitor", "outlet"))
"""Kinds of sources that pass on what others say."""
BODY = "body"
BODIES = frozenset((BODY, "media"))
"""Kinds of anaphors that are the first word of many names."""
SPEAKING_BODIES = frozenset(("monitor", "outlet", "civil_defence"))
SIGNATURE = 8
"""How many words a line has at most that only says who speaks."""
OPENING = 3
"""A source named before this token opens its sentence."""
SUSPECTING = Speech("speech.suspect", "speech", "say")
"""'sources thought it likely that': a cue that speaks with its subject."""


def voices(scenes: Iterable[Scene]) -> list[Voice]:
    """All voices of a report in order; continued and anaphoric ones repeat their antecedent."""
    out: list[Voice] = []
    for scene in scenes:
        out += [*_spoken(scene, out), *_colon(scene), *_signed(scene)]
    return out


def _spoken(scene: Scene, earlier: Sequence[Voice]) -> list[Voice]:
    found: list[Voice] = []
    for index, phrase in enumerate(scene.phrases):
        if (rumour := _rumour(scene, phrase)) is not None:
            found.append(rumour)
        speech = _speech(phrase)
        if speech is None or (found and found[-1].mode == "report" and _goes_on(scene, index)):
            continue
        voice = _said(scene, index, speech, [*earlier, *found])
        if voice is not None:
            found.append(_chained(voice, found, phrase, scene))
    return found


def _rumour(scene: Scene, phrase: Phrase) -> Voice | None:
    """'amid news of': nobody is named, and what follows is told by hearsay."""
    form = phrase.items[0].form("cue") if phrase.cue is not None else None
    if form is None or form.entry.id != RUMOUR:
        return None
    base = (scene.sentence, phrase.start, phrase.end, "unnamed", None, "rumour", phrase.start)
    return Voice(*base, scene.sentence)


def _speech(phrase: Phrase) -> Speech | None:
    speech = phrase.items[0].sense.speech
    if speech is not None:
        return speech
    return SUSPECTING if phrase.verb and phrase.cue == "suspected" else None


def _goes_on(scene: Scene, index: int) -> bool:
    """'the agency quoted a source as saying': the noun of saying belongs to who was quoted."""
    before = scene.phrases[index - 1] if index else None
    quoted = before is not None and before.prep in QUOTED and can_speak(before)
    return quoted and not (scene.phrases[index].verb or scene.breaks(index - 1, index))


def _chained(voice: Voice, found: list[Voice], phrase: Phrase, scene: Scene) -> Voice:
    """The voice with those it speaks through; one that only passes it on is no voice of its own."""
    if not found:
        return voice
    last = found[-1]
    if _passed_on(last, phrase, scene):
        found.pop()
        scope = max(voice.scope, last.scope)
        return replace(voice, scope=scope, others=(*voice.others, last, *last.others))
    opens = last.mode == "according" and last.spoken == scene.sentence and last.start <= OPENING
    if opens and voice.mode == "say" and voice.start > last.end and voice.spoken == last.spoken:
        return replace(voice, others=(*voice.others, last))
    return voice


def _said(scene: Scene, index: int, speech: Speech, earlier: Sequence[Voice]) -> Voice | None:
    """The voice of one word of saying."""
    phrase = scene.phrases[index]
    if _unsaid(scene, index) or disclaimed(scene, index, speech):
        return None
    at = _laying(scene, index) if speech.mode == "accuse" else index
    speaker = _speaker(scene, at, speech)
    named = scene.phrases[speaker] if speaker is not None else None
    clear = phrase.head in ("speech", "trigger") or speech.mode == "accuse"
    if not clear and not is_source(named):
        return None
    if speaker is None or named is None:
        again = called_again(scene, index, earlier)
        return again or _unnamed(scene, index, speech, earlier)
    if speech.mode == "report" and not _reports(scene, speaker):
        return None
    if speaker < index and earlier and _is_statement_of(named, earlier[-1], scene):
        return _again(earlier[-1], scene, phrase)
    scope = _clause(scene, index, speaker) if speech.mode == "according" else phrase.start
    voice = _voice(scene, named, speech.mode, scope, earlier)
    if voice is None:
        return None
    company = _company(scene, speaker, speech, earlier)
    if speech.mode == "report" and phrase.verb and named.prep in QUOTED:
        company += _carrier(scene, earlier)
    blamed = _blamed(scene, at, speaker) if speech.mode == "accuse" else ()
    over = None if speech.mode == "according" else until(scene, index)
    return replace(voice, others=company, blamed=blamed, until=over)


def _is_statement_of(named: Phrase, last: Voice, scene: Scene) -> bool:
    """'X issued a statement that said': the words are those of X."""
    adjoins = last.spoken == scene.sentence and named.start == last.end
    bare = named.party is None and named.prep is None and not named.conj
    return adjoins and bare and source_kind(scene, named) == "unnamed"


def _clause(scene: Scene, index: int, speaker: int) -> int:
    """Where the clause begins that 'according to X' in its midst covers.

    At the head or the end of a sentence, or between commas, it covers the sentence.
    """
    follows = scene.words[scene.phrases[speaker].end :][:1]
    if index == 0 or not follows or not follows[0].isalpha():
        return 0
    for behind in range(index, 0, -1):
        if scene.breaks(behind - 1, behind) and behind < index:
            return scene.phrases[behind].start
    return 0


def _reports(scene: Scene, speaker: int) -> bool:
    """'the army reported from'; but 'carried oil to the army' tells of no words."""
    if is_source(scene.phrases[speaker]):
        return True
    following = scene.phrases[speaker + 1 : speaker + 2]
    return any(phrase.prep in QUOTED for phrase in following)


def _unsaid(scene: Scene, index: int) -> bool:
    """'it did not comment or explain': the verb of saying, or the one before it, is negated."""
    for behind in range(index - 1, max(index - 1 - SPEAKING_REACH, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.cue == "negation":
            return True
        if scene.breaks(behind, index) or (phrase.verb and behind < index - 2):
            return False
    return False


def _unnamed(scene: Scene, index: int, speech: Speech, earlier: Sequence[Voice]) -> Voice | None:
    """The voice of a verb of saying whose subject no lexicon knows, or which has none."""
    phrase = scene.phrases[index]
    if not phrase.verb or speech.mode != "say" or speech is SUSPECTING:
        return None
    new = stranger(scene, index)
    if new is not None:
        return new
    goes_on = bool(earlier) and not unknown_subject(scene, index, speech)
    return _again(earlier[-1], scene, phrase) if goes_on else None


def _carrier(scene: Scene, earlier: Sequence[Voice]) -> tuple[Voice, ...]:
    """'and it quoted sources': the agency named last passes them on."""
    last = earlier[-1] if earlier else None
    near = last is not None and scene.sentence - last.spoken <= NEAR
    return (last,) if last is not None and near and last.kind in CARRIERS else ()


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
        if scene.breaks(at - 1, at) or phrase.verb or not can_speak(phrase):
            break
        quoted = speech.mode == "report" and phrase.prep in QUOTED
        if not quoted and not (phrase.conj and is_source(phrase)):
            break
        voice = _voice(scene, phrase, speech.mode, scope, earlier)
        out += [voice] if voice is not None else []
    return tuple(out)


# ------------------------------------------------------------------ accusing
def _laying(scene: Scene, index: int) -> int:
    """'laid on X the responsibility for', 'accused X of standing behind': the verb before the noun
    has the subject.
    """
    if scene.phrases[index].verb:
        return index
    for behind in range(index - 1, max(index - 1 - SPEAKING_REACH, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop":
            break
        if phrase.verb:
            support, accusing = support_of(phrase), trigger_of(phrase.items[0])
            laid = support is not None and support.id == LAYING
            return behind if laid or (accusing and accusing.frame == "accuse") else index
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
        if phrase.connective == "that":
            break
        if can_speak(phrase):
            return ahead
        if phrase.head not in ("time", "place", "connective", "people"):
            break
    if speech.mode == "according" or index == 0:
        return None
    for behind in range(index - 1, max(index - 4, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, index) == "stop" or phrase.verb:
            return None
        if can_speak(phrase) and phrase.prep is None:
            return behind
    return None


def _colon(scene: Scene) -> list[Voice]:
    """'Local sources: ...' at the head of a post."""
    for index, phrase in enumerate(scene.phrases[:3]):
        follows = scene.words[phrase.end : phrase.end + 1]
        if ":" in follows and can_speak(phrase) and not is_land(phrase):
            voice = _voice(scene, phrase, "say", phrase.end, [])
            return [voice] if voice is not None else []
        if index and phrase.verb:
            break
    return []


def _voice(
    scene: Scene, phrase: Phrase, mode: str, scope: int, earlier: Sequence[Voice]
) -> Voice | None:
    base = (scene.sentence, phrase.start, phrase.end)
    anaphor = anaphor_of(phrase)
    if anaphor is not None and anaphor.refers_to == "source":
        meant = _antecedent(anaphor, earlier, scene.words[phrase.start])
        if meant is not None:
            return _repeated(meant, scene, phrase, mode, scope)
        return Voice(*base, "unnamed", None, mode, scope, scene.sentence)
    sources = source_entries(phrase)
    if sources:
        best, kind = fullest(sources), source_kind(scene, phrase)
        speaks = phrase.party is not None and phrase.head == "actor" and kind == "official"
        party = phrase.party.actor if phrase.party is not None and speaks else None
        voice = Voice(*base, kind, best.name, mode, scope, scene.sentence, party)
        called = scene.words[phrase.start]
        return replace(voice, affiliation=best.affiliation, also=sources[0].also, called=called)
    actor = phrase.party.actor if phrase.party is not None else None
    if anaphor is not None and (actor is None or anaphor.id == GROUP):
        if not earlier:
            return Voice(*base, "unnamed", None, mode, scope, scene.sentence)
        return _repeated(earlier[-1], scene, phrase, mode, scope)
    if actor is None:
        return None
    if is_land(phrase):
        state = government(phrase) or actor
        return Voice(*base, "official", state.name, mode, scope, scene.sentence, state)
    return Voice(*base, actor_kind(actor), actor.name, mode, scope, scene.sentence, actor)


def _repeated(last: Voice, scene: Scene, phrase: Phrase, mode: str, scope: int) -> Voice:
    """The source named before: quoted from where it is named, unless it is 'the same' again."""
    again = replace(last, sentence=scene.sentence, mode=mode, scope=scope, blamed=())
    meant = anaphor_of(phrase)
    same = meant is not None and meant.refers_to == "source" and meant.type != BODY
    if phrase.end - phrase.start == 1 and same:
        return again
    return replace(again, start=phrase.start, end=phrase.end, spoken=scene.sentence)


def _antecedent(anaphor: Anaphor, earlier: Sequence[Voice], word: str) -> Voice | None:
    """The last voice that the words fit: 'the agency' an outlet, 'the sources' no outlet, 'the
    network' one whose name begins so, else some body that is named.
    """
    if not earlier:
        return None
    alike = called_so(word, earlier) if anaphor.type in BODIES else None
    if alike is not None:
        return alike
    if anaphor.type == BODY:
        return next((v for v in reversed(earlier) if v.kind in SPEAKING_BODIES and v.name), None)
    fits = [v for v in earlier if v.actor is None]
    if anaphor.type is not None:
        fits = [v for v in fits if (v.kind in CARRIERS) == (anaphor.type == "media")] or fits
    return fits[-1] if fits else earlier[-1]


def names_source(matches: Sequence[Match]) -> bool:
    """Whether a sentence names someone who can be quoted."""
    return any("source" in readings(match.forms).nouns for match in matches)


def _signed(scene: Scene) -> list[Voice]:
    """The account that posts, or the office that signs, in a line of its own."""
    if len(scene.words) > SIGNATURE:
        return []
    told = [phrase for phrase in scene.phrases if source_entries(phrase)]
    if not told:
        return []
    if scene.role != "caption" and (len(scene.phrases) > 2 or told[0].start > 0):
        return []
    if scene.role == "caption" and "@" not in "".join(scene.words):
        return []
    voice = _voice(scene, told[0], "sign", 0, [])
    return [voice] if voice is not None else []
