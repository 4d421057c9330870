"""From what an entry gives (past and present, singular and plural) to all its word forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.lexicon.morphology import BIT, Morphology, Table
from rasid.lexicon.schema import CONTEXT, Adjective, Noun, Record, Verb, unbracketed
from rasid.values import dataclass, replace

NUMBER_GENDER = {
    "sgm": ("sg", "m"), "sgf": ("sg", "f"), "dum": ("du", "m"), "duf": ("du", "f"),
    "plm": ("pl", "m"), "plf": ("pl", "f"), "pl1": ("pl", None),
}  # fmt: skip

MOST_ADJECTIVES = 2


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a word form says of itself; `cls` is its class as a bit of `morphology.BIT`, `context`
    how many of its last words only tell it from others and are not part of it.
    """

    pos: str
    cls: int
    number: str | None = None
    gender: str | None = None
    voice: str | None = None
    tense: str | None = None
    context: int = 0


@dataclass(frozen=True, slots=True)
class Surface:
    """A word form or phrase in ordinary spelling.

    `free`: it occurs by itself, not only before an enclitic. `open`: its last word may take one.
    """

    text: str
    grammar: Grammar
    free: bool = True
    open: bool = True


def surfaces(record: Record, morphology: Morphology) -> Iterator[Surface]:
    """All forms of an entry, in the order in which its readings should be listed."""
    kind = record.entry.kind
    words = record.words
    for verb in words.verbs:
        yield from _Verbs(morphology).forms(verb)
    for noun in words.nouns:
        yield from _Nouns(morphology, kind).forms(noun)
    for adjective in words.adjectives:
        yield from _adjective(adjective, morphology)
    fixed = "particle" if kind in morphology.particle_kinds else "fixed"
    for text in words.forms:
        _, _, context = text.partition(CONTEXT)
        words_of_context = len(context.split())
        yield Surface(unbracketed(text), Grammar("fixed", BIT[fixed], context=words_of_context))


def _head(phrase: str) -> tuple[str, str]:
    """The first word of a phrase, and the rest with the space before it."""
    head, space, rest = phrase.partition(" ")
    return head, space + rest


class _Nouns:
    """Singular, accusative, dual and plural of a noun or of a phrase with a noun at its head."""

    def __init__(self, morphology: Morphology, kind: str) -> None:
        self._m = morphology
        self._kind = kind

    def forms(self, noun: Noun) -> Iterator[Surface]:
        first = noun.sg or (noun.pl or ("",))[0]
        gender = noun.gender or ("f" if _head(first)[0].endswith(self._m.feminine) else "m")
        if noun.sg:
            yield from self._singular(noun.sg, Grammar("noun", BIT["noun"], "sg", gender))
        for plural in noun.pl:
            yield from self._plural(noun.sg or "", plural, gender)
        if noun.du is not None:
            for dual in noun.du:
                yield Surface(dual, Grammar("noun", BIT["noun"], "du", gender), open=False)
        elif noun.sg:
            heads = _head(noun.sg)[0], *(_head(plural)[0] for plural in noun.pl)
            sound = any(self._sound_stem(heads[0], head) is not None for head in heads[1:])
            yield from self._dual(noun.sg, Grammar("noun", BIT["noun"], "du", gender), sound)

    def _singular(self, text: str, grammar: Grammar) -> Iterator[Surface]:
        yield Surface(text, grammar)
        yield from self._accusative(text, grammar)

    def _accusative(self, text: str, grammar: Grammar) -> Iterator[Surface]:
        """The head alone with the ending, and for a phrase of adjectives each word."""
        head, rest = _head(text)
        bare = replace(grammar, cls=BIT["bare"])
        if self._m.accusative.to(head):
            for spelling in self._m.accusative.to(head):
                yield Surface(spelling + rest, bare, open=False)
            if self._may_agree(rest):
                yield Surface(self._agreeing(self._m.accusative, text), bare, open=False)

    def _may_agree(self, rest: str) -> bool:
        """Whether the rest may be adjectives of an indefinite head: they have no article."""
        words = rest.split()
        return 0 < len(words) <= MOST_ADJECTIVES and not any(
            word.startswith(self._m.article) for word in words
        )

    @staticmethod
    def _agreeing(table: Table, text: str) -> str:
        return " ".join((table.to(word) or (word,))[0] for word in text.split())

    def _plural(self, sg: str, plural: str, gender: str) -> Iterator[Surface]:
        grammar = Grammar("noun", BIT["noun"], "pl", gender)
        stem = self._sound_stem(_head(sg)[0], _head(plural)[0])
        if stem is not None:
            yield from self._sound(stem, plural, grammar)
            return
        yield Surface(plural, grammar)
        if self._m.takes_accusative(_head(plural)[0]):
            yield from self._accusative(plural, grammar)

    def _sound_stem(self, sg: str, plural: str) -> str | None:
        """What stays of a sound plural without its ending; None for a broken plural."""
        stems = {sg.removesuffix(ending) for ending in self._m.sound_drop}
        for ending in self._m.sound_absolute + self._m.sound_construct:
            if plural.endswith(ending) and plural.removesuffix(ending) in stems:
                return plural.removesuffix(ending)
        return None

    def _sound(self, stem: str, plural: str, grammar: Grammar) -> Iterator[Surface]:
        head, rest = _head(plural)
        absolute, construct = self._m.sound_absolute, self._m.sound_construct
        if head.endswith(absolute):
            for ending in absolute:
                yield Surface(stem + ending + rest, grammar, open=bool(rest))
                yield from self._agreeing_plural(stem, rest, ending, grammar)
        for ending in construct:
            yield Surface(stem + ending + rest, replace(grammar, cls=BIT["bare"]))

    def _agreeing_plural(
        self, stem: str, rest: str, ending: str, grammar: Grammar
    ) -> Iterator[Surface]:
        """A phrase of sound plurals: the other case of each word."""
        words, endings = rest.split(), self._m.sound_absolute
        if words and all(word.endswith(endings) for word in words):
            changed = [word[: -len(ending)] + ending for word in words]
            yield Surface(" ".join([stem + ending, *changed]), grammar)

    def _dual(self, text: str, grammar: Grammar, sound: bool) -> Iterator[Surface]:
        """`sound`: the plural is sound, and its construct is spelled like that of the dual."""
        head, rest = _head(text)
        table = self._m.dual.forms(head)
        bare = replace(grammar, cls=BIT["bare"])
        for i, spelling in enumerate(table.get("absolute", ())):
            yield Surface(spelling + rest, grammar, open=bool(rest))
            if self._may_agree(rest):
                yield Surface(self._agreeing_dual(text, i), grammar, open=False)
        person = self._kind in self._m.person_kinds
        construct = table.get("construct", ())
        if person and not sound:
            construct += table.get("person_construct", ())
        for spelling in construct:
            yield Surface(spelling + rest, bare)
        if person and not rest:
            for spelling in table.get("suffixed", ()):
                yield Surface(spelling, bare, free=False)

    def _agreeing_dual(self, text: str, case: int) -> str:
        duals = (self._m.dual.forms(word)["absolute"] for word in text.split())
        return " ".join(dual[case % len(dual)] for dual in duals)


