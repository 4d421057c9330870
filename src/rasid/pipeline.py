"""The order of the stages: text, lexicon, measures, places, phrases, acts, events, record.

This is the only module that knows the order. A `Reader` holds what is loaded once; reading is pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from rasid import model
from rasid.extract.actors import ActorIndex
from rasid.extract.acts import Act, Scene
from rasid.extract.assemble import Context, event
from rasid.extract.assertion import Model
from rasid.extract.assertion import model as assertion_model
from rasid.extract.attribution import SIGNATURE, names_source, voices
from rasid.extract.contested import contest
from rasid.extract.denial import naming_deniers
from rasid.extract.discourse import settle, supported
from rasid.extract.fold import FAMILY, Draft, fold
from rasid.extract.heading import heading
from rasid.extract.inherit import (
    Told,
    from_sentence,
    inherited,
    to_come,
)
from rasid.extract.items import merge
from rasid.extract.light import christened, lighten
from rasid.extract.phrases import PhraseReader
from rasid.extract.quotes import Quotes
from rasid.extract.read import acts, carried_on
from rasid.extract.readings import tells
from rasid.extract.relations import relations
from rasid.extract.signs import Setting, signs
from rasid.extract.theatre import Grounds, forces, grounds, spoken, theatre
from rasid.extract.toll import Toll, lost
from rasid.extract.tolls import tolls
from rasid.geo.expressions import PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.reader import GeoReader
from rasid.geo.resolve import Resolution
from rasid.ingest.outlets import country_of
from rasid.lexicon.entries import Match
from rasid.lexicon.lexicon import Lexicon, load
from rasid.measure import measure
from rasid.measure.numerals import Quantity
from rasid.measure.times import When
from rasid.text.segment import Document, Sentence, read_document
from rasid.values import dataclass, replace
from rasid.version import __version__

SKIPPED = frozenset(("chrome",))
HARMING = frozenset("violence crowd sexual".split())
COSTLY = HARMING | frozenset("property weapons other".split())
"""Families of acts that a death may be laid to when no word says so."""

CLEARLY = 2
"""The standing of an expression that is a place whether a table knows it or not."""
Located = tuple[int, Resolution]
"""A sentence number and what a place expression of it means."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its four annotations."""

    number: int
    sentence: Sentence
    matches: Sequence[Match]
    quantities: Sequence[Quantity]
    times: Sequence[When]
    places: Sequence[PlaceExpression]


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft event, its signs, the probability that it is reported as an act, the verdict, and the
    confidence that it is told with.
    """

    draft: Draft
    signs: Mapping[str, float]
    probability: float
    kept: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All stages of one report, kept for `rasid explain`."""

    document: Document
    marked: tuple[Marked, ...]
    scenes: tuple[Scene, ...]
    acts: tuple[Act, ...]
    tolls: tuple[Toll, ...]
    judged: tuple[Judged, ...]
    record: model.Record


