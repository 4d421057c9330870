"""Both catalogues say the same things; pages and styles have no words and no sides of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale

from rasid.web.language import CODES, PLURALS, Language, load

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src/rasid/web/templates").glob("*.html"))
SHEETS = sorted((ROOT / "frontend/src").rglob("*.css"))
SCRIPTS = sorted((ROOT / "frontend/src").rglob("*.ts"))
PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:^|[;{\s])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
IN_SCRIPTS = re.compile(
    r"\.style\.(?:left|right|\w+(?:Left|Right))\b|setProperty\(\s*[\"'][\w-]*(?:left|right)"
)
WORDS = re.compile(r"[^\W\d_]{2,}")
SAID = re.compile(r"(?:textContent|ariaLabel|title|placeholder)\s*=\s*[\"'`]([^\"'`]*)")
JINJA = re.compile(
    r"{% block shape %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL
)  # the shape is a class
NAMES = {"ACLED", "PLOVER", "UCDP"}
"""Names that are the same in every language."""
QUIET = ("script", "style", "code")
"""Elements with nothing to translate: commands are the same in every language."""
MEASURED = {"brush.ts"}
"""Scripts of pictures whose time runs from left to right in every language."""
TOLD = ("title", "placeholder", "aria-label", "alt")
"""Attributes that people read."""


def name(path: Path) -> str:
    return path.name


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def forms(language: Language) -> Iterator[tuple[str, str, str]]:
    for message, told in language.messages.items():
        kinds = told if isinstance(told, dict) else {"": told}
        yield from ((message, kind, text) for kind, text in kinds.items())


def test_both_catalogues_have_the_same_messages() -> None:
    arabic, english = (set(load(code).messages) for code in CODES)
    assert arabic == english


def test_a_message_has_the_same_placeholders_in_both() -> None:
    arabic, english = (load(code).messages for code in CODES)
    for message, told in arabic.items():
        sets = []
        for one in (told, english[message]):
            texts = one.values() if isinstance(one, dict) else [one]
            sets.append(set().union(*map(placeholders, texts)) - {"n"})
        assert sets[0] == sets[1], message


@pytest.mark.parametrize("code", CODES)
def test_messages_that_count_have_a_form_for_every_number(code: str) -> None:
    asked = {Locale(code).plural_form(n) for n in range(120)}
    for message, told in load(code).messages.items():
        if isinstance(told, dict):
            assert told.keys() <= PLURALS, message
            assert "other" in told or asked <= told.keys(), message


@pytest.mark.parametrize("code", CODES)
def test_a_message_is_a_text_and_no_slip_of_yaml(code: str) -> None:
    """`no: ...` and `12` are a boolean and a number to YAML."""
    for message, kind, text in forms(load(code)):
        assert isinstance(text, str), f"{message} {kind}"
        assert text.strip(), f"{message} {kind}"


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_styles_have_no_left_and_right(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_have_no_sides_and_no_words(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.name in MEASURED or IN_SCRIPTS.findall(text) == []
    assert [
        said for said in SAID.findall(text) if WORDS.search(re.sub(r"\$\{.*?\}", "", said))
    ] == []


class Seen(HTMLParser):
    """What people read of a template once all that is worked out is taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._quiet = 0

    def unsaid(self) -> list[str]:
        found = (words.strip() for words in self.words)
        return [words for words in found if WORDS.search(words) and words not in NAMES]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quiet += tag in QUIET
        self.words += [value or "" for key, value in attrs if key in TOLD]

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in QUIET

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    seen = Seen()
    seen.feed(JINJA.sub(" ", path.read_text("utf-8")))
    assert seen.unsaid() == []


def test_the_tests_see_what_they_look_for() -> None:
    assert PHYSICAL.search("a { margin-left: 1px }")
    assert PHYSICAL.search("a { left: 0 }")
    assert not PHYSICAL.search("a { inset-inline-start: 0; --left: 1 }")
    seen = Seen()
    seen.feed(JINJA.sub(" ", '<p title="Hello">{{ t("x") }} World</p>'))
    assert seen.unsaid() == ["Hello", "World"]


def test_the_keys_of_the_queue_are_told_as_they_are() -> None:
    """One list in the script, one for people, one in the handbook."""
    script = (ROOT / "frontend/src/queue/keys.ts").read_text("utf-8")
    block = script[script.index("KEYS = {") : script.index("} as const")]
    keys = re.findall(r'^\s+"?([^\s":]+)"?:', block, flags=re.MULTILINE)
    for code in CODES:
        assert list(load(code).under("queue.keys")) == keys
    handbook = (ROOT / "docs/workbench.md").read_text("utf-8")
    told = re.findall(r"^\| `(.)` \| (.+) \|$", handbook, flags=re.MULTILINE)
    assert dict(told) == load("en").under("queue.keys")


def test_digits_of_arabic_pages_are_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    arabic = load("ar")
    assert arabic.number(1250) == "1,250"
    monkeypatch.setenv("RASID_DIGITS", "arab")
    assert arabic.number(12) == "١٢"
    assert load("en").number(12) == "12"


def test_catalogues_are_lists_of_names_and_texts() -> None:
    for path in sorted((ROOT / "src/rasid/data/messages").rglob("*.yaml")):
        assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict), path.name
