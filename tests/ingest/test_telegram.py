"""Telegram Desktop: messages of channels and groups, nobody's name, and exports that are broken."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest import limits
from rasid.ingest.kinds import reader_of
from rasid.ingest.source import Source
from rasid.ingest.telegram import begins_telegram, joined, telegram

from .conftest import ReadIn, sorted_out

TEXT = "سقطت قذيفة على حي الزيتون فجر اليوم."
PERSON = "سلمان الخيالي"


def message(number: int, text: Any = TEXT, **more: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2025-03-12T23:10:00", "text": text, **more}


def chat(*messages: Any, kind: str = "public_channel", **more: Any) -> dict[str, Any]:
    return {"name": "مرصد الوادي", "type": kind, "id": 77, **more, "messages": list(messages)}


def account(*chats: dict[str, Any]) -> str:
    about = "Here is the data you requested. Remember: Telegram is ad free."
    personal = {"personal_information": {"first_name": PERSON, "phone_number": "+000 000"}}
    return json.dumps({"about": about, **personal, "chats": {"about": "", "list": list(chats)}})


# ------------------------------------------------------------------ what is kept
def test_a_message_has_its_day_channel_number_and_address(read_in: ReadIn) -> None:
    (article,) = read_in("result.json", json.dumps(chat(message(5)), indent=1)).articles
    assert (article.text, article.published, article.outlet) == (TEXT, "2025-03-12", "مرصد الوادي")
    assert (article.id, article.url) == ("77-5", "https://t.me/c/77/5")


def test_a_channel_with_a_handle_has_public_addresses(read_in: ReadIn) -> None:
    told = read_in("result.json", json.dumps(chat(message(5), username="wadi_watch")))
    assert told.articles[0].url == "https://t.me/wadi_watch/5"


def test_a_known_channel_has_its_neutral_name(read_in: ReadIn) -> None:
    told = read_in("result.json", json.dumps(chat(message(1)) | {"name": "وكالة سانا"}))
    assert told.articles[0].outlet == "SANA"


def test_the_parts_of_a_text_are_joined_without_loss(read_in: ReadIn) -> None:
    parts = ["عاجل: ", {"type": "bold", "text": "قصف"}, " قرب ", {"type": "hashtag", "text": "#تل"}]
    (article,) = read_in("result.json", json.dumps(chat(message(1, parts)))).articles
    assert article.text == "عاجل: قصف قرب #تل"


def test_a_caption_is_read_and_what_has_no_text_is_counted(read_in: ReadIn) -> None:
    rows = [
        message(1, photo="photos/a.jpg", edited="2025-03-13T01:00:00"),
        message(2, "", file="video.mp4"),
        {"id": 3, "type": "service", "action": "pin_message", "text": ""},
        {"id": 4, "type": "service", "action": "create_channel", "text": ""},
    ]
    told = read_in("result.json", json.dumps(chat(*rows)))
    assert [article.id for article in told.articles] == ["77-1"]
    assert told.faults == []
    assert told.notes[0].endswith("passed over: 1 messages without text, 2 service messages")


@pytest.mark.parametrize(
    ("more", "outlet"),
    [
        ({"forwarded_from": "قناة السهل", "forwarded_from_id": "channel9"}, "قناة السهل"),
        ({"forwarded_from": PERSON, "forwarded_from_id": "user9"}, "مرصد الوادي"),
        ({"forwarded_from": PERSON}, "مرصد الوادي"),
        ({"forwarded_from": "وكالة سانا"}, "SANA"),
        ({"from": PERSON, "from_id": "user4"}, "مرصد الوادي"),
    ],
)
def test_a_forward_is_of_the_channel_it_comes_from_and_never_of_a_person(
    read_in: ReadIn, more: dict[str, str], outlet: str
) -> None:
    (article,) = read_in("result.json", json.dumps(chat(message(1, **more)))).articles
    assert article.outlet == outlet
    assert PERSON not in str(article)


def test_an_account_gives_channels_and_groups_but_no_private_chats(read_in: ReadIn) -> None:
    private = chat(message(1), kind="personal_chat") | {"name": PERSON, "id": 123456}
    group = chat(message(2), kind="private_group") | {"name": "تنسيق الحي", "id": 88}
    saved = {"type": "saved_messages", "id": 4, "messages": [message(3)]}
    told = read_in("result.json", account(private, chat(message(1)), group, saved))
    assert [(a.id, a.outlet) for a in told.articles] == [
        ("77-1", "مرصد الوادي"),
        ("88-2", "تنسيق الحي"),
        ("result-3", None),
    ]
    assert "1 messages of private chats" in told.notes[0]


def test_a_private_chat_exported_alone_is_read_without_who_it_is_with(read_in: ReadIn) -> None:
    private = chat(message(1), kind="personal_chat") | {"name": PERSON, "id": 123456}
    (article,) = read_in("result.json", json.dumps(private)).articles
    assert (article.id, article.outlet, article.url) == ("result-1", None, None)


def test_the_seconds_tell_the_day_where_the_date_does_not(read_in: ReadIn) -> None:
    row = message(1, date_unixtime="1741800000") | {"date": "?"}
    assert read_in("result.json", json.dumps(chat(row))).articles[0].published == "2025-03-12"
    told = read_in("result.json", json.dumps(chat(message(1) | {"date": None})))
    assert told.articles[0].published is None
    assert "result.json message 1: no date" in told.faults[0]


# ------------------------------------------------------------------ which files are exports
@pytest.mark.parametrize(
    "data",
    [
        chat(),
        {"type": "private_group", "id": 1, "messages": []},
        {"messages": []},
        {"about": "هذه بياناتك من Telegram", "chats": {}},
        {"chats": {"list": []}},
    ],
)
def test_an_export_is_told_by_its_content(data: dict[str, Any]) -> None:
    for indent in (None, 1):
        assert begins_telegram(json.dumps(data, indent=indent, ensure_ascii=False).encode())


@pytest.mark.parametrize(
    "data",
    [[{"text": TEXT}], {"text": TEXT, "type": "news"}, {"name": "x", "text": TEXT}, [chat()], {}],
)
def test_other_json_is_none(data: Any) -> None:
    assert not begins_telegram(json.dumps(data).encode())


# ------------------------------------------------------------------ what is bad
WHOLE = json.dumps(chat(*(message(n) for n in range(1, 6))), ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "least", "message"),
    [
        (WHOLE.encode()[: len(WHOLE.encode()) // 2], 1, "broken or cut short"),
        (WHOLE.encode().replace("قذيفة".encode(), b"\xff\xfe", 1), 5, "broken UTF-8"),
        (WHOLE[:-2].encode() + b',{"text":' + b"[" * 9999, 5, "nested deeper than"),
        (WHOLE.encode() + b"}", 5, "broken or cut short"),
        (json.dumps(chat()).encode(), 0, "no message with text"),
        (json.dumps(chat(1, None, [message(1)], {}, message(2, 5))).encode(), 0, "no message"),
    ],
    ids=["cut", "bytes", "deep", "garbage", "empty", "odd"],
)
def test_what_comes_before_a_break_is_read_and_the_break_is_one_line(
    read_in: ReadIn, content: bytes, least: int, message: str
) -> None:
    told = read_in("result.json", content)
    assert len(told.articles) >= least
    assert message in told.faults[0]
    assert len(told.faults) == 1


def test_a_message_without_end_is_given_up(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MESSAGE", 100_000)
    for endless in (message(2, "ن" * 400_000), message(2, [TEXT] * 20_000)):
        told = read_in("result.json", json.dumps(chat(message(1), endless, message(3))))
        assert [article.id for article in told.articles] == ["77-1"]
        assert "a message larger than" in told.faults[0]


# ------------------------------------------------------------------ properties
def read(content: bytes) -> Any:
    source = Source("p", "p", io.BytesIO(content))
    return sorted_out(list(telegram(source)))


SOUND = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(st.lists(SOUND.filter(str.strip), min_size=1, max_size=5), st.booleans())
def test_texts_come_out_as_they_went_in(texts: list[str], ascii: bool) -> None:
    rows = [
        message(n, [text[:1], {"type": "bold", "text": text[1:]}]) for n, text in enumerate(texts)
    ]
    told = read(json.dumps(chat(*rows), ensure_ascii=ascii).encode())
    assert [article.text for article in told.articles] == texts
    assert told.faults == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
FIELDS = (
    "id",
    "type",
    "date",
    "date_unixtime",
    "text",
    "from",
    "from_id",
    "forwarded_from",
    "name",
)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON, max_size=4), JSON, JSON)
def test_whatever_a_message_holds_nothing_fails(rows: list[Any], id: Any, name: Any) -> None:
    told = read(json.dumps(chat(*rows) | {"id": id, "name": name}).encode())
    assert len(told.articles) <= len(rows)
    for article in told.articles:
        assert f"{article.text}{article.id}{article.outlet}".encode()


@given(st.binary(max_size=200))
def test_any_bytes_after_the_beginning_give_faults_only(tail: bytes) -> None:
    content = WHOLE.encode()[:300] + tail
    source = Source("p", "p", io.BytesIO(content))
    assert reader_of(source, ".json") is telegram
    assert read(content).faults


@given(JSON)
def test_joining_never_fails(text: Any) -> None:
    assert isinstance(joined(text), str)
