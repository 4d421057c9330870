"""Heads of place expressions: the words before a name, and the name that they announce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from rasid.geo.borders import border
from rasid.geo.names import NameFinder
from rasid.geo.place import is_known, is_prominent
from rasid.geo.placename import PlaceName, lie_near
from rasid.geo.sphere import mean_bearing
from rasid.geo.tokens import CLOSING, COMMAS, DASHES, OPENING, Tokens, TypeWord
from rasid.values import dataclass, replace

SETTLING = frozenset(
    [
        "village",
        "town",
        "city",
        "neighbourhood",
        "district",
        "subdistrict",
        "governorate",
        "region",
        "farm",
        "camp",
    ]
)
"""Words that announce a name right after them, and are no part of it."""

SITE_KINDS = frozenset(
    [
        "bridge",
        "landmark",
        "hospital",
        "junction",
        "square",
        "street",
        "crossing",
        "base",
        "airport",
        "field",
        "port",
    ]
)
"""Sites: named for themselves, or for the settlement they are in or beside."""

VAGUE_KINDS = frozenset(["landmark", "hospital", "street", "square"])
"""Sites of which so many are that an unknown one says nothing."""

NATURE_KINDS = frozenset(["dam", "mountain", "hill", "valley", "river", "lake", "island", "sea"])
"""Their word belongs to the name ("the dam of X" is no X)."""

ANNOUNCING = SETTLING | SITE_KINDS | NATURE_KINDS
MOST_READINGS = 3
"""A name after a site's word is the town beside it when it has at most so many readings."""

ACTS = frozenset(["trigger", "casualty"])
PERSONS = frozenset(["people", "force"])
LOOSE_KINDS = frozenset(["relation", "direction", "vicinity", "towards"])
LEADING = frozenset(("from", "of", "to"))


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
        """Add a place word. The kind is the last one's, the relation the first one's; the sky over
        a countryside, or fronts in it, are told by the countryside.
        """
        self.last = word
        if word.bearing is not None:
            self.bearings.append(word.bearing)
        elif word.kind not in LOOSE_KINDS:
            self.kind, self.kind_at = word.kind, word.start
            self.plural = word.number in ("pl", "du")
        open_ = ("area", "in", None) if word.relation == "countryside" else ("in", None)
        if word.relation is not None and word.kind != "towards" and self.relation in open_:
            self.relation = word.relation

    @property
    def bearing(self) -> float | None:
        """The direction that the words tell."""
        return mean_bearing(tuple(self.bearings)) if self.bearings else None


@dataclass(frozen=True, slots=True)
class Found:
    """A head with its name (`alias`: a second name of it), and the token after them."""

    head: Head
    name: PlaceName
    end: int
    other: PlaceName | None = None
    alias: PlaceName | None = None


