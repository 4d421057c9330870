"""Speakers whom no lexicon knows, and those whom the text names again by a word of their name."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.acts import Scene
from rasid.extract.voice import Voice
from rasid.lexicon.entries import Speech
from rasid.text.tables import ARTICLE
from rasid.values import replace

REACH = 4
ADDING = "speech.add"
STRANGER = (2, 8)
"""How many words name a speaker that no lexicon knows."""


def called_again(scene: Scene, index: int, earlier: Sequence[Voice]) -> Voice | None:
    """'the network added' after 'the network So-and-so said': a source by the head of its name."""
    start = scene.phrases[index].end
    word, *after = scene.words[start : start + 2] or [""]
    if not word.startswith(ARTICLE) or any(w.startswith(ARTICLE) for w in after):
        return None
    last = called_so(word, earlier)
    if last is None:
        return None
    here, scope = scene.sentence, scene.phrases[index].start
    again = replace(last, sentence=here, spoken=here, start=start, end=start + 1, scope=scope)
    return replace(again, mode="say", blamed=(), others=())


def called_so(word: str, earlier: Sequence[Voice]) -> Voice | None:
    """The last voice whose name begins with a word, with or without its article."""
    names = (word, word.removeprefix(ARTICLE))
    return next((v for v in reversed(earlier) if v.called in names), None)


def stranger(scene: Scene, index: int) -> Voice | None:
    """'So-and-so said that': the words between the verb and 'that' name someone."""
    verb = scene.phrases[index]
    for ahead in range(index + 1, min(index + 1 + REACH, len(scene.phrases))):
        phrase = scene.phrases[ahead]
        if phrase.connective == "that":
            end = phrase.start - (phrase.prep is not None)
            words = scene.words[verb.end : end]
            named = STRANGER[0] <= len(words) <= STRANGER[1] and all(map(str.isalpha, words))
            base = (scene.sentence, verb.end, end, "local", None, "say", verb.start)
            voice = Voice(*base, scene.sentence, called=words[0] if named else "")
            return voice if named else None
        if phrase.verb or phrase.prep or phrase.head in ("trigger", "time", "speech", "cue"):
            return None
    return None


def unknown_subject(scene: Scene, index: int, speech: Speech) -> bool:
    """'the adviser, So-and-so, announced': words that are not known stand around the verb."""
    if speech.id == ADDING:
        return False
    before = scene.between(index - 1, index) if index else scene.words[: scene.phrases[0].start]
    if not scene.phrases[index].conj and any(map(str.isalpha, before)):
        return True
    if index + 1 == len(scene.phrases):
        return False
    after, following = scene.between(index, index + 1), scene.phrases[index + 1]
    unknown = sum(map(str.isalpha, after))
    surname = unknown == 1 and following.connective == "that"
    bare = following.head == "force" and following.prep is None and not unknown
    return bare or (unknown > 0 and not surname)
