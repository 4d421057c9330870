"""Agreement: what the form of a verb says of its subject, and of the act noun before it."""

from __future__ import annotations

from rasid.extract.acts import Scene, support_of
from rasid.extract.phrases import Phrase
from rasid.lexicon.entries import Form
from rasid.lexicon.rules import feminine_ending, head_genders
from rasid.text.tables import ARTICLE

BEFORE = 10
"""How many phrases before a verb the act noun stands that it goes on from, at most."""


def disagrees(verb: Form | None, scene: Scene, phrase: Phrase) -> bool:
    """'she arrested a youth', 'he hit the forces': a phrase of the other gender after the verb is
    not its subject.
    """
    if verb is None or verb.number != "sg" or verb.gender is None:
        return False
    if verb.gender == "m" and scene.words[phrase.start - 1].endswith(feminine_ending()):
        return False  # a verb that the lexicon lists in the feminine alone
    gender = _gender(scene, phrase)
    return gender is not None and gender != verb.gender


def noun_after_all(scene: Scene, index: int) -> bool:
    """'the shelling of the jets', spelled like 'he shelled the jets': a verb would not agree."""
    item = scene.phrases[index].items[0]
    following = scene.phrases[index + 1 : index + 2]
    if "trigger" not in item.readings.nouns or not following:
        return False
    owner = following[0]
    adjoins = owner.prep is None and not owner.conj and owner.start == item.end
    return adjoins and disagrees(item.form("trigger"), scene, owner)


def _gender(scene: Scene, phrase: Phrase) -> str | None:
    noun = phrase.items[0].readings.nouns.get("people")
    if noun is not None and noun.number in ("sg", "du"):
        return noun.gender
    if not (phrase.party or phrase.platform):
        return None
    return head_genders().get(scene.words[phrase.start].removeprefix(ARTICLE))


def act_gone_on_from(scene: Scene, index: int) -> int | None:
    """'raids on the town, at dawn, that hit': the act noun that a verb without conjunction goes on
    from, over places, times and those who are said to have carried it out.
    """
    if scene.phrases[index].conj or scene.phrases[index].prep is not None:
        return None
    for behind in range(index - 1, max(index - 1 - BEFORE, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, behind + 1) == "stop":
            return None
        if phrase.head == "trigger" and not phrase.verb:
            return behind if may_be_subject(scene, behind, index) else None
        if not _passed(phrase):
            return None
    return None


def _passed(phrase: Phrase) -> bool:
    """Whether a phrase may stand between an act noun and the verb of its relative clause."""
    if phrase.verb:
        light = support_of(phrase)
        return light is not None and phrase.items[0].enclitic is not None and not phrase.conj
    if phrase.head in ("connective", "cue"):
        return phrase.connective == "relative" and not phrase.conj
    return phrase.head not in ("speech", "casualty", "source")


def may_be_subject(scene: Scene, noun: int, verb: int) -> bool:
    """Whether the verb agrees with the act noun: plural acts take a feminine verb."""
    act = scene.phrases[noun].items[0].form("trigger")
    form = scene.phrases[verb].items[0].form("trigger")
    if act is None or form is None or form.number != "sg":
        return False
    wanted = "f" if act.number == "pl" else act.gender
    return wanted is None or form.gender is None or wanted == form.gender
