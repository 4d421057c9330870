"""What a lexicon entry is, kind by kind. `Form` says how a word form realises its entry.

What a field may say is told at the head of the data files of the kind, and where the values are
closed, in `rasid.lexicon.schema.CODES`.
"""

from __future__ import annotations

from rasid.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An id that is unique in all data, and the kind: the stem of the file's `kind:` line."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Trigger(Entry):
    """A word that names an act. `frame` picks the role rules; `weak` needs support to count.

    `needs`: what it must be told of, or it is no act of conflict: `people` who are stopped (not
    a festival), `forces` that are sent (not a letter), `arms` that are stopped on their way (not a
    boat), or by whom: `protesters` who gather. `launch`: a campaign that goes on for months, such
    as Operation Dignity, is an act where somebody begins it, else the time in which others were.
    """

    type: str
    frame: str
    weak: bool = False
    platform: str | None = None  # the means that the word implies
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class CasualtyWord(Entry):
    """A word that gives an outcome: kill verb, event noun (maqtal), count noun (qatla)."""

    outcome: str
    frame: str
    group: str | None = None
    weak: bool = False  # counts only after a support word: lives, in 'claimed the lives of'


@dataclass(frozen=True, slots=True)
class Support(Entry):
    """A light verb or noun that carries an act named by another word (shanna, ta'arrada,
    indala'a).
    """

    subject: str  # role of the grammatical subject
    object: str | None = None
    into: str | None = None  # role of the subject when the act follows 'in': 'went on in shelling'
    outcome: str | None = None  # of people told beside wounded ones: 'ten fell and six were hurt'


@dataclass(frozen=True, slots=True)
class Actor(Entry):
    """A party. `name` is neutral English; `acled_inter` is 1 to 8; `parent` an actor id; `backer`
    the country whose friends, in `country` or anywhere, are called so when no name tells them.

    `name_ar` is the neutral Arabic name as it stands after a preposition: the first form unless the
    entry says otherwise.
    """

    name: str
    type: str
    country: str | None
    parent: str | None
    acled_inter: int
    epithet: bool = False
    name_ar: str | None = None
    backer: str | None = None

    @property
    def described(self) -> bool:
        """Whether it is a description ('rebels', 'gunmen') and not the name of a party."""
        return self.id.startswith("gen.")


@dataclass(frozen=True, slots=True)
class Nationality(Entry):
    """An adjective or name of a country, and the actors that 'its forces' and 'its police' are.

    `divided` says that several camps call theirs "the army" there.
    """

    country: str
    name: str
    armed_forces: str | None = None
    police: str | None = None
    government: str | None = None
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Force(Entry):
    """A noun that with a nationality or a name makes an actor (army, jets, patrol, militia)."""

    branch: str
    armed: bool = True


@dataclass(frozen=True, slots=True)
class Weapon(Entry):
    """A means. `platform` as in Trigger; `implies` is the event type it makes likely.

    `materiel`: a machine, which can be hit itself; shells and bullets cannot.
    """

    weapon_class: str
    platform: str | None = None
    implies: str | None = None
    materiel: bool = False


@dataclass(frozen=True, slots=True)
class Facility(Entry):
    """A thing or site that may be a target; `site` when it is also where an act happens."""

    target_kind: str
    site: bool = False


@dataclass(frozen=True, slots=True)
class People(Entry):
    """A noun for persons; `part` is child | woman | man | infant when it says so."""

    group: str
    part: str | None = None
    armed: bool = False
    plural_only: bool = False


@dataclass(frozen=True, slots=True)
class SourceNoun(Entry):
    """A word or name that can be whom a report quotes; `name` for named ones, and `name_ar` as for
    an actor.

    `also` is the kind of a second source in the same phrase ('local and medical sources').
    """

    source_kind: str
    name: str | None = None
    country: str | None = None
    affiliation: str | None = None
    also: str | None = None
    name_ar: str | None = None


@dataclass(frozen=True, slots=True)
class Speech(Entry):
    """A verb or phrase of saying. `order`: verb_subject | subject_of (according to X)."""

    mode: str
    order: str = "verb_subject"


@dataclass(frozen=True, slots=True)
class Cue(Entry):
    """A word that changes how an act is meant; `cue` says how."""

    cue: str


@dataclass(frozen=True, slots=True)
class Connective(Entry):
    """Function words: prepositions, conjunctions, relative words, connectives; `role` says
    which.
    """

    role: str


@dataclass(frozen=True, slots=True)
class PlaceWord(Entry):
    """A type word (village, district), a relation (near, outskirts), or a direction."""

    place_kind: str
    relation: str | None = None
    bearing: float | None = None


@dataclass(frozen=True, slots=True)
class NumberWord(Entry):
    """A numeral, a multiplier, or a quantifier: value is exact, low and high bound the vague."""

    role: str
    value: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class TimeWord(Entry):
    """Month, weekday, part of day, relative day, unit or modifier of time."""

    role: str
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class Anaphor(Entry):
    """A definite description that refers back (the group, the latter, the town, the attack)."""

    refers_to: str
    type: str | None = None  # event family or actor type it may refer to


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One reading of a word form. The lexicon makes each once: they are compared by identity.

    `pos`: fixed | noun | verb | adjective. `number`: sg | du | pl | None. `gender`: m | f | None.
    `voice`: active | passive | either (verbs). `tense`: past | present | participle (verbs).
    `context`: how many words after it tell it from others ('the committees' of 'in Abyan').
    """

    entry: Entry
    pos: str
    number: str | None = None
    gender: str | None = None
    voice: str | None = None
    tense: str | None = None
    context: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Forms found at tokens [start, end) of a sentence, with the clitics that were split off.

    `proclitics` name what stands before the first token: and | so | in | to | as | will | the
    (the Arabic letters are in `data/lexicon/morphology.yaml`); `enclitic` is a pronoun suffix on
    the last token: 'sg' | 'du' | 'pl' + 'm'/'f' as in 'sgm', 'sgf', 'plm'; None when there is none.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    proclitics: tuple[str, ...]
    enclitic: str | None
