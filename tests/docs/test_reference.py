"""Pages that are made from the code are what the code would make of them now."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rasid.cli.commands import HOMES
from rasid.export.formats import FORMATS
from rasid.export.merged import COLUMNS as INCIDENT_COLUMNS
from rasid.store.edits import EDITABLE
from rasid.store.incident_lines import EDITABLE as OF_INCIDENTS
from rasid.store.incoming import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = [*GUIDES, *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
CODE_PATH = re.compile(r"`((?:src|tests|scripts|quality|docs|bench)/[\w./-]*\w)`")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    path = ROOT / "scripts" / "generate_docs.py"
    spec = importlib.util.spec_from_file_location("generate_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate_docs"] = module
    spec.loader.exec_module(module)
    return module


def test_no_generated_page_is_stale(generator: ModuleType) -> None:
    assert [path.name for path in generator.stale()] == [], "run: make docs"


def test_every_command_is_described(generator: ModuleType) -> None:
    page = generator.pages()[ROOT / "docs" / "cli.md"]
    named = (
        "read",
        "explain",
        "export",
        "demo",
        "gazetteer add",
        "gazetteer info",
        "lexicon check",
    )
    for command in (*named, *HOMES, "lexicon check", "incidents list", "incidents undo"):
        assert f"\n## rasid {command}\n" in page


def test_every_export_is_described(generator: ModuleType) -> None:
    page = generator.pages()[ROOT / "docs" / "exports.md"]
    for name, form in FORMATS.items():
        told = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert told.startswith(f"\n{form.meaning}.")
        shared = set(FORMATS["csv"].columns) if "Its columns are those of [csv]" in told else set()
        assert all(c in shared or f"| `{c.name}` |" in told for c in form.columns)
        assert all(f"`{c.name}`" in told for c in shared - set(form.columns))


def test_the_columns_of_incidents_and_what_can_be_edited_are_described(
    generator: ModuleType,
) -> None:
    page = generator.pages()[ROOT / "docs" / "exports.md"]
    _, _, incidents = page.partition("\n## Incidents in Rasid's own tables\n")
    assert all(f"| `{column.name}` |" in incidents for column in INCIDENT_COLUMNS)
    back = page.partition("\n## Back again\n")[2].partition("\n## ")[0]
    assert all(f"`{name}`" in back for name in (*EDITABLE, *OF_INCIDENTS, *OUTCOMES))


def test_every_setting_is_described(generator: ModuleType) -> None:
    settings = (ROOT / "src" / "rasid" / "settings.py").read_text("utf-8")
    page = generator.pages()[ROOT / "docs" / "settings.md"]
    for variable in re.findall(r'environ\.get\("(\w+)"', settings):
        assert variable in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = [(page.parent / target) for target, _ in LINK.findall(text) if target]
    targets += [ROOT / target for target in CODE_PATH.findall(text)]
    assert [str(target) for target in targets if not target.exists()] == []


def test_make_knows_every_target_that_the_guides_name() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        name for page in GUIDES for name in re.findall(r"`make (\w+)`", page.read_text("utf-8"))
    }
    assert named <= targets


def test_the_quotes_of_the_readme_are_where_it_says_that_they_are() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    session = re.search(r"\$ cat report.txt\n(.*?)\n\n\$ rasid", text, re.DOTALL)
    assert session is not None
    spans = re.findall(r'"start": (\d+), "end": (\d+), "text": "([^"]+)"', text)
    assert len(spans) >= 3
    for start, end, quote in spans:
        assert session.group(1)[int(start) : int(end)] == quote


def test_the_readme_has_the_example_of_the_api_right() -> None:
    """The Python of the README runs, and prints what the README says it prints."""
    text = (ROOT / "README.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code is not None
    exec(compile(code.group(1), "README.md", "exec"), {})
