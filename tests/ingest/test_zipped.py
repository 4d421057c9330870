"""Packed exports: chats and tweets are found in them, bombs and broken parts are not unpacked."""

from __future__ import annotations

import json

import pytest

from rasid.ingest import limits, packed

from .conftest import ReadIn, archive

TEXT = "انفجرت عبوة ناسفة في السوق."
PERSON = "سلمان الخيالي"
CHAT = f"[25/03/2025, 14:05:33] {PERSON}: {TEXT}\n[25/03/2025, 14:06:33] {PERSON}: {TEXT}\n"
MESSAGE = {"id": 1, "type": "message", "date": "2025-03-12T01:00:00", "text": TEXT}
CHANNEL = json.dumps({"name": "قناة", "type": "public_channel", "id": 9, "messages": [MESSAGE]})
TWEET = {"tweet": {"id_str": "5", "full_text": TEXT, "created_at": "2025-03-12"}}
TWEETS = "window.YTD.tweets.part0 = " + json.dumps([TWEET])


def test_every_export_in_an_archive_is_read_and_nothing_else(read_in: ReadIn) -> None:
    parts = {
        "_chat.txt": f"\ufeff{CHAT}",
        "00000001-PHOTO.jpg": "x",
        "export/result.json": CHANNEL,
        "data/tweets.js": TWEETS,
        "data/account.js": "window.YTD.account.part0 = []",
        "notes.txt": TEXT,
    }
    told = read_in(f"WhatsApp Chat - {PERSON}.zip", archive(parts))
    assert [article.published for article in told.articles] == ["2025-03-25"] * 2 + [
        "2025-03-12"
    ] * 2
    assert [article.text for article in told.articles] == [TEXT] * 4
    assert PERSON not in str(told.articles)
    assert told.faults == []


WHOLE = archive({"_chat.txt": CHAT * 40})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (WHOLE[: len(WHOLE) // 2], "no archive that can be read"),
        (WHOLE[:60] + b"\0" * 20 + WHOLE[80:], "no archive that can be read"),
        (archive({"a.txt": TEXT, "b.js": "x"}), "no export of Telegram, WhatsApp or X in it"),
        (archive({}), "no export of Telegram, WhatsApp or X in it"),
    ],
    ids=["cut", "spoiled", "other", "empty"],
)
def test_an_archive_without_a_sound_export_is_one_clear_line(
    read_in: ReadIn, content: bytes, message: str
) -> None:
    told = read_in("export.zip", content)
    assert told.articles == []
    (fault,) = told.faults
    assert message in fault


def test_a_bomb_is_weighed_and_not_unpacked(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = archive({"_chat.txt": CHAT + "ن" * 2_000_000})
    monkeypatch.setattr(packed, "SMALL", 10_000)
    assert "200 times its size" in read_in("bomb.zip", bomb).faults[0]
    monkeypatch.setattr(limits, "UNPACKED", 100_000)
    assert "unpacks to more than" in read_in("bomb.zip", bomb).faults[0]
