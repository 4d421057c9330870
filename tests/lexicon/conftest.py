"""Small lexicons of our own, with the shipped morphology."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest

from rasid.lexicon.compile import compiled
from rasid.lexicon.entries import Match
from rasid.lexicon.lexicon import Lexicon
from rasid.lexicon.load import Files, read
from rasid.lexicon.morphology import Morphology
from rasid.text.tokens import words_of

Write = Callable[..., Files]


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Write files (`name="yaml text"`) into a new data folder that has the shipped morphology."""
    shipped = resources.files("rasid") / "data" / "lexicon" / "morphology.yaml"

    def write(**texts: str) -> Files:
        root = tmp_path_factory.mktemp("data")
        folder = root / "lexicon"
        folder.mkdir()
        (folder / "morphology.yaml").write_bytes(shipped.read_bytes())
        (root / "VERSION").write_text("1.0\n")
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return Files.under(root)

    return write


@pytest.fixture(scope="session")
def build(write: Write) -> Callable[..., Lexicon]:
    """A lexicon of the files that `write` writes."""
    return lambda **texts: Lexicon(compiled(read(write(**texts))))


@pytest.fixture(scope="session")
def find() -> Callable[[Lexicon, str], list[Match]]:
    """The matches in a sentence in ordinary spelling."""
    return lambda lexicon, text: lexicon.match(words_of(text))


@pytest.fixture(scope="session")
def morphology(write: Write) -> Morphology:
    """The shipped affix tables."""
    return Morphology(read(write()).morphology)
