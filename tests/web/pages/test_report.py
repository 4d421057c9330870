"""The report page: offsets of browsers, hostile texts, both languages, history, versions."""

from __future__ import annotations

import html

import pytest
from fastapi.testclient import TestClient

from rasid.api import read_many
from rasid.model import Article
from rasid.store import editions, intake, merging
from rasid.store.documents import Incoming
from rasid.store.workspace import Workspace
from rasid.text.lanes import LANES

from .conftest import VALUE, Got, island, text_of

STRIKE = "قصفت طائرات حربية مدينة سراقب صباح اليوم، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة."
"""The first report of the workspace."""
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def keep(workspace: Workspace, article: Article, path: str = "/one.jsonl") -> int:
    """The number of a report that is stored."""
    with workspace.writing() as db:
        (record,) = read_many([article])
        document = intake.keep(db, Incoming(article, path), record).document
        merging.place(db)
        return editions.numbers(db, [document.source])[document.source]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_value_points_at_its_words_as_browsers_count(
    workspace: Workspace, got: Got, lang: str
) -> None:
    text = f"🚨🔥 عاجل \U0001d49c\n{STRIKE}"
    page = got(f"/reports/{keep(workspace, Article(text, 'emoji', '2025-03-12'))}", lang)
    assert text_of(page) == text
    units = text.encode("utf-16-le")
    found = VALUE.findall(page)
    assert {field for field, *_ in found} >= {"trigger", "place", "time", "casualties"}
    for _, _, lane, start, end, quote in found:
        words = units[2 * int(start) : 2 * int(end)].decode("utf-16-le")
        assert words == html.unescape(quote)
        assert int(lane) < LANES


@pytest.mark.parametrize("odd", ["\0", "\r\n", "\r", "\u202e", "<b>&amp;</article>", "\n\n"])
def test_offsets_hold_behind_what_parsers_change(workspace: Workspace, got: Got, odd: str) -> None:
    text = f"{odd}{STRIKE}{odd}"
    page = got(f"/reports/{keep(workspace, Article(text, 'odd', '2025-03-12'))}")
    assert text_of(page) == text.replace("\0", "\ufffd")
    assert VALUE.search(page)
    told = island(page, "report-data")["text"]
    assert told == (text if "\0" in text else None)


def test_what_a_report_wrote_is_text_and_nothing_else(workspace: Workspace, got: Got) -> None:
    article = Article(f"{EVIL}\n{STRIKE}", EVIL, "2025-03-12", EVIL, f"javascript:{EVIL}", EVIL)
    number = keep(workspace, article)
    for lang in ("ar", "en"):
        page = got(f"/reports/{number}", lang)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript:' not in page


def test_only_web_addresses_are_links_and_give_nothing_away(got: Got) -> None:
    page = got("/reports/1")
    assert '<a href="https://a.example/1" rel="noopener noreferrer"' in page


def test_forms_offer_the_vocabulary_in_the_language_of_the_page(got: Got) -> None:
    assert ">مستودع</option>" in got("/reports/1", "ar")
    assert ">depot</option>" in got("/reports/1", "en")


def test_a_correction_is_in_the_history_and_can_be_taken_back(client: TestClient, got: Got) -> None:
    told = island(got("/reports/1"), "report-data")["events"][0]
    change = {"field": "type", "new": "shelling", "note": EVIL}
    etag = {"If-Match": f'"{told["etag"]}"'}
    url = f"/api/v1/events/{told['telling']}/corrections"
    made = client.post(url, json=change, headers=etag).json()["correction"]
    page = got("/reports/1")
    assert f'data-undo="{made}"' in page
    assert "air strike" in page[page.index(f'data-revision="{made}"') :]
    assert "<script>alert" not in page
    assert client.post(url, json=change, headers=etag).status_code == 412
    client.post(f"/api/v1/corrections/{made}/undo")
    page = got("/reports/1")
    assert f'data-undo="{made}"' not in page
    assert "taken back" in page


def test_an_added_event_stands_on_the_page(client: TestClient, got: Got) -> None:
    start = STRIKE.index("إصابة")
    trigger = {"start": start, "end": start + 5, "text": "إصابة"}
    none = dict.fromkeys(("agents", "targets", "weapons", "casualties", "sources"), ())
    event = {"type": "attack", "main": False, "status": "happened", "trigger": trigger}
    given = {**event, **{k: list(v) for k, v in none.items()}, "place": None, "time": None}
    answer = client.post("/api/v1/reports/1/events", json={**given, "note": ""})
    assert answer.status_code == 201, answer.text
    page = got("/reports/1", "ar")
    assert answer.json()["telling"] in page
    assert "اعتداء على مدنيين «إصابة»" in page


def test_earlier_versions_can_be_read(workspace: Workspace, got: Got) -> None:
    first, second = f"{STRIKE} والبحث جارٍ.", f"{STRIKE} وانتهى البحث."
    number = keep(workspace, Article(first, "twice", "2025-03-12"))
    assert keep(workspace, Article(second, "twice", "2025-03-12")) == number
    page = got(f"/reports/{number}")
    assert text_of(page) == second
    assert f"/reports/{number}?version=1" in page
    assert first in html.unescape(got(f"/reports/{number}?version=1"))
    got(f"/reports/{number}?version=7", status=404)


def test_reports_with_the_same_text_name_each_other(workspace: Workspace, got: Got) -> None:
    other = keep(workspace, Article(STRIKE, "copy", "2025-03-13", "صفحة النهر"), "/two.jsonl")
    assert f'href="/reports/{other}"' in got("/reports/1")
    assert 'href="/reports/1"' in got(f"/reports/{other}")


def test_a_report_without_acts_says_so(workspace: Workspace, got: Got) -> None:
    assert "No event was read" in got(f"/reports/{keep(workspace, Article('الطقس غائم.', 'sky'))}")
    assert "not Arabic" in got(f"/reports/{keep(workspace, Article('Nothing here.', 'en'))}")
    got("/reports/99", status=404)