class Reader:
    """Reads reports with one lexicon and one gazetteer; `engine` are the versions that its records
    bear.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        weighs: bool = True,
        assertion: Model | None = None,
    ) -> None:
        """`weighs` false reads with rules alone: no act is dropped by the assertion model, which is
        the shipped one unless another is given.
        """
        self._weighs = weighs
        self._model = assertion or assertion_model()
        self._lexicon = lexicon
        self.engine = model.Engine(__version__, lexicon.version)
        self._cues = lexicon.cues()
        self._geo = GeoReader(gazetteer)
        self._actors = ActorIndex(lexicon)
        self._arabic = lexicon.arabic_names()

    def read(self, article: model.Article) -> model.Record:
        """One report to its record. Deterministic; never raises on any text."""
        return self.stages(article).record

    def stages(self, article: model.Article) -> Reading:
        """One report with all intermediate stages."""
        published = _date(article.published)
        document = read_document(article.text, self._cues)
        report = self._report(article, document)
        if document.lang != "ar":
            return Reading(document, (), (), (), (), (), model.Record(report, (), ()))
        marked = tuple(self._mark(document, published))
        countries = spoken(self._lexicon, (x for m in marked for x in m.matches))
        marked, located = self._located(marked, article.outlet, countries)
        about = theatre(countries, (place for _, place in located))
        scenes = tuple(self._scenes(marked, about, grounds(located)))
        scenes = tuple(naming_deniers(scenes))
        by_number = {s.sentence: s for s in scenes}
        found = [
            to_come(from_sentence(act, scene), scene, published)
            for scene in scenes
            for act in acts(scene)
        ]
        found = carried_on(found, by_number)
        here = _by_sentence(found)
        toll = lost([t for s in scenes for t in tolls(s, *_anchors(here.get(s.sentence, ())))])
        drafts = fold(found, toll, self._actors.lineage)
        contest(drafts)
        drafts = [d for d in settle(drafts, toll, by_number, self._actors.lineage) if supported(d)]
        said = voices(scenes)
        setting = Setting(by_number, said, len(scenes), len(drafts), len(toll), published)
        judged = [self._judged(draft, signs(draft, setting)) for draft in drafts]
        kept = [j for j in judged if j.kept]
        events = self._events(document, marked, located, setting, kept, article.outlet)
        record = model.Record(report, events, relations([j.draft for j in kept], events, scenes))
        return Reading(document, marked, scenes, tuple(found), tuple(toll), tuple(judged), record)

    def _judged(self, draft: Draft, held: Mapping[str, float]) -> Judged:
        if not self._weighs:
            return Judged(draft, held, 1.0, True, 1.0)
        probability = self._model.probability(held)
        kept = self._model.keeps(draft, held, probability)
        return Judged(draft, held, probability, kept, self._model.curve(probability, held))

    def _report(self, article: model.Article, document: Document) -> model.Report:
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        return model.Report(
            article.id or digest[:16],
            article.outlet,
            article.url,
            article.published,
            article.title,
            document.lang,
            digest,
            self.engine,
        )

    def _mark(self, document: Document, published: date | None) -> Iterator[Marked]:
        for number, sentence in enumerate(document.sentences):
            if sentence.role in SKIPPED:
                continue
            words = sentence.words
            found = self._lexicon.match(words)
            counted, when = measure(words, found, published)
            where = self._geo.expressions(sentence, found, counted)
            yield Marked(number, sentence, found, counted, when, where)

    def _located(
        self, marked: tuple[Marked, ...], outlet: str | None, countries: Mapping[str, float]
    ) -> tuple[tuple[Marked, ...], list[Located]]:
        """The places of a report that tells of acts, resolved; words that only might have been
        names and mean no place that fits are read as words.
        """
        if not any(tells(m.matches) for m in marked):
            return marked, []
        told: list[Told] = [(m.number, p) for m in marked for p in m.places]
        told = told or self._places_of_sources(marked)
        home = country_of(outlet) if outlet else None
        found = self._geo.resolve([p for _, p in told], outlet, countries, home)
        located = [(n, f) for (n, _), f in zip(told, found, strict=True) if not _no_place(f)]
        sure = {id(f.expression) for _, f in located}
        if len(located) == len(told):
            return marked, located
        return tuple(_without(m, sure) for m in marked), located

    def _scenes(
        self, marked: Sequence[Marked], about: Collection[str], where: Grounds
    ) -> Iterator[Scene]:
        named = forces(x for m in marked for x in m.matches)
        reader = PhraseReader(self._actors, about, named)
        for m in marked:
            words, role, paragraph = m.sentence.words, m.sentence.role, m.sentence.paragraph
            signs_off = len(words) <= SIGNATURE and names_source(m.matches)
            if not tells(m.matches) and not signs_off:
                yield Scene.of(m.number, words, (), role, paragraph)
                continue
            items = merge(words, m.matches, m.places, m.times, m.quantities)
            items = christened(lighten(items))
            yield Scene.of(
                m.number, words, reader.read(items, words, where.of(m.number)), role, paragraph
            )

    def _events(
        self,
        document: Document,
        marked: Sequence[Marked],
        located: Sequence[Located],
        setting: Setting,
        judged: Sequence[Judged],
        outlet: str | None,
    ) -> tuple[model.Event, ...]:
        if not judged:
            return ()
        scenes, published = setting.scenes, setting.published
        told = [(number, found.expression) for number, found in located]
        matches = ((m.number, x) for m in marked for x in m.matches)
        quotes = Quotes(document, matches, located)
        context = Context(
            scenes, setting.voices, quotes, self._actors.party, published, self._arabic, outlet
        )
        drafts = [j.draft for j in judged]
        days = heading(marked, scenes, published)
        lent = (inherited(draft, drafts, told, days.of(draft, drafts[0])) for draft in drafts)
        return tuple(
            event(j.draft, number, context, rest, j.confidence)
            for number, (j, rest) in enumerate(zip(judged, lent, strict=True), start=1)
        )

    def _places_of_sources(self, marked: Sequence[Marked]) -> list[Told]:
        found = ((m.number, self._geo.of_source(m.sentence, m.matches)) for m in marked)
        return [(number, place) for number, places in found for place in places][:1]


def _no_place(found: Resolution) -> bool:
    return found.best is None and found.expression.standing < CLEARLY


def _without(marked: Marked, sure: Collection[int]) -> Marked:
    """The sentence without the places that turned out to be none."""
    places = tuple(p for p in marked.places if id(p) in sure)
    return marked if len(places) == len(marked.places) else replace(marked, places=places)


def _by_sentence(found: Sequence[Act]) -> dict[int, list[Act]]:
    out: dict[int, list[Act]] = {}
    for act in found:
        out.setdefault(act.sentence, []).append(act)
    return out


def _anchors(here: Sequence[Act]) -> tuple[list[int], set[int]]:
    """The acts of a sentence by phrase index, and those among them that people die in.

    The burning of a house costs lives when no attack beside it is told that does.
    """
    families = {a.anchor: FAMILY[a.trigger.type] for a in here}
    deadly = HARMING if HARMING.intersection(families.values()) else COSTLY
    return list(families), {anchor for anchor, family in families.items() if family in deadly}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


@lru_cache(maxsize=1)
def default_reader() -> Reader:
    """The reader over the shipped data and the workspace's places; loaded once a process."""
    return Reader(load(), Gazetteer.open())
