"""The rules that keep the code readable: language in data, short functions, short files."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "rasid"
PACKAGE = sorted(SOURCE.rglob("*.py"))
TOOLS = [
    path
    for folder in ("scripts", "bench", "quality")
    for path in sorted(ROOT.glob(f"{folder}/*.py"))
]
FILES = [*PACKAGE, *TOOLS]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
UNICODE_TABLES = SOURCE / "text" / "tables.py"
LONGEST_FUNCTION, LONGEST_FILE = 40, 400
MEDIAN_FUNCTION = 10

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.ClassDef | ast.Module


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_file = pytest.mark.parametrize("path", FILES, ids=name)


def docstrings(tree: ast.Module) -> Iterator[range]:
    """Lines of docstrings: of modules, classes, functions, and after assignments."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if isinstance(node, Documented) else []:
            value = getattr(statement, "value", None)
            if isinstance(statement, ast.Expr) and isinstance(value, ast.Constant):
                yield range(statement.lineno, (statement.end_lineno or 0) + 1)


def strings(source: str) -> Iterator[tokenize.TokenInfo]:
    """Tokens of the code that can hold letters, without docstrings."""
    quiet = {line for lines in docstrings(ast.parse(source)) for line in lines}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.start[0] not in quiet:
            yield token


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of each function: its lines without docstring and decorators."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            lines = (node.end_lineno or 0) - node.lineno + 1
            document = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= (document.end_lineno or 0) - document.lineno + 1
            yield node.name, lines


@every_file
def test_arabic_words_are_data_not_code(path: Path) -> None:
    if path == UNICODE_TABLES:
        return
    found = [
        f"line {token.start[0]}: {token.string[:40]}"
        for token in strings(path.read_text("utf-8"))
        if ARABIC.search(token.string)
    ]
    assert not found, f"{name(path)}: Arabic belongs in src/rasid/data: {found}"


@every_file
def test_functions_are_short(path: Path) -> None:
    long = [f"{who} ({lines})" for who, lines in functions(path) if lines > LONGEST_FUNCTION]
    assert not long, f"{name(path)}: more than {LONGEST_FUNCTION} lines: {', '.join(long)}"


@pytest.mark.parametrize("path", [*FILES, *TESTS], ids=name)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{name(path)}: {lines} lines"


def test_most_functions_are_very_short() -> None:
    lengths = sorted(lines for path in FILES for _, lines in functions(path))
    assert lengths[len(lengths) // 2] <= MEDIAN_FUNCTION


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    assert not [name(path) for path in [*FILES, *TESTS] if path.name in drawers]


@every_file
def test_modules_and_public_functions_say_what_they_do(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert tree.body == [] or ast.get_docstring(tree), f"{name(path)}: no docstring"


def test_only_settings_reads_the_environment() -> None:
    readers = [
        name(p) for p in PACKAGE if re.search(r"os\.environ|os\.getenv", p.read_text("utf-8"))
    ]
    assert readers == ["src/rasid/settings.py"]


@pytest.mark.parametrize("code", ['x = "\u0642"', "x = 1  # \u0642", 'f"\u0642{x}"'])
def test_the_test_sees_arabic_wherever_it_is(code: str) -> None:
    assert any(ARABIC.search(token.string) for token in strings(code))


def test_the_test_lets_docstrings_be() -> None:
    code = (
        '"""\u0642"""\nX = 1\n"""\u0642"""\ndef f():\n    """\u0642\n    \u0642"""\n    return 1\n'
    )
    assert not any(ARABIC.search(token.string) for token in strings(code))
