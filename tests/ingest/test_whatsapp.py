"""WhatsApp: the line formats of both systems and languages, whole messages, and nobody's name."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid import settings
from rasid.ingest import limits
from rasid.ingest.privacy import KEY_FILE, pseudonym
from rasid.ingest.source import Source
from rasid.ingest.whatsapp import HEAD, begins_whatsapp, told_text, whatsapp

from .conftest import ReadIn, Told, sorted_out

TEXT = "انفجار قرب جسر الوادي."
PERSON, PHONE = "سلمان الخيالي", "+963 000 111 222"
HEADS = [
    "25/03/2025, 14:05 - ",
    "25/03/25, 2:05 PM - ",
    "25/3/2025, 2:05\u202fpm - ",
    "25.03.25, 14:05 - ",
    "2025-03-25, 14:05 - ",
    "2025/03/25, 14:05 - ",
    "25/03/2025 14:05 - ",
    "25\u200f/3\u200f/2025، 2:05 م - ",
    "٢٥\u200f/٣\u200f/٢٠٢٥، ٢:٠٥ ص - ",
    "\u200f25/03/2025, 2:05 م - ",
    "[25/03/2025, 14:05:33] ",
    "\u200e[25/03/2025, 2:05:33 PM] ",
    "[25/03/25, 2:05:33 p.m.] ",
    "[٢٥\u200f/٣\u200f/٢٠٢٥، ٢:٠٥:٣٣ م] ",
    "[2025-03-25 14:05:33] ",
    "[3/25/25, 14:05:33] ",
    "3/25/25, 2:05 PM - ",
]


def chat(*rows: str, head: str = HEADS[0]) -> str:
    opening = f"{head}Messages and calls are end-to-end encrypted."
    return "\n".join([opening, *(f"{head}{row}" for row in rows)]) + "\n"


# ------------------------------------------------------------------ formats
@pytest.mark.parametrize("head", HEADS)
def test_the_line_formats_of_both_systems_are_read(read_in: ReadIn, head: str) -> None:
    told = read_in("chat.txt", chat(f"{PERSON}: {TEXT}", head=head))
    assert [(a.text, a.published) for a in told.articles] == [(TEXT, "2025-03-25")]
    assert told.faults == []


def test_a_message_of_several_lines_stays_whole(read_in: ReadIn) -> None:
    text = f"عاجل\n\n{TEXT}\nالمصدر: مراسل الحي"
    told = read_in("chat.txt", chat(f"{PERSON}: {text}", f"{PERSON}: {TEXT}"))
    assert [article.text for article in told.articles] == [text, TEXT]


def test_windows_line_ends_are_no_part_of_a_message(read_in: ReadIn) -> None:
    told = read_in("chat.txt", chat(f"{PERSON}: {TEXT}\n{TEXT}").replace("\n", "\r\n"))
    assert [article.text for article in told.articles] == [f"{TEXT}\n{TEXT}"]


@pytest.mark.parametrize(
    "row",
    [
        f"{PERSON} joined using this group's invite link",
        f'{PERSON} changed the subject to "عاجل: الحي"',
        f"قام {PERSON} بتغيير الاسم إلى «عاجل: الحي»",
        f"غيّر موضوع المجموعة {PERSON}: الحي",
    ],
)
def test_lines_of_service_are_no_messages(read_in: ReadIn, row: str) -> None:
    told = read_in("chat.txt", chat(row, f"{PERSON}: {TEXT}"))
    assert [article.text for article in told.articles] == [TEXT]
    assert "2 service lines" in told.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "<Media omitted>",
        "\u200f<تم استبعاد الوسائط>",
        "IMG-20250325-WA0001.jpg (file attached)",
        "\u200eIMG-20250325-WA0001.jpg (الملف مرفق)",
        "\u200e<attached: 00000012-PHOTO.jpg>",
        "This message was deleted",
        "تم حذف هذه الرسالة",
        "",
    ],
)
def test_media_and_deleted_messages_are_counted_and_captions_kept(
    read_in: ReadIn, text: str
) -> None:
    told = read_in("chat.txt", chat(f"{PERSON}: {text}", f"{PERSON}: {text}\n{TEXT}"))
    assert [article.text for article in told.articles] == [TEXT]
    assert "1 messages without text" in told.notes[0]


def test_what_a_phone_says_of_itself_is_no_message(read_in: ReadIn) -> None:
    head = HEADS[10]
    rows = (f"{PERSON}: \u200eعبارة للنظام", f"{PERSON}: {TEXT}")
    told = read_in("chat.txt", chat(*rows, head=head))
    assert [article.text for article in told.articles] == [TEXT]


def test_an_edited_message_is_read_without_the_remark(read_in: ReadIn) -> None:
    told = read_in("chat.txt", chat(f"{PERSON}: {TEXT} \u200e<This message was edited>"))
    assert told.articles[0].text == TEXT


# ------------------------------------------------------------------ days
def days(*told: str) -> list[str]:
    return [f"{day}, 14:05 - {PERSON}: {TEXT}" for day in told]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (("3/4/25", "25/4/25"), ["2025-04-03", "2025-04-25"]),
        (("3/4/25", "3/25/25"), ["2025-03-04", "2025-03-25"]),
        (("5/2/25", "1/3/25"), ["2025-02-05", "2025-03-01"]),
        (("2/5/25", "3/1/25"), ["2025-02-05", "2025-03-01"]),
        (("٣/٤/٢٠٢٥", "٤/٥/٢٠٢٥"), ["2025-04-03", "2025-05-04"]),
        (("5/5/25", "6/6/25"), ["2025-05-05", "2025-06-06"]),
        (("3/4/25", "4/5/25"), [None, None]),
    ],
)
def test_the_whole_chat_tells_whether_the_day_or_the_month_comes_first(
    read_in: ReadIn, written: tuple[str, ...], expected: list[str | None]
) -> None:
    told = read_in("chat.txt", "\n".join(days(*written)))
    assert [article.published for article in told.articles] == expected
    assert ["can be read in two ways" in fault for fault in told.faults] == [True] * (
        expected[0] is None
    )


# ------------------------------------------------------------------ privacy
@pytest.mark.parametrize("name", [PERSON, PHONE, f"~ {PERSON}", f"\u202a{PHONE}\u202c"])
def test_names_and_numbers_are_in_nothing_that_comes_out(read_in: ReadIn, name: str) -> None:
    text = f"{TEXT} @963000111222 @\u2068{PERSON}\u2069"
    told = read_in(f"WhatsApp Chat with {PERSON}.txt", chat(f"{name}: {text}", f"{name}: {TEXT}"))
    shown = str(told.articles)
    assert not [part for part in (PERSON, "000 111", "000111222") if part in shown]
    assert all(article.outlet is None for article in told.articles)
    first, second = (str(article.id).rpartition("-")[2] for article in told.articles)
    assert first == second == pseudonym(name)


def test_a_pseudonym_needs_the_key_of_its_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = []
    for home in (tmp_path / "a", tmp_path / "b", tmp_path / "a"):
        monkeypatch.setattr(settings, "home", lambda home=home: home)
        signs.append(pseudonym(PHONE))
    assert signs[0] == signs[2] != signs[1]
    assert (tmp_path / "a" / KEY_FILE).stat().st_mode & 0o077 == 0


def test_without_a_place_for_the_key_there_are_pseudonyms_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "home", lambda: tmp_path / "file" / "home")
    assert len(pseudonym(PHONE)) == 8


# ------------------------------------------------------------------ which files, and bad ones
@pytest.mark.parametrize(
    "content",
    [TEXT, f"25/03/2025, 14:05 - {TEXT}", f"{TEXT}\n{chat(TEXT)}", "", "\ufeff\n\n"],
)
def test_an_article_with_a_dateline_is_no_chat(content: str) -> None:
    assert not begins_whatsapp(content.encode())


def test_a_chat_without_a_message_says_so(read_in: ReadIn) -> None:
    told = read_in("chat.txt", chat("حدث في المجموعة"))
    assert told.faults[0].endswith("no message with text: nothing to read")


def test_broken_bytes_and_endless_messages_cost_themselves(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MESSAGE", 1000)
    rows = (f"{PERSON}: {TEXT}", f"{PERSON}: " + f"{TEXT}\n" * 100, f"{PERSON}: {TEXT}")
    told = read_in("chat.txt", chat(*rows).encode().replace("جسر".encode(), b"\xff", 1))
    assert len(told.articles) == 2
    assert ["broken UTF-8" in told.faults[0], "a message larger than" in told.faults[1]] == [
        True
    ] * 2
    assert len(told.faults) == 2


# ------------------------------------------------------------------ properties
def read(content: str) -> Told:
    return sorted_out(list(whatsapp(Source("p", "p", io.BytesIO(content.encode())))))


WORDS = st.text(st.characters(categories=("L", "N"), max_codepoint=0xFFF), min_size=1, max_size=20)
BODY = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: "\n".join(f"ن {w}" for w in words))


@given(
    st.lists(st.tuples(st.integers(0, 60), WORDS, BODY), min_size=1, max_size=6),
    st.sampled_from(
        ["{d:%d/%m/%Y}, 10:00 - ", "[{d:%d/%m/%Y}, 10:00:01] ", "{d:%Y-%m-%d}, 9:00 ص - "]
    ),
)
def test_a_chat_comes_out_as_it_was_written(rows: list[tuple[int, str, str]], head: str) -> None:
    day, written, expected = date(2025, 1, 20), [head.format(d=date(2025, 1, 20)) + "…"], []
    for step, who, text in rows:
        day += timedelta(days=step)
        written.append(f"{head.format(d=day)}{who}: {text}")
        expected.append((text, day.isoformat()))
    told = read("\n".join(written))
    assert [(article.text, article.published) for article in told.articles] == expected


@given(st.lists(st.sampled_from([*HEADS, "0/0/0000, 1:00 - ", "a: b", "\n", ": ", "\u200e"])))
def test_any_order_of_heads_and_lines_is_read(parts: list[str]) -> None:
    told = read("".join(parts))
    assert told.articles or told.faults


@given(st.text(max_size=80))
def test_any_text_can_be_a_line(line: str) -> None:
    HEAD.match(line)
    assert len(told_text(line)) <= len(line) + 1
