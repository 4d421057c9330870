"""Relations between the events of one report: what caused or followed what, what was part of
what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rasid import model
from rasid.extract.acts import Scene, connective_role
from rasid.extract.fold import FAMILY, Draft

PART = frozenset(("during", "inside"))
AFTER = frozenset(("after",))


def relations(
    drafts: Sequence[Draft], events: Sequence[model.Event], scenes: Sequence[Scene]
) -> tuple[model.Relation, ...]:
    """Links told within one sentence: 'as a result', 'after', 'during'."""
    by_number = {s.sentence: s for s in scenes}
    found: dict[tuple[str, str], model.Relation] = {}
    for (left, left_event), (right, right_event) in _pairs(drafts, events):
        scene = by_number[left.first.sentence]
        kind = _kind(scene, left, right)
        if kind is None:
            continue
        source, target = (left_event, right_event) if kind != "after" else (right_event, left_event)
        name = "followed_by" if kind == "after" else kind
        key = (source.id, target.id)
        found.setdefault(key, model.Relation(name, source.id, target.id, right_event.trigger))
    return tuple(found.values())


Numbered = tuple[Draft, model.Event]


def _pairs(
    drafts: Sequence[Draft], events: Sequence[model.Event]
) -> Iterator[tuple[Numbered, Numbered]]:
    rows = list(zip(drafts, events, strict=True))
    for left, right in pairwise(rows):
        if left[0].first.sentence == right[0].first.sentence:
            yield left, right


def _kind(scene: Scene, left: Draft, right: Draft) -> str | None:
    anchor = scene.phrases[right.first.anchor]
    if anchor.prep in AFTER:
        return "after"
    if anchor.prep == "because_of":
        return "after"
    if anchor.prep in PART:
        return "part_of"
    between = range(left.first.anchor + 1, right.first.anchor)
    if any(connective_role(scene.phrases[p]) == "result" for p in between):
        return "caused"
    if FAMILY[left.type] == "violence" and FAMILY[right.type] in ("leave", "move"):
        return "followed_by"
    return None
