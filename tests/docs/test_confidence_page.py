"""The page on confidence says what the shipped table says, and its plot what was measured."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

from rasid.extract.assertion import model

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "confidence.md").read_text("utf-8")
FIGURES = json.loads((ROOT / "quality" / "reliability.json").read_text("utf-8"))
WEIGHT = re.compile(r"^\| `([^`]+)` \| ([+-]\d+\.\d+) \|$", re.MULTILINE)


def test_the_weights_on_the_page_are_those_that_are_shipped() -> None:
    table = ROOT / "src" / "rasid" / "data" / "models" / "assertion.yaml"
    shipped = yaml.safe_load(table.read_text("utf-8"))["weights"]
    told = {name: float(weight) for name, weight in WEIGHT.findall(PAGE)}
    assert told == pytest.approx(shipped)
    assert dict(model().weights) == shipped


def test_the_bins_hold_every_event_that_was_told() -> None:
    for figures in (FIGURES["probability"], FIGURES["confidence"]):
        assert len(figures["bins"]) == 10
        assert sum(row["events"] for row in figures["bins"]) == FIGURES["events"]


def test_the_confidence_is_better_than_knowing_nothing() -> None:
    """Else a number would be told that says less than the mean does."""
    confidence = FIGURES["confidence"]
    assert confidence["brier"] < FIGURES["brier_of_the_mean"]
    assert confidence["log_loss"] < FIGURES["log_loss_of_the_mean"]
    assert confidence["ece"] <= FIGURES["probability"]["ece"]


def test_the_plot_has_a_point_and_a_bar_for_each_bin_with_events() -> None:
    svg = ElementTree.parse(ROOT / "docs" / "confidence.svg").getroot()
    held = sum(row["events"] > 0 for row in FIGURES["confidence"]["bins"])
    classes = [node.get("class") for node in svg.iter()]
    assert (classes.count("dot"), classes.count("bar")) == (held, held)


def test_a_higher_probability_is_a_higher_confidence() -> None:
    curve = model().curve
    told = [curve(p / 100, {}) for p in range(101)]
    assert told == sorted(told)
    assert 0.0 < told[0] < told[-1] < 1.0
