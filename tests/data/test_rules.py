"""Every type rule decides the type in its own example, and every code names a known type."""

from __future__ import annotations

import pytest

from rasid.geo.gazetteer import Gazetteer
from rasid.lexicon.lexicon import load
from rasid.lexicon.rules import TypeRule, codes, frames, read, type_rules
from rasid.model import EVENT_TYPES, Article
from rasid.pipeline import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load(), Gazetteer.open(), weighs=False)


@pytest.mark.parametrize("rule", type_rules(), ids=lambda rule: rule.id)
def test_a_type_rule_decides_its_example(reader: Reader, rule: TypeRule) -> None:
    events = reader.read(Article(rule.example, published="2025-03-01")).events
    decided = [e for e in events if rule.id in e.rules and e.type == rule.then]
    assert decided, [(e.type, e.rules) for e in events]


def test_every_event_type_has_codes_and_every_rule_a_known_type() -> None:
    assert set(codes()) == set(EVENT_TYPES)
    assert {rule.then for rule in type_rules()} <= set(EVENT_TYPES)


def test_every_trigger_has_a_frame() -> None:
    used = {getattr(entry, "frame", None) for entry in load().entries("trigger")}
    assert used <= set(frames())


@pytest.mark.parametrize(("text", "doer", "target"), read("rules/agreement.yaml")["examples"])
def test_a_verb_agrees_with_its_subject(reader: Reader, text: str, doer: str, target: str) -> None:
    """A verb of the other gender has its object after it, one of the same its subject."""
    (event,) = reader.read(Article(text, published="2025-03-01")).events
    assert [a.actor_id for a in event.agents] == [doer] * (doer != "-")
    assert [t.actor_id for t in event.targets] == [target] * (target != "-")
