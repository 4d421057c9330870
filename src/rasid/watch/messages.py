"""What an alert says: an event as a profile lets it leave, with its words and its sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from typing import Any

from rasid.export.profiles import Sharing
from rasid.lexicon.lexicon import load
from rasid.model import Event, Record, Report, Span
from rasid.record import to_json
from rasid.watch.config import Output


@lru_cache(maxsize=8)
def _sharing(profile: str) -> Sharing:
    return Sharing(profile, load)


def payload(
    rule: str, subject: str, record: Record, event: Event, number: int, profile: str
) -> str:
    """An alert as JSON. `number` stands for the report where its id may not leave."""
    alone = Record(record.report, (event,), ())
    shared, taken = _sharing(profile).shared(alone, number)
    told = {
        "alert": subject,
        "rule": rule,
        "profile": profile,
        "summary": to_json(shared.events[0].summary),
        "evidence": [{"field": name, "words": words} for name, words in _words(shared.events[0])],
        "sources": list(_sources(shared.events[0], shared.report)),
        "event": to_json(shared.events[0]),
        "report": to_json(shared.report),
        "withheld": dict(sorted(taken.items())),
    }
    return json.dumps(told, ensure_ascii=False)


def _words(event: Event) -> Iterator[tuple[str, str]]:
    """The fields of an event and the words they come from, each once."""
    told: dict[tuple[str, str], None] = {}
    for field in fields(event):
        for span in _spans(getattr(event, field.name)):
            if span.text:
                told[field.name, span.text] = None
    yield from told


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _sources(event: Event, report: Report) -> Iterator[dict[str, str | None]]:
    yield {"kind": "report", "name": report.outlet, "published": report.published,
           "url": report.url}  # fmt: skip
    yield from ({"kind": one.kind, "name": one.name} for one in event.sources)


def mail(told: str, output: Output) -> EmailMessage:
    """An alert as a message of plain text."""
    data = json.loads(told)
    event = data["event"]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(f"[rasid] {data['rule']}: {data['summary']['en']}")[:200]
    message["From"], message["To"] = output.sender, ", ".join(output.mail)
    message["Message-ID"] = f"<{data['alert']}.{data['rule']}@rasid.invalid>"
    lines = [data["summary"]["ar"], data["summary"]["en"], ""]
    lines += [f"status: {event['status']}, confidence: {event['confidence']:.2f}", ""]
    lines += [f"{one['field']}: {one['words']}" for one in data["evidence"]]
    lines += ["", *(_told(one) for one in data["sources"])]
    lines += ["", f"shared as: {data['profile']}; report {data['report']['id']}, {event['id']}"]
    message.set_content("\n".join(lines) + "\n", charset="utf-8")
    return message


def _told(source: dict[str, Any]) -> str:
    known = (source.get(name) for name in ("name", "published", "url"))
    return f"{source['kind']}: {', '.join(filter(None, known)) or 'not named'}"


def _line(text: str) -> str:
    """Without line ends, which would begin another header."""
    return " ".join(text.split())
