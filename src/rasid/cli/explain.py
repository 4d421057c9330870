"""`rasid explain`: how one report was read, stage by stage; the tool for lexicon and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from rasid.api import iso_date
from rasid.cli.table import WIDEST
from rasid.cli.why import ROLES, fillers, text, why_empty
from rasid.errors import InputError
from rasid.extract.acts import Act, Scene
from rasid.extract.assertion import model as assertion_model
from rasid.extract.phrases import Phrase
from rasid.extract.toll import Toll
from rasid.geo.expressions import PlaceExpression
from rasid.ingest.found import Item
from rasid.ingest.reports import Reports
from rasid.lexicon.entries import Match
from rasid.measure.numerals import Quantity
from rasid.measure.times import When
from rasid.model import Article
from rasid.pipeline import Judged, Marked, Reading, default_reader

SIGNS_SHOWN = 6
NAMES_SHOWN = 3
Row = tuple[str, str]
"""What is said of some words, and the words."""


@click.command()
@click.argument("path", metavar="FILE|-")
@click.option("--published", metavar="DATE", help="Day of publication.")
@click.option("--outlet", metavar="NAME", help="Outlet of the report.")
@click.option("--id", "wanted", metavar="ID", help="Which report, of a file with several.")
def explain(path: str, published: str | None, outlet: str | None, wanted: str | None) -> None:
    """Show how one report is read.

    For each sentence: the words that the lexicon knows, the phrases, the acts with the rules that
    fired and why roles stayed empty; at the end the events, and the acts that were dropped.
    """
    article = _article(Reports([path], iso_date(published), outlet), wanted)
    _show(default_reader().stages(article), Console())


def _article(reports: Reports, wanted: str | None) -> Article:
    for found in reports:
        if not isinstance(found, Item):
            click.echo(f"rasid: {found}", err=True)
        elif wanted in (None, found.article.id):
            return found.article
    raise InputError(
        "nothing could be read" if wanted is None else f"no report has the id {wanted}"
    )


def _show(reading: Reading, console: Console) -> None:
    marked = {m.number: m for m in reading.marked}
    scenes = {s.sentence: s for s in reading.scenes}
    width = min(console.width, WIDEST)
    for number, sentence in enumerate(reading.document.sentences):
        console.print(Rule(f"sentence {number} · {sentence.role}", align="left"), width=width)
        console.print(Text(" ".join(sentence.words), justify="right", style="bold"), width=width)
        if number not in marked:
            continue
        scene = scenes[number]
        _rows(console, "words", _known(marked[number]))
        _rows(console, "phrases", [_phrase(scene, i, p) for i, p in enumerate(scene.phrases)])
        for act in (a for a in reading.acts if a.sentence == number):
            _rows(console, "act", _act(scene, act))
        _rows(console, "tolls", [_toll(scene, t) for t in reading.tolls if t.sentence == number])
    _events(reading, console)


def _rows(console: Console, title: str, rows: Sequence[Row]) -> None:
    """Rows under a title; Arabic in the last column, where no terminal reorders it."""
    if not rows:
        return
    table = Table(box=None, show_header=False, width=min(console.width, WIDEST), pad_edge=False)
    table.add_column(style="dim", width=7, no_wrap=True)
    table.add_column(ratio=5)
    table.add_column(ratio=3, justify="right")
    for number, (said, words) in enumerate(rows):
        table.add_row(title if number == 0 else "", Text(said), Text(words))
    console.print(table)
    console.print()


# ------------------------------------------------------------------ a sentence
def _known(marked: Marked) -> list[Row]:
    words = marked.sentence.words
    told: list[tuple[int, int, str]] = [(m.start, m.end, _match(m)) for m in marked.matches]
    told += [(p.start, p.end, _place(p)) for p in marked.places]
    told += [(w.start, w.end, _when(w)) for w in marked.times]
    told += [(q.start, q.end, _quantity(q)) for q in marked.quantities]
    return [(said, " ".join(words[start:end])) for start, end, said in sorted(told)]


def _match(match: Match) -> str:
    entries = dict.fromkeys(f"{f.entry.kind} {f.entry.id}" for f in match.forms)
    clitics = f"  ({' '.join(match.proclitics)})" if match.proclitics else ""
    return ", ".join(entries) + clitics


def _place(place: PlaceExpression) -> str:
    found = place.name.candidates
    names = [
        f"{c.place.name_en or c.place.name_ar}, {c.place.country}" for c in found[:NAMES_SHOWN]
    ]
    more = f" or {len(found) - NAMES_SHOWN} more" if len(found) > NAMES_SHOWN else ""
    return f"PLACE {place.relation}: {' or '.join(names) + more or 'not in the gazetteer'}"


def _when(when: When) -> str:
    days = " to ".join(dict.fromkeys(str(d) for d in (when.first, when.last) if d))
    return f"TIME {days or 'day not known'}, {when.precision}, {when.role}"


def _quantity(quantity: Quantity) -> str:
    high = "more" if quantity.high is None else quantity.high
    number = quantity.low if quantity.low == quantity.high else f"{quantity.low} to {high}"
    return f"NUMBER {number} {quantity.kind}"


def _phrase(scene: Scene, index: int, phrase: Phrase) -> Row:
    actor = phrase.party.actor if phrase.party is not None else None
    marks = [f"{index}.", phrase.head + (" verb" if phrase.verb else "")]
    marks += [f"after {phrase.prep}"] if phrase.prep else []
    marks += ["and"] if phrase.conj else []
    marks += [f"= {actor.name}"] if actor is not None else []
    return " ".join(marks), text(scene, phrase.start, phrase.end)


def _act(scene: Scene, act: Act) -> list[Row]:
    background = ", background" if act.background else ""
    rules = ", ".join(act.rules)
    head = f"{act.trigger.type} {act.status}{background}; frame {act.trigger.frame}, by {rules}"
    return [(head, text(scene, act.start, act.end)), *_roles(scene, act)]


def _roles(scene: Scene, act: Act) -> Iterator[Row]:
    for attribute in (*ROLES, "times"):
        filled = [text(scene, *at) for at in fillers(act, attribute)]
        if filled:
            yield f"  {attribute}", " | ".join(filled)
        else:
            reason, offered = why_empty(scene, act, attribute)
            yield f"  {attribute} empty: {reason}", offered and f"({offered})"


def _toll(scene: Scene, toll: Toll) -> Row:
    count = toll.count
    to = "laid to no act here" if toll.act is None else f"laid to phrase {toll.act}"
    number = f"{count.low}..{'' if count.high is None else count.high}"
    return f"{number} {count.group} {toll.outcome}, {to}", text(scene, toll.start, toll.end)


# ------------------------------------------------------------------ the report
def _events(reading: Reading, console: Console) -> None:
    width = min(console.width, WIDEST)
    console.print(Rule("events", align="left"), width=width)
    scenes = {s.sentence: s for s in reading.scenes}
    told = iter(reading.record.events)
    for judged in reading.judged:
        event = next(told, None) if judged.kept else None
        name = (
            f"{event.id} {event.type}: {event.summary.en}"
            if event
            else f"dropped: {judged.draft.type}"
        )
        mentions = judged.draft.mentions
        rows = [(name, ""), (_weighed(judged), "")]
        rows += [
            (f"  told in sentence {a.sentence} by {a.trigger.id}", _trigger(scenes, a))
            for a in mentions
        ]
        rows += [(f"  rules {', '.join(event.rules)}", "")] if event else []
        _rows(console, "event" if event else "", rows)


def _weighed(judged: Judged) -> str:
    told = f", confidence {judged.confidence:.2f}" if judged.kept else ""
    return f"  probability {judged.probability:.2f}{told}: {_signs(judged)}"


def _signs(judged: Judged) -> str:
    weights = assertion_model().weights
    pulls = [(weights.get(name, 0.0) * value, name) for name, value in judged.signs.items()]
    strongest = sorted(pulls, key=lambda pull: -abs(pull[0]))[:SIGNS_SHOWN]
    return ", ".join(f"{pull:+.1f} {name}" for pull, name in strongest)


def _trigger(scenes: dict[int, Scene], act: Act) -> str:
    return text(scenes[act.sentence], act.start, act.end) if act.sentence in scenes else ""
