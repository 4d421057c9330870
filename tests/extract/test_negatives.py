"""Texts about other things, many in words of war, tell no event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import rasid

TABLE = yaml.safe_load((Path(__file__).parent / "negatives.yaml").read_text(encoding="utf-8"))
READ_WRONG = pytest.mark.xfail(strict=True, reason="an event is read where there is none")


def _texts() -> Iterator[tuple[str, str, str]]:
    for verdict in ("holds", "fails"):
        for topic, texts in (TABLE[verdict] or {}).items():
            yield from ((verdict, topic, text) for text in texts)


def _rows() -> Iterator[Any]:
    for number, (verdict, topic, text) in enumerate(_texts()):
        marks = (READ_WRONG,) if verdict == "fails" else ()
        yield pytest.param(text, id=f"{topic} {number}", marks=marks)


@pytest.mark.parametrize("text", list(_rows()))
def test_no_event(text: str) -> None:
    record = rasid.read(text, published="2025-03-12")
    assert not record.events, [(e.type, e.trigger.text) for e in record.events]


def test_there_are_enough_negatives() -> None:
    texts = [text for _, _, text in _texts()]
    assert len({topic for _, topic, _ in _texts()}) >= 15
    assert len(texts) == len(set(texts)) >= 150
