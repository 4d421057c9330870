"""E-mail: words and day of a message, its list or domain, and no address of a person."""

from __future__ import annotations

import random
from email.message import EmailMessage

import pytest

from rasid.ingest import limits

from .conftest import ReadIn

TEXT = "انفجرت عبوة ناسفة في السوق، بحسب مراسلنا."
PERSON = "Salman Khayali <s.khayali@wadi.example>"


def message(text: str = TEXT, html: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {"From": PERSON, "Date": "Wed, 12 Mar 2025 23:30:00 +0300", "Subject": "انفجار"}
    for name, value in (given | headers).items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def test_a_message_has_its_words_subject_day_and_domain(read_in: ReadIn) -> None:
    (article,) = read_in("m.eml", bytes(message())).articles
    assert (article.text, article.title) == (f"انفجار\n\n{TEXT}", "انفجار")
    assert (article.published, article.outlet, article.id) == ("2025-03-12", "wadi.example", "m")


@pytest.mark.parametrize(
    ("headers", "outlet"),
    [
        ({"List_Id": "نشرة الوادي <bulletin.wadi.example>"}, "نشرة الوادي"),
        ({"List_Id": "<bulletin.wadi.example>"}, "bulletin.wadi.example"),
        ({"From": "someone@gmail.com"}, None),
        ({"From": "no address"}, None),
    ],
)
def test_the_list_or_an_organisation_is_the_outlet(
    read_in: ReadIn, headers: dict[str, str], outlet: str | None
) -> None:
    assert read_in("m.eml", bytes(message(**headers))).articles[0].outlet == outlet


def test_no_address_of_a_person_comes_out(read_in: ReadIn) -> None:
    text = f"{TEXT} للتواصل s.khayali+news@wadi.example"
    told = read_in("m.eml", bytes(message(text, To=PERSON, Subject="إلى a@b.example")))
    assert "khayali" not in str(told.articles).lower()
    assert "a@b" not in str(told.articles)


def test_plain_text_goes_before_html_and_html_loses_its_marks(read_in: ReadIn) -> None:
    both = message(html="<p>غير ذلك</p>")
    assert TEXT in read_in("m.eml", bytes(both)).articles[0].text
    alone = message(text="")
    alone.set_content(f"<style>p{{}}</style><p>{TEXT}</p>", subtype="html")
    assert read_in("m.eml", bytes(alone)).articles[0].text == f"انفجار\n\n{TEXT}"


def test_attachments_are_passed_over(read_in: ReadIn) -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    assert read_in("m.eml", bytes(made)).articles[0].text == f"انفجار\n\n{TEXT}"


def boxed(*messages: bytes) -> bytes:
    return b"".join(b"From s@x Wed Mar 12 20:30:00 2025\n" + one + b"\n\n" for one in messages)


def test_a_box_gives_its_messages(read_in: ReadIn) -> None:
    quoting = message()
    quoting.set_content(f"{TEXT}\n\nFrom here on", cte="8bit")
    content = boxed(bytes(message()), bytes(quoting).replace(b"\nFrom here", b"\n>From here"))
    for name in ("box.mbox", "box"):
        told = read_in(name, content)
        assert [article.id for article in told.articles] == ["box-1", "box-2"]
        assert told.articles[1].text.endswith("From here on")
        assert told.faults == []


BAD = {
    "empty": (b"", "empty text"),
    "headers only": (b"From: a@b.c\nDate: x\n\n", "empty text"),
    "no text": (b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: image/png\n\nxx", "empty text"),
    "no boundary": (b"From: a@b.c\nContent-Type: multipart/mixed\n\n", "empty text"),
    "deep": (
        b"From: a@b.c\n" + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * 3000,
        "m.eml",
    ),
}


@pytest.mark.parametrize(("content", "told"), BAD.values(), ids=BAD.keys())
def test_a_broken_message_is_told_in_one_line(read_in: ReadIn, content: bytes, told: str) -> None:
    found = read_in("m.eml", content)
    assert found.articles == []
    assert told in found.faults[0]
    assert len(found.faults) == 1


def test_unknown_encodings_do_not_cost_the_message(read_in: ReadIn) -> None:
    content = bytes(message()).replace(b'charset="utf-8"', b'charset="x-nowhere"')
    assert TEXT in read_in("m.eml", content).articles[0].text


def test_a_message_that_is_too_large_costs_itself(
    read_in: ReadIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAIL", 2000)
    told = read_in("box.mbox", boxed(bytes(message()), bytes(message(TEXT * 99)), bytes(message())))
    assert [article.id for article in told.articles] == ["box-1", "box-3"]
    assert "message 2: a message larger than" in told.faults[0]


def test_spoiled_messages_never_fail(read_in: ReadIn) -> None:
    chance, whole = random.Random(7), boxed(bytes(message(html="<p>x</p>")))
    for _ in range(150):
        spoiled = bytearray(whole)
        for _ in range(8):
            spoiled[chance.randrange(40, len(spoiled))] = chance.randrange(256)
        told = read_in("box.mbox", bytes(spoiled))
        assert told.articles or told.faults
