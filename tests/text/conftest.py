"""The cues of the shipped data, read straight from the files."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import yaml

from rasid.text.cues import TextCues

FILES = ("chrome.yaml", "languages.yaml", "abbreviations.yaml")


def _entries(name: str) -> list[dict[str, Any]]:
    file = resources.files("rasid") / "data" / "lexicon" / name
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))["entries"])


def _pairs(*names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for entry in _entries(name):
            yield from ((str(form), entry["role"]) for form in entry["forms"])


@pytest.fixture(scope="session")
def cues() -> TextCues:
    return TextCues.of(_pairs("chrome.yaml", "languages.yaml"), _pairs("abbreviations.yaml"))


@pytest.fixture(scope="session")
def cue_entries() -> list[dict[str, Any]]:
    return [entry for name in FILES for entry in _entries(name)]
