"""Place names in a sentence: after a word that announces them, or on their own."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.geo.gazetteer import Gazetteer
from rasid.geo.openings import NO_OPENING
from rasid.geo.place import (
    Candidate,
    GazetteerPlace,
    NameHit,
    is_known,
    is_prominent,
    names_country,
)
from rasid.geo.tokens import (
    CLOSING,
    FUNCTION,
    OPENING,
    PLACING,
    Tokens,
    TypeWord,
)
from rasid.geo.wording import Wording

ACTS = frozenset(["trigger", "support", "casualty", "facility"])
BODIES = frozenset(["actor", "source", "force"])
WIDE_KINDS = frozenset(("area", "front", "region", "desert", "countryside"))
NAMED_KINDS = frozenset(["village", "town", "city", "district", "subdistrict"])
"""Type words after which a name that is only like one of the table is taken for it."""

LONGEST_UNKNOWN = 3
NEAR_DEGREES = 0.9  # how far apart names of one list, or a name and its container, may lie


NO_SUPPORT, HELD, HELD_CLOSELY, TAGGED = range(4)
"""What speaks for a bare name: nothing, a container, a container with no word between ("a part of
X" is no place named Part), a hashtag or a dateline."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at tokens [start, end) with the places it could mean; none when no table has it.

    `cut` letters of the first token are `clitics`. `kind` is what the word before it announces.
    """

    start: int
    end: int
    cut: int
    clitics: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    key: str
    kind: str | None = None

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.key))


class NameFinder:
    """Finds names in one sentence."""

    __slots__ = ("_gazetteer", "_hits", "_tokens", "_wording", "_words")

    def __init__(self, gazetteer: Gazetteer, tokens: Tokens, wording: Wording) -> None:
        self._gazetteer = gazetteer
        self._tokens = tokens
        self._words = tokens.words
        self._wording = wording
        self._hits: dict[int, NameHit | None] = {}

    def may_begin(self, i: int) -> bool:
        """A quick test for tokens at which no place expression begins: most of them."""
        opening = self._gazetteer.openings[self._words[i]]
        if opening is NO_OPENING or (self._tokens.known[i] and self._tokens.at(i) is None):
            return False
        if opening.longer and self._gazetteer.opens_longer(self._words, i, opening.ways):
            return True
        if opening.alone == 0 or (opening.alone == 1 and opening.ways[0].cut):
            return False
        return opening.alone > 1 or self._has_company(i)

    def _has_company(self, i: int) -> bool:
        """Whether words around a little-known name could speak for it."""
        before, after = self._tokens.before(self._tokens.skip_back(i, OPENING)), i + 1
        if before is not None and (before.role in PLACING or not ACTS.isdisjoint(before.kinds)):
            return True
        if after >= len(self._words) or not self._tokens.is_word(after):
            return True
        known = self._tokens.known[after]
        if known is not None:
            return known.place is not None or known.role is not None
        return bool(self._gazetteer.starts(self._words[after]))

    def may_open(self, i: int) -> bool:
        """Whether token `i` is a word of grammar that names begin with as well ("Umm", "Dhi")."""
        known = self._tokens.known[i]
        return known is not None and known.grammar and self._words[i] in self._wording.openers

    def hit(self, i: int) -> NameHit | None:
        """The longest name of the gazetteer that starts at token `i`."""
        if i not in self._hits:
            self._hits[i] = self._gazetteer.match(self._words, i) if i < len(self._words) else None
        return self._hits[i]

    def after_type(
        self, i: int, kind: str | None, clitic: str | None = None, single: bool = False
    ) -> PlaceName | None:
        """The name that a type word before token `i` announces; known or not.

        `clitic` is one that may be written onto it ("the countryside of l-X"). After a type word in
        the singular even a word that the lexicon has is taken for an unknown name.
        """
        if not self._tokens.is_word(i):
            return None
        quoted = self._quoted(i, kind)
        if quoted is not None:
            return quoted
        hit = self.hit(i)
        if hit and hit.cut and clitic not in hit.clitics:
            hit = self._gazetteer.match(self._words, i, whole=True)
        if hit and not self._is_grammar(hit) and not self._cuts_short(hit):
            return self._named(hit, kind)
        return self._unknown(i, kind, single)

    def after_relation(self, i: int, clitic: str | None = None) -> PlaceName | None:
        """The name after a word such as near or north-of: a known one, and no ordinary word."""
        hit = self.hit(i) if self._tokens.is_word(i) else None
        if hit is None or (hit.cut and clitic not in hit.clitics):
            return None
        if self._is_grammar(hit) or self.is_ordinary(hit) or self._is_other(hit):
            return None
        return self._named(hit, None)

    def within(self, i: int) -> PlaceName | None:
        """A known name whose first word is a place word ("Rif Dimashq"), clitics and all."""
        hit = self.hit(i)
        return None if hit is None or self.is_ordinary(hit) else self._named(hit, None)

    def opens_names(self, word: TypeWord) -> bool:
        """Whether the place word is one that many names begin with ("Kafr", "Tell")."""
        rules = self._gazetteer.rules
        spelled = self._words[word.start][self.clitic_length(word) :]
        return not word.definite and rules.key_of([spelled]) in rules.joined

    def clitic_length(self, word: TypeWord) -> int:
        """How many letters of the place word are conjunctions and prepositions."""
        return len([p for p in word.proclitics if p != "the"])

    def is_definite(self, i: int) -> bool:
        """Whether token `i` is written with the article."""
        return self._gazetteer.rules.bare(self._words[i]) != self._words[i]

    def key(self, start: int, end: int, cut: int = 0) -> str:
        """The key of the tokens [start, end) without the first `cut` letters."""
        words = list(self._words[start:end])
        words[0] = words[0][cut:]
        return self._gazetteer.rules.key_of(words)

    def country(self, code: str) -> tuple[Candidate, ...]:
        """The country of an ISO code, as candidates of a name."""
        place = self._gazetteer.country(code)
        return (Candidate(place, 1.0),) if place else ()

    def seat(self, i: int) -> PlaceName | None:
        """A capital's name at token `i`, which the lexicon may have for its state."""
        hit = self.hit(i) if self._tokens.is_word(i) else None
        known = hit is not None and any(c.place.kind == "capital" for c in hit.candidates)
        return self._named(hit, "city") if hit is not None and known else None

    def bare(self, i: int) -> PlaceName | None:
        """A known name at token `i` that may stand on its own (see `standing`)."""
        known = self._tokens.known[i]
        opens = self.may_open(i)
        if known is not None and (self._tokens.at(i) is None or known.grammar > opens):
            return None
        hit = self.hit(i)
        if hit is not None and opens and hit.end - hit.start == 1:
            return None
        if hit is None or self._is_other(hit) or self._part_of_a_name(hit):
            return None
        word = self._tokens.type_word(i)
        if word is not None and (
            self.is_ordinary(hit) or (hit.end == word.end and not word.definite)
        ):
            return None
        return None if self._cuts_short(hit) else self._named(hit, None)

    def standing(self, name: PlaceName, support: int) -> int:
        """How well a name that nothing announces stands: 0 not at all, 1 weakly, 2 well.

        `support`: NO_SUPPORT up to TAGGED.
        """
        told, acted = self._after_preposition(name), self._after_act(name)
        placed = told or acted
        if self._is_plain(name) and not told:
            return 0
        if self.is_ordinary(name):
            if placed and support >= HELD_CLOSELY:
                return 2
            return int(told and self._is_large(name))
        if names_country(name.candidates):  # else it is the state that acts
            return 2 if support or told else 0
        if is_known(name.candidates):
            return 2 if support or placed or is_prominent(name.candidates) else 1
        if name.end - name.start > 1 and not self._is_person(name):
            return 2 if support or placed else 1
        if name.cut or self._is_nisba(name):
            return 2 if support else 0
        return 2 if support else int(placed)

    def _is_large(self, name: PlaceName) -> bool:
        return is_prominent(name.candidates) and not self._is_plain(name)

    def _is_plain(self, name: PlaceName) -> bool:
        spelled = self._words[name.start][name.cut :]
        return name.end - name.start == 1 and spelled in self._wording.plain

    def _is_nisba(self, name: PlaceName) -> bool:
        word = self._words[name.start]
        return self.is_definite(name.start) and word.endswith(self._wording.nisba)

    def _is_person(self, name: PlaceName) -> bool:
        return self._words[name.start][name.cut :] in self._wording.person_words

    def is_ordinary(self, name: NameHit | PlaceName) -> bool:
        """Whether the name is an ordinary word or phrase too."""
        if name.end - name.start == 1:
            return self._words[name.start][name.cut :] in self._wording.ordinary
        spelled = " ".join(self._words[name.start : name.end])
        return spelled[name.cut :] in self._wording.ordinary

    def _after_preposition(self, name: PlaceName) -> bool:
        before = self._tokens.skip_back(name.start, OPENING)
        return "in" in name.clitics or self._tokens.role_before(before) in PLACING

    def _after_act(self, name: PlaceName) -> bool:
        """Right after an act's word ("the shelling of X")."""
        before = self._tokens.skip_back(name.start, OPENING)
        return not name.cut and self._tokens.ends_with(before, ACTS)

    @staticmethod
    def _named(hit: NameHit, kind: str | None) -> PlaceName:
        at = (hit.start, hit.end, hit.cut)
        return PlaceName(*at, hit.clitics, hit.candidates, hit.key, kind)

    def _quoted(self, i: int, kind: str | None) -> PlaceName | None:
        """All that is between quotation marks or brackets, when it is more than a known name."""
        if i == 0 or self._words[i - 1] not in OPENING:
            return None
        end = i
        while end < len(self._words) and end - i <= LONGEST_UNKNOWN and self._tokens.is_word(end):
            end += 1
        closed = end < len(self._words) and self._words[end] in CLOSING
        hit = self.hit(i)
        if not closed or end - i < 2 or (hit is not None and hit.end >= end):
            return None
        return PlaceName(i, end, 0, (), (), self.key(i, end), kind)

    def _cuts_short(self, hit: NameHit) -> bool:
        """Whether the hit is but the beginning of a longer name that no table has."""
        if hit.end - hit.start > 1 or not self._goes_on(hit.end):
            return False
        rules = self._gazetteer.rules
        if rules.key_of([self._words[hit.start][hit.cut :]]) in rules.joined:
            return True
        if (
            self._tokens.cover[hit.start] is not None
        ):  # "the market of X", where a village is Market
            return True
        return (
            not is_known(hit.candidates)
            and not self.is_definite(hit.end)
            and (self._bounded(hit.end + 1) or self._bounded(hit.end + 2))
        )

    def _unknown(self, i: int, kind: str | None, single: bool = False) -> PlaceName | None:
        """One to three words that no lexicon entry covers, up to where a container begins."""
        if self._is_adjective(i, kind):
            return None
        end = i
        while end - i < LONGEST_UNKNOWN and (self._goes_on(end) if end > i else self._is_free(i)):
            end += 1
        if end == i:
            if not (single and self._may_be_name(i)):
                return None
            end = i + 2 if self._goes_on(i + 1) and self.is_definite(i + 1) else i + 1
        elif end - i > 1 and not self._bounded(end):
            end = i + (2 if self._is_compound(i) else 1)
        key = self._gazetteer.rules.key_of(self._words[i:end])
        found = self._gazetteer.alike(" ".join(self._words[i:end])) if kind in NAMED_KINDS else ()
        return PlaceName(i, end, 0, (), found, key, kind)

    def _is_adjective(self, i: int, kind: str | None) -> bool:
        """An indefinite word that describes, and does not name ("a small village")."""
        if self.is_definite(i):
            return False
        return kind in WIDE_KINDS or self._words[i] in self._wording.ordinary

    def _may_be_name(self, i: int) -> bool:
        """A noun of the lexicon that stands where a name must."""
        match, known = self._tokens.at(i), self._tokens.known[i]
        if match is None or known is None or match.proclitics not in ((), ("the",)):
            return False
        return not (known.verb or known.grammar or known.country)

    def _is_free(self, i: int) -> bool:
        word = self._words[i]
        return self._tokens.cover[i] is None and len(word) > 1 and word[0].isalpha()

    def _goes_on(self, i: int) -> bool:
        """Whether token `i` can continue an unknown name: free, and no known name with a clitic."""
        if i >= len(self._words) or not self._is_free(i):
            return False
        if self._words[i].startswith(self._gazetteer.rules.conjunctions):
            return False
        hit = self.hit(i)
        return hit is None or not (hit.cut or is_known(hit.candidates))

    def _is_compound(self, i: int) -> bool:
        rules = self._gazetteer.rules
        first, second = self._words[i], self._words[i + 1]
        construct = rules.bare(first) == first and rules.bare(second) != second
        return rules.key_of([first]) in rules.joined or construct

    def _bounded(self, i: int) -> bool:
        """Whether what follows shows that the name has ended: a mark, or a container."""
        if i >= len(self._words) or self._words[i] in CLOSING:
            return True
        word = self._tokens.type_word(i)
        return self._tokens.role(i) in ("in", "from") or (word is not None and not word.definite)

    def _is_grammar(self, hit: NameHit) -> bool:
        """Whether the hit is a word of grammar, or the first words of a phrase of the lexicon."""
        match, known = self._tokens.cover[hit.start], self._tokens.known[hit.start]
        if match is None or known is None or hit.end > match.end or match.start < hit.start:
            return False
        if match.end > hit.end:
            return True
        plain = not match.proclitics and match.enclitic is None
        return plain and known.grammar and not FUNCTION.isdisjoint(known.kinds)

    def _is_other(self, hit: NameHit) -> bool:
        """Whether the lexicon knows the tokens, as anything but a country."""
        for i in range(hit.start, hit.end):
            match, known = self._tokens.cover[i], self._tokens.known[i]
            if match is None or known is None:
                continue
            if match.start < hit.start or match.end > hit.end:
                return True
            if known.grammar and not match.proclitics:
                return not (i == hit.start and match.end < hit.end and self.may_open(i))
            if (match.start, match.end) == (hit.start, hit.end):
                squares = known.place is not None and not hit.cut and is_known(hit.candidates)
                return not (squares or names_country(hit.candidates))
        return False

    def _part_of_a_name(self, hit: NameHit) -> bool:
        """Part of a person's or a body's name: "Abu X", "the brigade of X"."""
        wording, i = self._wording, self._tokens.skip_back(hit.start, OPENING)
        if self._words[hit.start][hit.cut :] in wording.person_words and hit.end - hit.start == 1:
            return True
        if i == 0 or hit.cut:
            return False
        word, known = self._words[i - 1], self._tokens.before(i)
        if any(word[cut:] in wording.names_makers for cut in (0, 1)):
            return True
        lone = hit.end - hit.start == 1 and not (known is not None and known.grammar)
        if lone and word in wording.given and not self._ends_name(i):
            return True
        return known is not None and (known.body or known.medium or known.country is not None)

    def _ends_name(self, i: int) -> bool:
        """Whether a name of several words ends right before token `i` ("Ayn Isa")."""
        hits = (self.hit(start) for start in (i - 2, i - 3) if start >= 0)
        return any(hit is not None and hit.end == i for hit in hits)


def names_unit(name: PlaceName) -> bool:
    """Whether the name is a first-level unit's, or a country's."""
    return any(c.place.kind in ("admin1", "country") for c in name.candidates)


def lie_near(a: PlaceName, b: PlaceName) -> bool:
    """Whether readings of the two names can belong together; an unknown name may lie anywhere."""
    if not a.candidates or not b.candidates:
        return True
    return any(_near(x.place, y.place) for x in a.candidates[:40] for y in b.candidates[:40])


def _near(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    if a.country != b.country:
        return False
    if "country" in (a.kind, b.kind) or (a.admin1 and a.admin1 == b.admin1):
        return True
    return abs(a.lat - b.lat) < NEAR_DEGREES and abs(a.lon - b.lon) < NEAR_DEGREES
