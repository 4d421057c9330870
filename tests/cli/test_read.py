"""`rasid read`: formats, faults, counts and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid import to_json
from rasid.cli.read import without_doubtful
from rasid.model import Article, Record
from rasid.pipeline import Reader

from .conftest import Run


@pytest.fixture
def rows(tmp_path: Path, strike: str) -> str:
    """Two good reports around bad ones."""
    path = tmp_path / "rows.jsonl"
    good = [{"id": name, "text": strike, "published": "2025-03-12"} for name in ("a", "b")]
    told = [json.dumps(good[0]), "not json", '{"id": 3}', json.dumps(good[1])]
    path.write_text("\n".join(told), encoding="utf-8")
    return str(path)


# ------------------------------------------------------------------ formats
def test_json_lines_are_one_record_a_line(run: Run, rows: str) -> None:
    done = run("read", rows, "--format", "jsonl")
    records = [json.loads(line) for line in done.out.splitlines()]
    assert [record["report"]["id"] for record in records] == ["a", "b"]
    assert records[0]["events"][0]["type"] == "air_strike"


def test_json_is_an_object_for_one_report_and_a_list_for_several(
    run: Run, rows: str, strike: str
) -> None:
    several = json.loads(run("read", rows, "--format", "json").out)
    assert [record["report"]["id"] for record in several] == ["a", "b"]
    one = json.loads(run("read", "-", "--format", "json", stdin=strike).out)
    assert one["report"]["id"] == "stdin"


def test_the_api_and_the_command_give_the_same_record(
    run: Run, demo: list[tuple[Article, Record]], tmp_path: Path
) -> None:
    article, record = demo[0]
    path = tmp_path / f"{article.id}.txt"
    path.write_text(article.text, encoding="utf-8")
    told = ("--published", str(article.published), "--outlet", str(article.outlet))
    done = run("read", str(path), "--format", "jsonl", *told)
    assert json.loads(done.out) == to_json(record)


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_the_table_tells_values_and_words_at_any_width(run: Run, strike: str, columns: int) -> None:
    done = run("read", "-", "--published", "2025-03-12", stdin=strike, columns=columns)
    for told in ("air strike", "3 civilian killed", "2025-03-12", "سراقب", "صباح اليوم"):
        assert told in done.out
    assert all(len(line) <= columns for line in done.out.splitlines())


def test_the_page_holds_the_text_and_its_events(run: Run, strike: str) -> None:
    done = run("read", "-", "--format", "html", stdin=strike)
    assert done.out.startswith("<!doctype html>")
    assert strike in done.out


def test_a_report_without_events_says_so(run: Run) -> None:
    done = run("read", "-", stdin="الطقس غائم اليوم في المدينة.")
    assert "no conflict event" in done.out
    assert done.code == 0


def test_doubtful_events_can_be_left_out(demo: list[tuple[Article, Record]]) -> None:
    for _, record in demo:
        assert without_doubtful(record, 0.0) == record
        assert without_doubtful(record, 1.01).events == ()
        some = without_doubtful(record, 0.8)
        ids = {event.id for event in some.events}
        assert all(event.confidence >= 0.8 for event in some.events)
        assert all({link.from_, link.to} <= ids for link in some.relations)


# ------------------------------------------------------------------ faults and counts
def test_faults_are_told_and_counted_and_the_rest_is_read(run: Run, rows: str) -> None:
    done = run("read", rows, "--format", "jsonl")
    faults = done.err.splitlines()
    assert done.code == 0
    assert faults[0].startswith(f"rasid: {rows}:2: not JSON")
    assert faults[1] == f"rasid: {rows}:3: no field 'text'"
    assert faults[-1] == "rasid: 2 reports read, 2 events, 2 faults"


@pytest.mark.parametrize(
    ("text", "lang", "message"),
    [
        ("Nothing Arabic.", "und", "no Arabic text: skipped"),
        ("گزارش‌ها می‌گویند که در این حمله پنج نفر کشته شدند و چند نفر زخمی شده‌اند", "fa", "Persian"),
        ("پولیس کے مطابق اس حملے میں پانچ افراد ہلاک ہو گئے ہیں اور کئی زخمی ہیں", "ur", "Urdu"),
        ("لە هێرشێکدا پێنج کەس کوژران و چەندین کەسی دیکەش بریندار بوون", "ckb", "Sorani"),
    ],
)
def test_other_languages_are_said_and_skipped(run: Run, text: str, lang: str, message: str) -> None:
    done = run("read", "-", "--format", "jsonl", stdin=text)
    record = json.loads(done.out)
    assert (record["report"]["lang"], record["events"]) == (lang, [])
    assert done.err.startswith("rasid: -: ")
    assert message in done.err
    assert "0 reports read, 0 events, 1 not Arabic" in done.err
    assert done.code == 2


def test_when_nothing_can_be_read_the_exit_code_is_2(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        done = run("read", str(path), "--format", "json")
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith("rasid: nothing could be read\n")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_a_mistake_in_the_engine_costs_one_report(
    run: Run, rows: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Reader.read

    def sometimes(self: Reader, article: Article) -> Record:
        return whole(self, article) if article.id != "a" else _broken()

    monkeypatch.setattr(Reader, "read", sometimes)
    done = run("read", rows, "--format", form)
    assert f"rasid: {rows}:1: could not be read: ZeroDivisionError" in done.err
    assert "1 report read, 1 event, 3 faults" in done.err
    assert done.code == 0
    if form == "jsonl":
        assert [json.loads(line)["report"]["id"] for line in done.out.splitlines()] == ["b"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("x", "--published", "2025-99-99"),
        ("x", "--jobs", "0"),
        ("x", "--format", "y"),
        ("x", "--map", "body=text"),
        ("x", "--map", "unknown"),
        ("x", "--save-map", "name"),
    ],
)
def test_wrong_arguments_end_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("read", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_columns_are_told_saved_and_used_again(run: Run, tmp_path: Path, strike: str) -> None:
    path = tmp_path / "desk.csv"
    path.write_text(f"x;y;z\n{strike};2025-03-12;صحيفة\n", encoding="utf-8")
    spec = ("--map", "text=X,published=Y,outlet=Z", "--save-map", "our-desk")
    first = run("read", str(path), "--format", "jsonl", *spec)
    assert "rasid: map saved in " in first.err
    second = run("read", str(path), "--format", "jsonl", "--map", "our-desk")
    assert json.loads(second.out) == json.loads(first.out)
    report = json.loads(second.out)["report"]
    assert (report["published"], report["outlet"]) == ("2025-03-12", "صحيفة")


def test_what_was_taken_for_granted_is_told_and_is_no_fault(
    run: Run, tmp_path: Path, strike: str
) -> None:
    path = tmp_path / "desk.csv"
    path.write_text(f"الخبر\n{strike}\n", encoding="utf-8")
    done = run("read", str(path), "--format", "jsonl")
    assert "columns taken by their names: text=الخبر" in done.err
    assert done.err.endswith("rasid: 1 report read, 1 event\n")
    assert done.code == 0


def test_processes_give_the_same_output(run: Run, rows: str) -> None:
    alone = run("read", rows, "--format", "jsonl", "--jobs", "1")
    assert run("read", rows, "--format", "jsonl", "--jobs", "2") == alone


def _broken() -> Record:
    raise ZeroDivisionError("division by zero")
