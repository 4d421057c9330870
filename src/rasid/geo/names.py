"""Place names in a sentence: after a word that announces them, or on their own."""

from __future__ import annotations

from rasid.geo.gazetteer import Gazetteer
from rasid.geo.openings import NO_OPENING
from rasid.geo.place import Candidate, is_known, is_prominent, names_country
from rasid.geo.placename import PlaceName
from rasid.geo.tokens import FUNCTION, OPENING, PLACING, Tokens, TypeWord
from rasid.geo.toponym import kind_class
from rasid.geo.unknown import Unknown
from rasid.geo.wording import Wording

BODIES = frozenset(["actor", "force"])
SHORTEST_NICKNAME = 6
"""Letters of a nickname that is written as one word, at least."""
ACTS = frozenset(["trigger", "support", "casualty", "facility"])
PERSONS = frozenset(("people",))

NO_SUPPORT, HELD, HELD_CLOSELY, TAGGED = range(4)
"""What speaks for a bare name: nothing, a container, a container with no word between ("a part of
X" is no place named Part), a hashtag or a dateline."""


class NameFinder:
    """Finds names in one sentence."""

    __slots__ = ("_gazetteer", "_hits", "_tokens", "_unknown", "_wording", "_words")

    def __init__(self, gazetteer: Gazetteer, tokens: Tokens, wording: Wording) -> None:
        self._gazetteer = gazetteer
        self._tokens = tokens
        self._words = tokens.words
        self._wording = wording
        self._hits: dict[int, PlaceName | None] = {}
        self._unknown = Unknown(gazetteer, tokens, wording, self.hit)

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
        known, word = self._tokens.known[i], self._words[i]
        if known is None or not known.grammar:
            return False
        return word in self._wording.openers or word[1:] in self._wording.openers

    def hit(self, i: int) -> PlaceName | None:
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
        if not self._tokens.is_word(i) or (kind == "area" and self._is_body(i)):
            return None
        quoted = self._unknown.quoted(i, kind)
        if quoted is not None:
            return quoted
        hit = self.hit(i)
        if hit and hit.cut and clitic not in hit.clitics:
            hit = self._gazetteer.match(self._words, i, whole=True)
        usable = hit and not self._is_grammar(hit) and not self._unknown.describes(hit, kind)
        if hit and usable and not self._unknown.cuts_short(hit):
            if kind == "city" and names_country(hit.candidates):
                hit = hit.large_only()  # 'the cities of Yemen' are no hamlet called so
            return hit.of_kind(kind)
        return self._unknown.named(i, kind, single)

    def first_city(self, i: int) -> int | None:
        """Where the type word of "capital of", "third of the greatest cities of" stands."""
        words, wording = [*self._words[i : i + 2], "", ""][:2], self._wording
        if words[0] in wording.seats:
            return i
        ordinal = words[0] not in wording.greatest
        return i + 1 + ordinal if words[ordinal] in wording.greatest else None

    def further(self, i: int) -> PlaceName | None:
        """An unknown name at token `i` with "and" written onto it, where a container ends it."""
        return self._unknown.further(i) if self._tokens.is_word(i) else None

    def _is_body(self, i: int) -> bool:
        """Whether a force is named: "the areas of the army" are called so after no village."""
        known = self._tokens.known[i]
        return known is not None and not BODIES.isdisjoint(known.kinds)

    def after_relation(self, i: int, clitic: str | None = None) -> PlaceName | None:
        """The name after a word such as near or north-of: a known one, and no ordinary word."""
        hit = self.hit(i) if self._tokens.is_word(i) else None
        if hit is None or (hit.cut and clitic not in hit.clitics):
            return None
        if self._is_grammar(hit) or self.is_ordinary(hit) or self._is_other(hit):
            return None
        return hit

    def within(self, i: int) -> PlaceName | None:
        """A known name whose first word is a place word ("Rif Dimashq"), clitics and all."""
        hit = self.hit(i)
        return None if hit is None or self.is_ordinary(hit) else hit

    def opens_names(self, word: TypeWord) -> bool:
        """Whether the place word is one that many names begin with ("Kafr", "Tell")."""
        rules = self._gazetteer.rules
        spelled = self._words[word.start][self.clitic_length(word) :]
        return not word.definite and rules.key_of([spelled]) in rules.joined

    def stands_free(self, word: TypeWord) -> bool:
        """Whether the place word has an ending that a noun before its genitive has not."""
        endings = self._wording.dual_endings if word.number == "du" else ()
        last = self._words[word.end - 1]
        return not word.definite and last.endswith((self._wording.nunation, *endings))

    def clitic_length(self, word: TypeWord) -> int:
        """How many letters of the place word are conjunctions and prepositions."""
        return len([p for p in word.proclitics if p != "the"])

    def is_definite(self, i: int) -> bool:
        """Whether token `i` is written with the article."""
        return self._gazetteer.rules.is_definite(self._words[i])

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
        return hit.of_kind("city") if hit is not None and known else None

    def capital(self, i: int) -> PlaceName | None:
        """ "The north of Cairo": a capital's name at token `i` that is no country's ("Kuwait")."""
        name = self.seat(i)
        return None if name is None or names_country(name.candidates) else name

    def town(self, i: int, end: int) -> PlaceName | None:
        """A well-known name at tokens [i, end) that is no ordinary word and no country."""
        hit = self.hit(i)
        if hit is None or hit.end != end or hit.cut or self.is_ordinary(hit):
            return None
        known = is_known(hit.candidates) and not names_country(hit.candidates)
        return hit if known else None

    def bare(self, i: int) -> PlaceName | None:
        """A known name at token `i` that may stand on its own (see `standing`)."""
        known = self._tokens.known[i]
        opens = self.may_open(i)
        if known is not None and (self._tokens.at(i) is None or known.grammar > opens):
            return None
        if self._tokens.leads(i):
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
        return None if self._unknown.cuts_short(hit) else hit

    def standing(self, name: PlaceName, support: int) -> int:
        """How well a name that nothing announces stands: 0 not at all, 1 weakly, 2 well.

        `support`: NO_SUPPORT up to TAGGED.
        """
        if self._ends_quoted_name(name) or self._describes_act(name):
            return 0
        told, acted = self._after_preposition(name), self._after_act(name)
        if not told and self._is_nickname(name):
            return 0
        placed = told or acted
        if self._is_plain(name) and not told:
            return 0
        if self.is_ordinary(name):
            if placed and support >= HELD_CLOSELY:
                return 2
            return int(told and self._is_large(name))
        if names_country(name.candidates):  # else it is the state that acts
            return 2 if support or told else 0
        if self.is_capital(name):  # 'backed from Ankara' is the state as well
            return 2 if told and self._role_before(name) != "from" else 0
        if is_known(name.candidates):
            return 2 if support or placed or is_prominent(name.candidates) else 1
        if name.end - name.start > 1 and not self._is_person(name):
            return 2 if support or placed else 1
        person = self._is_person(name) and (not told or self._follows_given(name))
        if name.cut or self._is_nisba(name) or person:
            return 2 if support else 0
        return 2 if support else int(placed)

    def _describes_act(self, name: PlaceName) -> bool:
        """ "The [rapid] advance": an adjective after a definite act noun; "the shelling hit
        X" has a verb before it, whose object the place is.
        """
        at = name.start - 1
        if not (self.is_definite(name.start) and self._after_act(name) and self.is_definite(at)):
            return False
        governed = self._tokens.before(at)
        verb = governed is not None and governed.verb and self._tokens.ends_with(at, ACTS)
        return name.end - name.start == 1 and not (verb or is_known(name.candidates))

    def is_capital(self, name: PlaceName) -> bool:
        """A city's name that the lexicon has for its state ("Cairo said", "Tel Aviv said")."""
        known = self._tokens.known[name.start]
        state = known.country if known is not None else None
        own = (c for c in name.candidates if c.place.country == state)
        return any(kind_class(c.place.kind) == "settlement" and is_known((c,)) for c in own)

    def _is_large(self, name: PlaceName) -> bool:
        return is_prominent(name.candidates) and not self._is_plain(name)

    def _is_plain(self, name: PlaceName) -> bool:
        spelled = self._words[name.start][name.cut :]
        return name.end - name.start == 1 and spelled in self._wording.plain

    def _is_nisba(self, name: PlaceName) -> bool:
        word = self._words[name.start]
        return self.is_definite(name.start) and word.endswith(self._wording.nisba)

    def _is_person(self, name: PlaceName) -> bool:
        first = self._words[name.start][name.cut :]
        return first in self._wording.person_words or first in self._wording.given

    def _is_nickname(self, name: PlaceName) -> bool:
        """ "Abuhassan", with the name written onto its first word."""
        first = self._words[name.start][name.cut :]
        joined = len(first) >= SHORTEST_NICKNAME and first.startswith(self._wording.fathers)
        return joined and not is_known(name.candidates)

    def is_ordinary(self, name: PlaceName) -> bool:
        """Whether the name is an ordinary word or phrase too."""
        if name.end - name.start == 1:
            return self._words[name.start][name.cut :] in self._wording.ordinary
        spelled = " ".join(self._words[name.start : name.end])
        return spelled[name.cut :] in self._wording.ordinary

    def _after_preposition(self, name: PlaceName) -> bool:
        return "in" in name.clitics or self._role_before(name) in PLACING

    def _role_before(self, name: PlaceName) -> str | None:
        return self._tokens.role_before(self._tokens.skip_back(name.start, OPENING))

    def _after_act(self, name: PlaceName) -> bool:
        """Right after an act's word ("the shelling of X")."""
        before = self._tokens.skip_back(name.start, OPENING)
        return not name.cut and self._tokens.ends_with(before, ACTS)

    def _follows_given(self, name: PlaceName) -> bool:
        """After "Ali", which is spelled like "on"."""
        return name.start > 0 and self._words[name.start - 1] in self._wording.given

    def _is_grammar(self, hit: PlaceName) -> bool:
        """Whether the hit is a word of grammar, or the first words of a phrase of the lexicon."""
        match, known = self._tokens.cover[hit.start], self._tokens.known[hit.start]
        if match is None or known is None or hit.end > match.end or match.start < hit.start:
            return False
        if match.end > hit.end:
            return True
        plain = not match.proclitics and match.enclitic is None
        return plain and known.grammar and not FUNCTION.isdisjoint(known.kinds)

    def _is_other(self, hit: PlaceName) -> bool:
        """Whether the lexicon knows the tokens, as anything but a country."""
        if self._ends_in_day(hit):
            return True
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
                state = names_country(hit.candidates) or self.is_capital(hit)
                return not (squares or state)
        return False

    def _ends_in_day(self, hit: PlaceName) -> bool:
        """ "In the mosque last Thursday": a name that would end within words for a time."""
        known = self._tokens.known[hit.end - 1 : hit.end + 1]
        timed = [one is not None and "time" in one.kinds for one in known]
        return hit.end - hit.start > 1 and timed == [True, True]

    def _part_of_a_name(self, hit: PlaceName) -> bool:
        """Part of a person's or a body's name: "Abu X", "the brigade of X"."""
        wording, i = self._wording, self._tokens.skip_back(hit.start, OPENING)
        if self._words[hit.start][hit.cut :] in wording.person_words and hit.end - hit.start == 1:
            return True
        if i == 0 or hit.cut:
            return False
        word, known = self._words[i - 1], self._tokens.before(i)
        if self._words[hit.start] in wording.person_words and known and "facility" in known.kinds:
            return True  # "the mosque of Abu X"
        if any(word[cut:] in wording.names_makers for cut in (0, 1)):
            return True
        told = known is not None and (known.grammar or not ACTS.isdisjoint(known.kinds))
        lone = hit.end - hit.start == 1 and not told
        given = word in wording.given or (i > 1 and self._words[i - 2] in wording.slave_words)
        if lone and given and not self._ends_name(i):
            return True
        return known is not None and (known.body or known.medium or known.country is not None)

    def _ends_quoted_name(self, name: PlaceName) -> bool:
        """'The child "Ali X"': the second word of a person's name in quotation marks."""
        first = name.start - 1
        quoted = self._tokens.skip_back(first, OPENING) if first > 0 else first
        given = quoted < first and self._words[first] in self._wording.given
        return given and self._tokens.ends_with(quoted, PERSONS)

    def _ends_name(self, i: int) -> bool:
        """Whether a name of several words ends right before token `i` ("Ayn Isa")."""
        hits = (self.hit(start) for start in (i - 2, i - 3) if start >= 0)
        return any(hit is not None and hit.end == i for hit in hits)
