"""Names that no table has: how far they go, and which known name is but the beginning of one."""

from __future__ import annotations

from collections.abc import Callable

from rasid.geo.gazetteer import Gazetteer
from rasid.geo.place import is_known
from rasid.geo.placename import PlaceName
from rasid.geo.tokens import CLOSING, OPENING, Tokens
from rasid.geo.wording import Wording

WIDE_KINDS = frozenset(("area", "front", "region", "desert", "countryside"))
NAMED_KINDS = frozenset(["village", "town", "city", "district", "subdistrict"])
"""Type words after which a name that is only like one of the table is taken for it."""

LARGE_KINDS = frozenset(["town", "city"])
"""Type words after which an adjective without article is no name, whatever villages have it."""

PURPOSE_KINDS = frozenset(["farm", "camp", "base", "area", "field", "front"])
"""Type words of sites that a text tells the purpose of."""

ACTS = frozenset(["trigger", "casualty"])
BODIES = frozenset(["actor", "source", "force", "people"])
LONGEST_UNKNOWN = 3
SHORTEST_FURTHER = 4  # letters of "and" with a name
SAME_SPELLING = 0.95  # exactness of a name that a table spells as the text does


class Unknown:
    """Reads names that no table has in one sentence."""

    __slots__ = ("_gazetteer", "_hit", "_tokens", "_wording", "_words")

    def __init__(
        self,
        gazetteer: Gazetteer,
        tokens: Tokens,
        wording: Wording,
        hit: Callable[[int], PlaceName | None],
    ) -> None:
        self._gazetteer = gazetteer
        self._tokens = tokens
        self._words = tokens.words
        self._wording = wording
        self._hit = hit

    def quoted(self, i: int, kind: str | None) -> PlaceName | None:
        """All that is between quotation marks or brackets, when it is more than a known name."""
        if i == 0 or self._words[i - 1] not in OPENING:
            return None
        end = i
        while end < len(self._words) and end - i <= LONGEST_UNKNOWN and self._tokens.is_word(end):
            end += 1
        closed = end < len(self._words) and self._words[end] in CLOSING
        hit = self._hit(i)
        if not closed or end - i < 2 or (hit is not None and hit.end >= end):
            return None
        known = self._tokens.known[i]
        if known is not None and not BODIES.isdisjoint(known.kinds):
            return None  # 'the areas of the "National Army"'
        return PlaceName(i, end, 0, (), (), self._gazetteer.rules.key_of(self._words[i:end]), kind)

    def cuts_short(self, hit: PlaceName) -> bool:
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
        more = next((n for n in (1, 2) if self._bounded(hit.end + n)), 0)
        if not more:
            return False
        if any(map(self._is_person, range(hit.end, hit.end + more))):  # "Tell Hajj Saleh"
            return True
        return not is_known(hit.candidates) and not self._is_definite(hit.end)

    def describes(self, hit: PlaceName, kind: str | None) -> bool:
        """Whether the hit is an adjective of the type word and no name ("an ancient town")."""
        if hit.end - hit.start > 1 or hit.cut or self._is_definite(hit.start):
            return False
        if not self._is_adjective_word(hit.start) or self._is_other_word(hit.end):
            return False
        return kind in LARGE_KINDS or all(c.exactness < SAME_SPELLING for c in hit.candidates)

    def named(self, i: int, kind: str | None, single: bool = False) -> PlaceName | None:
        """One to three words that no lexicon entry covers, up to where a container begins."""
        if self._is_adjective(i, kind) or self._is_purpose(i, kind):
            return None
        end = i
        while end - i < LONGEST_UNKNOWN and (self._goes_on(end) if end > i else self._is_free(i)):
            end += 1
        if end == i:
            if not (single and self._may_be_name(i, kind)):
                return None
            end = i + 2 if self._goes_on(i + 1) and self._is_definite(i + 1) else i + 1
        elif any(map(self._is_adjective_word, range(i + 1, end))):
            end = i + 1  # 'arrived in the town of X large amounts of'
        elif end - i > 1 and not self._bounded(end):
            end = i + (2 if self._is_compound(i) else 1)
        key = self._gazetteer.rules.key_of(self._words[i:end])
        found = self._gazetteer.alike(" ".join(self._words[i:end])) if kind in NAMED_KINDS else ()
        return PlaceName(i, end, 0, (), found, key, kind)

    def further(self, i: int) -> PlaceName | None:
        """A free word with "and" written onto it, right before a container: a list's last name."""
        word, rules = self._words[i], self._gazetteer.rules
        joined = word.startswith(rules.conjunctions) and len(word) > SHORTEST_FURTHER
        if not joined or not self._is_free(i) or not self._held(i + 1):
            return None
        cut = 1
        key = rules.key_of([word[cut:]])
        return PlaceName(i, i + 1, cut, ("and",), (), key)

    def _held(self, i: int) -> bool:
        """Whether a container begins at token `i`."""
        word = self._tokens.type_word(i)
        linked = self._tokens.role(i) in ("in", "of", "belonging", "allied", "opposed")
        return linked or (word is not None and "in" in word.proclitics)

    def _is_adjective(self, i: int, kind: str | None) -> bool:
        """An indefinite word that describes, and does not name ("a small village")."""
        if self._is_definite(i):
            return False
        return kind in WIDE_KINDS or self._words[i] in self._wording.ordinary

    def _is_adjective_word(self, i: int) -> bool:
        return self._words[i] in self._wording.adjectives

    def _is_other_word(self, i: int) -> bool:
        in_sentence = i < len(self._words) and self._is_free(i)
        return in_sentence and not self._is_adjective_word(i)

    def _is_purpose(self, i: int, kind: str | None) -> bool:
        """What a site is for, and not its name ("a farm for the breeding of horses")."""
        return kind in PURPOSE_KINDS and self._words[i].startswith(self._gazetteer.rules.leading)

    def _is_person(self, i: int) -> bool:
        return self._gazetteer.rules.bare(self._words[i]) in self._wording.given

    def _may_be_name(self, i: int, kind: str | None) -> bool:
        """A noun of the lexicon that stands where a name must; after "the area of" and the like no
        act and no place word.
        """
        match, known = self._tokens.at(i), self._tokens.known[i]
        if match is None or known is None or match.proclitics not in ((), ("the",)):
            return False
        if kind in WIDE_KINDS and (known.place or not ACTS.isdisjoint(known.kinds)):
            return False
        body = match.end - match.start > 1 and not BODIES.isdisjoint(known.kinds)
        return not (body or known.verb or known.grammar or known.country or "time" in known.kinds)

    def _is_free(self, i: int) -> bool:
        word = self._words[i]
        return self._tokens.cover[i] is None and len(word) > 1 and word[0].isalpha()

    def _goes_on(self, i: int) -> bool:
        """Whether token `i` can continue an unknown name: free, and no known name with a clitic."""
        if i >= len(self._words) or not self._is_free(i):
            return False
        if self._words[i].startswith(self._gazetteer.rules.conjunctions):
            return False
        hit = self._hit(i)
        if hit is None or self._words[i] in self._wording.ordinary:
            return True
        return not (hit.cut or is_known(hit.candidates))

    def _is_compound(self, i: int) -> bool:
        rules = self._gazetteer.rules
        first, second = self._words[i], self._words[i + 1]
        construct = not rules.is_definite(first) and rules.is_definite(second)
        return rules.key_of([first]) in rules.joined or construct

    def _bounded(self, i: int) -> bool:
        """Whether what follows shows that the name has ended: a mark, or a container."""
        if i >= len(self._words) or self._words[i] in CLOSING:
            return True
        word = self._tokens.type_word(i)
        return self._tokens.role(i) in ("in", "from") or (word is not None and not word.definite)

    def _is_definite(self, i: int) -> bool:
        return self._gazetteer.rules.is_definite(self._words[i])
