"""The grammar of place expressions: from tokens to `PlaceExpression`s.

    expression  = [distance] modifiers name [list] container*
    modifiers   = (type word | relation | direction | landmark)*
    container   = [in | of | belonging to] modifiers name | direction name | nationality
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rasid.geo.expressions import Container, PlaceExpression
from rasid.geo.names import NameFinder, PlaceName, is_known, names_country
from rasid.geo.sphere import mean_bearing
from rasid.geo.tokens import CLOSING, COMMAS, DASHES, OPENING, Tokens, TypeWord, nation
from rasid.text.segment import Sentence

# Kinds whose word belongs to the name ("the dam of X" is a place of its own) ...
NAME_KINDS = frozenset(
    "dam bridge landmark airport base crossing field port mountain hill valley river lake island"
    " region sea junction square street camp".split()
)
# ... and those of them that are sites inside or beside a settlement, which then gives the name.
SITE_KINDS = frozenset(
    "bridge landmark junction square street crossing base airport field port farm".split()
)
SETTLING = frozenset(
    "village town city neighbourhood district subdistrict governorate farm camp".split()
)
MOST_CONTAINERS = 5
MOST_LISTED = 12


@dataclass(slots=True)
class Head:
    """What stands before a name: gathered word by word."""

    start: int
    kind: str | None = None
    kind_at: int = -1
    plural: bool = False
    relation: str | None = None
    bearings: list[float] = field(default_factory=list)
    distance_km: float | None = None
    last: TypeWord | None = None

    def take(self, word: TypeWord) -> None:
        self.last = word
        if word.bearing is not None:
            self.bearings.append(word.bearing)
        elif word.kind not in ("relation", "direction", "vicinity", "towards"):
            self.kind, self.kind_at = word.kind, word.start
            self.plural = word.number in ("pl", "du")
        if word.relation is not None and self.relation in (None, "in"):
            self.relation = word.relation

    @property
    def bearing(self) -> float | None:
        return mean_bearing(tuple(self.bearings)) if self.bearings else None


@dataclass(frozen=True, slots=True)
class Found:
    """A head with its name, and the token after them."""

    head: Head
    name: PlaceName
    end: int
    other: PlaceName | None = None


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
        self._distances = distances  # token -> (token after the distance, kilometres)

    def read(self, seeds: Sequence[int]) -> list[PlaceExpression]:
        """The expressions that begin at one of the seed tokens, in order, not overlapping."""
        found: list[PlaceExpression] = []
        end = 0
        for i in seeds:
            expression = self._expression(i) if i >= end else None
            if expression is not None:
                found.append(expression)
                end = expression.end
        return self._join_datelines(found)

    # -------------------------------------------------------------- heads
    def _expression(self, i: int) -> PlaceExpression | None:
        found = self._head(i) or self._bare(i)
        if found is None:
            return None
        found = self._far(found)
        listed, end = self._list(found)
        containers, end = self._containers(end, found)
        standing = 2
        if found.head.last is None and found.head.distance_km is None:
            standing = self._names.standing(found.name, bool(containers) or self._tagged(found))
        return self._built(found, listed, containers, end, standing) if standing else None

    def _bare(self, i: int) -> Found | None:
        name = self._names.bare(i)
        return Found(Head(i), name, self._close(name)) if name else None

    def _head(self, i: int) -> Found | None:
        """Modifiers and their name from token `i` on; None when no name follows."""
        head = Head(i)
        j = i
        if j in self._distances:
            j, head.distance_km = self._distances[j]
            head.relation = "distance"
            j = self._past_link(j)
        found = self._modified(head, j)
        if found is None and head.distance_km is not None and head.last is None:
            name = self._names.after_relation(self._tokens.skip(j, OPENING))
            return Found(head, name, self._close(name)) if name else None
        return found

    def _modified(self, head: Head, j: int) -> Found | None:
        while (word := self._tokens.type_word(j)) is not None:
            whole = self._name_with(word)
            if whole is not None:
                head.last = head.last or word
                head.kind = head.kind or word.kind
                return Found(head, whole, self._close(whole))
            if word.kind == "between":
                return self._pair(head, word.end, word)
            head.take(word)
            if head.kind == "road" and self._opens_pair(word):
                return self._pair(head, word.end, word)
            j = self._past_link(word.end)
        return self._announced(head, j) if head.last is not None else None

    def _opens_pair(self, word: TypeWord) -> bool:
        return self._tokens.cover[word.end - 1] is not None and word.end - word.start > 1

    def _name_with(self, word: TypeWord) -> PlaceName | None:
        """A name that has the place word in it ("Rif Dimashq", "Kafr Nabl", "the Tishrin dam")."""
        name = self._names.hit(word.start)
        if name is None or name.end <= word.end:
            return None
        plain = self._names.within(word.start)
        if plain is None:
            return None
        rest = self._names.after_type(word.end, None)
        pure = word.kind in SETTLING | {"area"} and not self._names.opens_names(word.start)
        return None if pure and rest is not None and rest.candidates else plain

    def _past_link(self, j: int) -> int:
        """Past directions' adjectives and the "of", "from" or "to" that lead on to the name."""
        if self._tokens.role(j) in ("from", "of", "to"):
            j = self._tokens.after(j)
        return j

    def _announced(self, head: Head, j: int) -> Found | None:
        word = head.last
        assert word is not None
        linked = self._tokens.role_before(j) in ("from", "of", "to")
        j = self._tokens.skip(j, OPENING)
        name = self._name_after(head, word, j, linked)
        if name is None:
            return self._nation(head, j)
        if head.kind in NAME_KINDS and not name.candidates:
            name = replace(name, start=head.kind_at, key=self._names.key(head.kind_at, name.end))
        found = Found(head, replace(name, kind=head.kind), self._close(name))
        return self._road(found) if head.kind == "road" else found

    def _name_after(self, head: Head, word: TypeWord, j: int, linked: bool) -> PlaceName | None:
        if word.enclitic is not None:
            return None
        if word.definite and not linked:  # "the western suburbs l-X"; "the town" has no name
            hit = self._names.hit(j) if self._tokens.is_word(j) else None
            return self._names.after_relation(j, "to") if hit and hit.cut else None
        announces = word.kind in SETTLING | NAME_KINDS
        if announces and not linked:
            return self._names.after_type(j, word.kind, "to")
        return self._names.after_relation(j, "to")

    def _nation(self, head: Head, j: int) -> Found | None:
        """The north of a country, its lands or border ("the Syrian north", "Iraqi territory")."""
        match = self._tokens.at(j)
        country = nation(match) if match and "the" in match.proclitics else None
        wide = head.last is not None and (head.last.bearing is not None or head.kind in ("area", "border"))
        if match is None or country is None or not wide:
            return None
        places = self._names.country(country)
        name = PlaceName(head.start, match.end, 0, (), places, self._names.key(head.start, match.end), "country")
        head.relation = "area"
        return Found(head, name, match.end)

    def _far(self, found: Found) -> Found:
        """A distance after the name ("east of X by five kilometres")."""
        if found.head.distance_km is None and found.head.bearings and found.end in self._distances:
            end, found.head.distance_km = self._distances[found.end]
            found.head.relation = "distance"
            return replace(found, end=end)
        return found

    # -------------------------------------------------------------- pairs and roads
    def _pair(self, head: Head, j: int, word: TypeWord) -> Found | None:
        """"Between X and Y", "the road X - Y": both must be places."""
        if head.last is None or head.last is not word:
            head.take(word)
        head.kind = "road" if head.relation == "road" else None
        first = self._item(self._tokens.skip(j, OPENING), lead=False)
        if first is None:
            return None
        second = self._next_item(first.end, DASHES | COMMAS)
        if second is None and head.kind != "road":
            return None
        end = self._close(second or first)
        return Found(head, first, end, second)

    def _road(self, found: Found) -> Found:
        """The second end of a road: "X - Y", "X to Y" or just "X Y"."""
        j = found.end
        second = self._next_item(j, DASHES)
        if second is None and self._tokens.role(j) == "to":
            second = self._item(self._tokens.after(j), lead=False)
        if second is None:
            second = self._names.after_relation(j)
        return replace(found, other=second, end=self._close(second)) if second else found

    # -------------------------------------------------------------- lists
    def _list(self, found: Found) -> tuple[tuple[PlaceName, ...], int]:
        """Further names after "and", commas and dashes, while places follow."""
        listed: list[PlaceName] = []
        end = found.end
        while found.other is None and len(listed) < MOST_LISTED:
            item = self._next_item(end, COMMAS | (DASHES if found.head.plural else frozenset()))
            if item is None:
                break
            listed.append(item)
            end = self._close(item)
        return tuple(listed), end

    def _next_item(self, j: int, marks: frozenset[str]) -> PlaceName | None:
        """A name after a mark, a free "and", or with "and" written onto it."""
        if j >= len(self._words):
            return None
        if self._words[j] in marks:
            after = self._tokens.skip(j, marks)
            return self._item(after, lead=False) or self._item(after, lead=True)
        if self._tokens.role(j) == "and" and self._tokens.after(j) == j + 1:
            return self._item(j + 1, lead=False)
        return self._item(j, lead=True)

    def _item(self, j: int, lead: bool) -> PlaceName | None:
        """A name with or without its type word; with `lead`, "and" must be written onto it."""
        word = self._tokens.type_word(j) if j < len(self._words) else None
        if word is not None:
            if lead != ("and" in word.proclitics):
                return None
            whole = self._name_with(word)
            if whole is not None:
                return whole
            if word.kind not in SETTLING | {"area"} or word.definite or word.relation:
                return None
            return self._names.after_type(self._tokens.skip(word.end, OPENING), word.kind)
        name = self._names.bare(j) if self._tokens.is_word(j) else None
        if name is None or lead != ("and" in name.clitics) or self._names.is_ordinary(name):
            return None
        return name

    # -------------------------------------------------------------- containers
    def _containers(self, j: int, found: Found) -> tuple[tuple[Container, ...], int]:
        containers: list[Container] = []
        head = found.head
        while len(containers) < MOST_CONTAINERS:
            j = self._adjectives(j, head)
            read = self._container(j) or self._container(self._over_word(j))
            if read is None:
                break
            container, j = read
            containers.append(container)
        return tuple(containers), j

    def _adjectives(self, j: int, head: Head) -> int:
        """Directions with the article after "countryside of X": they say which part of it."""
        word = self._tokens.type_word(j)
        while word is not None and word.definite and word.bearing is not None and head.last is not None:
            head.bearings.append(word.bearing)
            j = word.end
            word = self._tokens.type_word(j)
        return j

    def _over_word(self, j: int) -> int:
        """Past a comma, or past one word such as "besieged" that stands before a container."""
        if j < len(self._words) and (self._words[j] in COMMAS or self._tokens.cover[j] is None):
            return j + 1
        return j

    def _container(self, j: int) -> tuple[Container, int] | None:
        if j >= len(self._words):
            return None
        match = self._tokens.at(j)
        country = nation(match) if match and "the" in match.proclitics else None
        if match is not None and country is not None and not match.proclitics[0] == "and":
            return Container(None, country=country), match.end
        linked = self._past_container_link(j)
        if linked in self._distances or (self._tokens.type_word(linked) is not None):
            return self._described(linked, linked > j)
        return self._named_container(linked, linked > j)

    def _past_container_link(self, j: int) -> int:
        """Past "in", "of", "which lies in", "belonging to"."""
        for _ in range(3):
            role = self._tokens.role(j)
            if role not in ("in", "from", "of", "belonging", "relative", "within"):
                break
            j = self._tokens.after(j)
        return j

    def _described(self, j: int, linked: bool) -> tuple[Container, int] | None:
        word = self._tokens.type_word(j)
        if word is not None and "and" in word.proclitics:
            return None
        placed = word is None or bool({"in", "to"} & set(word.proclitics)) or word.bearing is not None
        if not (linked or placed or (word is not None and word.relation in ("countryside", "in", "distance"))):
            return None
        found = self._head(j)
        if found is None or found.other is not None:
            return self._part(j)
        head = found.head
        end = self._adjectives(found.end, head)
        return Container(found.name, head.relation, head.bearing, None, head.distance_km), end

    def _part(self, j: int) -> tuple[Container, int] | None:
        """"In the western countryside": a part of a place that the report names elsewhere."""
        word = self._tokens.type_word(j)
        if word is None or not word.definite or word.relation != "countryside":
            return None
        head = Head(j)
        head.take(word)
        end = self._adjectives(word.end, head)
        return Container(None, word.relation, head.bearing), end

    def _named_container(self, j: int, linked: bool) -> tuple[Container, int] | None:
        """"In X" or "belonging to X" with nothing but the name."""
        name = self._names.bare(j) if self._tokens.is_word(j) else None
        if name is None or "and" in name.clitics:
            return None
        placed = bool({"in", "to"} & set(name.clitics)) if not linked else True
        if not placed or self._names.is_ordinary(name) or not is_known(name.candidates):
            return None
        return Container(name), self._close(name)

    # -------------------------------------------------------------- marks
    def _close(self, name: PlaceName) -> int:
        """The token after the name, its quotation marks, and a second name in brackets or after "/"."""
        end = name.end
        if end < len(self._words) and self._words[end] in CLOSING:
            return end + 1
        if end + 1 < len(self._words) and self._words[end] in ("(", "/"):
            alias = self._names.hit(end + 1) if self._tokens.is_word(end + 1) else None
            if alias is not None and not alias.cut:
                return self._tokens.skip(alias.end, CLOSING) if self._words[end] == "(" else alias.end
        return end

    def _tagged(self, found: Found) -> bool:
        """A dateline: at the beginning, before a colon or a bar."""
        after = self._words[found.end] if found.end < len(self._words) else ""
        return after in (":", "|", "||") or (found.head.start == 0 and after in DASHES)

    def _join_datelines(self, found: list[PlaceExpression]) -> list[PlaceExpression]:
        """"Aleppo - Hayyan:" is Hayyan in Aleppo."""
        out: list[PlaceExpression] = []
        for expression in found:
            last = out[-1] if out else None
            if last is not None and self._leads_to(last, expression):
                out[-1] = self._inside(last, expression)
            else:
                out.append(expression)
        return out

    def _leads_to(self, last: PlaceExpression, expression: PlaceExpression) -> bool:
        between = self._words[last.end : expression.start]
        wide = last.rank < 2 or any(c.place.kind == "admin1" for c in last.name.candidates)
        marks = bool(between) and all(mark in DASHES or mark in COMMAS or mark == ":" for mark in between)
        return marks and wide and not names_country(expression.name.candidates) and last.start <= 4

    def _inside(self, outer: PlaceExpression, inner: PlaceExpression) -> PlaceExpression:
        shift = self._sentence.starts[inner.start] - self._sentence.starts[outer.start]
        container = Container(outer.name, outer.relation, outer.bearing)
        return replace(
            inner, start=outer.start, name_at=inner.name_at + shift, standing=2,
            containers=(*inner.containers, container, *outer.containers),
        )  # fmt: skip

    # -------------------------------------------------------------- building
    def _built(
        self,
        found: Found,
        listed: tuple[PlaceName, ...],
        containers: tuple[Container, ...],
        end: int,
        standing: int,
    ) -> PlaceExpression:
        head, name = found.head, found.name
        starts, ends = self._sentence.starts, self._sentence.ends
        first = starts[name.start] + name.cut
        expression = PlaceExpression(
            head.start, end, name, first - starts[head.start], ends[name.end - 1] - first,
            head.kind, self._relation(found), head.bearing, head.distance_km, found.other, listed,
            containers, standing, name.clitics if head.last is None else (),
        )  # fmt: skip
        return self._without_site(expression)

    def _relation(self, found: Found) -> str:
        head = found.head
        if head.relation is not None and head.relation != "in":
            return head.relation
        if head.bearings and head.kind is None and names_country(found.name.candidates):
            return "area"
        beside = head.bearings and head.last is not None and head.last.bearing is not None
        return "near" if beside else "in"

    def _without_site(self, expression: PlaceExpression) -> PlaceExpression:
        """A site that no table has, in a named settlement: the settlement is the anchor."""
        if expression.name.candidates or expression.kind not in SITE_KINDS:
            return expression
        for index, container in enumerate(expression.containers):
            name = container.name
            if name is not None and name.candidates and container.relation in (None, "in"):
                first = self._sentence.starts[name.start] + name.cut
                return replace(
                    expression, name=name, relation="in", kind=name.kind,
                    name_at=first - self._sentence.starts[expression.start],
                    name_length=self._sentence.ends[name.end - 1] - first,
                    containers=expression.containers[index + 1 :],
                )  # fmt: skip
        return expression

