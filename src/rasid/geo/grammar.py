"""The grammar of place expressions: from tokens to `PlaceExpression`s.

expression  = [distance] modifiers name [list] container*
modifiers   = (type word | relation | direction | landmark)*
container   = [in | of | belonging to] modifiers name | direction name | nationality
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.geo.build import BESIDE, Builder
from rasid.geo.expressions import Container, PlaceExpression
from rasid.geo.heads import SITE_KINDS, Found, Head, HeadReader
from rasid.geo.names import (
    HELD,
    HELD_CLOSELY,
    NO_SUPPORT,
    TAGGED,
    NameFinder,
)
from rasid.geo.place import is_known, is_prominent, names_area, names_country
from rasid.geo.placename import PlaceName, lie_near, names_unit
from rasid.geo.tokens import COMMAS, DASHES, Tokens
from rasid.text.segment import Sentence
from rasid.values import replace

MOST_CONTAINERS = 5
MOST_LISTED = 12
SMALL = frozenset(["village", "town", "neighbourhood", "farm", "camp"])
"""Type words whose places hold no town."""

HOLDING = frozenset(["countryside", "in", "distance"])
"""Relations of containers that hold a place."""

TOLD_BESIDE = frozenset(["village", "town", "camp", "farm"])
"""Type words of places that a text tells by what they lie near: "the village of X near Y"."""

SIDING = ("allied", "opposed")
"""Roles of the words for whose friend or foe somebody is."""

CONTAINER_LINKS = frozenset(["in", "from", "of", "belonging", *SIDING, "relative", "within"])
DATELINE_MARKS = frozenset((":", "|"))


class Grammar:
    """Reads one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        tokens: Tokens,
        names: NameFinder,
        distances: Mapping[int, tuple[int, float]],
    ) -> None:
        self._sentence = sentence
        self._tokens = tokens
        self._words = tokens.words
        self._names = names
        self._distances = distances
        self._heads = HeadReader(tokens, names, distances)
        self._builder = Builder(sentence, tokens)
        self._last: PlaceExpression | None = None

    def read(self, seeds: Sequence[int]) -> list[PlaceExpression]:
        """The expressions that begin at one of the seed tokens, in order, not overlapping."""
        found: list[PlaceExpression] = []
        end = 0
        for i in seeds:
            expression = self._expression(i) if i >= end else None
            if expression is not None:
                end = expression.end
                self._add(found, expression)
                self._last = found[-1]
        return found

    def of_source(self, start: int, end: int) -> list[PlaceExpression]:
        """The town that the name of a source at tokens [start, end) ends with."""
        for i in range(start + 1, end):
            name = self._names.town(i, end)
            if name is not None:
                found = self._heads.found(Head(i), name)
                return [self._builder.built(found, (), (), end, 1, True)]
        return []

    def _expression(self, i: int) -> PlaceExpression | None:
        led = i in self._distances or self._tokens.type_word(i) is not None
        found = (self._heads.read(i) if led else None) or self._bare(i)
        if found is None:
            return self._part_alone(i) if led else None
        found = self._far(found)
        dateline = self._is_dateline(found)
        listed, end = self._list(found)
        containers, end = self._containers(end, found)
        standing = self._standing(found, (*containers, *listed[1:]), dateline)
        if not standing:
            return None
        if standing == 1 and self._names.is_ordinary(found.name):
            found = replace(found, name=found.name.large_only())
        return self._builder.built(found, listed, containers, end, standing, dateline)

    def _bare(self, i: int) -> Found | None:
        name = self._names.bare(i)
        if name is None:
            return None
        return self._heads.found(Head(i), name) if self._names.standing(name, TAGGED) else None

    def _standing(
        self, found: Found, support: tuple[Container | PlaceName, ...], dateline: bool
    ) -> int:
        """How well it stands; what holds it, or two names that a list goes on with, support it."""
        if found.head.last is not None or found.head.distance_km is not None:
            return 2
        if dateline or self._is_tag(found.name) or self._follows_wide(found.name):
            return self._names.standing(found.name, TAGGED)
        if self._names.is_ordinary(found.name):  # 'the Yemeni people' is no place called People
            support = tuple(one for one in support if not _is_adjective(one))
        apart = self._tokens.role(found.end) in CONTAINER_LINKS
        held = HELD if apart else HELD_CLOSELY
        return self._names.standing(found.name, held if support else NO_SUPPORT)

    def _follows_wide(self, name: PlaceName) -> bool:
        """Right after a governorate or its countryside: "the countryside of Homs Talbisa"."""
        last = self._last
        if last is None or last.end != name.start or name.cut or self._names.is_ordinary(name):
            return False
        wide = last.relation == "countryside" or names_unit(last.name)
        return wide and last.standing > 1 and lie_near(last.name, name)

    def _part_alone(self, i: int) -> PlaceExpression | None:
        """ "In the western countryside": of the governorate that heads the report's section."""
        word = self._tokens.type_word(i)
        part = self._part(i)
        if word is None or part is None or part[0].bearing is None:
            return None
        container, end = part
        cut = self._names.clitic_length(word)
        name = PlaceName(i, end, cut, (), (), self._names.key(i, end, cut), "countryside")
        length = self._sentence.ends[end - 1] - self._sentence.starts[i] - cut
        return PlaceExpression(
            i, end, name, cut, length, "countryside", "countryside", container.bearing
        )

    def _far(self, found: Found) -> Found:
        """A distance after the name ("east of X by five kilometres")."""
        head = found.head
        if head.distance_km is None and head.bearings and found.end in self._distances:
            end, head.distance_km = self._distances[found.end]
            head.relation = "distance"
            return replace(found, end=end)
        return found

    def _list(self, found: Found) -> tuple[tuple[PlaceName, ...], int]:
        """Further names after "and", commas and dashes, while places near the first follow."""
        listed: list[PlaceName] = []
        end = found.end
        marks = COMMAS | (DASHES if found.head.plural else frozenset())
        while found.other is None and len(listed) < MOST_LISTED:
            item = self._heads.next_item(end, marks) or self._unknown_item(end, found.head)
            if item is None or not lie_near(found.name, item):
                break
            listed.append(item)
            end = self._heads.found(found.head, item).end
        return tuple(listed), end

    def _unknown_item(self, j: int, head: Head) -> PlaceName | None:
        """ "The two villages of X and Y", where no table has Y."""
        return self._names.further(j) if head.plural else None

    # -------------------------------------------------------------- containers
    def _containers(self, j: int, found: Found) -> tuple[tuple[Container, ...], int]:
        containers = [Container(found.alias, "in")] if found.alias is not None else []
        while len(containers) < MOST_CONTAINERS:
            j = self._adjectives(j, found.head)
            read = self._container(j, found)
            if read is None:
                over = self._over_word(j, found)
                read = self._container(over, found) if over > j else None
            if read is None:
                break
            container, j = read
            containers.append(container)
        return tuple(containers), j

    def _adjectives(self, j: int, head: Head) -> int:
        """Directions with the article after "countryside of X": they say which part of it."""
        word = self._tokens.type_word(j) if head.last is not None else None
        while word is not None and word.definite and word.bearing is not None:
            head.bearings.append(word.bearing)
            j = word.end
            word = self._tokens.type_word(j)
        return j

    def _over_word(self, j: int, found: Found) -> int:
        """Past a comma, or past one word such as "besieged" that stands before a container."""
        if j >= len(self._words) or found.head.last is None:
            return j
        free = self._tokens.cover[j] is None and self._names.is_definite(j)
        return j + 1 if free or self._words[j] in COMMAS else j

    def _container(self, j: int, found: Found) -> tuple[Container, int] | None:
        if j >= len(self._words) or self._in_no_town(j, found):
            return None
        return self._nationality(j) or self._ruled(j) or self._placed_container(j, found)

    def _in_no_town(self, j: int, found: Found) -> bool:
        """Right after a country's name: "men loyal to Iran in Erbil" are not in Iran."""
        return self._tokens.role(j) == "in" and names_country(found.name.candidates)

    def _ruled(self, j: int) -> tuple[Container, int] | None:
        """ "Capital of Yemen", "third of the greatest cities of Libya" after a city's name."""
        at = self._names.first_city(j + (self._words[j] in COMMAS))
        seat = self._tokens.type_word(at) if at is not None else None
        if seat is None or seat.proclitics:
            return None
        inner = self._tokens.after(seat.end) if self._tokens.role(seat.end) == "in" else seat.end
        held = self._heads.read(inner) if self._tokens.type_word(inner) is not None else None
        name = held.name if held is not None else self._names.hit(inner)
        if name is None or not names_unit(name):
            return None
        return Container(name, "in"), held.end if held is not None else name.end

    def _nationality(self, j: int) -> tuple[Container, int] | None:
        """ "The Syrian" after a name."""
        match, country = self._tokens.at(j), self._tokens.nation(j)
        if match is None or match.proclitics != ("the",):
            return None
        return (Container(None, country=country), match.end) if country else None

    def _placed_container(self, j: int, found: Found) -> tuple[Container, int] | None:
        linked, ruled = j, False
        while linked - j < 4 and self._tokens.role(linked) in CONTAINER_LINKS:
            ruled = ruled or self._tokens.role(linked) in ("belonging", *SIDING)
            linked = self._tokens.after(linked)
        if linked in self._distances or self._tokens.type_word(linked) is not None:
            read = self._described(linked, linked > j, found)
            return read if read and self._may_hold(read[0], found) else None
        named = self._named_container(linked, linked > j, found)
        return None if ruled and named and _rules(named[0], found) else named

    def _described(self, j: int, linked: bool, held: Found) -> tuple[Container, int] | None:
        word = self._tokens.type_word(j)
        if word is not None and not linked:
            placed = {"in", "to"} & set(word.proclitics) or word.bearing is not None
            tells = word.relation in self._holding(held) or word.kind == "governorate"
            if "and" in word.proclitics or not (placed or tells):
                return None
        found = self._heads.read(j)
        if found is None or found.other is not None:
            return self._part(j)
        head = found.head
        end = self._adjectives(found.end, head)
        return Container(found.name, head.relation, head.bearing, None, head.distance_km), end

    def _may_hold(self, container: Container, found: Found) -> bool:
        """Whether it is a container for the anchor: not smaller, not far from a bare name."""
        name = container.name
        bare = found.head.last is None
        if name is None or not found.name.candidates:
            return True
        if bare and (not name.candidates or is_prominent(found.name.candidates)):
            return names_unit(name)
        if name.kind in SMALL and container.relation in (None, "in"):
            sited = found.head.kind in SITE_KINDS | {"neighbourhood", "area"}
            if not sited and (bare or found.head.kind in ("city", "governorate", None)):
                return False
        return not bare or lie_near(found.name, name)

    def _part(self, j: int) -> tuple[Container, int] | None:
        """ "In the western countryside": a part of a place that the report names elsewhere."""
        word = self._tokens.type_word(j)
        if word is None or not word.definite or word.relation != "countryside":
            return None
        head = Head(j)
        head.take(word)
        end = self._adjectives(word.end, head)
        return Container(None, word.relation, head.bearing), end

    def _named_container(self, j: int, linked: bool, found: Found) -> tuple[Container, int] | None:
        """ "In X", "belonging to X", or a governorate's name right after the place."""
        name = self._names.bare(j) if self._tokens.is_word(j) else None
        if name is None or "and" in name.clitics or self._names.is_ordinary(name):
            return None
        placed = linked or bool({"in", "to"} & set(name.clitics))
        follows = not name.cut and names_unit(name) and name.key != found.name.key
        if not (placed or follows) or not is_known(name.candidates):
            return None
        if not self._may_hold(Container(name), found):
            return None
        return Container(name), self._heads.found(found.head, name).end

    def _holding(self, found: Found) -> frozenset[str]:
        """Relations that make a container of what follows the place without "in": for one that a
        type word announces or no table has, and for a road, also what lies beside it; but where
        somebody is from does not tell what he was near.
        """
        head = found.head
        vague = not found.name.candidates or head.kind == "road"
        native = self._tokens.role_before(head.start) in ("native", "origin")
        announced = head.relation in (None, "in") and head.kind in TOLD_BESIDE and not native
        return HOLDING | BESIDE if vague or announced else HOLDING

    # -------------------------------------------------------------- datelines
    def _is_dateline(self, found: Found) -> bool:
        """Before a colon or a bar, or at the beginning and before a dash."""
        after = self._words[found.end] if found.end < len(self._words) else ""
        return after in DATELINE_MARKS or (found.head.start == 0 and after in DASHES)

    def _is_tag(self, name: PlaceName) -> bool:
        """Whether the name is a hashtag, or all of one but an act's word ("#massacre_of_X")."""
        i = name.start
        if i == 0 or name.cut:
            return False
        known = self._tokens.known[i - 1]
        acts = known is not None and "trigger" in known.kinds
        return self._opens_tag(i) or (acts and i > 1 and self._opens_tag(i - 1))

    def _opens_tag(self, i: int) -> bool:
        """Whether token `i` is the first of a hashtag, whose sign the fold leaves as a second
        space.
        """
        return self._sentence.starts[i] - self._sentence.ends[i - 1] > 1

    def _add(self, found: list[PlaceExpression], expression: PlaceExpression) -> None:
        """Add an expression; "Aleppo - Hayyan:" and "Homs Talbisa" are one, the smaller inside."""
        last = found[-1] if found else None
        if last is not None and self._leads_to(last, expression):
            found[-1] = self._inside(last, expression)
        elif last is not None and self._lies_in(last, expression):
            outer = Container(expression.name, expression.relation, expression.bearing)
            held = (*last.containers, outer)
            found[-1] = replace(
                last, end=expression.end, containers=held, standing=2, dateline=True
            )
        else:
            found.append(expression)

    def _leads_to(self, last: PlaceExpression, expression: PlaceExpression) -> bool:
        between = self._words[last.end : expression.start]
        if any(mark not in DASHES and mark not in DATELINE_MARKS for mark in between):
            return False
        first = self._tokens.type_word(expression.start)
        joined = bool(expression.clitics)
        if first is not None:
            loose = first.relation is not None or first.kind == "towards"
            joined = "and" in first.proclitics or (
                not between and (loose or bool(first.proclitics))
            )
        if joined or (expression.rank <= last.rank and names_unit(expression.name)):
            return False
        wide = last.rank < 2 or names_unit(last.name)
        if not wide or last.other is not None or names_country(expression.name.candidates):
            return False
        return expression.key != last.key and lie_near(last.name, expression.name)

    def _lies_in(self, last: PlaceExpression, area: PlaceExpression) -> bool:
        """ "Duma - Eastern Ghouta:": a dateline that names the place, then what it lies in."""
        between = self._words[last.end : area.start]
        if not between or any(mark not in DASHES for mark in between) or not area.dateline:
            return False
        if last.other is not None or last.key == area.key or area.clitics:
            return False
        return (
            names_area(area.name.candidates)
            and not names_area(last.name.candidates)
            and lie_near(last.name, area.name)
        )

    def _inside(self, outer: PlaceExpression, inner: PlaceExpression) -> PlaceExpression:
        shift = self._sentence.starts[inner.start] - self._sentence.starts[outer.start]
        container = Container(outer.name, outer.relation, outer.bearing)
        return replace(
            inner, start=outer.start, name_at=inner.name_at + shift, standing=2,
            containers=(*inner.containers, container, *outer.containers), clitics=outer.clitics,
        )  # fmt: skip


def _is_adjective(support: Container | PlaceName) -> bool:
    return isinstance(support, Container) and support.name is None and support.country is not None


def _rules(container: Container, found: Found) -> bool:
    """A state that a place is told to be under, and that does not have it: its forces hold it."""
    name = container.name
    return name is not None and names_country(name.candidates) and not lie_near(found.name, name)