class HeadReader:
    """Reads heads in one sentence."""

    def __init__(
        self, tokens: Tokens, names: NameFinder, distances: Mapping[int, tuple[int, float]]
    ) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._names = names
        self._distances = distances  # token -> (token after the distance, kilometres)

    def read(self, i: int) -> Found | None:
        """The head and name at token `i`; None when no place word or distance leads to a name."""
        head, j = Head(i), i
        if i in self._distances:
            j, head.distance_km = self._distances[i]
            head.relation = "distance"
            j = self._past_link(j)
        found = self._modified(head, j)
        if found is None and head.distance_km is not None and head.last is None:
            name = self._names.after_relation(self._tokens.skip(j, OPENING))
            return self.found(head, name) if name else None
        return found

    def found(self, head: Head, name: PlaceName, other: PlaceName | None = None) -> Found:
        """A found name with its closing marks, and a second name in brackets or after a slash."""
        last = other or name
        end, alias = last.end, None
        mark = self._words[end] if end < len(self._words) else ""
        if mark in CLOSING:
            end += 1
        elif mark in ("(", "/") and self._tokens.is_word(end + 1):
            alias = self._names.after_type(end + 1, None)
            if alias is not None and not lie_near(name, alias):
                alias = None
            if alias is not None:
                end = self._tokens.skip(alias.end, CLOSING) if mark == "(" else alias.end
        return Found(head, name, end, other, alias)

    def item(self, j: int, lead: bool) -> PlaceName | None:
        """A name with or without its type word; with `lead`, "and" must be written onto it."""
        word = self._tokens.type_word(j) if j < len(self._words) else None
        if word is None:
            return self._bare_item(j, lead)
        whole = self._with_word(word)
        if whole is not None:
            return whole if lead == ("and" in whole.clitics) else None
        if lead != ("and" in word.proclitics) or word.definite or word.relation is not None:
            return self._bare_item(j, lead)
        if word.kind not in SETTLING | {"area"}:
            return None
        return self._names.after_type(self._tokens.skip(word.end, OPENING), word.kind)

    def next_item(self, j: int, marks: frozenset[str]) -> PlaceName | None:
        """A further name: after a mark, a free "and", or with "and" written onto it."""
        if j >= len(self._words):
            return None
        if self._words[j] in marks:
            after = self._tokens.skip(j, marks)
            return self.item(after, lead=False) or self.item(after, lead=True)
        if self._tokens.role(j) == "and" and self._tokens.after(j) == j + 1:
            return self.item(j + 1, lead=False)
        return self.item(j, lead=True)

    def _bare_item(self, j: int, lead: bool) -> PlaceName | None:
        name = self._names.bare(j) if self._tokens.is_word(j) else None
        if name is None or lead != ("and" in name.clitics) or self._names.is_ordinary(name):
            return None
        return name

    # -------------------------------------------------------------- modifiers
    def _modified(self, head: Head, j: int) -> Found | None:
        while (word := self._tokens.type_word(j)) is not None:
            whole = self._with_word(word, head.last is not None)
            if whole is not None:
                return self._whole(head, word, whole)
            if word.kind == "between":
                return self._pair(head, word)
            if self._begins_anew(head, word):
                return None
            if self._is_name(head, word):
                return self._announced(head, j) if word.definite else self._quarter(head, word)
            head.take(word)
            if head.kind == "road" and word.end - word.start > 1 and not word.bearing:
                return self._pair(head, word) or self._announced(head, word.end)
            j = self._past_link(word.end, word.definite and head.kind == "countryside")
        return self._announced(head, j) if head.last is not None else None

    def _whole(self, head: Head, word: TypeWord, whole: PlaceName) -> Found:
        head.last = head.last or word
        head.kind = head.kind or word.kind
        return self.found(head, whole.of_kind(head.kind))

    def _with_word(self, word: TypeWord, announced: bool = False) -> PlaceName | None:
        """A name that has the place word in it ("Rif Dimashq", "Kafr Nabl", "the Tishrin dam")."""
        name = self._names.within(word.start)
        if name is None or name.end < word.end:
            return None
        if word.kind == "between" and not is_known(name.candidates):
            return None  # "between the brigade and ...", spelled like a hamlet
        if name.end == word.end:  # "al-Mayadin", which is "squares" as well
            told = announced or word.kind == "desert"  # "the steppe" alone is one of a few
            own = told and word.definite and word.kind not in LOOSE_KINDS
            return name if own and is_known(name.candidates) else None
        apart = word.kind in SETTLING - {"farm"} | {"area"}
        if not apart or self._names.opens_names(word):
            return name
        rest = self._names.after_type(word.end, word.kind)
        if rest is None or (rest.candidates and not self._outweighs(name, rest)):
            return None
        key = self._names.key(word.end, name.end)  # "Sadr City": the type word is none of the name
        return replace(name, start=word.end, cut=0, key=key)

    @staticmethod
    def _outweighs(whole: PlaceName, rest: PlaceName) -> bool:
        """ "Sadr City", beside which the villages named Sadr are little known."""
        return is_prominent(whole.candidates) and not is_known(rest.candidates)

    def _is_name(self, head: Head, word: TypeWord) -> bool:
        """After a type word a further place word can be the name ("the village of al-Jisr")."""
        last = head.last
        if last is None or last.definite or last.kind not in SETTLING | {"area", "front"}:
            return False
        if last.number in ("pl", "du") or last.end != word.start:
            return False
        if word.kind in SETTLING - {"camp", "farm"} | {"border", "countryside"}:
            return False
        quarter = last.kind == "neighbourhood" and word.kind in SITE_KINDS | {"road"}
        own = word.definite or quarter
        return own and "in" not in word.proclitics and "to" not in word.proclitics

    @staticmethod
    def _begins_anew(head: Head, word: TypeWord) -> bool:
        """ "The area in the town of X", "the plain and the quarter of X": what stands before "in"
        or "and" has no name of its own.
        """
        last = head.last
        if last is None or not last.definite or last.relation is not None:
            return False
        return "in" in word.proclitics or "and" in word.proclitics

    def _quarter(self, head: Head, word: TypeWord) -> Found | None:
        """ "The quarter of the Baghdad station": the place word and the word after it."""
        if not self._tokens.is_word(word.end):
            return None
        end = word.end + 1
        key = self._names.key(word.start, end)
        return self.found(head, PlaceName(word.start, end, 0, (), (), key, head.kind))

    def _past_link(self, j: int, part: bool = False) -> int:
        """Past the "of", "from" or "to" that leads on to the name; after a part also past "in"."""
        role = self._tokens.role(j)
        return self._tokens.after(j) if role in LEADING or (part and role == "in") else j

    # -------------------------------------------------------------- names
    def _announced(self, head: Head, j: int) -> Found | None:
        word = head.last
        assert word is not None
        linked = self._tokens.role_before(j) in LEADING | {"in"} and j > word.end
        name = self._name_after(head, word, self._tokens.skip(j, OPENING), linked)
        if name is None or self._governs_none(word, name, j):
            return self._nation(head, j)
        if not name.candidates or not self._stands_for(head, name):
            if head.kind in VAGUE_KINDS:
                return None
            name = self._of_the_word(head, name)
        found = self.found(head, name.of_kind(head.kind))
        return self._road(found) if head.kind in ("road", "junction") else found

    def _governs_none(self, word: TypeWord, name: PlaceName, j: int) -> bool:
        """Whether no name can follow, but one that is well known: "and the shelling led to" is
        spelled like "the valley of the shelling" once folded, a noun with nunation or the full
        dual ending governs nothing, and a "gathering of fighters" is no hamlet.
        """
        if self._are_persons(name, j) and not is_known(name.candidates):
            return True
        if name.candidates and not self._names.is_ordinary(name):
            return False
        known = self._tokens.known[j] if j < len(self._words) else None
        acts = known is not None and not ACTS.isdisjoint(known.kinds)
        led = acts and word.kind in NATURE_KINDS and not name.candidates
        return led or self._names.stands_free(word)

    def _are_persons(self, name: PlaceName, j: int) -> bool:
        """Whether the name is one word, and that an indefinite noun for persons."""
        known = self._tokens.known[j] if j < len(self._words) else None
        single = name.end - name.start == 1 and not self._names.is_definite(name.start)
        return single and known is not None and not PERSONS.isdisjoint(known.kinds)

    def _name_after(self, head: Head, word: TypeWord, j: int, linked: bool) -> PlaceName | None:
        if word.enclitic is not None:
            return None
        if word.definite and not linked:  # "the western suburbs l-X"; "the town" has no name
            name = self._names.after_relation(j, "to")
            if name is not None and name.cut:
                return name
            return self._seat(head, word, j)
        if word.kind in ANNOUNCING | {"area"} and not linked:
            return self._names.after_type(j, word.kind, "to", word.number not in ("pl", "du"))
        return self._names.after_relation(j, "to") or self._after_unit(word, j)

    def _seat(self, head: Head, word: TypeWord, j: int) -> PlaceName | None:
        """ "The capital Ankara", "the Libyan capital Tripoli": the only name in apposition."""
        if word.kind == "city" and self._tokens.nation(j):
            j = self._tokens.after(j)
        name = self._names.seat(j) if word.kind == "city" else None
        if name is not None:
            head.kind = "capital"
        return name

    def _after_unit(self, word: TypeWord, j: int) -> PlaceName | None:
        return self._names.after_type(j, None) if word.kind in ("front", "countryside") else None

    def _stands_for(self, head: Head, name: PlaceName) -> bool:
        """Whether the name after a site's word is the place that the site is at."""
        if head.kind in NATURE_KINDS:
            return False
        few = len(name.candidates) <= MOST_READINGS and not self._names.is_ordinary(name)
        return head.kind not in SITE_KINDS or few or is_known(name.candidates)

    def _of_the_word(self, head: Head, name: PlaceName) -> PlaceName:
        """The name with the word that belongs to it, which no table has."""
        word = head.last
        belongs = head.kind in SITE_KINDS | NATURE_KINDS
        if word is None or head.kind_at < 0 or not (belongs or self._names.opens_names(word)):
            return name
        cut = self._names.clitic_length(word)
        key = self._names.key(word.start, name.end, cut)
        return replace(name, start=word.start, cut=cut, candidates=(), key=key)

    def _nation(self, head: Head, j: int) -> Found | None:
        """The north of a country, its lands or border ("the Syrian north", "Iraqi territory")."""
        match, word = self._tokens.at(j), head.last
        country = self._tokens.nation(j) if match and "the" in match.proclitics else None
        wide = word is not None and (word.bearing is not None or head.kind in ("area", "border"))
        if match is None or country is None or not wide or word is None:
            return None
        capital = self._names.capital(j)
        if capital is not None:
            return self.found(head, capital)
        cut = self._names.clitic_length(word)
        end = match.end
        places = self._names.country(country)
        if head.kind == "border":
            other = self._tokens.nation(end)
            end = self._tokens.after(end) if other else end
            places = border(country, other) or places
        key = self._names.key(word.start, end, cut)
        head.relation = "area"
        return Found(head, PlaceName(word.start, end, cut, (), places, key, "country"), end)

    # -------------------------------------------------------------- pairs and roads
    def _pair(self, head: Head, word: TypeWord) -> Found | None:
        """ "Between X and Y", "the road between X and Y": both must be places."""
        if head.last is not word:
            head.take(word)
        head.kind = "road" if head.relation == "road" else None
        first = self.item(self._tokens.skip(word.end, OPENING), lead=False)
        if first is None:
            return None
        second = self.next_item(first.end, DASHES | COMMAS)
        if second is None and head.kind != "road":
            return None
        if second is not None and all(map(self._names.is_capital, (first, second))):
            return None  # "a crisis between Rabat and Paris"
        return self.found(head, first, second)

    def _road(self, found: Found) -> Found:
        """The second end of a road: "X - Y", "X to Y" or just "X Y"."""
        j = found.end
        second = (
            self.next_item(j, DASHES) if j < len(self._words) and self._words[j] in DASHES else None
        )
        if found.head.kind == "junction":
            if second is not None:
                found.head.relation = "road"
        elif second is None:
            leads = self._tokens.role(j) in ("to", "toward")
            second = (
                self.item(self._tokens.after(j), lead=False)
                if leads
                else self._names.after_relation(j)
            )
        return (
            replace(found, other=second, end=self.found(found.head, second).end)
            if second
            else found
        )
