"""Denial of one's own act: who denies that they did it, in whose words.

'The army denied that it shelled the town' presupposes that somebody says so. It is told apart from
'denied that the town was shelled', which denies the act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rasid.extract.acts import Participant, Scene, anaphor_of, support_of, trigger_of
from rasid.extract.phrases import Party, Phrase
from rasid.lexicon.entries import Speech
from rasid.text.tables import ARTICLE
from rasid.values import replace

DENYING = frozenset(("denied", "disowned"))
"""Cues of a denial: of anything, and of having had a hand in it."""
DONE = frozenset("strike attack launch detain abduct destroy violate".split())
"""Frames of acts whose bare noun after a denial is the denier's own: 'denied the shelling of'."""
ARMED = frozenset(
    "state_forces police intelligence coalition rebel political_militia communal_militia "
    "private_security".split()
)
"""Types of parties that deny a bare act as their own; a government may deny that it was."""
REACH = 4
"""How many phrases from its subject a word of denial stands, at most."""
BACK = 3
"""How many sentences back a denier is named whom the text then calls by one word."""


def denier(scene: Scene, behind: int, index: int) -> int | None:
    """The phrase of the party that denies at phrase `behind` that it did the act at `index`."""
    at = _subject(scene, behind, index)
    if at is None:
        return None
    between = [p for n, p in enumerate(scene.phrases) if behind < n < index and n != at]
    disowned = scene.phrases[behind].cue == "disowned"
    owned = disowned or any(map(_owns, between))
    return at if owned or _own(scene, at, index, between) else None


def _subject(scene: Scene, behind: int, index: int) -> int | None:
    """What follows the word of denial, else what stands before it in its sentence."""
    for at in range(behind + 1, min(behind + 1 + REACH, index)):
        if _named(scene.phrases[at]):
            return at
    for at in range(behind - 1, max(behind - 1 - REACH, -1), -1):
        if scene.breaks(at, behind) == "stop" or scene.phrases[behind].conj:
            return None
        if _named(scene.phrases[at]):
            return at
        if scene.phrases[at].head == "trigger":
            return None
    return None


def _named(phrase: Phrase) -> bool:
    known = phrase.party is not None and phrase.party.actor is not None
    return known and phrase.prep is None and not phrase.verb


def _owns(phrase: Phrase) -> bool:
    """'its hand in', 'its responsibility for': what is denied is the doing, not the act."""
    speech = phrase.items[0].sense.speech
    claims = speech is not None and speech.mode == "claim"
    return phrase.cue == "owned" or (claims and not phrase.verb)


def _own(scene: Scene, at: int, index: int, between: Sequence[Phrase]) -> bool:
    """'the army denied the shelling of a market', but not '... of its posts', '... that began'."""
    act, party = scene.phrases[index], scene.phrases[at].party
    trigger = trigger_of(act.items[0])
    if act.verb or act.prep is not None or trigger is None or trigger.frame not in DONE:
        return False
    if party is None or party.actor is None or party.actor.type not in ARMED:
        return False
    after = scene.phrases[index + 1 : index + 2]
    theirs = any(p.items[0].enclitic is not None for p in after)
    return not theirs and all(p.head == "time" or _done(p) for p in between)


def _done(phrase: Phrase) -> bool:
    """A noun of doing: 'denied the carrying out of', unlike 'the outbreak of'."""
    support = support_of(phrase)
    return support is not None and support.subject == "agent" and not phrase.verb


def laid_on(agents: Sequence[Participant], cue: str | None) -> tuple[Participant, ...]:
    """The doers of an act with this cue: of one that is denied they are accused by somebody."""
    denied = cue in DENYING
    return tuple(replace(a, hint="accused") if denied and a.hint == "stated" else a for a in agents)


def denied_by(agents: Sequence[Participant], cue: str | None) -> tuple[str, ...]:
    """The rule by which it is denied that somebody named did an act."""
    return (f"cue.{cue}",) if cue in DENYING and agents else ()


# ------------------------------------------------------------------ words around a denial
def disclaimed(scene: Scene, index: int, speech: Speech) -> bool:
    """'denied its responsibility for': the words of a claim, which nobody claims."""
    if speech.mode != "claim" or scene.phrases[index].verb:
        return False
    for behind in range(index - 1, max(index - 1 - REACH, -1), -1):
        if scene.breaks(behind, index) == "stop":
            return False
        if scene.phrases[behind].cue in DENYING:
            return True
    return False


def naming_deniers(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """The scenes, with the party of a denier that is called by the head of its name: 'the army
    denied' after 'the army of X'.
    """
    for number, scene in enumerate(scenes):
        earlier = scenes[max(number - BACK, 0) : number]
        named = {at: party for at, party in _called(scene, earlier) if party is not None}
        yield _with_parties(scene, named) if named else scene


def _with_parties(scene: Scene, named: Mapping[int, Party]) -> Scene:
    phrases = [
        replace(p, party=named[at]) if at in named else p for at, p in enumerate(scene.phrases)
    ]
    return replace(scene, phrases=phrases)


def _called(scene: Scene, earlier: Sequence[Scene]) -> Iterator[tuple[int, Party | None]]:
    for index in sorted(at for cue in DENYING for at in scene.cued(cue)):
        if index + 1 == len(scene.phrases):
            return
        phrase, after = scene.phrases[index : index + 2]
        if not phrase.verb or scene.breaks(index, index + 1):
            continue
        bare = after.head == "force" or anaphor_of(after) is not None
        if bare and after.end - after.start == 1 and not _named(after) and after.prep is None:
            yield index + 1, _meant(scene.words[after.start], scene, index, earlier)


def _meant(word: str, scene: Scene, index: int, earlier: Sequence[Scene]) -> Party | None:
    """The one party that the text so far calls by this word and more."""
    if not word.startswith(ARTICLE):
        return None
    heads = (word, word.removeprefix(ARTICLE))
    here = [(p, scene) for p in scene.phrases[:index]]
    told = [*here, *((p, s) for s in earlier for p in s.phrases)]
    found = [p.party for p, s in told if p.party and s.words[p.party.start] in heads]
    actors = {party.actor.id: party for party in found if party.actor is not None}
    return next(iter(actors.values())) if len(actors) == 1 else None
