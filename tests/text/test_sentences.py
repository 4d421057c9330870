"""A sentence ends where a reader hears its end, not at every dot."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.text.cues import TextCues
from rasid.text.segment import Document, read_document


def sentences(document: Document) -> list[str]:
    return [" ".join(sentence.words) for sentence in document.sentences]


ONE = [
    "قال د. سليم إن المشفى امتلأ",
    "قال م. خالد إن الجسر تهدم",
    "نقلت أ.ف.ب عن شهود",
    "نقلت أ.ف.ب. عن شهود",
    "قال أ. ب. جونز هذا",
    "على بعد 20 كم. غرب البلدة",
    "سقطت 3.5 قذيفة",
    "وصلت 1,250 أسرة",
    "بدأ القصف الساعة 10:30 مساء",
    "قال مراسل الناحية.نت إن القصف عاد",
    "هدوء حذر... ثم قصف",
    "هدوء حذر.. ثم قصف",
    "1. قصف على البلدة",
    "وصفه بأنه (!) نصر",
    "استخدموا ا.ل.ق.ص.ف و غا.رات",
]

SEVERAL = {
    "انتهى القصف. عاد السكان.": ["انتهي القصف .", "عاد السكان ."],
    "انتهى القصف.وعاد السكان": ["انتهي القصف .", "وعاد السكان"],
    "من قصفهم؟ لا أحد يعرف": ["من قصفهم ؟", "لا احد يعرف"],
    "يا للهول!! عاد القصف": ["يا للهول ! !", "عاد القصف"],
    "قال «انتهى القصف.» ثم مضى": ['قال " انتهي القصف . "', "ثم مضي"],
    "انتهى القصف (مساء.) ثم عاد": ["انتهي القصف ( مساء . )", "ثم عاد"],
    "قصف أول\nقصف ثان": ["قصف اول", "قصف ثان"],
    "قطعوا 20 كم. وعادوا": ["قطعوا 20 كم .", "وعادوا"],
    "حدث ذلك عام 1436 هـ. ثم هدأت": ["حدث ذلك عام 1436 ه .", "ثم هدات"],
    "حدث ذلك عام 2015م. ثم هدأت": ["حدث ذلك عام 2015 م .", "ثم هدات"],
    "قتل عام 2015. ثم هدأت": ["قتل عام 2015 .", "ثم هدات"],
    "الشهداء 1. سليم 2. خالد 3. أحمد": ["الشهداء", "1 . سليم", "2 . خالد", "3 . احمد"],
    "بلغ العدد 1. وهدأت البلدة": ["بلغ العدد 1 .", "وهدات البلده"],
    "🔴 قصف على البلدة 🔴 حريق في السوق": ["🔴 قصف علي البلده", "🔴 حريق في السوق"],
}


@pytest.mark.parametrize("text", ONE)
def test_one_sentence(text: str, cues: TextCues) -> None:
    assert len(sentences(read_document(text, cues))) == 1


@pytest.mark.parametrize(("text", "parts"), SEVERAL.items())
def test_several_sentences(text: str, parts: list[str], cues: TextCues) -> None:
    assert sentences(read_document(text, cues)) == parts


def test_paragraphs_are_counted_by_lines_that_are_not_empty(cues: TextCues) -> None:
    document = read_document("أول. ثان.\n\n\nثالث.\nرابع.", cues)
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1, 2]


SIGNS = [".", "\n", "«", "»", "(", ")", "!", "🔴", "|", "-", "ـ", ":", "،", "\r\n", " "]
WORDS = [
    "قصف",
    "د.",
    "أ.ف.ب",
    "1.",
    "3.5",
    "#تل_ا",
    "@a_b",
    "https://x/y",
    "اقرأ أيضا",
    "سمات",
    "h",
]
PARTS = st.sampled_from([*SIGNS, *WORDS])
PAGES = st.one_of(st.lists(PARTS, max_size=40).map("".join), st.text(max_size=60))


@given(PAGES)
def test_every_token_is_in_one_sentence_and_has_its_quote(text: str) -> None:
    document = read_document(text, TextCues.of([("اقرأ أيضا", "line"), ("سمات", "inline")]))
    at = 0
    for sentence in document.sentences:
        assert (sentence.start, sentence.end) == (sentence.starts[0], sentence.ends[-1])
        assert len(sentence.words) == len(sentence.starts) == len(sentence.ends) > 0
        for start, end in zip(sentence.starts, sentence.ends, strict=True):
            assert at <= start < end
            assert not document.view.text[at:start].strip()
            at = end
    assert not document.view.text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        '."',
        "1.",
        "#",
        "#ا ",
        "@a ",
        ". ",
        "\n",
        "السابق\n",
        "- ",
        "|",
        "🔴",
        "https://a ",
        "قصف\n",
    ],
)
def test_no_page_takes_more_than_linear_time(unit: str, cues: TextCues) -> None:
    started = time.process_time()
    read_document(unit * 40_000, cues)
    assert time.process_time() - started < 8
