"""Relations between the events of one report: what caused or followed what, what was part of what.

Only what a sentence tells between two of its acts: by the preposition before the second one, or
by a word of result between them. `caused` points from cause to effect, `followed_by` from the
earlier act to the later, `part_of` from the part to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rasid import model
from rasid.extract.acts import Scene
from rasid.extract.fold import Draft

BACKWARD = {"after": "followed_by", "because_of": "caused", "response": "caused"}
"""Prepositions before the second act that make it the earlier one, or the cause."""

FORWARD = {
    "before": "followed_by",
    "until": "followed_by",
    "during": "part_of",
    "within": "part_of",
}
Numbered = tuple[Draft, model.Event]


def relations(
    drafts: Sequence[Draft], events: Sequence[model.Event], scenes: Sequence[Scene]
) -> tuple[model.Relation, ...]:
    """Links between neighbouring acts of one sentence; the span is the second act's trigger."""
    by_number = {s.sentence: s for s in scenes}
    found: dict[tuple[str, str], model.Relation] = {}
    for (left, first), (right, second) in _pairs(drafts, events):
        told = _link(by_number[left.first.sentence], left, right)
        if told is None:
            continue
        kind, backward = told
        start, end = (second.id, first.id) if backward else (first.id, second.id)
        found.setdefault((start, end), model.Relation(kind, start, end, second.trigger))
    return tuple(found.values())


def _pairs(
    drafts: Sequence[Draft], events: Sequence[model.Event]
) -> Iterator[tuple[Numbered, Numbered]]:
    rows = sorted(
        zip(drafts, events, strict=True), key=lambda r: (r[0].first.sentence, r[0].first.start)
    )
    for left, right in pairwise(rows):
        if left[0].first.sentence == right[0].first.sentence:
            yield left, right


def _link(scene: Scene, left: Draft, right: Draft) -> tuple[str, bool] | None:
    """The kind of relation, and whether it points from the second act to the first."""
    joined = not scene.breaks(left.first.anchor, right.first.anchor)
    prep = scene.phrases[right.first.anchor].prep or "" if joined else ""
    if prep in BACKWARD:
        return BACKWARD[prep], True
    if prep in FORWARD:
        return FORWARD[prep], False
    between = range(left.first.anchor + 1, right.first.anchor)
    if any(scene.phrases[p].connective == "result" for p in between):
        return "caused", False
    if any(scene.phrases[p].connective == "then" for p in between):
        return "followed_by", False
    return None
