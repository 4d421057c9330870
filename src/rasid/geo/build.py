"""From a name with its head, list and containers to the place expression that they make."""

from __future__ import annotations

from rasid.geo.expressions import Container, PlaceExpression
from rasid.geo.heads import SITE_KINDS, Found, Head
from rasid.geo.place import names_country
from rasid.geo.placename import PlaceName, lie_near, names_unit
from rasid.geo.tokens import Tokens
from rasid.text.segment import Sentence
from rasid.values import replace

UNNAMED_KINDS = frozenset(["farm", "camp"])
"""Type words of places that are told by the settlement beside them when no table has them."""

LONG_KINDS = frozenset(["river", "sea"])
"""Type words of what is so long that the town where it is told of is the place."""

BESIDE = frozenset(["near", "outskirts"])
"""Relations of containers that lie beside a place."""


class Builder:
    """Builds the expressions of one sentence."""

    def __init__(self, sentence: Sentence, tokens: Tokens) -> None:
        self._sentence = sentence
        self._tokens = tokens

    def built(
        self,
        found: Found,
        listed: tuple[PlaceName, ...],
        containers: tuple[Container, ...],
        end: int,
        standing: int,
        dateline: bool,
    ) -> PlaceExpression:
        """The expression of the tokens from the head up to `end`."""
        head, name = found.head, found.name
        first = self._sentence.starts[name.start] + name.cut
        expression = PlaceExpression(
            head.start, end, name, first - self._sentence.starts[head.start],
            self._sentence.ends[name.end - 1] - first, head.kind, self._relation(found),
            head.bearing, head.distance_km, found.other, listed, containers, standing,
            name.clitics if head.last is None else (), dateline,
        )  # fmt: skip
        return self._without_site(self._own_part(expression))

    def _relation(self, found: Found) -> str:
        head = found.head
        if head.relation is not None and head.relation != "in":
            return head.relation
        if head.bearings and head.last is not None and not self._is_part(head):
            return "area" if names_country(found.name.candidates) else "near"
        return "in"

    @staticmethod
    def _is_part(head: Head) -> bool:
        """ "The western area of X" lies in X."""
        return head.kind in ("area", "neighbourhood") and head.last is not None

    def _own_part(self, expression: PlaceExpression) -> PlaceExpression:
        """ "Homs, the northern countryside" is the northern countryside of Homs."""
        last = expression.containers[-1] if expression.containers else None
        if last is None or last.name is not None or last.relation != "countryside":
            return expression
        if expression.relation != "in" or not names_unit(expression.name):
            return expression
        return replace(
            expression, relation="countryside", bearing=last.bearing,
            containers=expression.containers[:-1],
        )  # fmt: skip

    def _without_site(self, expression: PlaceExpression) -> PlaceExpression:
        """A site that no table has, in or by a named settlement: that is the anchor."""
        sites = SITE_KINDS | UNNAMED_KINDS | LONG_KINDS
        if expression.kind not in sites or (
            self._is_whole(expression) and expression.kind not in LONG_KINDS
        ):
            return expression
        if expression.kind in UNNAMED_KINDS and _fits(expression):
            return expression
        for index, container in enumerate(expression.containers):
            name = container.name
            holds = name is not None and name.candidates and name.kind not in ("area", "region")
            inside = container.relation in (None, "in") and expression.kind not in UNNAMED_KINDS
            if name is not None and holds and (inside or container.relation in BESIDE):
                first = self._sentence.starts[name.start] + name.cut
                return replace(
                    expression, name=name, relation=container.relation or "in", kind=name.kind,
                    name_at=first - self._sentence.starts[expression.start],
                    name_length=self._sentence.ends[name.end - 1] - first,
                    containers=expression.containers[index + 1 :],
                )  # fmt: skip
        return expression

    def _is_whole(self, expression: PlaceExpression) -> bool:
        """Whether the table has the site under its own name, type word and all."""
        word = self._tokens.type_word(expression.name.start)
        return word is not None and bool(expression.name.candidates)


def _fits(expression: PlaceExpression) -> bool:
    """Whether a table has the name, and not far from all that it is told to be in or by."""
    held = [c.name for c in expression.containers if c.name is not None]
    known = bool(expression.name.candidates)
    return known and all(lie_near(expression.name, name) for name in held)
