"""Faults are told in the language of who asks; none that pages can meet is left in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rasid.web import faults
from rasid.web.api import telling
from rasid.web.language import load

SOURCES = Path(__file__).resolve().parents[2] / "src" / "rasid"
MET = (
    "additions", "briefs", "corrections", "deciding", "documents", "editing", "find", "judgements",
    "listing", "merging", "queue", "searches", "words",
)  # fmt: skip
"""Modules of the store that answer pages; the others are of commands."""
RAISED = frozenset(
    "AccessError ChangedError InputError LoginError StoreError FaultError RasidError".split()
)
LEFT = {"x7: x7"}
"""Made of nothing but values: how the JSON of a value breaks its schema, which is for programs."""
ARABIC = {"accept-language": "ar"}


def sources() -> Iterator[Path]:
    yield from sorted((SOURCES / "web").rglob("*.py"))
    yield from (SOURCES / "store" / f"{name}.py" for name in MET)


def text_of(node: ast.expr) -> str | None:
    """A text as it may be raised, with something in the place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = (part.value if isinstance(part, ast.Constant) else "x7" for part in node.values)
    return "".join(map(str, parts))


def raised() -> Iterator[tuple[str, str]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in RAISED and node.args:
                told = text_of(node.args[0])
                if told is not None and told not in LEFT:
                    yield f"{path.relative_to(SOURCES)}:{node.lineno}", told


@pytest.mark.parametrize(("where", "text"), list(raised()))
def test_what_pages_can_meet_is_in_the_catalogue(where: str, text: str) -> None:
    told = faults.told(text, load("ar"))
    assert told != text, f"{where}: say it in data/messages/*/faults.yaml"
    assert told.count("x7") <= text.count("x7")


def test_values_are_kept_and_stand_by_themselves() -> None:
    told = faults.told("report 4711: there is none", load("ar"))
    assert told == "لا تقرير برقم \u20684711\u2069"
    assert faults.told("report 4711: there is none", load("en")) == "report 4711: there is none"


def test_a_field_goes_by_the_name_that_its_form_has() -> None:
    told = faults.told("since: 'soon' is no day; give YYYY-MM-DD", load("ar"))
    assert load("ar").say("lines.since") in told
    assert "'soon'" in told
    assert "since" not in told


@pytest.mark.parametrize("text", [telling.CHANGED, telling.READ_AGAIN])
def test_that_something_changed_is_told(text: str) -> None:
    assert faults.told(text, load("ar")) != text


def test_an_unforeseen_text_stays_as_it_is() -> None:
    assert faults.told("the moon is full", load("ar")) == "the moon is full"


def test_programs_get_english_unless_they_ask_for_arabic(client: TestClient) -> None:
    plain = client.get("/api/v1/reports/4711")
    assert plain.json()["detail"] == "report 4711: there is none"
    arabic = client.get("/api/v1/reports/4711", headers=ARABIC)
    assert arabic.json()["detail"] == faults.told("report 4711: there is none", load("ar"))
    assert arabic.json()["title"] == plain.json()["title"]


def test_a_value_that_fits_no_parameter_is_named(client: TestClient) -> None:
    told = client.get("/api/v1/events?killed=many", headers=ARABIC).json()
    assert "killed" in told["detail"]
    assert "valid integer" not in told["detail"]
    assert "valid integer" in told["errors"][0]["what"]


@pytest.mark.parametrize("address", ["/reports/4711", "/search?since=soon", "/?since=soon"])
def test_pages_tell_faults_in_their_language(client: TestClient, address: str) -> None:
    english = client.get(address, headers={"accept-language": "en"}).text
    arabic = client.get(address, headers=ARABIC).text
    for words in ("there is none", "is no day"):
        assert words not in arabic
    assert "there is none" in english or "is no day" in english
