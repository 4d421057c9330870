"""Every type rule decides the type in its own example, and every code names a known type."""

from __future__ import annotations

import pytest

from rasid.geo.gazetteer import Gazetteer
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import Rule, code_rules, codes, frames, sub_events, type_rules
from rasid.model import EVENT_TYPES, Article, Event
from rasid.pipeline import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load(), Gazetteer.open(), weighs=False)


@pytest.mark.parametrize("rule", type_rules(), ids=lambda rule: rule.id)
def test_a_type_rule_decides_its_example(reader: Reader, rule: Rule) -> None:
    events = reader.read(Article(rule.example, published="2025-03-01")).events
    decided = [e for e in events if rule.id in e.rules and e.type == rule.then]
    assert decided, [(e.type, e.rules) for e in events]


def _said(event: Event, scheme: str) -> str | None:
    if scheme == "acled":
        return event.codes.acled.sub_event_type
    if scheme == "plover":
        return f"{event.codes.plover.event} {event.codes.plover.mode}"
    violence = event.codes.ucdp.type_of_violence
    return str(violence) if violence else None


@pytest.mark.parametrize(
    ("scheme", "rule"),
    [(scheme, rule) for scheme in ("acled", "plover", "ucdp") for rule in code_rules(scheme)],
    ids=lambda one: getattr(one, "id", one),
)
def test_a_code_rule_decides_its_example(reader: Reader, scheme: str, rule: Rule) -> None:
    events = reader.read(Article(rule.example, published="2025-03-01")).events
    assert rule.then in [_said(e, scheme) for e in events], [(e.type, e.codes) for e in events]


def test_every_sub_event_of_acled_can_be_given() -> None:
    given = {code.sub_event_type for code in codes().values()}
    assert given | {rule.then for rule in code_rules("acled")} == set(sub_events())
    assert len(sub_events()) == 25


def test_every_event_type_has_codes_and_every_rule_a_known_type() -> None:
    assert set(codes()) == set(EVENT_TYPES)
    assert {rule.then for rule in type_rules()} <= set(EVENT_TYPES)


def test_every_trigger_has_a_frame() -> None:
    used = {getattr(entry, "frame", None) for entry in load().entries("trigger")}
    assert used <= set(frames())
