"""What is not the report is marked, and what is the report is not."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.errors import DataError
from rasid.text.cues import ABBREVIATIONS, LANGUAGES, TextCues
from rasid.text.segment import read_document

TITLE = "مقتل ثلاثة أشخاص في قصف على بلدة الزيتون"
LEAD = "قتل ثلاثة أشخاص اليوم الأحد في قصف مدفعي على بلدة الزيتون شمالي المحافظة."
MORE = "وقال مصدر محلي إن القذائف سقطت قرب سوق البلدة وأوقعت أضرارا في المحال."
LINKS = [
    "وزير يزور معرضا للزهور في العاصمة",
    "منتخب الشباب يفوز على جاره",
    "أسعار الخضار ترتفع من جديد",
]


def roles(cues: TextCues, *lines: str) -> list[str]:
    """The role of each line; roles of several pieces are joined by a plus."""
    document = read_document("\n\n".join(lines), cues)
    told: dict[int, list[str]] = {}
    for sentence in document.sentences:
        told.setdefault(sentence.paragraph, []).append(sentence.role)
    return ["+".join(dict.fromkeys(told[paragraph])) for paragraph in sorted(told)]


def test_headline_and_body(cues: TextCues) -> None:
    assert roles(cues, TITLE, LEAD, MORE) == ["headline", "body", "body"]


def test_a_post_has_no_headline(cues: TextCues) -> None:
    assert roles(cues, "عاجل | قصف على بلدة الزيتون") == ["body"]
    assert roles(cues, LEAD) == ["body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "بلدي نيوز - (سليم الأحمد)",
        "بلدي نيوز",
        "الزيتون – خاص",
        "عين اليوم – بنغازي",
        "إدلب/ الأناضول",
        "دمشق-سانا",
        "رووداو ديجيتال",
        "عدن 3 رجب 1445 هـ الموافق 15 يناير 2024 م سبأ",
        "#عاجل #الزيتون",
    ],
)
def test_datelines_above_the_text(dateline: str, cues: TextCues) -> None:
    assert roles(cues, TITLE, dateline, LEAD, MORE) == ["headline", "dateline", "body", "body"]


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("القاهرة (رويترز) -", " قتل ثلاثة أشخاص في قصف على البلدة"),
        ("بغداد/ الأناضول:", " قتل ثلاثة أشخاص في قصف على البلدة"),
        ("وكالة زيتون – متابعات", " أعلنت شبكة محلية وقوع قصف على البلدة"),
    ],
)
def test_datelines_in_the_text(dateline: str, rest: str, cues: TextCues) -> None:
    first, second = read_document(dateline + rest, cues).sentences
    assert (first.role, second.role) == ("dateline", "body")
    assert second.words[0] == rest.split()[0].replace("أ", "ا")


@pytest.mark.parametrize(
    "text",
    [
        "محافظة الزيتون: قصفت المدفعية أطراف البلدة",
        "رويترز: مقتل ثلاثة في قصف على البلدة",
        "عاجل | الدفاع المدني: مقتل ثلاثة في قصف على البلدة",
        "وقال الدفاع المدني (فرق الإنقاذ) إن القصف أصاب البلدة",
        "قصف (مدفعي) على البلدة",
    ],
)
def test_sources_and_places_are_left_with_their_sentence(text: str, cues: TextCues) -> None:
    assert [sentence.role for sentence in read_document(text, cues).sentences] == ["body"]


@pytest.mark.parametrize(
    "caption",
    [
        "سليم الأحمد",
        "دخان يتصاعد من البلدة بعد القصف - تويتر",
        "آثار القصف على سوق البلدة (رويترز)",
        "رجال إنقاذ يبحثون عن ناجين بين أنقاض السوق الذي أصابته القذائف - جيتي",
    ],
)
def test_bylines_and_photo_credits(caption: str, cues: TextCues) -> None:
    assert roles(cues, TITLE, caption, LEAD, MORE) == ["headline", "caption", "body", "body"]


@pytest.mark.parametrize(
    ("account", "rest"),
    [
        ("Some TV قناة هنا@SomeTV", "مصادر محلية: قصف على البلدة"),
        ("@some_one ", "قصف على البلدة"),
        ("Here Now@HereNow", "🔴 قصف على البلدة"),
    ],
)
def test_the_account_of_a_copied_post_is_cut_off(account: str, rest: str, cues: TextCues) -> None:
    first, second = read_document(account + rest, cues).sentences
    assert (first.role, second.role) == ("caption", "body")


def test_an_account_that_is_spoken_of_is_no_caption(cues: TextCues) -> None:
    text = "نشر الحساب @some_one صورا للقصف على البلدة"
    assert [sentence.role for sentence in read_document(text, cues).sentences] == ["body"]


def test_links_after_a_marker(cues: TextCues) -> None:
    assert (
        roles(cues, TITLE, LEAD, MORE, "مقالات ذات صلة", *LINKS)
        == ["headline", "body", "body"] + ["chrome"] * 4
    )


@pytest.mark.parametrize("head", ["مواضيع ذات صلة : ", "شاهد أيضاً : ", "اقرأ أيضا: "])
def test_a_link_on_the_line_of_its_marker(cues: TextCues, head: str) -> None:
    link = head + "مقتل عشرة جنود بانفجار لغم في مدينة درعا"
    assert roles(cues, TITLE, LEAD, link, MORE) == ["headline", "body", "chrome", "body"]
    told = read_document(f"{LEAD} {link}", cues).sentences
    assert [sentence.role for sentence in told] == ["body", "chrome"]


def test_the_report_goes_on_after_links(cues: TextCues) -> None:
    found = roles(cues, LEAD, "أخبار ذات صلة", LINKS[0], MORE)
    assert found == ["body", "chrome", "chrome", "body"]


def test_the_headline_is_the_last_line_above_a_report_that_begins_with_links(
    cues: TextCues,
) -> None:
    found = roles(cues, "أهم أخبار اليوم", *LINKS, TITLE, LEAD, MORE)
    assert found == ["chrome"] * 4 + ["headline", "body", "body"]


def test_a_marker_with_no_report_takes_nothing_with_it(cues: TextCues) -> None:
    assert roles(cues, "التالي", TITLE)[1] != "chrome"


def test_short_updates_after_a_marker_word_in_a_sentence_stay(cues: TextCues) -> None:
    found = roles(cues, LEAD, "في اليوم التالي عاد القصف", "سقطت خمس قذائف على السوق")
    assert "chrome" not in found


def test_tags_and_links_without_a_marker(cues: TextCues) -> None:
    found = roles(cues, TITLE, LEAD, MORE, "قصف", "بلدة الزيتون", "سوق", *LINKS)
    assert found == ["headline", "body", "body"] + ["chrome"] * 6


def test_links_without_a_marker_under_stopped_paragraphs(cues: TextCues) -> None:
    assert roles(cues, TITLE, LEAD, MORE, *LINKS)[3:] == ["chrome"] * 3


@pytest.mark.parametrize(
    "items",
    [
        ["أسماء القتلى:", "سليم الأحمد", "خالد سليم", "أحمد خالد"],
        [
            "- ثلاثة في قصف على سوق البلدة",
            "- اثنان في انفجار لغم في الحقل",
            "- طفل برصاص عند الحاجز",
        ],
        ["1- سليم أحمد من بلدة الزيتون", "2- خالد أحمد من بلدة الزيتون", "3- علي أحمد من البلدة"],
        ["🔴 قصف جديد على سوق البلدة", "🔴 حريق كبير في سوق البلدة", "🔴 نزوح من أحياء البلدة"],
    ],
)
def test_lists_of_a_report_are_no_links(items: list[str], cues: TextCues) -> None:
    assert "chrome" not in roles(cues, TITLE, LEAD, MORE, *items)


def test_posts_without_stops_lose_nothing(cues: TextCues) -> None:
    lines = ["قصف على بلدة الزيتون", "مقتل شخص وإصابة آخرين بجروح", "طائرات تحلق في سماء المنطقة"]
    assert "chrome" not in roles(cues, *lines)


@pytest.mark.parametrize(
    "line",
    [
        "الرئيسية",
        "فيسبوك تويتر واتساب",
        "72 زيارة",
        "0",
        "Share on Facebook",
        "الأربعاء, فبراير 9, 2022",
        "منذ 9 أشهر",
        "// انتهى //",
        "اقرأ أيضا: قصف على بلدة مجاورة",
        "اشترك في قائمتنا البريدية",
        "اترك تعليقاً إلغاء الرد",
        "#الزيتون #قصف #سوق",
    ],
)
def test_lines_of_chrome(line: str, cues: TextCues) -> None:
    assert roles(cues, TITLE, LEAD, line, MORE) == ["headline", "body", "chrome", "body"]


def test_menus_above_the_headline(cues: TextCues) -> None:
    found = roles(cues, "الرئيسية", "سياسة", "بلاد الزيتون", TITLE, LEAD)
    assert found == ["chrome"] * 3 + ["headline", "body"]


def test_chrome_inside_a_line(cues: TextCues) -> None:
    text = LEAD + " سمات قصف سوق"
    assert [sentence.role for sentence in read_document(text, cues).sentences] == ["body", "chrome"]
    text = "قصف على البلدة pic.twitter.com/aBc1 عرض المزيد"
    assert {sentence.role for sentence in read_document(text, cues).sentences} == {"body", "chrome"}


def test_hashtags_at_the_end(cues: TextCues) -> None:
    listed = read_document("قصف على سوق البلدة #الزيتون #سوق #قصف_مدفعي", cues).sentences
    assert [sentence.role for sentence in listed] == ["body", "chrome"]
    told = read_document("قصف على #سوق بلدة #الزيتون بريف #المحافظة", cues).sentences
    assert [sentence.role for sentence in told] == ["body"]


def test_the_medium_at_the_end_of_a_post(cues: TextCues) -> None:
    found = read_document("قصف مدفعي على سوق بلدة الزيتون | تلفزيون المحافظة", cues).sentences
    assert [sentence.role for sentence in found] == ["body", "caption"]


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(DataError, match="frame"):
        TextCues.of([("كلمة", "frame")])


def _checked(entry: dict[str, Any], text: str, cues: TextCues) -> bool:
    """Whether the entry does to the text what its role is for."""
    role = entry["role"]
    if role in LANGUAGES:
        return read_document(text, cues).lang == role
    if role in ABBREVIATIONS:
        return len(read_document(text, cues).sentences) == 1
    if role == "inline":
        return "chrome" in roles(cues, text)[0]
    above = roles(cues, TITLE, text, LEAD, MORE)[1]
    return any(r in above for r in (("dateline", "caption") if role == "outlet" else ("chrome",)))


def test_examples_of_the_data(cue_entries: list[dict[str, Any]], cues: TextCues) -> None:
    for entry in cue_entries:
        assert entry["examples"], entry["id"]
        for text in entry["examples"]:
            assert _checked(entry, text, cues), (entry["id"], text)
        for text in entry.get("not", ()):
            assert not _checked(entry, text, cues), (entry["id"], text)


def test_ids_of_the_data(cue_entries: list[dict[str, Any]]) -> None:
    ids = [entry["id"] for entry in cue_entries]
    assert len(ids) == len(set(ids))
