"""Clauses of circumstance before a verb: 'after the talks with X failed, Y shelled'.

What such a clause names, party or act, is not the subject of the verb, and whoever speaks in it
does not tell what the verb tells.
"""

from __future__ import annotations

from rasid.extract.acts import COMMAS, STOPS, Scene, trigger_of
from rasid.extract.agreement import disagrees, may_be_subject
from rasid.extract.phrases import Phrase
from rasid.lexicon.rules import circumstances
from rasid.text.tables import WAW

BOUNDS = STOPS | COMMAS | frozenset('"\u00ab\u00bb()')
OPENER = 2
"""The words that a clause of circumstance has, at least."""
DEEDS = frozenset(
    ("abduct attack clash control destroy detain explosion kill_act seize strike").split()
)
"""Frames of acts that may be said to hit, kill or take somebody."""
HITTING = frozenset(("attack", "destroy", "explosion", "kill_act", "strike"))
"""Frames of verbs whose subject may be an act."""
GOING = frozenset(("displace", "move", "protest", "withdraw"))
"""Frames of verbs of what those do of whom they tell."""
LEADING = frozenset(("in", "with", "on", "within", "by", "without"))
"""Prepositions of a phrase at the head of a clause: 'in an operation with X, Y arrested'."""
LATER = frozenset(("after", "before", "since"))
"""Prepositions of 'after X had said'."""


def has_own_subject(scene: Scene, index: int) -> bool:
    """'after the talks with X failed, [Y shelled]': a verb whose clause a circumstance opens, with
    a subject behind it. What the circumstance names, party or act, is not its subject.
    """
    following = scene.phrases[index + 1 : index + 2]
    if not following or scene.between(index, index + 1) or _is_relative(scene, index):
        return False
    doer = following[0]
    if doer.prep is not None or doer.conj or not (_may_lead(doer) or _goes(scene, index, doer)):
        return False
    form = scene.phrases[index].items[0].form("trigger")
    passive = form is not None and form.voice == "passive"
    fits = not passive and not disagrees(form, scene, doer)
    return fits and opened(scene, index) and not _goes_on(scene, index)


def _is_relative(scene: Scene, index: int) -> bool:
    """'the raid [that X flew]': a verb inside the circumstance."""
    led = index > 0 and scene.phrases[index - 1].connective == "relative"
    return led or scene.phrases[index].items[0].enclitic is not None


def _goes_on(scene: Scene, index: int) -> bool:
    """'after a raid that hit the base': an act noun that nothing defines may go on in a verb of
    hitting that agrees with it; only persons arrest, or take a town.
    """
    verb = trigger_of(scene.phrases[index].items[0])
    if verb is not None and verb.frame not in HITTING:
        return False
    first = _clause(scene, index)
    for behind in range(index - 1, -1, -1):
        noun = scene.phrases[behind]
        if noun.start < first:
            return False
        if _tells_act(noun) and not noun.items[0].definite:
            owner = scene.phrases[behind + 1]
            if verb is not None and not may_be_subject(scene, behind, index):
                continue
            if owner.start > noun.end or owner.verb or owner.prep is not None:
                return True
    return False


def _goes(scene: Scene, index: int, doer: Phrase) -> bool:
    """'families fled': persons are the subject of a verb of what nobody does to them."""
    verb = trigger_of(scene.phrases[index].items[0])
    return doer.people is not None and verb is not None and verb.frame in GOING


def _tells_act(phrase: Phrase) -> bool:
    trigger = trigger_of(phrase.items[0])
    return trigger is not None and not phrase.verb and trigger.frame in DEEDS


def _may_lead(phrase: Phrase) -> bool:
    return bool(phrase.party or phrase.platform or phrase.weapons) or phrase.head == "force"


def opened(scene: Scene, index: int) -> bool:
    """'after the talks', 'despite the army's announcement': whether words of time, cause or
    circumstance open the clause that a phrase stands in.
    """
    first = _clause(scene, index)
    words = scene.words[first : scene.phrases[index].start + 1]
    if len(words) < OPENER:
        return False
    leader = next((p for p in scene.phrases if p.start >= first), None)
    if leader is not None and leader.start == first and leader.prep in LEADING:
        return True
    bare = words[0].removeprefix(WAW)
    return not circumstances().isdisjoint({(words[0],), (bare,), (bare, words[1])})


def _clause(scene: Scene, index: int) -> int:
    """The first word of a verb's clause: after the last mark, or after 'that'."""
    start = scene.phrases[index].start
    while start > 0 and scene.words[start - 1] in COMMAS:
        start -= 1
    marked = next((n for n in range(start - 1, -1, -1) if scene.words[n] in BOUNDS), -1)
    that = next((p.end for p in reversed(scene.phrases[:index]) if p.connective == "that"), 0)
    return max(marked + 1, that)


def until(scene: Scene, index: int) -> int | None:
    """The token at which the clause of circumstance ends that a word of saying stands in: 'despite
    the announcement of X, [Y shelled]'. None when it stands in none.
    """
    phrase = scene.phrases[index]
    inside = phrase.prep in LATER if phrase.verb else opened(scene, index)
    if not inside:
        return None
    later = range(index + 1, len(scene.phrases))
    main = (n for n in later if scene.phrases[n].verb or scene.breaks(n - 1, n))
    return next((scene.phrases[n].start for n in main), None)
