"""The view folds what counts as the same, and every part of it leads back to its own original."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.text.tables import FOLD, LIGATURES
from rasid.text.view import View, normalise

FOLDED = {
    "أحمد وإبراهيم وآمنة وٱلله": "احمد وابراهيم وامنه والله",
    "مُهاجَمةٌ كُبرى": "مهاجمه كبري",
    "ســـاحة": "ساحه",
    "شؤون بيئة جزء": "شؤون بيئه جزء",
    "کرکوک پیشمرگه چمچمال ڤان ژير گۆڕ": "كركوك بيشمركه جمجمال فان زير كور",
    "ﺳﻮﺭﻳﺔ": "سوريه",
    "ﻻ إله إلا ﷲ ﷺ": "لا اله الا الله صلي الله عليه وسلم",
    "١٢٬٥٠٠ و۱۲٫۵": "12,500 و12.5",
    "«قرية» “بلدة” ‘حي’": '"قريه" "بلده" \'حي\'',
    "’’خبر’’": '"خبر"',
    "حلب – إدلب — حماة": "حلب - ادلب - حماه",
    "\u202bنص\u202c \u200fآخر\ufeff": "نص اخر",
    "سيارة\u00a0مفخخة": "سياره مفخخه",
    "✌️🏽 خبر": "✌ خبر",
    "HAT ÇAĞRI İzmir": "hat çağri izmir",
    "ＡＢ１２": "ab12",
    "#تل_الزيتون": "تل الزيتون",
    "مسؤول مسو\u0654ول": "مسؤول مسؤول",
    "هدوء... ثم": "هدوء… ثم",
    "عبر @news_of_here": "عبر @news_of_here",
    "https://example.org/a_b": "https://example.org/a_b",
}

DODGED = {
    "مقـ ـتل": "مقتل",
    "قـ.ــصف": "قصف",
    "استهـ.ـ.ـدفت": "استهدفت",
    "الـتـ ـنـ ـظـ ـيـ ـم": "التنظيم",
    "طـ.ـلق": "طلق",
    "ا.ل.ق.ص.ف": "القصف",
    "غـ.ارة": "غاره",
    "غ.ـارة": "غاره",
    "قُـ.ـتل": "قتل",
    "اشتـ..باك": "اشتباك",
    "حـ.،.ـرب": "حرب",
    "هجـ*ـوم": "هجوم",
    "هج*وم": "هجوم",
    "اغـ ــ ـارة": "اغاره",
    "مقـ تل": "مقتل",
    "مذبـ. حة": "مذبحه",
    "التـ.فـ.جـ.ير": "التفجير",
}

KEPT = {
    "عام 1436 هـ في": "عام 1436 ه في",
    "1436هـ.وقال": "1436ه.وقال",
    "1436هـ بمدينة": "1436ه بمدينه",
    "أ.ف.ب": "ا.ف.ب",
    "د. سليم": "د. سليم",
    "الحدود ـ السورية": "الحدود - السوريه",
    "ـ أول": "- اول",
    "2015ـ2016": "2015-2016",
    "لـ «هنا»": 'ل "هنا"',
    "بـ 25 قذيفة": "ب 25 قذيفه",
    "لـ سعاد": "ل سعاد",
    "قريباـ شمال": "قريبا شمال",
    "- بند\n- بند": "- بند - بند",
    "النظام.وأثناء": "النظام.واثناء",
    "3.5 و10:30": "3.5 و10:30",
}


@pytest.mark.parametrize(("written", "read"), (FOLDED | DODGED | KEPT).items())
def test_fold(written: str, read: str) -> None:
    assert normalise(written) == read


def test_line_breaks_are_kept_and_made_one() -> None:
    assert View.of("أ\r\nب\rج\u2028د\n\nه").text == "ا\nب\nج\nد\n\nه"


def test_the_fold_is_one_to_one_and_stable() -> None:
    assert all(len(to) == 1 for to in FOLD.values())
    assert all(to.translate(FOLD) == to for to in set(FOLD.values()) | set(LIGATURES.values()))


def test_every_presentation_form_of_a_word_is_known() -> None:
    forms = [chr(c) for c in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD))]
    lettered = [c for c in forms if unicodedata.normalize("NFKC", c) != c]
    assert all(ord(c) in FOLD or c in LIGATURES for c in lettered)


def original_of(view: View, words: str) -> str:
    start = view.text.index(words)
    first, last = view.span(start, start + len(words))
    return view.original[first:last]


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("وقعت غـ.ـارةٌ أمس", "غاره", "غـ.ـارةٌ"),
        ("وقعت غارةٌ أمس", "غاره", "غارةٌ"),
        ("بلدة ســـرت ـ ليبيا", "سرت", "ســـرت"),
        ("بلدة ســـرت ـ ليبيا", "سرت ", "ســـرت "),
        ("رواية ﷲ أكبر", "ل", "ﷲ"),
        ("نفذوا ا.ل.ق.ص.ف", "قصف", "ا.ل.ق.ص.ف"),
        ("في #تل_الزيتون اليوم", "تل الزيتون", "تل_الزيتون"),
        ("في إعزاز\u200f، شمال", "اعزاز", "إعزاز"),
        ("😀 في حيّ 🇸🇾 الوعر", "حي", "حيّ"),
    ],
)
def test_span_is_the_quote(text: str, words: str, quote: str) -> None:
    assert original_of(View.of(text), words) == quote


def test_empty_spans_and_texts() -> None:
    assert View.of("").span(0, 0) == (0, 0)
    assert View.of("").locate(0) == 0
    assert View.of("ab").span(1, 1) == (1, 1)


DENSE = st.text(list("قلهايوات ـــ..،*'_#@h\r\nـَٔ\u200fﻻﷲ-1"), max_size=25)
BITS = [
    "قـ.ـص",
    "مقـ ت",
    "ا.ل.ق.ص",
    "هـ.",
    "ـ",
    " ـ ",
    "ل",
    "َ",
    "ٔ",
    "و",
    "https://a_b",
    "@a_b",
    "...",
    "''",
]
BITTEN = st.lists(st.sampled_from([*BITS, "\r\n", " ", "ﻻ", "x", "_", "ق.ـ"]), max_size=12).map(
    "".join
)
ANY = st.text(st.characters(), max_size=30)
SURROGATES = st.text(st.characters(categories=["Cs", "Mn", "Cf", "Lo"]), max_size=15)
TEXTS = st.one_of(DENSE, BITTEN, ANY, SURROGATES)


@given(TEXTS, st.integers(0, 99), st.integers(0, 99))
def test_the_original_of_any_part_reads_as_that_part(text: str, a: int, b: int) -> None:
    view = View.of(text)
    if not view.text:
        return
    start = a % len(view.text)
    end = start + 1 + b % (len(view.text) - start)
    first, last = view.span(start, end)
    assert 0 <= first < last <= len(text)
    assert " ".join(view.text[start:end].split()) in normalise(text[first:last])
    assert view.locate(first) <= start


@given(TEXTS)
def test_spans_and_positions_follow_the_text(text: str) -> None:
    view = View.of(text)
    spans = [view.span(i, i + 1) for i in range(len(view.text))]
    assert spans == sorted(spans)
    places = [view.locate(i) for i in range(len(text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(view.text) for place in places)
    assert all(spans[place][1] > i for i, place in enumerate(places) if place < len(spans))


@given(TEXTS)
def test_normalise_is_the_text_of_the_view_without_extra_spaces(text: str) -> None:
    assert normalise(text) == " ".join(View.of(text).text.split())


@pytest.mark.parametrize(
    "unit",
    ["ـ ", "ق.ـ", "ا.ل", "َ", "قـ.", "'", "h", "مقـ ", "قـ ـ ـ ", "@a", "https://", "..", "ﻻ"],
)
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    started = time.process_time()
    View.of(unit * 100_000)
    View.of("ق" * 100_000 + unit)
    assert time.process_time() - started < 5
