"""Victims whom a report gives by name, or by a relative clause: how many they are."""

from __future__ import annotations

from rasid.extract.acts import Scene
from rasid.extract.extent import GLUE
from rasid.extract.laid import CAUSES
from rasid.extract.phrases import Phrase
from rasid.extract.victims import DOING, person
from rasid.geo.toponym import toponym_rules
from rasid.geo.wording import given_names
from rasid.lexicon.entries import CasualtyWord
from rasid.lexicon.lexicon import load
from rasid.text.tables import WAW

LEAST = {"killed": {"event_noun": 1, "count_noun": 2}, "injured": {"event_noun": 2}}
"""How many words of no other meaning are a name, after a word of an outcome."""
WRITTEN_ON = frozenset((None, "in", "to", "as"))
"""Prepositions that are no word of their own, or need be none."""
NAME = 2
"""How many such words before 'who' are one."""
REACH = 3
"""How many phrases back of a relative the person stands whom it tells of."""


def named(scene: Scene, index: int, word: CasualtyWord) -> tuple[int, int]:
    """'the killing of' and words that nothing is known of: how many words a name is, and how many
    people they name; zeros when they are none.
    """
    phrase = scene.phrases[index]
    least = LEAST.get(word.outcome, {}).get(word.frame, 0)
    if not least or phrase.head != "casualty":
        return 0, 0
    if phrase.items[0].definite != (word.frame == "count_noun"):
        return 0, 0
    if word.frame == "count_noun" and phrase.number != "sg":
        return 0, 0
    words = _unknown(scene, index)
    given = word.outcome == "killed" or bool(words and words[0] in given_names())
    return (len(words), _people(words)) if len(words) >= least and given else (0, 0)


def _unknown(scene: Scene, index: int) -> list[str]:
    """The words that nothing is known of right after a phrase."""
    phrases = scene.phrases
    end = phrases[index + 1].start if index + 1 < len(phrases) else len(scene.words)
    if end < len(scene.words) and phrases[index + 1].prep not in WRITTEN_ON:
        end -= 1
    words = [w for w in scene.words[phrases[index].end : end] if w not in GLUE]
    size = next((i for i, w in enumerate(words) if not w.isalpha()), len(words))
    return _nameless(words[:size])


def _nameless(words: list[str]) -> list[str]:
    """The words after those of grammar ('each of'); none when they are 'to the ...'."""
    to_the = max(toponym_rules().leading, key=len)
    grammar = next((m.end for m in load().match(words) if m.start == 0), 0)
    rest = words[grammar:]
    return [] if rest and rest[0].startswith(to_the) else rest


def _people(words: list[str]) -> int:
    """One, and one more for each given name with 'and' written onto it."""
    joined = (w for w in words[1:] if w not in given_names() and w[1:] in given_names())
    return 1 + sum(w[0] == WAW for w in joined)


def told_of(scene: Scene, index: int) -> tuple[list[Phrase], int]:
    """'So-and-so, who was killed in the raid': the person whom the clause of a verb tells of, or
    one, where only a name does.

    Only where an act or a doer follows that it is laid to: 'whose brother was killed' is another
    story.
    """
    if not _closes_clause(scene, index):
        return [], 0
    names = [w for w in scene.between(index - 2, index - 1) if w.isalpha()] if index > 1 else []
    return _antecedent(scene, index), int(len(names) >= NAME)


def _antecedent(scene: Scene, index: int) -> list[Phrase]:
    for behind in range(index - 2, max(index - 2 - REACH, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.verb or scene.breaks(behind, index) == "stop":
            return []
        if person(phrase) and phrase.number == "sg" and not phrase.verb:
            return [phrase]
    return []


def _closes_clause(scene: Scene, index: int) -> bool:
    """Whether a relative stands right before a verb of death, and what it came of right after."""
    if index == 0 or index + 1 >= len(scene.phrases) or scene.between(index - 1, index):
        return False
    form = scene.phrases[index].items[0].form("casualty")
    single = form is not None and form.number == "sg"
    after = scene.phrases[index + 1]
    laid = (after.prep in CAUSES and after.head == "trigger") or after.prep in DOING
    return single and laid and scene.phrases[index - 1].connective == "relative"