def _adjective(adjective: Adjective, morphology: Morphology) -> Iterator[Surface]:
    """All agreement forms; the first word agrees, after an invariable word the second."""
    words = adjective.m.split()
    at = 1 if len(words) > 1 and words[0] in morphology.invariable else 0
    columns = dict(morphology.adjective.forms(words[at]))
    before, after = words[:at], words[at + 1 :]
    made = {c: [" ".join([*before, s, *after]) for s in v] for c, v in columns.items()}
    made["sgm"] = [adjective.m] if "sgm" in columns else []
    given = {"sgf": adjective.f, "dum": adjective.du, "plm": adjective.pl}
    replaced = {"dum": ("duf",), "plm": ("plf",)}
    for column, spellings in given.items():
        if spellings is not None:
            made[column] = list(spellings)
            for other in replaced.get(column, ()):
                made.pop(other, None)
    for column, spelled in made.items():
        number, gender = NUMBER_GENDER[column.removesuffix("_bare")]
        cls = "bare" if column.endswith("_bare") else "adjective"
        for text in spelled:
            yield Surface(text, Grammar("adjective", BIT[cls], number, gender), open=False)


class _Verbs:
    """The persons of a verb, active and passive."""

    def __init__(self, morphology: Morphology) -> None:
        self._m = morphology

    def forms(self, verb: Verb) -> Iterator[Surface]:
        """All persons; a spelling that serves both voices comes once, with voice `either`."""
        merged: dict[tuple[str, Grammar], str] = {}
        for voice, past, present in self._voices(verb):
            for text, grammar in self._conjugate(past, present, verb.past or ""):
                key = (text, grammar)
                merged[key] = voice if merged.get(key, voice) == voice else "either"
        rest = f" {verb.rest}" if verb.rest else ""
        for (text, grammar), voice in merged.items():
            open_ = voice != "passive" or bool(rest)
            yield Surface(text + rest, replace(grammar, voice=voice), open=open_)
        yield from self._participle(verb.participle, rest)

    def _participle(self, participle: str | None, rest: str) -> Iterator[Surface]:
        """The participle that stands for a verb; a form that agrees with who does it."""
        if participle is None:
            return
        for code, spellings in self._m.participle.forms(participle).items():
            number, gender = NUMBER_GENDER[code]
            said = Grammar("verb", BIT["bare"], number, gender, "active", "participle")
            yield from (Surface(text + rest, said, open=False) for text in spellings)

    def _voices(self, verb: Verb) -> Sequence[tuple[str, str, str]]:
        """Voice, past, present: what there is to conjugate."""
        past, present = verb.past or "", verb.present or ""
        passive = (
            verb.passive_past or (self._first(self._m.passive_past, past) if past else ""),
            verb.passive_present
            or (self._first(self._m.passive_present, present, past) if present else ""),
        )
        if verb.voice == "passive":
            return [("passive", verb.passive_past or past, verb.passive_present or present)]
        active = ("active", past, present)
        return [active] if verb.voice == "active" else [active, ("passive", *passive)]

    @staticmethod
    def _first(table: Table, word: str, past: str = "") -> str:
        return (table.to(word, past) or (word,))[0]

    def _conjugate(self, past: str, present: str, active: str) -> Iterator[tuple[str, Grammar]]:
        if past:
            for code, spellings in self._m.past.forms(past).items():
                if len(past) >= self._m.past_min.get(code, 0):
                    yield from ((text, self._grammar("past", code)) for text in spellings)
        if present:
            yield from self._present(present, active or past)

    def _present(self, present: str, past: str) -> Iterator[tuple[str, Grammar]]:
        table = self._m.present.forms(present[1:], past)
        for person in self._m.persons:
            if len(present) < person.min:
                continue
            cls = "jussive" if person.column == "jussive" else "present"
            for ending in table.get(person.column, ()):
                text = person.prefix + ending
                if cls != "jussive" or text not in self._m.jussive_not:
                    yield text, self._grammar(cls, person.code)

    @staticmethod
    def _grammar(cls: str, code: str) -> Grammar:
        number, gender = NUMBER_GENDER[code]
        tense = "past" if cls == "past" else "present"
        return Grammar("verb", BIT[cls], number, gender, tense=tense)
