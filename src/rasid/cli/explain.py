"""`rasid explain`: how one report was read, stage by stage. The tool for work on lexicon and rules."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from rasid.api import iso_date
from rasid.errors import InputError
from rasid.extract.acts import Act, Scene
from rasid.extract.fold import Draft
from rasid.extract.phrases import Phrase
from rasid.extract.tolls import Toll
from rasid.ingest.readers import Fault, read_paths
from rasid.pipeline import Marked, Reading, default_reader

SLOTS = ("agents", "targets", "weapons", "places", "times")


@click.command()
@click.argument("path", metavar="FILE|-")
@click.option("--published", metavar="DATE", help="Day of publication (YYYY-MM-DD).")
@click.option("--outlet", help="Outlet of the report.")
def explain(path: str, published: str | None, outlet: str | None) -> None:
    """Show tokens, mentions, phrases, acts and rules of one report, and which slots stayed empty."""
    found = list(read_paths([path], iso_date(published), outlet))
    articles = [a for a in found if not isinstance(a, Fault)]
    for fault in (f for f in found if isinstance(f, Fault)):
        click.echo(f"rasid: {fault}", err=True)
    if not articles:
        raise InputError("nothing could be read")
    console = Console()
    for article in articles[:1]:
        _show(default_reader().stages(article), console)


def _show(reading: Reading, console: Console) -> None:
    marked = {m.number: m for m in reading.marked}
    scenes = {s.sentence: s for s in reading.scenes}
    for number, sentence in enumerate(reading.document.sentences):
        tree = Tree(Text(f"sentence {number} ({sentence.role}): {' '.join(sentence.words)}", style="bold"))
        if number in marked:
            _matches(tree, marked[number])
            _phrases(tree, scenes[number])
            _acts(tree, scenes[number], [a for a in reading.acts if a.sentence == number])
            _tolls(tree, scenes[number], [t for t in reading.tolls if t.sentence == number])
        console.print(tree)
    console.print(_events(reading))


def _matches(tree: Tree, marked: Marked) -> None:
    branch = tree.add("mentions")
    words = marked.sentence.words
    for match in marked.matches:
        found = ", ".join(sorted({f"{f.entry.kind}:{f.entry.id}/{f.pos}" for f in match.forms}))
        clitics = "+".join(match.proclitics)
        branch.add(Text(f"{_words(words, match.start, match.end)} → {found} {clitics}"))
    for kind, values in (("place", marked.places), ("time", marked.times), ("number", marked.quantities)):
        for value in values:
            branch.add(Text(f"{_words(words, value.start, value.end)} → {kind}: {value}", style="cyan"))


def _phrases(tree: Tree, scene: Scene) -> None:
    branch = tree.add("phrases")
    for index, phrase in enumerate(scene.phrases):
        branch.add(Text(f"{index}. {_phrase(scene, phrase)}"))


def _phrase(scene: Scene, phrase: Phrase) -> str:
    actor = phrase.party.actor if phrase.party is not None else None
    marks = [phrase.head + ("(verb)" if phrase.verb else "")]
    marks += [f"prep={phrase.prep}"] if phrase.prep else []
    marks += ["and"] if phrase.conj else []
    marks += [f"actor={actor.name}"] if actor is not None else []
    return f"{_words(scene.words, phrase.start, phrase.end)} [{' '.join(marks)}]"


def _acts(tree: Tree, scene: Scene, acts: list[Act]) -> None:
    for act in acts:
        label = f"act {_words(scene.words, act.start, act.end)}: {act.trigger.type} by {', '.join(act.rules)}"
        branch = tree.add(Text(f"{label} ({act.status}{', background' if act.background else ''})", style="green"))
        for slot in SLOTS:
            filled = list(_filled(scene, act, slot))
            branch.add(Text(f"{slot}: {' | '.join(filled) if filled else 'empty: no phrase in this slot'}"))


def _filled(scene: Scene, act: Act, slot: str) -> Iterator[str]:
    for value in getattr(act, slot):
        at = getattr(value, "phrase", value)
        if getattr(value, "sentence", act.sentence) == act.sentence:
            yield _words(scene.words, at.start, at.end)


def _tolls(tree: Tree, scene: Scene, tolls: list[Toll]) -> None:
    for toll in tolls:
        count = toll.count
        to = f"act at phrase {toll.act}" if toll.act is not None else "no act in this sentence"
        words = _words(scene.words, toll.start, toll.end)
        tree.add(Text(f"toll {words}: {toll.outcome} {count.low}..{count.high} {count.group} → {to}", style="magenta"))


def _events(reading: Reading) -> Tree:
    tree = Tree(Text("events", style="bold"))
    for draft, event in zip([j.draft for j in reading.judged], reading.record.events, strict=True):
        branch = tree.add(Text(f"{event.id} {event.type} confidence {event.confidence}: {event.summary.en}"))
        branch.add(Text(f"rules: {', '.join(event.rules)}"))
        branch.add(Text(f"folded from {_mentions(draft)}"))
    return tree


def _mentions(draft: Draft) -> str:
    return ", ".join(f"sentence {a.sentence} ({a.trigger.id})" for a in draft.mentions)


def _words(words: object, start: int, end: int) -> str:
    return " ".join(words[start:end])  # type: ignore[index]
